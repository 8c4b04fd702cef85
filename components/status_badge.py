"""How a run or step stands: one table of word, drawing and colour; never colour alone."""

from __future__ import annotations

from typing import NamedTuple

from app.domain.runs import RunStatus
from components.live import Boundary
from components.markup import icon, words
from components.texts import t


class Look(NamedTuple):
    """How a status is shown."""

    key: str
    icon: str
    color: str


LOOKS = {
    RunStatus.WAITING: Look('state.waiting', 'ring', 'wait'),
    RunStatus.RUNNING: Look('state.running', 'dot', 'run'),
    RunStatus.NEEDS_YOU: Look('state.needs_you', 'hand', 'ask'),
    RunStatus.DONE: Look('state.done', 'check', 'done'),
    RunStatus.FAILED: Look('state.failed', 'cross', 'fail'),
    RunStatus.CANCELLED: Look('state.cancelled', 'stop', 'wait'),
    RunStatus.MISSED: Look('state.missed', 'clock', 'ask'),
    RunStatus.SKIPPED: Look('state.skipped', 'skip', 'wait'),
}


def status_word(status: RunStatus) -> str:
    """'Fertig', 'Arbeitet', ..."""
    return t(LOOKS[status].key)


class StatusBadge(Boundary):
    """A pill with drawing and word; `show` changes it in place."""

    def __init__(self, status: RunStatus, sentence: str = '') -> None:
        super().__init__('state', tag='span')
        look = LOOKS[status]
        self._color = look.color
        self._icon = look.icon
        self.classes(look.color)
        with self:
            self._drawing = icon(look.icon)
            self._word = words(sentence or t(look.key), tag='span')

    def show(self, status: RunStatus, sentence: str = '') -> None:
        """Another status, or another sentence for the same one."""
        look = LOOKS[status]
        self.classes(remove=self._color, add=look.color)
        self._drawing.classes(remove=f'icon-{self._icon}', add=f'icon-{look.icon}')
        self._color, self._icon = look.color, look.icon
        self._word.set_text(sentence or t(look.key))
