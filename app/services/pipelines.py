"""What a person can do with recipes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.actions.base import Action
from app.bus import Bus
from app.clock import Clock
from app.domain.accounts import Account
from app.domain.codec import to_json
from app.domain.errors import Invalid
from app.domain.events import PipelinesChanged
from app.domain.pipelines import Pipeline
from app.domain.trash import TrashItem
from app.engine import graph
from app.ids import new_id
from app.services.fields import owned
from app.services.recipe_form import DEFAULT_EMOJI, read_recipe
from app.services.version_keeper import VersionKeeper
from app.storage.store import Store

Pipelines = list[Pipeline]  # below, `list` is the method


class PipelineService:
    """Create, change and delete recipes; what is stored can be started, unless a bot was deleted since."""

    def __init__(self, store: Store, clock: Clock, bus: Bus, actions: Mapping[str, Action] | None = None) -> None:
        self._actions = actions or {}
        self._store = store
        self._versions = VersionKeeper(store)
        self._clock = clock
        self._bus = bus

    def list(self, actor: Account) -> Pipelines:
        """All recipes of the person, oldest first."""
        mine = [pipeline for pipeline in self._store.pipelines.all() if pipeline.owner == actor.id]
        return sorted(mine, key=lambda pipeline: (pipeline.created_at, pipeline.id))

    def get(self, actor: Account, id: str) -> Pipeline:
        """One recipe; `NotFound` when it is somebody else's."""
        return owned(actor, self._store.pipelines.get(id), 'pipeline', id)

    async def create(self, actor: Account, data: Mapping[str, Any]) -> Pipeline:
        """A new recipe from the contract's JSON; `Invalid` with the path of everything that cannot be taken."""
        now = self._clock.now()
        empty = Pipeline(id='new', name='', emoji=DEFAULT_EMOJI, owner=actor.id, created_at=now, updated_at=now)
        pipeline = read_recipe(empty, {'name': '', **data})
        self._check_graph(actor, pipeline)
        return await self._save(actor, replace(pipeline, id=new_id(pipeline.name)), expect=0)

    async def update(self, actor: Account, id: str, changes: Mapping[str, Any], expect: int) -> Pipeline:
        """Change what `changes` names; `Conflict` when `expect` is not the stored version."""
        before = self.get(actor, id)
        pipeline = read_recipe(replace(before, updated_at=self._clock.now()), changes)
        # A bot that was deleted meanwhile must not keep anybody from giving the recipe another name.
        if pipeline.steps != before.steps or pipeline.inputs != before.inputs:
            self._check_graph(actor, pipeline)
        return await self._save(actor, pipeline, expect=expect)

    async def delete(self, actor: Account, id: str) -> TrashItem:
        """Into the trash; its past runs stay readable."""
        pipeline = self.get(actor, id)
        item = TrashItem(
            id=pipeline.id,
            kind='pipeline',
            name=pipeline.name,
            deleted_at=self._clock.now(),
            owner=pipeline.owner,
            content=to_json(pipeline),
        )
        saved = await self._store.trash.put(item)
        await self._store.pipelines.delete(pipeline.id)
        self._bus.publish(PipelinesChanged(pipeline.id))
        return saved

    def known(self, actor: Account) -> graph.Known:
        """What a recipe of the person may name."""
        return graph.Known(
            bots={bot.id for bot in self._store.bots.all() if bot.owner == actor.id},
            recipes={pipeline.id: pipeline for pipeline in self._store.pipelines.all() if pipeline.owner == actor.id},
            actions=self._actions,
            workspaces={one.id: one for one in self._store.workspaces.all() if one.owner == actor.id},
        )

    def _check_graph(self, actor: Account, pipeline: Pipeline) -> None:
        if problems := graph.problems(pipeline, self.known(actor)):
            raise Invalid(*problems)

    async def _save(self, actor: Account, pipeline: Pipeline, expect: int) -> Pipeline:
        saved = await self._versions.save(pipeline, by=actor.id, expect=expect)
        self._bus.publish(PipelinesChanged(saved.id))
        return saved
