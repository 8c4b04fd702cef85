"""Saves by itself what a person changes, tells whether it is saved, and loses nothing when it cannot."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from nicegui import background_tasks, ui

from app.domain.codec import to_json
from app.domain.errors import AppError, Conflict, FieldProblem, Invalid
from app.domain.merging import changes, merged
from app.services.drafts import DraftService
from components.both_versions import Difference, both_versions
from components.feedback import notice, show_error
from components.field import Field
from components.markup import box
from components.save_state import SaveState
from components.texts import t
from components.viewer import viewer

Fields = Mapping[str, Any]
Save = Callable[[Fields, int], Awaitable[Any]]
FIRST_SHOWN = 0.02  # seconds between a change and its saving: a long thing is seen changed before it is written


class Autosave:
    """One thing edited in one window: `base` is what is stored, `mine` what stands on the page.

    Changes of another window are taken over where this one changed nothing; where both did, the person chooses.
    What could not be saved lies in the drafts until it is. `save(changes, version)` gives back what is stored then;
    `show` draws `mine` anew; `name_of` and `in_words` put a part into words; `problems` shows what was refused.
    """

    def __init__(
        self,
        drafts: DraftService,
        form: str,
        stored: Any,
        parts: Sequence[str],
        *,
        save: Save,
        show: Callable[[], None],
        name_of: Callable[[str], str],
        in_words: Callable[[str, Any], str],
        problems: Callable[[Sequence[FieldProblem]], None],
    ) -> None:
        self._drafts, self._form, self._parts = drafts, form, parts
        self._save, self._show, self._problems = save, show, problems
        self._name_of, self._in_words = name_of, in_words
        self.version: int = stored.version
        self.base = _parts_of(stored, self._parts)
        self.mine = dict(self.base)
        self._actor, self._client = viewer(), ui.context.client
        self._wanted = self._asking = False
        self._newest: Any = None  # saved by somebody while this window was at work itself
        self._is_idle = asyncio.Event()
        self._is_idle.set()
        self._stashes: dict[str, Field] = {}
        self._question = box('question')

    def draw_state(self) -> None:
        """Put 'Gespeichert' here."""
        self.state = SaveState()

    def keep(self, field: Field, stash: str) -> Field:
        """Until it is saved, what is typed into `field` also lies in the browser, for a restart or an outage."""
        name = f'oo-{self._actor.id}-{self._form}-{stash}'
        before = self._stashes.get(name)
        field.keep_as(name, heard=before.value if before is not None else None)
        self._stashes[name] = field
        return field

    def change(self, **values: Any) -> None:
        """The person changed something."""
        self.mine |= values
        self.save_soon()

    def save_soon(self) -> None:
        """Save now, or right after the saving that is under way."""
        if self._asking:
            self._in_background(self._keep_draft())
            return
        self._wanted = True
        self.state.show('saving')
        if self._is_idle.is_set():
            self._is_idle.clear()
            self._in_background(self._work())

    async def settled(self) -> bool:
        """Come back when nothing is being saved; False when something on the page could not be."""
        await self._is_idle.wait()
        return not changes(self.base, self.mine)

    def stored_elsewhere(self, stored: Any) -> None:
        """Somebody saved this thing: take it over, at once or as soon as this window is no longer at work itself."""
        self._newest = stored
        self._catch_up()

    def restore(self) -> None:
        """Take up what an earlier visit could not save; call once everything is drawn."""
        draft = self._drafts.get(self._actor, self._form)
        if not draft:
            return
        stored, version = self.base, self.version
        # A draft of an older program may not know all parts.
        self.base, self.mine = (dict(stored) | json.loads(draft[side]) for side in ('base', 'mine'))
        self._show()
        if int(draft['version']) == version:
            self.save_soon()
        else:
            self._merge_fields(stored, version)

    async def _work(self) -> None:
        try:
            while self._wanted:
                await asyncio.sleep(FIRST_SHOWN)
                self._wanted = False
                await self._save_once()
        finally:
            self._is_idle.set()
        self._catch_up()

    def _catch_up(self) -> None:
        if not self._is_idle.is_set() or self._asking or self._newest is None:
            return
        newest, self._newest = self._newest, None
        if newest.version > self.version and not self._question.is_deleted:
            self._merge(newest)

    async def _save_once(self) -> None:
        sent = dict(self.mine)
        if not changes(self.base, sent):
            await self._is_saved(sent)
            return
        try:
            stored = await self._save(changes(self.base, sent), self.version)
        except Conflict as conflict:
            self._clash(conflict)
        except Invalid as error:
            await self._not_saved()
            if not self._question.is_deleted:
                self._problems(error.problems)
        except AppError as error:
            await self._not_saved()
            if not self._question.is_deleted:
                show_error(error, self.save_soon)
        else:
            self.version, self.base = stored.version, _parts_of(stored, self._parts)
            # What was tidied up while saving counts as typed, unless more was typed meanwhile.
            self.mine |= {part: self.base[part] for part in self._parts if self.mine[part] == sent[part]}
            await self._is_saved(sent)

    async def _is_saved(self, sent: Fields) -> None:
        if not self._question.is_deleted:
            self._problems(())
        await self._drafts.clear(self._actor, self._form)
        self.state.show('saving' if self._wanted else 'saved')
        for name, field in self._stashes.items():
            if field.is_deleted:
                self._client.run_javascript(f'sessionStorage.removeItem({json.dumps(name)})')
            else:
                field.saved(field.value)
        self._stashes = {name: field for name, field in self._stashes.items() if not field.is_deleted}

    async def _not_saved(self) -> None:
        self.state.show('unsaved')
        await self._keep_draft()

    async def _keep_draft(self) -> None:
        typed = {'version': str(self.version), 'base': json.dumps(self.base), 'mine': json.dumps(self.mine)}
        await self._drafts.save(self._actor, self._form, typed)

    def _clash(self, conflict: Conflict) -> None:
        if conflict.current is None or self._question.is_deleted:
            self._in_background(self._not_saved())
        else:
            self._merge(conflict.current)

    def _merge(self, stored: Any) -> None:
        self._merge_fields(_parts_of(stored, self._parts), stored.version)

    def _merge_fields(self, stored: Fields, version: int) -> None:
        together, clashes = merged(self.base, self.mine, stored)
        before, self.mine = self.mine, together
        if clashes:
            self._ask(before, stored, clashes)
        self.base, self.version = dict(stored), version
        if together != before:
            self._show()
        if not clashes and together != stored:
            self.save_soon()

    def _ask(self, mine: Fields, theirs: Fields, clashes: Sequence[str]) -> None:
        self._asking = True
        self._in_background(self._not_saved())
        differences = [
            Difference(self._name_of(part), self._in_words(part, mine[part]), self._in_words(part, theirs[part]))
            for part in clashes
        ]

        def choose(take_mine: bool) -> None:
            self._asking = False
            self._question.clear()
            if not take_mine:
                mine_before = dict(self.mine)
                self.mine |= {part: theirs[part] for part in clashes}
                notice(t('both.took_theirs'), button=t('btn.undo'), on_button=lambda: self._put_back(mine_before))
            self._show()
            self.save_soon()

        with self._question:
            both_versions(differences, choose)

    def _put_back(self, mine: Fields) -> None:
        self.mine |= mine
        if not self._question.is_deleted:
            self._show()
        self.save_soon()

    def _in_background(self, work: Any) -> None:
        context = self._client if self._question.is_deleted else self._question
        background_tasks.create(work, name=f'autosave {self._form}', context=context)


def _parts_of(stored: Any, parts: Sequence[str]) -> dict[str, Any]:
    data = to_json(stored)
    return {part: data[part] for part in parts}
