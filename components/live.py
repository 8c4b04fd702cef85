"""The only bridge from the engine's events to the screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from nicegui import ui

from app.bus import Bus
from app.domain.events import Event

E = TypeVar('E', bound=Event)


class Boundary(ui.element, component='live.js'):
    """A box that is redrawn alone when something inside changes (at most about 100 elements)."""

    def __init__(self, classes: str = '', tag: str = 'div') -> None:
        super().__init__()
        self._props['tag'] = tag
        self.classes(classes)


class Live(Boundary, component='live.js'):
    """Calls `show(event)` for every event of `kind` (about one thing, if named) as long as this element lives.

    Draw the snapshot and create this in one synchronous block. `show` changes a few elements, it rebuilds no list.
    """

    def __init__(
        self, bus: Bus, kind: type[E], show: Callable[[E], None], about: str = '', classes: str = '', tag: str = 'div'
    ) -> None:
        super().__init__(classes, tag)
        self._ends: list[Callable[[], None]] = []
        self.also(bus, kind, show, about)

    def also(self, bus: Bus, kind: type[E], show: Callable[[E], None], about: str = '') -> None:
        """Listen to one more kind of event with the same life."""

        def receive(event: E) -> None:
            with self:
                show(event)

        self._ends.append(bus.subscribe(kind, receive, about))

    def _handle_delete(self) -> None:
        for end in self._ends:
            end()
        super()._handle_delete()
