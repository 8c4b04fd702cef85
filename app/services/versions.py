"""What a person can do with earlier versions of a bot or recipe: look through them, and bring one back."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence

from app.domain.accounts import Account
from app.domain.bots import Bot
from app.domain.codec import from_json, to_json
from app.domain.differences import Difference, differences
from app.domain.errors import Invalid, NotFound
from app.domain.pipelines import Pipeline
from app.domain.versions import Save, Version, VersionLine, grouped
from app.services.bots import BotService
from app.services.pipelines import PipelineService
from app.services.version_keeper import collection_of
from app.storage.store import Store
from app.storage.version_book import SEGMENT, Contents, KeptVersion

Thing = Bot | Pipeline
Lines = list[VersionLine]  # below, `list` is the method
Steps = list[tuple[Save, tuple[Difference, ...]]]
LINES = 20
# Whether a recipe is switched on, and where it came from, stays as it is: that is no matter of its contents.
RESTORED: Mapping[type, tuple[str, ...]] = {
    Pipeline: ('name', 'emoji', 'description', 'inputs', 'steps', 'schedule'),
    Bot: ('name', 'emoji', 'description', 'system_prompt', 'model', 'settings', 'tools'),
}
log = logging.getLogger(__name__)


class VersionService:
    """`kind` is `bot` or `pipeline` everywhere; somebody else's thing is `NotFound`."""

    def __init__(self, store: Store, *, bots: BotService, pipelines: PipelineService) -> None:
        self._store = store
        self._bots = bots
        self._pipelines = pipelines

    def list(self, actor: Account, kind: str, id: str, *, before: int = 0, limit: int = LINES) -> Lines:
        """Lines of saves, newest first; with `before` those that ended before that version.

        Only as much is read as is asked for: the newest lines cost the same however many versions there are.
        """
        now = self._thing(actor, kind, id)
        newest = min(now.version, before - 1) if before else now.version
        kept: Sequence[_Kept] = ()
        for segment in range(newest // SEGMENT, -1, -1):
            kept = [*(entry for entry in self._segment(now, segment) if entry.save.number <= newest), *kept]
            if len(grouped(entry.save for entry in kept)) > limit:
                break
        lines = grouped(entry.save for entry in kept)
        things = {entry.save.number: entry for entry in kept}
        result = []
        for place in range(len(lines) - 1, max(-1, len(lines) - 1 - limit), -1):
            older = things[lines[place - 1][-1].number] if place else None
            last = things[lines[place][-1].number]
            result.append(
                VersionLine(
                    saves=tuple(reversed(lines[place])),
                    differences=_between(older, last) if older else (),
                    is_first=older is None,
                    is_now=last.save.number == now.version,
                )
            )
        return result

    def get(self, actor: Account, kind: str, id: str, number: int) -> Version:
        """One version; `NotFound` when it is not kept."""
        now = self._thing(actor, kind, id)
        for entry in self._segment(now, number // SEGMENT) if 0 < number <= now.version else ():
            thing = entry.thing() if entry.save.number == number else None
            if thing is not None:
                lines = tuple(differences(thing, now))
                return Version(save=entry.save, thing=thing, is_now=not lines, differences=lines)
        raise NotFound('version', str(number))

    def steps(self, actor: Account, kind: str, id: str, line: VersionLine) -> Steps:
        """Every single save of a line, newest first, with what it changed."""
        now = self._thing(actor, kind, id)
        first, last = line.saves[-1].number, line.saves[0].number
        segments = range(max(0, first - 1) // SEGMENT, last // SEGMENT + 1)
        kept = [entry for segment in segments for entry in self._segment(now, segment)]
        found = [
            (entry.save, _between(kept[place - 1], entry) if place else ())
            for place, entry in enumerate(kept)
            if first <= entry.save.number <= last
        ]
        return found[::-1]

    def is_kept(self, actor: Account, kind: str, id: str, number: int) -> bool:
        """True when that version can be looked at."""
        try:
            now = self._thing(actor, kind, id)
        except NotFound:
            return False
        return number == now.version or self._store.versions.has(collection_of(now), id, number)

    async def restore(self, actor: Account, kind: str, id: str, number: int, expect: int | None = None) -> Thing:
        """Save what that version held as the newest one. `Conflict` when `expect` is not the stored version.

        Nothing is taken away: the versions since then stay, and this save can be undone like any other.
        """
        old = self.get(actor, kind, id, number).thing
        data = to_json(old)
        changes = {part: data[part] for part in RESTORED[type(old)]}
        now = self._thing(actor, kind, id)
        version = now.version if expect is None else expect
        if isinstance(now, Bot):
            changes['settings'] = dict.fromkeys(now.settings) | changes['settings']  # None takes a setting away
            return await self._bots.update(actor, id, changes, version)
        return await self._pipelines.update(actor, id, changes, version)

    def _thing(self, actor: Account, kind: str, id: str) -> Thing:
        return self._bots.get(actor, id) if kind == 'bot' else self._pipelines.get(actor, id)

    def _segment(self, now: Thing, segment: int) -> Sequence[_Kept]:
        """The versions of a segment, oldest first; the stored one is among them even if it could not be kept yet."""
        found = self._store.versions.segment(collection_of(now), now.id, segment)
        kept = [_Kept(now, version, contents) for version, contents in found]
        if now.version // SEGMENT == segment and now.version not in {entry.save.number for entry in kept}:
            kept.append(_Kept(now))
        return kept


class _Kept:
    """A version that is unpacked when somebody looks at it."""

    def __init__(self, now: Thing, version: KeptVersion | None = None, contents: Contents | None = None) -> None:
        self._now = now
        self._contents = contents
        if version is None:
            self.save = Save(number=now.version, at=now.updated_at, by=now.owner)
        else:
            self.save = Save(number=version.number, at=version.at, by=version.by, why=version.why)

    def thing(self) -> Thing | None:
        """The bot or recipe as it was; None when it cannot be read any more."""
        if self._contents is None:
            return self._now
        try:
            data = self._contents.data() | {'version': self.save.number, 'updated_at': to_json(self.save.at)}
            return from_json(type(self._now), data)
        except (Invalid, ValueError) as error:
            log.error('version %d of %s cannot be read: %s', self.save.number, self._now.id, error)
            return None


def _between(older: _Kept, newer: _Kept) -> tuple[Difference, ...]:
    before, after = older.thing(), newer.thing()
    if before is None or after is None:
        return (Difference('diff.more'),)
    return tuple(differences(before, after))
