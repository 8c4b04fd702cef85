"""What a person can do with workspaces: folders with documents and the bots that may read them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.bus import Bus
from app.clock import Clock
from app.domain.accounts import Account
from app.domain.codec import to_json
from app.domain.errors import Conflict
from app.domain.events import WorkspacesChanged
from app.domain.places import Place
from app.domain.trash import TrashItem
from app.domain.workspaces import MAX_DEPTH, Workspace, parent_problem
from app.ids import new_id
from app.library.librarian import Librarian
from app.services.fields import Form, owned
from app.storage.store import Store

Workspaces = list[Workspace]  # below, `list` is the method
DEFAULT_EMOJI = '🗂️'
MAX_BOTS = 200


class WorkspaceService:
    """Create, change and delete workspaces. A bot reads in one only if it is named there."""

    def __init__(self, store: Store, clock: Clock, bus: Bus, librarian: Librarian) -> None:
        self._store = store
        self._clock = clock
        self._bus = bus
        self._librarian = librarian

    def list(self, actor: Account) -> Workspaces:
        """All workspaces of the person, by name."""
        mine = [one for one in self._store.workspaces.all() if one.owner == actor.id]
        return sorted(mine, key=lambda one: (one.name.casefold(), one.id))

    def of_bot(self, actor: Account, bot_id: str) -> Workspaces:
        """Those this bot may read."""
        return [one for one in self.list(actor) if bot_id in one.bot_ids]

    def get(self, actor: Account, id: str) -> Workspace:
        """One workspace; `NotFound` when it is somebody else's."""
        return owned(actor, self._store.workspaces.get(id), 'workspace', id)

    async def create(
        self,
        actor: Account,
        *,
        name: str,
        emoji: str = '',
        description: str = '',
        parent_id: str = '',
        bot_ids: tuple[str, ...] = (),
    ) -> Workspace:
        """A new, empty one; only the name is needed. Its folder is there at once, for the file manager."""
        given = {
            'name': name,
            'emoji': emoji,
            'description': description,
            'parent_id': parent_id,
            'bot_ids': bot_ids,
        }
        values = self._checked(actor, None, given)
        now = self._clock.now()
        one = Workspace(id=new_id(values['name']), owner=actor.id, created_at=now, updated_at=now, **values)
        await self._store.files.make(Place.of_workspace(one.id))
        return await self._save(one, expect=0)

    async def update(self, actor: Account, id: str, changes: Mapping[str, Any], expect: int | None = None) -> Workspace:
        """Change what `changes` names; `Conflict` when `expect` is given and is not the stored version."""
        while True:
            before = self.get(actor, id)
            values = self._checked(actor, before, changes)
            version = before.version if expect is None else expect
            try:
                return await self._save(replace(before, updated_at=self._clock.now(), **values), expect=version)
            except Conflict:
                # Without an expectation the two changes do not contradict: put ours on top of the other.
                if expect is not None:
                    raise

    async def let_read(self, actor: Account, id: str, bot_id: str, allowed: bool) -> Workspace:
        """Allow one bot to read here, or no longer; what somebody else changes at the same time stays."""
        while True:
            before = self.get(actor, id)
            others = [one for one in before.bot_ids if one != bot_id]
            bot_ids = [*others, bot_id] if allowed else others
            try:
                return await self.update(actor, id, {'bot_ids': bot_ids}, expect=before.version)
            except Conflict:
                continue  # changed meanwhile: put ours on top

    async def delete(self, actor: Account, id: str) -> TrashItem:
        """Into the trash with its documents. Those below it stay, shown at the top until it comes back."""
        one = self.get(actor, id)
        item = TrashItem(
            id=one.id,
            kind='workspace',
            name=one.name,
            deleted_at=self._clock.now(),
            owner=one.owner,
            content=to_json(one),
        )
        saved = await self._store.trash.put(item)
        await self._store.files.to_trash(Place.of_workspace(id), id)
        await self._store.workspaces.delete(id)
        self._librarian.forget(Place.of_workspace(id))
        self._bus.publish(WorkspacesChanged(id))
        return saved

    def check(self, actor: Account, given: Mapping[str, Any]) -> None:
        """`Invalid` with everything `create` would refuse; nothing is written."""
        self._checked(actor, None, given)

    async def take_back(self, actor: Account, id: str) -> None:
        """Remove one that was made a moment ago for something that failed: nobody knows it, so no trash."""
        one = self.get(actor, id)
        await self._store.workspaces.delete(one.id)
        await self._store.files.unmake(Place.of_workspace(one.id))
        self._bus.publish(WorkspacesChanged(one.id))

    async def _save(self, one: Workspace, expect: int) -> Workspace:
        saved = await self._store.workspaces.put(one, expect=expect)
        self._bus.publish(WorkspacesChanged(saved.id))
        return saved

    def _checked(self, actor: Account, before: Workspace | None, changes: Mapping[str, Any]) -> dict[str, Any]:
        """The changes as they will be stored; `Invalid` with everything that cannot be taken."""
        form = Form(changes)
        values: dict[str, Any] = {}
        for name, value in changes.items():
            if name == 'name':
                values[name] = form.name()
            elif name == 'emoji':
                values[name] = form.emoji(DEFAULT_EMOJI)
            elif name == 'description':
                values[name] = form.text(name, 2_000)
            elif name == 'parent_id':
                values[name] = self._parent(actor, before, form)
            elif name == 'bot_ids':
                values[name] = self._bots(actor, form, value, before.bot_ids if before else ())
            else:
                form.problem(name, 'unknown_field')
        form.check()
        return values

    def _parent(self, actor: Account, before: Workspace | None, form: Form) -> str:
        parent_id = form.text('parent_id', 64)
        if before is not None and parent_id == before.parent_id:
            return parent_id  # where it is already; the one above may lie in the trash
        problem = parent_problem(self.list(actor), before.id if before else '', parent_id)
        if problem:
            form.problem('parent_id', problem, limit=MAX_DEPTH)
        return parent_id

    def _bots(self, actor: Account, form: Form, value: Any, before: tuple[str, ...]) -> tuple[str, ...]:
        """Bots of the person; those that were named before may lie in the trash meanwhile."""
        if not isinstance(value, (list, tuple)) or not all(isinstance(bot_id, str) for bot_id in value):
            form.problem('bot_ids', 'list')
            return ()
        if len(value) > MAX_BOTS:
            form.problem('bot_ids', 'too_many', limit=MAX_BOTS)
            return ()
        mine = {bot.id for bot in self._store.bots.all() if bot.owner == actor.id}
        for place, bot_id in enumerate(value):
            if bot_id not in mine and bot_id not in before:
                form.problem(f'bot_ids.{place}', 'bot_unknown')
        return tuple(dict.fromkeys(value))
