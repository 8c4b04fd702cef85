"""Plain text: opens everywhere, without any marks."""

from __future__ import annotations

from app.domain.text import Text
from app.writers.base import EMPTY, Letterhead
from app.writers.blocks import Block, Line, blocks

WIDTH = 72  # of a drawn line


class TextWriter:
    """For the simplest editor there is."""

    key = ending = 'txt'
    title = Text('Einfacher Text (.txt)', 'Plain text (.txt)')
    help = Text('Geht auf jedem Gerät auf.', 'Opens on every device.')
    rank = 80

    def write(self, text: str, *, title: str, language: str, letterhead: Letterhead = EMPTY) -> bytes:
        """With a mark at the start by which old Windows editors know the umlauts."""
        drawn = ''
        previous: Block | None = None
        for block in blocks(text):
            close = (
                previous is not None
                and previous.kind == block.kind == 'item'
                and not (block.first and block.level == 1)
            )
            drawn += ('' if not drawn else '\n' if close else '\n\n') + _draw(block)
            previous = block
        return (drawn.replace('\n', '\r\n') + '\r\n').encode('utf-8-sig', 'replace')


def _draw(block: Block) -> str:
    match block.kind:
        case 'heading':
            words = _words(block.line)
            return words + '\n' + ('=' if block.level == 1 else '-') * min(len(words), WIDTH)
        case 'item':
            indent = '  ' * (block.level - 1)
            mark = f'{block.box} ' if block.box else f'{block.number}. ' if block.number else '- '
            return indent + mark + _words(block.line).replace('\n', '\n' + indent + ' ' * len(mark))
        case 'quote':
            return '\n'.join('> ' + line for line in _words(block.line).split('\n'))
        case 'rule':
            return '-' * WIDTH
        case 'table':
            return '\n'.join(' | '.join(_words(cell) for cell in row) for row in block.rows)
        case _:
            return _words(block.line)


def _words(line: Line) -> str:
    """The words; a link that does not show its address gets it in brackets."""
    return ''.join(
        f'{span.text} ({span.link})' if span.link and span.link not in span.text else span.text for span in line
    )


PLUGIN = TextWriter()
