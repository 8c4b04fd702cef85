"""A list that follows the bus: only what came, went or changed is drawn again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from nicegui import ui

from app.bus import Bus
from app.domain.events import Event
from components.live import Boundary, Live
from components.markup import box


class KeyedList(Live, component='live.js'):
    """`items()` gives what is to be seen, `key` tells them apart, `draw` draws one, `draw_empty` the empty list."""

    def __init__(
        self,
        bus: Bus,
        kind: type[Event],
        items: Callable[[], Sequence[Any]],
        draw: Callable[[Any], Any],
        draw_empty: Callable[[], Any],
        *,
        key: Callable[[Any], str],
        about: str = '',
        classes: str = 'grid',
    ) -> None:
        super().__init__(bus, kind, lambda event: self.sync(), about)
        self._items, self._draw, self._key = items, draw, key
        self._cells: dict[str, tuple[Any, ui.element]] = {}
        with self:
            self._list = box(classes, tag='ul')
            self._empty = box()
            with self._empty:
                draw_empty()
        self.sync()

    def sync(self, *, redraw: bool = False) -> None:
        """Show what is there now; `redraw` draws everything again."""
        items = {self._key(item): item for item in self._items()}
        for key in [key for key in self._cells if key not in items]:
            self._cells.pop(key)[1].delete()
        for place, (key, item) in enumerate(items.items()):
            shown, cell = self._cells.get(key, (None, None))
            if cell is None:
                with self._list:
                    cell = Boundary(tag='li', classes='cell')
                if place < len(self._cells):
                    cell.move(self._list, place)
                self._fill(cell, item)
            elif redraw or shown != item:
                cell.clear()
                self._fill(cell, item)
            self._cells[key] = (item, cell)
        self._list.set_visibility(bool(items))
        self._empty.set_visibility(not items)

    def _fill(self, cell: ui.element, item: Any) -> None:
        with cell:
            self._draw(item)
