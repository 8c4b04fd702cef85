"""What changed in a text: gone words struck out, new ones underlined, and both said aloud by screen readers."""

from __future__ import annotations

from collections.abc import Sequence

from nicegui import ui

from app.domain.word_diff import GONE, SAME, Piece, is_worth_marking, word_diff
from components.markup import box, words
from components.texts import t

MOST_PIECES = 400  # more would make the page slow, and nobody reads them
CONTEXT = 240  # letters around a change


def marked_text(old: str, new: str, *, whole: bool = True, titles: tuple[str, str] = ('', '')) -> ui.element:
    """Draw the new text with what became of the old one; next to each other when little stayed.

    `whole` False leaves out what stayed far from any change; `titles` stand above two texts, old first.
    """
    pieces = word_diff(old, new)
    if old and new and (len(pieces) > MOST_PIECES or not is_worth_marking(pieces)):
        return _two_texts(old, new, titles)
    area = box('marked plain')
    with area:
        for kind, text in pieces if whole else _shortened(pieces):
            _piece(kind, text)
    return area


def _piece(kind: str, text: str) -> None:
    if kind == SAME:
        words(text, tag='span')
        return
    with box(tag='del' if kind == GONE else 'ins'):
        words(t('marked.gone') if kind == GONE else t('marked.new'), 'spoken', 'span')
        words(_visible(text), tag='span')
        words(t('marked.end'), 'spoken', 'span')


def _visible(text: str) -> str:
    """A new line or a blank alone would be no mark at all."""
    return text if text.strip() else text.replace(' ', '␣').replace('\n', '¶\n')


def _two_texts(old: str, new: str, titles: tuple[str, str]) -> ui.element:
    area = box('versions')
    with area:
        for title, text in ((titles[0] or t('marked.before'), old), (titles[1] or t('marked.after'), new)):
            with box('version'):
                words(title, 'soft small')
                words(text, 'plain')
    return area


def _shortened(pieces: Sequence[Piece]) -> list[Piece]:
    """What stayed only as far as it is needed to find one's way."""
    last = len(pieces) - 1
    result = []
    for place, (kind, text) in enumerate(pieces):
        if kind == SAME:
            before = text[:CONTEXT] if place else ''
            after = text[-CONTEXT:] if place < last else ''
            if len(text) > len(before) + len(after) + CONTEXT:
                text = f'{before} … {after}'.strip(' ') if before else f'… {after}'
        result.append((kind, text))
    return result
