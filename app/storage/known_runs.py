"""The runs in memory: the open ones, those that are on their way to the history or out, and the last few looked at."""

from __future__ import annotations

from collections import OrderedDict

from app.domain.errors import Conflict, NotFound
from app.domain.runs import Run
from app.storage.run_files import KnownRun, RunFiles

KEPT_IN_MEMORY = 16  # ended runs


class KnownRuns:
    """Finds a run by its id, in memory or in its journal."""

    def __init__(self, files: RunFiles) -> None:
        self._files = files
        self._recent: OrderedDict[str, KnownRun] = OrderedDict()
        self.open: dict[str, KnownRun] = {}
        self.ended: dict[str, KnownRun] = {}  # not yet in the history
        self.leaving: dict[str, int] = {}  # deleted, but the disk did not take all of it yet: id -> number

    def find(self, run_id: str) -> KnownRun | None:
        """The run; None when there is none."""
        known = self.in_memory(run_id)
        if known is None:
            known = self._files.read_done(run_id)
            if known is not None and known.was_damaged:
                self.ended[run_id] = known  # its summary must be made anew
            elif known is not None:
                self.remember(known)
        return known

    def in_memory(self, run_id: str) -> KnownRun | None:
        """The run, if that costs nothing."""
        known = self.open.get(run_id) or self.ended.get(run_id) or self._recent.get(run_id)
        if known is not None and run_id in self._recent:
            self._recent.move_to_end(run_id)
        return known

    def open_one(self, run_id: str) -> KnownRun:
        """The open run; NotFound when there is none at all, Conflict when it has ended."""
        if run_id in self.open:
            return self.open[run_id]
        known = self.find(run_id)
        raise NotFound('run', run_id) if known is None else Conflict(known.run)

    def not_in_history(self) -> dict[int, Run]:
        """By number: open runs, and those that have just ended."""
        return {known.number: known.run for known in (*self.open.values(), *self.ended.values())}

    def remember(self, known: KnownRun) -> None:
        """An ended run that is in the history."""
        self.ended.pop(known.run.id, None)
        self._recent[known.run.id] = known
        while len(self._recent) > KEPT_IN_MEMORY:
            self._recent.popitem(last=False)

    def forget(self, run_id: str) -> None:
        """The run is no ended one any more."""
        self.ended.pop(run_id, None)
        self._recent.pop(run_id, None)
