"""How far something is, as a bar that says so aloud."""

from __future__ import annotations

from components.live import Boundary
from components.markup import box


class ProgressBar(Boundary):
    """`show` fills it in place."""

    def __init__(self, label: str, classes: str = '') -> None:
        super().__init__(f'progress {classes}')
        self.props('role=progressbar aria-valuemin=0').mark('progress')
        self.props['aria-label'] = label
        with self:
            self._filled = box(tag='i')

    def show(self, done: int, total: int, sentence: str, *, half: int = 0) -> None:
        """`done` of `total`, and `half` of what is at work now; `sentence` says the same in words."""
        self._filled.style(f'width:{100 * (done + half / 2) / max(1, total):.0f}%')
        self.props(f'aria-valuemax={total} aria-valuenow={done}')
        self.props['aria-valuetext'] = sentence
        self.update()
