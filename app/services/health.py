"""How the program is doing, for people who watch over it."""

from __future__ import annotations

from typing import Any

from app.clock import Clock
from app.config import VERSION
from app.engine.executor import Executor
from app.storage.store import Store

LOW_SPACE = 200_000_000  # bytes; below this a person should make room


class HealthService:
    """`status` is ok, or attention when a check needs somebody to look."""

    def __init__(self, store: Store, executor: Executor, clock: Clock) -> None:
        self._store = store
        self._executor = executor
        self._clock = clock
        self._since = clock.now()

    def report(self) -> dict[str, Any]:
        """`{status, version, checks}`; asks the disk, so it costs a system call."""
        checks = {'storage': self._storage(), 'disk': self._disk(), 'runs': self._runs()}
        status = 'ok' if all(check['ok'] for check in checks.values()) else 'attention'
        return {'status': status, 'version': VERSION, 'started_at': self._since.isoformat(), 'checks': checks}

    def _storage(self) -> dict[str, Any]:
        repaired = list(self._store.repaired)
        return {'ok': not repaired, 'set_aside': repaired}

    def _disk(self) -> dict[str, Any]:
        free = self._store.free_bytes()
        return {'ok': free > LOW_SPACE, 'free_mb': free // 1_000_000}

    def _runs(self) -> dict[str, Any]:
        return {'ok': True, 'open': len(self._store.runs.open_runs()), 'working': len(self._executor.running())}
