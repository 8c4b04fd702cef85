"""What a newer file changes and what stands against it, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.codec import from_json
from app.domain.differences import bot_differences, recipe_differences
from app.domain.pipelines import Pipeline, Step
from app.domain.sharing import Shared
from app.services.difference_words import all_in_words
from app.services.explain import explain_step
from app.services.recipe_words import RecipeWords
from app.sharing.parts import Together
from app.sharing.things import as_bots, as_recipes, as_workspaces

MAX_LINES = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class Clash:
    """A part that both changed: `part` names it for `UpdateService.apply`, the rest is for people."""

    part: str
    label: str
    mine: str
    theirs: str


def news(base: Shared, theirs: Shared, language: str) -> Iterator[str]:
    """What somebody changed, recipe by recipe and bot by bot."""
    old_recipes, old_bots = {one.id: one for one in as_recipes(base)}, {one.id: one for one in as_bots(base)}
    recipes, bots = as_recipes(theirs), as_bots(theirs)
    words = RecipeWords(
        language,
        bots=[*old_bots.values(), *bots],
        recipes=[*old_recipes.values(), *recipes],
        workspaces=[*as_workspaces(base), *as_workspaces(theirs)],
    )
    lines: list[str] = []
    for place_, recipe in enumerate(recipes):
        if recipe.id in old_recipes:
            found = all_in_words(recipe_differences(old_recipes[recipe.id], recipe), words)
            lines += [words.t('update.inside', name=recipe.name, text=line) for line in found] if place_ else found
    for bot in bots:
        if bot.id in old_bots:
            found = all_in_words(bot_differences(old_bots[bot.id], bot), words)
            lines += [words.t('update.of_bot', name=bot.name, text=line) for line in found]
        else:
            lines.append(words.t('update.new_bot', name=bot.name))
    yield from lines[:MAX_LINES] or [words.t('update.small')]


def clashes(both: Together, language: str) -> Iterator[Clash]:
    """Every part that a person must choose about, with both sides."""
    shared = both.shared
    words = RecipeWords(language, bots=as_bots(shared), recipes=as_recipes(shared), workspaces=as_workspaces(shared))
    recipes = {one.id: one for one in as_recipes(both.shared)}
    for part in both.clashes:
        kind, key, *rest = part.split('/')
        mine, theirs = (_text(words, recipes, part, side.get(part)) for side in (both.mine, both.theirs))
        if kind == 'bot':
            label = words.t('update.part.bot', name=words.bot(key), part=words.t(f'update.part.{rest[0]}'))
        elif rest[0] == 'step':
            label = _step_label(words, recipes[key], rest[1])
        else:
            label = words.t(f'update.part.{rest[0]}')
        yield Clash(part=part, label=label, mine=mine, theirs=theirs)


def _step_label(words: RecipeWords, recipe: Pipeline, step_id: str) -> str:
    numbers = {step.id: number for number, step in enumerate(recipe.steps, 1)}
    if step_id not in numbers:
        return words.t('update.part.gone')
    return words.t('update.part.step', number=numbers[step_id])


def _text(words: RecipeWords, recipes: Mapping[str, Pipeline], part: str, value: Any) -> str:
    """One side of a clash for people; '' when it is not there."""
    _, key, what, *rest = part.split('/')
    if value is None:
        return ''
    if what == 'step':
        return _step_text(words, recipes[key], rest[0], value)
    if what == 'order':
        titles = {step.id: words.title(step) for step in recipes[key].steps}
        return '\n'.join(f'{number}. {titles.get(id, "…")}' for number, id in enumerate(value, 1))
    if what == 'inputs':
        return '\n'.join(field['label'] or field['key'] for field in value)
    if what == 'settings':
        return '\n'.join(f'{name}: {value[name]}' for name in value)
    return str(value)


def _step_text(words: RecipeWords, recipe: Pipeline, step_id: str, value: Any) -> str:
    """In sentences, and the whole task below: the sentences only quote its beginning."""
    step = from_json(Step, value)
    others = [one for one in recipe.steps if one.id != step_id]
    at = next((number for number, one in enumerate(recipe.steps) if one.id == step_id), len(others))
    shown = recipe.with_steps((*others[:at], step, *others[at:]))
    return f'{explain_step(words, shown, step_id)}\n\n{step.instruction}'.strip()
