"""Reads Markdown into blocks that every format can draw: headings, paragraphs, list items, tables, ..."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from app.writers.base import clean

OPEN, DONE = '☐', '☑'
_BOXES = {'[ ] ': f'{OPEN} ', '[x] ': f'{DONE} ', '[X] ': f'{DONE} '}


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """Words that look the same. `link` is where they lead, or ''."""

    text: str
    bold: bool = False
    italic: bool = False
    strike: bool = False
    code: bool = False
    link: str = ''


Line = tuple[Span, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """One block. `kind`: heading | paragraph | item | quote | code | rule | table.

    `level`: of a heading 1-6, of an item its depth from 1. `number`: of an item in a numbered list, else 0;
    `first`: this item begins its list. `box`: of an item to tick off ☐ or ☑, else ''.
    `rows`: of a table, the first one is its head.
    """

    kind: str
    line: Line = ()
    level: int = 0
    number: int = 0
    first: bool = False
    box: str = ''
    rows: tuple[tuple[Line, ...], ...] = field(default=())


def blocks(text: str) -> list[Block]:
    """The blocks of a text in order."""
    return list(_Reader().read(parser().parse(clean(text))))


@cache
def parser() -> MarkdownIt:
    """CommonMark with tables and strikethrough; no raw HTML, no pictures from elsewhere."""
    markdown = MarkdownIt('commonmark', {'html': False, 'breaks': True, 'maxNesting': 60}).enable(
        ['table', 'strikethrough']
    )
    markdown.core.ruler.push('boxes', _draw_boxes)
    return markdown.disable(['html_block', 'html_inline', 'image'])


class _Reader:
    """Walks over the tokens and remembers in which lists and quotes it is."""

    def __init__(self) -> None:
        self._lists: list[int] = []  # next number of each open list; 0 = bullets
        self._quotes = 0
        self._heading = 0
        self._begun: bool | None = None  # an item was opened and has no text yet; True when it is its list's first
        self._is_first = False
        self._rows: list[list[Line]] | None = None

    def read(self, tokens: list[Token]) -> Iterator[Block]:
        for token in tokens:
            if token.type == 'inline':
                yield from self._line(_spans(token.children or []))
            elif token.type in ('fence', 'code_block'):
                yield Block(kind='code', line=(Span(text=token.content.rstrip('\n'), code=True),))
            elif token.type == 'hr':
                yield Block(kind='rule')
            elif token.type == 'table_close' and self._rows is not None:
                rows, self._rows = self._rows, None
                yield Block(kind='table', rows=tuple(tuple(row) for row in rows))
            else:
                self._enter_or_leave(token)

    def _line(self, line: Line) -> Iterator[Block]:
        if self._rows is not None:
            self._rows[-1].append(line)
        elif self._heading:
            yield Block(kind='heading', line=line, level=self._heading)
        elif self._lists and self._begun is not None:
            first, self._begun = self._begun, None
            number = self._lists[-1]
            if number:
                self._lists[-1] += 1
            box, line = _box(line)
            yield Block(kind='item', line=line, level=len(self._lists), number=number, first=first, box=box)
        else:
            yield Block(kind='quote' if self._quotes else 'paragraph', line=line, level=len(self._lists))

    def _enter_or_leave(self, token: Token) -> None:
        match token.type:
            case 'heading_open':
                self._heading = int(token.tag[1])
            case 'heading_close':
                self._heading = 0
            case 'bullet_list_open' | 'ordered_list_open':
                start = int(token.attrs.get('start', 1)) if token.type == 'ordered_list_open' else 0
                self._lists.append(start)
                self._is_first = True
            case 'bullet_list_close' | 'ordered_list_close':
                self._lists.pop()
            case 'list_item_open':
                self._begun, self._is_first = self._is_first, False
            case 'blockquote_open':
                self._quotes += 1
            case 'blockquote_close':
                self._quotes -= 1
            case 'table_open':
                self._rows = []
            case 'tr_open' if self._rows is not None:
                self._rows.append([])


def _draw_boxes(state: StateCore) -> None:
    """`[ ]` at the start of an item is a box to tick off, as most Markdown programs show it."""
    for opened, inline in zip(state.tokens, state.tokens[2:], strict=False):
        if opened.type == 'list_item_open' and inline.type == 'inline' and inline.children:
            first = inline.children[0]
            if first.type == 'text' and first.content[:4] in _BOXES:
                first.content = _BOXES[first.content[:4]] + first.content[4:]


def _box(line: Line) -> tuple[str, Line]:
    if line and line[0].text[:2] in (f'{OPEN} ', f'{DONE} '):
        rest = line[0].text[2:].lstrip(' ')
        return line[0].text[0], ((replace(line[0], text=rest), *line[1:]) if rest else line[1:])
    return '', line


def _spans(tokens: list[Token]) -> Line:
    spans: list[Span] = []
    on = {'strong': 0, 'em': 0, 's': 0}
    link = ''
    for token in tokens:
        if token.type == 'link_open':
            link = str(token.attrs.get('href', ''))
        elif token.type == 'link_close':
            link = ''
        elif token.nesting and token.tag in on:
            on[token.tag] += token.nesting
        elif text := _text_of(token):
            spans.append(
                Span(
                    text=text,
                    bold=on['strong'] > 0,
                    italic=on['em'] > 0,
                    strike=on['s'] > 0,
                    code=token.type == 'code_inline',
                    link=link,
                )
            )
    return tuple(spans)


def _text_of(token: Token) -> str:
    # a single line end counts: letters and addresses are written that way
    return '\n' if token.type in ('hardbreak', 'softbreak') else token.content


def plain(text: str) -> str:
    """One line without its marks, whatever its start would mean in a text."""
    (inline,) = parser().parseInline(re.sub(r'^\s*(?:#{1,6} |[-*+] |> )?', '', text).strip())
    return ''.join(_text_of(token) for token in inline.children or []).strip()
