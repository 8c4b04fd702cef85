"""One card of the board: a step of the recipe as one element, so that 200 of them stay light."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from nicegui import ui

from app.domain.runs import RunStatus
from components.board_words import Card
from components.status_badge import LOOKS
from components.texts import t

SIGNS = {
    RunStatus.WAITING: '⏳',
    RunStatus.RUNNING: '🔄',
    RunStatus.NEEDS_YOU: '✋',
    RunStatus.DONE: '✅',
    RunStatus.FAILED: '❌',
    RunStatus.CANCELLED: '⏹️',
    RunStatus.SKIPPED: '⏭️',
}
NO_RUN = {'color': '', 'sign': '', 'word': ''}


class Handlers(NamedTuple):
    """What a card reports: it is to be opened, or moved in some way; both with the step's id."""

    open: Callable[[str], None]
    go: Callable[[str, str], None]


class BoardCard(ui.element, component='board_card.js'):
    """`show` changes what is on it; only what differs is sent to the browser."""

    def __init__(self, card: Card, handlers: Handlers) -> None:
        super().__init__()
        self._step: str = card['step']
        self._props.update(trouble='', look=NO_RUN)
        self.show(card)
        self.on('open', lambda: handlers.open(self._step), args=[])
        self.on('go', lambda event: handlers.go(self._step, str(event.args)))
        self.mark(f'card-{self._step}')

    def show(self, card: Card) -> None:
        """The step as it is now."""
        self._change(**card)

    def stand(self, status: RunStatus | None) -> None:
        """How the step stands in the run that is under way; None = there is no such run."""
        self._change(look=NO_RUN if status is None else look_of(status))

    def tell(self, trouble: str) -> None:
        """What is wrong with the step; '' = nothing."""
        self._change(trouble=trouble)

    def _change(self, **props: Any) -> None:
        changed = {key: value for key, value in props.items() if self._props.get(key) != value}
        if changed:
            self._props.update(changed)
            self.update()


def look_of(status: RunStatus) -> dict[str, str]:
    """Sign, word and colour of a status on the board."""
    return {
        'color': LOOKS[status].color,
        'sign': SIGNS.get(status, ''),
        'word': t(f'board.state.{status.value}'),
    }
