"""'Warum steht das da?': a result whose paragraphs can be asked where they come from."""

from __future__ import annotations

import asyncio
from functools import partial

from app.bootstrap import Services
from app.domain.passages import without_marks
from app.domain.runs import Run
from app.web.untrusted import pieces_of
from components.announcer import announce
from components.buttons import Button, second_button, text_button
from components.live import Boundary
from components.markup import box
from components.rich_text import rich_text
from components.texts import t
from components.why_panel import open_why

NAMED = 40  # letters of a paragraph in the name of its button


class AskableText(Boundary, component='live.js'):
    """The text of a run's result; after `ask` each of its paragraphs has a button."""

    def __init__(self, services: Services, run: Run) -> None:
        super().__init__('askable')
        self._services, self._run = services, run
        self._is_asking = False
        with self:
            rich_text(run.result, run.cited)

    def switch(self) -> Button:
        """The button that turns the questions on and off; stands wherever it is called."""
        self._switch = second_button(t('why.title'), self._press, icon='help', name='why')
        self._switch.props['aria-pressed'] = 'false'
        return self._switch

    async def _press(self) -> None:
        self._is_asking = not self._is_asking
        self._switch.props['aria-pressed'] = 'true' if self._is_asking else 'false'
        self._switch.update()
        self._switch.set_text(t('why.end') if self._is_asking else t('why.title'))
        pieces = await asyncio.to_thread(pieces_of, self._run.result) if self._is_asking else []
        if self.is_deleted:
            return
        self.clear()
        with self:
            if not self._is_asking:
                rich_text(self._run.result, self._run.cited)
                return
            for number, piece in enumerate(pieces, 1):
                self._draw_piece(number, piece)
        announce(t('why.press'))

    def _draw_piece(self, number: int, piece: str) -> None:
        with box('asked'):
            rich_text(piece, self._run.cited)
            if any(sign.isalnum() for sign in piece):  # nobody asks about a line
                ask = partial(open_why, self._services, self._run, piece)
                button = text_button(t('why.button'), ask, kind='slim', name='why-paragraph')
                button.classes('unread')
                begin = ' '.join(without_marks(piece).split())[:NAMED]
                button.props['aria-label'] = t('why.label', number=number, text=begin)
