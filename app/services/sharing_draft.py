"""A file's content as recipes and bots of a person: checked as a whole before the first of them is made."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

from app.bus import Bus
from app.clock import Clock
from app.domain.accounts import Account
from app.domain.errors import AppError, FieldProblem, Invalid
from app.domain.events import PipelinesChanged
from app.domain.pipelines import Pipeline, Step
from app.domain.sharing import Shared, SharedRecipe
from app.domain.workspaces import Workspace
from app.engine import graph
from app.ids import new_id
from app.services.bots import BotService
from app.services.pipelines import PipelineService
from app.services.recipe_form import read_recipe
from app.services.workspaces import WorkspaceService
from app.sharing.strict import inner_first
from app.sharing.things import as_workspaces, bot_data, folder_data, place, recipe_data, renamed
from app.storage.store import Store

log = logging.getLogger(__name__)


class Workshop:
    """The services a draft needs."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        bus: Bus,
        bots: BotService,
        pipelines: PipelineService,
        workspaces: WorkspaceService,
    ) -> None:
        self.store, self.clock, self.bus, self.bots, self.pipelines = store, clock, bus, bots, pipelines
        self.workspaces = workspaces


class Draft:
    """`ids` says which things of the file the person has already; everything else gets an id of ours.

    No id ever comes from the file: its keys only say what belongs together.
    """

    def __init__(self, workshop: Workshop, actor: Account, shared: Shared, ids: Mapping[str, str]) -> None:
        self._workshop, self._actor, self.shared = workshop, actor, shared
        self._given = {name: id for name, id in ids.items() if name.startswith(('bot:', 'recipe:', 'folder:'))}
        steps = [(recipe, step) for recipe in shared.recipes for step in recipe.steps]
        names = [place('step', recipe.key, step.id) for recipe, step in steps]
        self._steps = {name: ids.get(name) or new_id('step', letters=6) for name in names}
        self._made: dict[str, str] = {}
        self.recipes: dict[str, Pipeline] = {}  # by key, as far as they were made or changed

    @property
    def ids(self) -> dict[str, str]:
        """Every thing of the file and our id for it; complete once everything is made."""
        wanted = [place('bot', bot.key) for bot in self.shared.bots]
        wanted += [place('folder', folder.key) for folder in self.shared.folders]
        wanted += [place('recipe', recipe.key) for recipe in self.shared.recipes]
        known = {**self._given, **self._made}
        return {name: known[name] for name in wanted if name in known} | self._steps

    @property
    def new_bots(self) -> frozenset[str]:
        """Keys of the bots that would be made."""
        return frozenset(bot.key for bot in self.shared.bots if place('bot', bot.key) not in self._given)

    def check(self) -> None:
        """`Invalid` with everything the services would refuse; nothing is written."""
        problems: list[FieldProblem] = []
        for number, bot in enumerate(self.shared.bots):
            try:
                self._workshop.bots.check(bot_data(bot))
            except Invalid as error:
                problems += _below(f'bots.{number}', error.problems)
        for number, folder in enumerate(self.shared.folders):
            try:
                self._workshop.workspaces.check(self._actor, folder_data(folder))
            except Invalid as error:
                problems += _below(f'folders.{number}', error.problems)
        places = {recipe.key: number for number, recipe in enumerate(self.shared.recipes)}
        known = self._workshop.pipelines.known(self._actor)
        recipes = dict(known.recipes)
        names = {name: self._given.get(name, f'new-{number}') for number, name in enumerate(self._things())}
        bots = {*known.bots, *names.values()}
        folders = {names[place('folder', one.id)]: self._readable(one, names) for one in as_workspaces(self.shared)}
        for recipe in inner_first(self.shared.recipes):
            id = names[place('recipe', recipe.key)]
            try:
                pipeline = read_recipe(self._before(id), recipe_data(recipe, self._renamed(recipe, names)))
            except Invalid as error:
                problems += _below(f'recipes.{places[recipe.key]}', error.problems)
                continue
            recipes[id] = pipeline
            found = graph.problems(
                pipeline, graph.Known(bots=bots, recipes=recipes, actions=known.actions, workspaces=folders)
            )
            problems += _below(f'recipes.{places[recipe.key]}', found)
        if problems:
            raise Invalid(*problems[:50], key='shared_invalid')

    @asynccontextmanager
    async def made(self) -> AsyncIterator[None]:
        """Everything that is not there yet is made; all of it or nothing, should the block fail. Recipes arrive off."""
        is_done = False
        try:
            await self._make_bots()
            await self._make_folders()
            for recipe in inner_first(self.shared.recipes):
                if place('recipe', recipe.key) not in self._given:
                    await self._make_recipe(recipe)
            yield
            is_done = True
        finally:
            if not is_done:
                await self._take_back()

    def data(self, recipe: SharedRecipe) -> dict[str, Any]:
        """The recipe as it is stored, with our ids; once bots and recipes inside are made."""
        return recipe_data(recipe, self._renamed(recipe, self.ids))

    async def _make_bots(self) -> None:
        for bot in self.shared.bots:
            if bot.key in self.new_bots:
                made = await self._workshop.bots.create(self._actor, **bot_data(bot))
                self._made[place('bot', bot.key)] = made.id

    async def _make_folders(self) -> None:
        """Empty ones; in those that are there already, bots that came with a newer file may read too."""
        for folder in self.shared.folders:
            name, readers = place('folder', folder.key), tuple(self.ids[place('bot', key)] for key in folder.bots)
            if name not in self._given:
                made = await self._workshop.workspaces.create(self._actor, **folder_data(folder), bot_ids=readers)
                self._made[name] = made.id
                continue
            mine = self._workshop.workspaces.get(self._actor, self._given[name])
            if missing := [id for id in readers if id not in mine.bot_ids]:
                changes = {'bot_ids': (*mine.bot_ids, *missing)}
                await self._workshop.workspaces.update(self._actor, mine.id, changes)

    async def _make_recipe(self, recipe: SharedRecipe) -> None:
        made = await self._workshop.pipelines.create(self._actor, {**self.data(recipe), 'is_on': False})
        self._made[place('recipe', recipe.key)] = made.id
        self.recipes[recipe.key] = made

    async def _take_back(self) -> None:
        for name, id in reversed(self._made.items()):
            try:
                if name.startswith('bot:'):
                    await self._workshop.bots.take_back(self._actor, id)
                elif name.startswith('folder:'):
                    await self._workshop.workspaces.take_back(self._actor, id)
                else:
                    await self._workshop.store.pipelines.delete(id)
                    self._workshop.bus.publish(PipelinesChanged(id))
            except AppError as error:  # the disk that refused the rest: what is left over is harmless, and seen
                log.warning('%s of a file that could not be taken in stays: %s', name, error)

    def _things(self) -> list[str]:
        return [
            *(place('bot', bot.key) for bot in self.shared.bots),
            *(place('folder', folder.key) for folder in self.shared.folders),
            *(place('recipe', recipe.key) for recipe in self.shared.recipes),
        ]

    def _before(self, id: str) -> Pipeline:
        now = self._workshop.clock.now()
        empty = Pipeline(id=id, name='', owner=self._actor.id, created_at=now, updated_at=now)
        return self._workshop.store.pipelines.get(id) or empty

    def _readable(self, one: Workspace, names: Mapping[str, str]) -> Workspace:
        """The folder as it will be: our id, our bots."""
        return replace(one, bot_ids=tuple(names[place('bot', key)] for key in one.bot_ids))

    def _renamed(self, recipe: SharedRecipe, names: Mapping[str, str]) -> tuple[Step, ...]:
        return renamed(
            recipe.steps,
            lambda key: names[place('bot', key)] if key else '',
            lambda key: names.get(place('recipe', key), key),
            lambda key: self._steps.get(place('step', recipe.key, key), key),
            lambda key: names[place('folder', key)],
        )


def _below(path: str, problems: Sequence[FieldProblem]) -> list[FieldProblem]:
    return [replace(problem, path=f'{path}.{problem.path}') for problem in problems]
