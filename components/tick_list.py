"""A tick box for each of some things that come and go; ticking redraws none, so the keyboard keeps its place."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

from app.bus import Bus
from app.domain.events import Event
from components.check import Check
from components.keyed_list import KeyedList
from components.live import Boundary

Thing = tuple[str, str, str]  # id, emoji, name


class TickList(Boundary, component='live.js'):
    """`on_tick` hears an id and whether it is ticked now; what is `chosen` but not there stays chosen."""

    def __init__(
        self,
        bus: Bus,
        kind: type[Event],
        things: Callable[[], Sequence[Thing]],
        chosen: Collection[str],
        on_tick: Callable[[str, bool], None],
        draw_empty: Callable[[], Any],
        *,
        name: str,
    ) -> None:
        super().__init__()
        self._chosen, self._on_tick, self._name = set(chosen), on_tick, name
        self._checks: dict[str, Check] = {}
        with self:
            KeyedList(bus, kind, things, self._draw, draw_empty, key=lambda thing: thing[0], classes='offers')

    def show(self, chosen: Collection[str]) -> None:
        """Others are chosen now."""
        self._chosen = set(chosen)
        for id, check in self._checks.items():
            if not check.is_deleted and check.value != (id in self._chosen):
                check.set_value(id in self._chosen)

    def _draw(self, thing: Thing) -> None:
        id, emoji, label = thing
        self._checks[id] = Check(
            label,
            value=id in self._chosen,
            on_change=lambda is_on: self._tick(id, is_on),
            name=f'{self._name}-{id}',
            emoji=emoji,
        )

    def _tick(self, id: str, is_on: bool) -> None:
        if is_on != (id in self._chosen):  # else `show` has set it
            self._chosen ^= {id}
            self._on_tick(id, is_on)
