"""The way from the engine to whoever looks: bundles what happens quickly, costs nothing when nobody looks."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any, TypeVar

from app.domain.events import Event

E = TypeVar('E', bound=Event)
log = logging.getLogger(__name__)

INTERVAL = 0.1  # seconds between two deliveries about the same thing: at most 10 a second


class Bus:
    """Delivers events to subscribers, on the event loop, in order, at most every `INTERVAL` seconds per thing.

    May be used without a running loop (tests, start-up): then everything is delivered at once.
    """

    def __init__(self, interval: float = INTERVAL) -> None:
        self._interval = interval
        self._subscribers: dict[tuple[type[Event], str], list[Callable[[Any], None]]] = {}
        self._held: dict[tuple[type[Event], str], Event | None] = {}

    def subscribe(self, kind: type[E], callback: Callable[[E], None], about: str = '') -> Callable[[], None]:
        """Call `callback` for every event of `kind` (only about `about`, if given); returns what ends it."""
        topic = (kind, about)
        self._subscribers.setdefault(topic, []).append(callback)

        def end() -> None:
            callbacks = self._subscribers.get(topic, [])
            if callback in callbacks:
                callbacks.remove(callback)
            if not callbacks:
                self._subscribers.pop(topic, None)

        return end

    @property
    def subscriber_count(self) -> int:
        """How many subscriptions are alive; for the leak test and the health page."""
        return sum(len(callbacks) for callbacks in self._subscribers.values())

    def publish(self, event: Event) -> None:
        """Tell everybody; merged with what is held back about the same thing."""
        kind = type(event)
        if (kind, '') not in self._subscribers and (kind, event.about) not in self._subscribers:
            self._held.pop((kind, event.about), None)
            return
        topic = (kind, event.about)
        if topic in self._held and not event.urgent:
            held = self._held[topic]
            self._held[topic] = event if held is None else held.merged_with(event)
            return
        held = self._held.get(topic)
        self._deliver(event if held is None else held.merged_with(event))
        if topic in self._held:
            self._held[topic] = None
        else:
            self._hold(topic)

    def _hold(self, topic: tuple[type[Event], str]) -> None:
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return
        self._held[topic] = None
        loop.call_later(self._interval, self._release, topic)

    def _release(self, topic: tuple[type[Event], str]) -> None:
        held = self._held.pop(topic, None)
        if held is not None:
            self._hold(topic)
            self._deliver(held)

    def _deliver(self, event: Event) -> None:
        kind = type(event)
        callbacks = [*self._subscribers.get((kind, event.about), ()), *self._subscribers.get((kind, ''), ())]
        for callback in callbacks:
            try:
                callback(event)
            except Exception:  # noqa: BLE001  # one broken viewer must not disturb the engine or the others
                log.exception('a subscriber of %s failed', kind.__name__)
