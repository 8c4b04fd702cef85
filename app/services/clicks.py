"""A double click starts one run: the second of two equal starts finds the first."""

from __future__ import annotations

from app.clock import Clock

DOUBLE_CLICK = 2.0  # seconds in which the same start again means the same run


class Clicks:
    """What was started by hand a moment ago."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._just_started: dict[object, tuple[float, str]] = {}

    def same(self, new_id: str, what: tuple[object, ...]) -> str:
        """The id of the run the same click started a moment ago, else `new_id`."""
        now = self._clock.monotonic()
        for old in [click for click, (at, _) in self._just_started.items() if now - at > DOUBLE_CLICK]:
            del self._just_started[old]
        return self._just_started.setdefault(what, (now, new_id))[1]
