"""Where a text comes from, for paper: its marks become numbers, and a list says which document each one is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.domain.passages import MARK, Passage, marks_in, without_marks
from app.domain.text import Text

HEADING = Text('Quellen', 'Sources')
_PAGE = Text('{name}, Seite {page}', '{name}, page {page}')
_SIGNS = re.compile(r'([\\`*\[\]<>|~]|(?<!\w)_|_(?!\w))')  # those that Markdown would read


def with_sources(text: str, passages: Sequence[Passage], language: str) -> str:
    """`text` with [3] for each mark that names a passage, and the list of these passages below."""
    known = {passage.number: passage for passage in passages if passage.number}
    named = sorted(number for number in marks_in(text) if number in known)
    if not named:
        return without_marks(text)

    def number(mark: re.Match[str]) -> str:
        if int(mark[1]) not in known:
            return ''
        blank = ' ' if mark[0][0].isspace() else ''
        return f'{blank}{chr(92) if _could_lead(mark) else ""}[{mark[1]}]'

    lines = [f'- [{number}] {_where(known[number], language)}' for number in named]
    return f'{MARK.sub(number, text).rstrip()}\n\n## {HEADING.in_language(language)}\n\n' + '\n'.join(lines) + '\n'


def _could_lead(mark: re.Match[str]) -> bool:
    """True where Markdown would take [3] for a link, or for what a link means."""
    before, after = mark.string[: mark.start()].rpartition('\n')[2], mark.string[mark.end() : mark.end() + 1]
    return after == '(' or (after == ':' and not before.strip(' >*+-'))


def _where(passage: Passage, language: str) -> str:
    name = _SIGNS.sub(r'\\\1', ' '.join(passage.document.split()))
    return _PAGE.in_language(language).format(name=name, page=passage.page) if passage.has_pages else name
