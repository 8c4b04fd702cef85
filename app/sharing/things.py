"""Between a person's recipes and bots and what travels: ids become keys, and keys become ids."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from app.domain.bots import Bot
from app.domain.codec import to_json
from app.domain.pipelines import InputPart, OutputPart, Pipeline, Step, StepKind
from app.domain.sharing import Shared, SharedBot, SharedFolder, SharedRecipe
from app.domain.workspaces import Workspace
from app.sharing.table import BOT_SETTINGS

_NOWHEN = datetime(2000, 1, 1, tzinfo=UTC)
Rename = Callable[[str], str]


class Keys:
    """The key of each thing of ours in a file: the one it came with, else one that says nothing about its id.

    A thing has the same key in every file it travels in, so that a newer file can be compared with an older one.
    """

    def __init__(self, ids: Mapping[str, str]) -> None:
        self._known = {(key[0], id): key.split(':')[-1].split('/')[-1] for key, id in ids.items()}

    def recipe(self, id: str) -> str:
        """Of a recipe."""
        return self._known.get(('r', id)) or _digest('r', id)

    def bot(self, id: str) -> str:
        """Of a bot; '' for none."""
        return id and (self._known.get(('b', id)) or _digest('b', id))

    def folder(self, id: str) -> str:
        """Of a folder."""
        return self._known.get(('f', id)) or _digest('f', id)

    def step(self, recipe_id: str, id: str) -> str:
        """Of a step."""
        return self._known.get(('s', id)) or _digest('s', f'{recipe_id}/{id}')


def place(kind: str, *keys: str) -> str:
    """How `Origin.ids` calls a thing of a file: 'recipe:R', 'step:R/S', 'bot:B', 'folder:F'."""
    return f'{kind}:{"/".join(keys)}'


def as_shared(recipe: Pipeline, keys: Keys, examples: Mapping[str, str]) -> SharedRecipe:
    """A recipe of ours on its way."""
    return SharedRecipe(
        key=keys.recipe(recipe.id),
        name=recipe.name,
        emoji=recipe.emoji,
        description=recipe.description,
        inputs=recipe.inputs,
        steps=renamed(recipe.steps, keys.bot, keys.recipe, lambda id: keys.step(recipe.id, id), keys.folder),
        example_inputs={field.key: examples[field.key] for field in recipe.inputs if examples.get(field.key)},
    )


def as_shared_bot(bot: Bot, keys: Keys) -> SharedBot:
    """A bot of ours on its way."""
    return SharedBot(
        key=keys.bot(bot.id),
        name=bot.name,
        emoji=bot.emoji,
        description=bot.description,
        system_prompt=bot.system_prompt,
        settings={name: bot.settings[name] for name in BOT_SETTINGS if name in bot.settings},
    )


def as_shared_folder(one: Workspace, keys: Keys, bots: Iterable[str]) -> SharedFolder:
    """A folder of ours on its way: what it is called, and which of these bots may read there."""
    return SharedFolder(
        key=keys.folder(one.id),
        name=one.name,
        emoji=one.emoji,
        description=one.description,
        bots=tuple(keys.bot(id) for id in bots if id in one.bot_ids),
    )


def renamed(steps: Iterable[Step], bot: Rename, recipe: Rename, step: Rename, folder: Rename) -> tuple[Step, ...]:
    """The same steps, with other names for bots, recipes, folders and each other."""

    def source(part: InputPart) -> InputPart:
        rename = {'step': step, 'workspace': folder}.get(part.kind)
        return replace(part, ref=rename(part.ref)) if rename else part

    def target(part: OutputPart) -> OutputPart:
        if part.kind != 'workspace':
            return part
        return OutputPart(part.kind, {**part.fields, 'workspace': folder(part.fields['workspace'])})

    def settings(one: Step) -> Mapping[str, Any]:
        if one.kind is not StepKind.RECIPE:
            return one.settings
        return {**one.settings, 'pipeline_id': recipe(str(one.settings.get('pipeline_id', '')))}

    return tuple(
        replace(
            one,
            id=step(one.id),
            bot_id=bot(one.bot_id),
            input_source=tuple(source(part) for part in one.input_source),
            output_target=tuple(target(part) for part in one.output_target),
            settings=settings(one),
        )
        for one in steps
    )


def recipe_data(recipe: SharedRecipe, steps: tuple[Step, ...]) -> dict[str, Any]:
    """The data a recipe is made of or changed with; the steps already carry our ids."""
    return {
        'name': recipe.name,
        'emoji': recipe.emoji,
        'description': recipe.description,
        'inputs': to_json(recipe.inputs),
        'steps': to_json(steps),
    }


def bot_data(bot: SharedBot) -> dict[str, Any]:
    """The data a bot is made of or changed with."""
    return {
        'name': bot.name,
        'emoji': bot.emoji,
        'description': bot.description,
        'system_prompt': bot.system_prompt,
        'settings': dict(bot.settings),
    }


def folder_data(folder: SharedFolder) -> dict[str, Any]:
    """The data a folder is made of, but for its bots."""
    return {'name': folder.name, 'emoji': folder.emoji, 'description': folder.description}


def as_workspaces(shared: Shared) -> list[Workspace]:
    """The folders of a file as if they were ours, their keys as ids."""
    return [
        Workspace(
            id=folder.key,
            name=folder.name,
            emoji=folder.emoji,
            description=folder.description,
            bot_ids=folder.bots,
            created_at=_NOWHEN,
            updated_at=_NOWHEN,
        )
        for folder in shared.folders
    ]


def as_recipes(shared: Shared) -> list[Pipeline]:
    """The recipes of a file as if they were ours, their keys as ids: for putting them into words."""
    return [
        Pipeline(
            id=recipe.key,
            name=recipe.name,
            emoji=recipe.emoji,
            description=recipe.description,
            inputs=recipe.inputs,
            steps=recipe.steps,
            created_at=_NOWHEN,
            updated_at=_NOWHEN,
        )
        for recipe in shared.recipes
    ]


def as_bots(shared: Shared) -> list[Bot]:
    """The bots of a file as if they were ours, their keys as ids."""
    return [
        Bot(
            id=bot.key,
            name=bot.name,
            emoji=bot.emoji,
            description=bot.description,
            system_prompt=bot.system_prompt,
            settings=bot.settings,
            created_at=_NOWHEN,
            updated_at=_NOWHEN,
        )
        for bot in shared.bots
    ]


def _digest(kind: str, id: str) -> str:
    return kind + hashlib.sha256(f'{kind} {id}'.encode()).hexdigest()[:8]
