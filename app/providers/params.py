"""Settings that models reject: dropped or swapped once, remembered for 30 days per connection and model."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from app.clock import Clock, SystemClock
from app.providers.errors import Complaint

MAX_REPAIRS = 2  # in one call
KEEP = timedelta(days=30)
_MAX_REMEMBERED = 1000
_LIMITS = ('max_tokens', 'max_completion_tokens', 'maxOutputTokens', 'num_predict')
_SWAP = {'max_tokens': 'max_completion_tokens', 'max_completion_tokens': 'max_tokens'}
# Every spelling is compared without underscores and capitals: topP, top_p.
NAMES = (
    'temperature',
    'top_p',
    'top_k',
    'stop',
    'stop_sequences',
    'seed',
    'max_tokens',
    'max_completion_tokens',
    'max_output_tokens',
    'num_predict',
    'reasoning_effort',
    'thinking',
    'stream_options',
    'response_format',
    'tools',
    'presence_penalty',
    'frequency_penalty',
    'output_config',
    'response_mime_type',
    'response_json_schema',
    'format',
)
# Settings that carry the schema of the answer, and what services say instead of their names when they refuse one.
_SCHEMA = ('response_format', 'output_config', 'response_json_schema', 'format')
_SCHEMA_WORDS = frozenset(('schema', 'jsonschema', 'responseschema', 'structured', 'outputformat', 'grammar', 'mime'))
_TOGETHER = ('responseMimeType', 'responseJsonSchema')  # Gemini refuses either without the other


@dataclass(frozen=True, slots=True)
class Fix:
    """One change of a request body: `path` is dropped, renamed to `to`, or set to `value`."""

    path: tuple[str, ...]
    to: str = ''
    value: int | None = None

    def apply(self, body: dict[str, Any]) -> None:
        """Change `body` in place; nothing happens when it does not have the setting."""
        holder: Any = body
        for key in self.path[:-1]:
            holder = holder.get(key)
            if not isinstance(holder, dict):
                return
        name = self.path[-1]
        if name not in holder:
            return
        old = holder.pop(name)
        if self.value is not None:
            holder[name] = min(old, self.value) if isinstance(old, int) else self.value
        elif self.to:
            holder[self.to] = old
        elif name in _TOGETHER:
            for other in _TOGETHER:
                holder.pop(other, None)


def fix_for(
    body: Mapping[str, Any], complaint: Complaint, *, swap_limit: bool = False, done: Sequence[Fix] = ()
) -> Fix | None:
    """The change that answers this complaint, or None when it names no setting of `body` that we may touch.

    `swap_limit`: the service may know the length limit under its other name. `done`: changes of this very call.
    """
    present = {_plain(path[-1]): path for path in _settings(body)}
    path = next((present[name] for name in _named(complaint) if name in present), None)
    if path is None:
        return None
    name = path[-1]
    if name in _LIMITS and (smaller := _smaller_limit(body, path, complaint.message)):
        return Fix(path, value=smaller)
    if swap_limit and name in _SWAP and not any(fix.to == name for fix in done):
        return Fix(path, to=_SWAP[name])
    return Fix(path)


def _smaller_limit(body: Mapping[str, Any], path: tuple[str, ...], message: str) -> int | None:
    """The limit the complaint allows: "max_tokens: 32000 > 8192, which is the maximum"."""
    value: Any = body
    for key in path:
        value = value[key]
    if not isinstance(value, int):
        return None
    return max((int(n) for n in re.findall(r'\b\d{2,7}\b', message) if 16 <= int(n) < value), default=None)


def _settings(body: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """Paths of the settings in a body; they stand at the top or one level below."""
    known = {_plain(name) for name in NAMES}
    for key, value in body.items():
        if _plain(key) in known:
            yield (key,)
        elif key in ('options', 'generationConfig') and isinstance(value, Mapping):
            yield from ((key, inner) for inner in value if _plain(inner) in known)


def _named(complaint: Complaint) -> Iterator[str]:
    """Settings the complaint names: its `param` first, then those in its message in their order."""
    known = {_plain(name) for name in NAMES}
    param = reversed(complaint.param.split('.'))  # 'response_format.type': the last part is the nearest
    for word in (*param, *re.findall(r'[A-Za-z_]+', complaint.message)):
        if _plain(word) in known:
            yield _plain(word)
        elif _plain(word) in _SCHEMA_WORDS:
            yield from map(_plain, _SCHEMA)


def _plain(name: str) -> str:
    return name.replace('_', '').lower()


class Repairs:
    """What is known to be rejected, per connection and model."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._known: dict[tuple[str, str], list[tuple[Fix, datetime]]] = {}

    def apply(self, connection: str, model: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """A copy of `body` with everything changed that this model is known to reject."""
        fresh = copy.deepcopy(dict(body))
        now = self._clock.now()
        for fix, until in self._known.get((connection, model), ()):
            if until > now:
                fix.apply(fresh)
        return fresh

    def remember(self, connection: str, model: str, fix: Fix) -> None:
        """Keep a change that helped."""
        now = self._clock.now()
        fixes = [known for known in self._known.get((connection, model), ()) if known[0] != fix and known[1] > now]
        self._known[(connection, model)] = [*fixes, (fix, now + KEEP)]
        while len(self._known) > _MAX_REMEMBERED:
            self._known.pop(next(iter(self._known)))

    def forget(self, connection: str) -> None:
        """The connection is gone or has another address."""
        for key in [key for key in self._known if key[0] == connection]:
            del self._known[key]

    def export(self) -> list[dict[str, Any]]:
        """Everything that is still valid, as JSON for the store."""
        now = self._clock.now()
        return [
            {'connection': connection, 'model': model, 'path': list(fix.path), 'to': fix.to, 'value': fix.value}
            | {'until': until.isoformat()}
            for (connection, model), fixes in self._known.items()
            for fix, until in fixes
            if until > now
        ]

    def load(self, saved: object) -> None:
        """Take back what `export` gave; entries of another shape are left out."""
        for entry in saved if isinstance(saved, list) else []:
            try:
                fix = Fix(tuple(entry['path']), entry['to'], entry['value'])
                key = (str(entry['connection']), str(entry['model']))
                self._known.setdefault(key, []).append((fix, datetime.fromisoformat(entry['until'])))
            except (TypeError, KeyError, ValueError):
                continue


REPAIRS = Repairs(SystemClock())
