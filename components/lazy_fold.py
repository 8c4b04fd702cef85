"""A fold whose inside is drawn only when it is opened: a long list of steps stays light."""

from __future__ import annotations

from collections.abc import Callable

from components.live import Boundary
from components.markup import box, icon, words


class LazyFold(Boundary, component='live.js'):
    """`draw` draws the inside, once; `on_toggle` hears whether it is open now."""

    def __init__(
        self,
        title: str,
        draw: Callable[[], None],
        *,
        name: str = '',
        sign: str = 'down',
        is_open: bool = False,
        on_toggle: Callable[[bool], None] | None = None,
    ) -> None:
        super().__init__('more', tag='details')
        self.is_open, self.is_drawn = is_open, False
        self._draw, self._on_toggle = draw, on_toggle
        if is_open:
            self.props('open')
        with self:
            with words(title, tag='summary') as self.summary:
                icon(sign)
            self._inside = box('inside')
        if name:
            self.summary.mark(name)
        # The summary is pressed by mouse, touch and keyboard alike; the browser opens and closes by itself.
        self.summary.on('click', self._toggle, args=[])
        if is_open:
            self._fill()

    def _toggle(self) -> None:
        self.is_open = not self.is_open
        self._fill()
        if self._on_toggle is not None:
            self._on_toggle(self.is_open)

    def _fill(self) -> None:
        if not self.is_drawn:
            self.is_drawn = True
            with self._inside:
                self._draw()
