"""Where a text comes from: the passages its marks name, as small links in it and as a list below it."""

from __future__ import annotations

from collections.abc import Sequence

from nicegui import ui

from app.domain.passages import Passage, marks_in
from components.document_link import document_address
from components.lazy_fold import LazyFold
from components.markup import box, heading, words
from components.texts import number, t

SHOWN = 60  # passages in a list
PEEK = 180  # letters of a passage


def by_number(passages: Sequence[Passage]) -> dict[int, Passage]:
    """The passages that a mark can name."""
    return {passage.number: passage for passage in passages if passage.number}


def links_to(passages: Sequence[Passage]) -> dict[int, tuple[str, str]]:
    """Address and spoken name of every passage that a mark can name."""
    return {number: (address_of(passage), _name_of(passage)) for number, passage in by_number(passages).items()}


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
                    if passage.number:
                        words(str(passage.number), 'number', 'span')
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
