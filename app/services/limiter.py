"""Slows down guessing: each failure makes the next try wait longer, for the name and for the address alike."""

from __future__ import annotations

import ipaddress
import math
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass

from app.clock import Clock
from app.domain.errors import TooMany

FREE_TRIES = 3
FORGOTTEN_AFTER = 3600.0  # seconds without a failure
MAX_KEYS = 20_000


@dataclass(slots=True)
class _Record:
    failures: int
    last: float
    cap: float

    @property
    def free_at(self) -> float:
        """When the next try may come: at once for three tries, then 1, 2, 4, 8 ... seconds, up to the cap."""
        late = self.failures - FREE_TRIES
        return self.last + (min(2.0 ** min(late, 30), self.cap) if late >= 0 else 0.0)


class Limiter:
    """Counts failures per key. A try is counted before it is judged, so that many at once do not slip through."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._records: OrderedDict[str, _Record] = OrderedDict()

    def count(self, keys: Iterable[tuple[str, float]]) -> None:
        """Register a try for all `(key, longest wait)`; `TooMany` (and nothing counted) while one of them waits."""
        now = self._clock.monotonic()
        wanted = list(keys)
        wait = max((self._records[key].free_at - now for key, _ in wanted if key in self._records), default=0.0)
        if wait > 0:
            raise TooMany(math.ceil(wait))
        for key, cap in wanted:
            record = self._records.pop(key, None)
            if record is None or now - record.last > FORGOTTEN_AFTER:
                record = _Record(0, now, cap)
            self._records[key] = _Record(record.failures + 1, now, cap)
        while len(self._records) > MAX_KEYS:
            self._records.popitem(last=False)

    def forgive(self, key: str) -> None:
        """The last try under `key` was no failure after all."""
        if record := self._records.get(key):
            record.failures -= 1

    def forget(self, key: str) -> None:
        """All earlier failures under `key` count no more."""
        self._records.pop(key, None)


def canonical_address(address: str) -> str:
    """One name per visitor: IPv4 inside IPv6 is IPv4, an IPv6 visitor is a /64, anything else is itself."""
    try:
        ip = ipaddress.ip_address(address.split('%')[0])
    except ValueError:
        return address[:64]
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped:
            return str(ip.ipv4_mapped)
        return str(ipaddress.ip_network((int(ip), 64), strict=False))
    return str(ip)
