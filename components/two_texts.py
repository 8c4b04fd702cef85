"""Two texts next to each other with their differences marked; compared in a thread, drawn as one element."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from nicegui import background_tasks, ui

from app.domain.word_diff import SAME, Piece, is_worth_marking, word_diff
from components.live import Boundary
from components.markup import box, words
from components.texts import t

LONG = 20_000  # letters of both together; from here on only what surrounds a change is shown
CONTEXT = 300  # letters around a change of a long text
MOST = 200_000  # letters shown of one text
MOST_PIECES = 2_000


class TwoTexts(Boundary):
    """Draws a placeholder, then the marked texts, old one first."""

    def __init__(self, old: str, new: str, titles: tuple[str, str]) -> None:
        super().__init__()
        self._titles = titles
        with self:
            box('skeleton').props['aria-label'] = t('compare.working')
        background_tasks.create(self._compare(old, new), name='compare texts', context=self)

    async def _compare(self, old: str, new: str) -> None:
        # in a thread: long texts take a moment
        pieces = await asyncio.to_thread(word_diff, old[:MOST], new[:MOST])
        if self.is_deleted:
            return
        self.clear()
        is_marked = len(pieces) <= MOST_PIECES and (is_worth_marking(pieces) or not old or not new)
        with self:
            if old and new and not is_marked:
                words(t('compare.all_different'), 'soft')
            if max(len(old), len(new)) > MOST:
                words(t('compare.cut'), 'soft')
            is_long = is_marked and len(old) + len(new) > LONG
            _Sides(shortened(pieces) if is_long else pieces, self._titles, is_marked=is_marked)


class _Sides(ui.element, component='two_texts.js'):
    def __init__(self, pieces: Sequence[Piece], titles: tuple[str, str], *, is_marked: bool) -> None:
        super().__init__()
        said = {'gone': t('marked.gone'), 'new': t('marked.new'), 'end': t('marked.end'), 'empty': t('both.empty')}
        self._props.update(
            titles=list(titles), pieces=[list(piece) for piece in pieces], words=said, isMarked=is_marked
        )
        self.mark('two-texts')


def shortened(pieces: Sequence[Piece]) -> list[Piece]:
    """What stayed is cut to what surrounds the changes."""
    last = len(pieces) - 1
    result: list[Piece] = []
    for place, (kind, text) in enumerate(pieces):
        before = text[:CONTEXT] if place else ''
        after = text[-CONTEXT:] if place < last else ''
        if kind == SAME and len(text) > len(before) + len(after) + CONTEXT:
            text = f'{before}\n…\n{after}'
        result.append((kind, text))
    return result
