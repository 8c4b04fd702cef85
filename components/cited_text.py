"""Text with marks: small numbers that lead to the passages, and the list of where it stands."""

from __future__ import annotations

import html
import re
import secrets
from collections.abc import Sequence

from nicegui import ui

from app.domain.passages import MARK, Passage, marks_in
from components.document_link import document_address
from components.lazy_fold import LazyFold
from components.markup import box, heading, words
from components.texts import number, t

SHOWN = 60  # passages in a list
PEEK = 180  # letters of a passage
# A tag as the sanitiser writes it: a quoted value may hold '>'.
_TAG = re.compile(r'(<[^">]*(?:"[^"]*"[^">]*)*>)')
_CLOSED = {'a', 'code', 'pre'}  # a link inside these is none, or is in the way


class Marks:
    """The marks of one text on their way through the sanitiser.

    Before it each becomes a word that nobody can guess; after it, such a word in running text becomes a link made of
    constants and our own address. Anywhere else it goes without a trace.
    """

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._passages = by_number(passages)
        self._secret = secrets.token_hex(12)
        # Brackets, so that Markdown sees punctuation here as it did before.
        self._word = re.compile(rf'(?:⁅|%E2%81%85){self._secret}x(\d+)(?:⁆|%E2%81%86)')
        self._rest = re.compile(rf'⁅{self._secret[:6]}\w*')  # of one that was cut off with the end of a long text

    def hidden_in(self, source: str) -> str:
        """The source with our words for the marks that name a passage, without all others."""
        if '[^' not in source:
            return source
        return MARK.sub(lambda found: self._hide(int(found[1])), source)

    def shown_in(self, safe: str) -> str:
        """The sanitised text with links."""
        if self._secret[:6] not in safe:
            return safe
        pieces, inside = [], 0
        for piece in _TAG.split(safe):
            if piece.startswith('<'):
                inside += _depth(piece)
                pieces.append(self._word.sub('', piece))
            else:
                pieces.append(self._word.sub('' if inside else self._link, piece))
        return self._rest.sub('', ''.join(pieces))

    def _hide(self, number: int) -> str:
        return f'⁅{self._secret}x{number}⁆' if number in self._passages else ''

    def _link(self, found: re.Match[str]) -> str:
        passage = self._passages[int(found[1])]
        address, name = html.escape(address_of(passage)), html.escape(_name_of(passage))
        return f'<sup class="cite"><a href="{address}" aria-label="{name}">{passage.number}</a></sup>'


def by_number(passages: Sequence[Passage]) -> dict[int, Passage]:
    """The passages that a mark can name."""
    return {passage.number: passage for passage in passages if passage.number}


def address_of(passage: Passage) -> str:
    """Where the passage is looked at."""
    return document_address(passage.place, passage.document, page=passage.page, start=passage.start, end=passage.end)


def draw_sources(text: str, passages: Sequence[Passage]) -> None:
    """'Woher das steht': the passages a text names, and folded away what else was read for it."""
    if not passages:
        return
    known = by_number(passages)
    named = [known[number] for number in marks_in(text) if number in known]
    others = [passage for passage in passages if passage not in named]
    with box('section sources noprint', tag='section').mark('sources'):
        if named:
            heading(t('cite.title'))
            draw_passages(named)
        if others:
            title = t('cite.others', count=len(others)) if named else t('cite.read', count=len(others))
            LazyFold(title, lambda: draw_passages(others), name='other-passages')


def draw_passages(passages: Sequence[Passage]) -> None:
    """Each with the way to it and its first words."""
    with box('passages', tag='ol'):
        for passage in passages[:SHOWN]:
            with box('passage-line', tag='li'):
                target = address_of(passage)
                with ui.link('', target).classes(replace='name').mark('passage-link') as link:
                    words(where(passage), tag='span')
                link.props['aria-label'] = _name_of(passage) if passage.number else where(passage)
                words(_peek(passage.text), 'soft small')
    if len(passages) > SHOWN:
        words(t('cite.more', count=number(len(passages) - SHOWN)), 'soft')


def where(passage: Passage) -> str:
    """'Mietvertrag.pdf, Seite 2'."""
    if passage.has_pages:
        return t('cite.page', name=passage.document, page=number(passage.page))
    return passage.document


def _name_of(passage: Passage) -> str:
    return t('cite.link', number=passage.number, where=where(passage))


def _peek(text: str) -> str:
    line = ' '.join(text.split())
    return line if len(line) <= PEEK else line[:PEEK].rsplit(' ', 1)[0] + ' …'


def _depth(tag: str) -> int:
    """1 for the beginning of something no link may stand in, -1 for its end."""
    name = re.match(r'</?(\w+)', tag)
    if name is None or name[1] not in _CLOSED:
        return 0
    return -1 if tag.startswith('</') else 1
