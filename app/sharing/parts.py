"""A newer file against one's own changes: what goes together by itself, and what a person must choose.

Everything that can change for itself is a part: 'recipe/R/name', 'recipe/R/step/S', 'bot/B/system_prompt', ... All
three states carry the keys of the file, so the same step is the same part in each.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.domain.codec import from_json, to_json
from app.domain.merging import merged
from app.domain.pipelines import InputField, Step
from app.domain.sharing import Shared, SharedBot, SharedFolder, SharedRecipe
from app.sharing.strict import folder_keys, inner_key

_RECIPE = ('name', 'emoji', 'description', 'inputs')
_BOT = ('name', 'emoji', 'description', 'system_prompt', 'settings')
Parts = dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Together:
    """Own changes and news in one. Of a clash, one's own side is in `shared` unless the other was taken."""

    shared: Shared
    clashes: tuple[str, ...]
    mine: Mapping[str, Any]
    theirs: Mapping[str, Any]


def together(base: Shared, mine: Shared, theirs: Shared, take: Iterable[str] = ()) -> Together:
    """Both changes to `base`; for the parts in `take` the other side wins where both changed."""
    base, mine, theirs = (_filled(one, (base, mine, theirs)) for one in (base, mine, theirs))
    sides = _levelled([_parts(one) for one in (base, mine, theirs)])
    for recipe in theirs.recipes:
        _add_order(recipe.key, sides, (base, mine, theirs))
    result, clashes = merged(*sides)
    for part in set(take) & set(clashes):
        result[part] = sides[2][part]
    recipes = tuple(_recipe(recipe.key, result, mine, theirs) for recipe in theirs.recipes)
    bots = tuple(_bot(bot.key, result) for bot in theirs.bots)
    used = Shared(
        recipes=recipes,
        bots=bots,
        folders=tuple(_folder(folder, mine, theirs) for folder in theirs.folders),
        made_by=theirs.made_by,
        made_at=theirs.made_at,
    )
    shared = _without_unused(used)
    left = tuple(part for part in clashes if _is_there(part, shared))
    return Together(shared=shared, clashes=left, mine=sides[1], theirs=sides[2])


def _filled(one: Shared, all_: Sequence[Shared]) -> Shared:
    """With the recipes and bots of the others: whether one is needed is decided by the steps, in the end."""
    recipes = {recipe.key: recipe for other in all_ for recipe in other.recipes}
    bots = {bot.key: bot for other in all_ for bot in other.bots}
    recipes |= {recipe.key: recipe for recipe in one.recipes}
    bots |= {bot.key: bot for bot in one.bots}
    folders = {folder.key: folder for other in all_ for folder in other.folders}
    folders |= {folder.key: folder for folder in one.folders}
    return Shared(
        recipes=tuple(recipes.values()),
        bots=tuple(bots.values()),
        folders=tuple(folders.values()),
        made_by=one.made_by,
        made_at=one.made_at,
    )


def _parts(shared: Shared) -> Parts:
    parts: Parts = {}
    for recipe in shared.recipes:
        parts |= {f'recipe/{recipe.key}/{name}': to_json(getattr(recipe, name)) for name in _RECIPE}
        parts |= {f'recipe/{recipe.key}/step/{step.id}': to_json(step) for step in recipe.steps}
    for bot in shared.bots:
        parts |= {f'bot/{bot.key}/{name}': to_json(getattr(bot, name)) for name in _BOT}
    return parts


def _levelled(sides: list[Parts]) -> list[Parts]:
    """The same parts on all sides; None for a step that is not there."""
    names = {name: None for side in sides for name in side}
    return [{**names, **side} for side in sides]


def _add_order(key: str, sides: list[Parts], all_: Sequence[Shared]) -> None:
    """How the steps that all sides have follow each other; new ones find their place afterwards."""
    orders = [[step.id for step in _of(key, one).steps] for one in all_]
    common = set(orders[0]) & set(orders[1]) & set(orders[2])
    for side, order in zip(sides, orders, strict=True):
        side[f'recipe/{key}/order'] = [step for step in order if step in common]


def _of(key: str, shared: Shared) -> SharedRecipe:
    return next(recipe for recipe in shared.recipes if recipe.key == key)


def _recipe(key: str, parts: Parts, mine: Shared, theirs: Shared) -> SharedRecipe:
    start = f'recipe/{key}/step/'
    steps = {
        name.removeprefix(start): from_json(Step, data)
        for name, data in parts.items()
        if name.startswith(start) and data is not None
    }
    order = [step for step in parts[f'recipe/{key}/order'] if step in steps]
    for one in (theirs, mine):
        _weave(order, [step.id for step in _of(key, one).steps if step.id in steps])
    values = {name: parts[f'recipe/{key}/{name}'] for name in _RECIPE}
    inputs = from_json(tuple[InputField, ...], values.pop('inputs'))
    known = {field.key for field in inputs}
    return SharedRecipe(
        key=key,
        **values,
        inputs=inputs,
        steps=tuple(steps[step] for step in order),
        example_inputs={name: text for name, text in _of(key, theirs).example_inputs.items() if name in known},
    )


def _weave(order: list[str], other: list[str]) -> None:
    """Put what only `other` has behind the step it stands behind there."""
    for place, step in enumerate(other):
        if step not in order:
            before = next((one for one in reversed(other[:place]) if one in order), None)
            order.insert(0 if before is None else order.index(before) + 1, step)


def _bot(key: str, parts: Parts) -> SharedBot:
    return SharedBot(key=key, **{name: parts[f'bot/{key}/{name}'] for name in _BOT})


def _folder(folder: SharedFolder, mine: Shared, theirs: Shared) -> SharedFolder:
    """One's own name for it stays; who may read there are the bots of both sides."""
    own = next((one for one in mine.folders if one.key == folder.key), folder)
    other = next((one for one in theirs.folders if one.key == folder.key), folder)
    return replace(own, bots=tuple(dict.fromkeys((*own.bots, *other.bots))))


def _without_unused(shared: Shared) -> Shared:
    """Only the first recipe, what stands inside it, and the bots these need; all bots when there is no recipe."""
    if not shared.recipes:
        return shared
    by_key = {recipe.key: recipe for recipe in shared.recipes}
    needed, new = {shared.recipes[0].key}, [shared.recipes[0]]
    while new:
        inside = {inner_key(step) for step in new.pop().steps} & set(by_key) - needed
        needed |= inside
        new += [by_key[key] for key in inside]
    recipes = tuple(recipe for recipe in shared.recipes if recipe.key in needed)
    bots = {step.bot_id for recipe in recipes for step in recipe.steps}
    folders = {key for recipe in recipes for step in recipe.steps for key in folder_keys(step)}
    return Shared(
        recipes=recipes,
        bots=tuple(bot for bot in shared.bots if bot.key in bots),
        folders=tuple(
            replace(folder, bots=tuple(key for key in folder.bots if key in bots))
            for folder in shared.folders
            if folder.key in folders
        ),
        made_by=shared.made_by,
        made_at=shared.made_at,
    )


def _is_there(part: str, shared: Shared) -> bool:
    """False for parts of things that are not needed any more: nobody has to choose about them."""
    kind, key = part.split('/')[:2]
    things: Iterable[SharedRecipe | SharedBot] = shared.recipes if kind == 'recipe' else shared.bots
    return any(thing.key == key for thing in things)
