"""What a recipe does, in plain sentences made from the recipe itself. No AI is asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from app.domain.bots import Bot
from app.domain.edges import edges
from app.domain.pipelines import ForEach, OnlyIf, Otherwise, Pipeline, Shape, Step, StepKind
from app.domain.workspaces import Workspace
from app.engine.graph import inner_id, inner_recipes, last_steps
from app.services.recipe_words import SHOWN_TASK, RecipeWords

MOST_LINES = 300


def explain(
    recipe: Pipeline,
    bots: Iterable[Bot],
    language: str,
    recipes: Iterable[Pipeline] = (),
    *,
    workspaces: Iterable[Workspace] = (),
    outside: Sequence[str] | None = None,
) -> list[str]:
    """One entry for what is given, for every step, and for what comes out; steps of an inner recipe are '2.1'.

    `outside` names the services on the internet that read texts; None when that is not known here.
    """
    words = RecipeWords(language, bots=bots, recipes=recipes, workspaces=workspaces)
    if not recipe.steps:
        return [words.t('explain.empty')]
    # Not all at once: recipes inside recipes can have more steps together than a computer can count.
    lines = [_given(words, recipe), *islice(_steps(words, recipe, ()), MOST_LINES)]
    if len(lines) > MOST_LINES:
        lines = [*lines[:MOST_LINES], words.t('explain.so_on')]
    return [*lines, _end(words, recipe, outside)]


def explain_step(words: RecipeWords, recipe: Pipeline, step_id: str) -> str:
    """The sentences of one step alone."""
    return ' '.join(_Says(words, recipe, recipe.step(step_id), '').all(_lanes(recipe)[step_id]))


def bots_at_work(recipe: Pipeline, bots: Iterable[Bot], recipes: Iterable[Pipeline]) -> list[Bot]:
    """The bots that work in the recipe, or in one inside it."""
    inside = inner_recipes(recipe, {one.id: one for one in recipes})
    at_work = {step.bot_id for one in (recipe, *inside.values()) for step in one.steps}
    return [bot for bot in bots if bot.id in at_work]


def _given(words: RecipeWords, recipe: Pipeline) -> str:
    needed = [words.quoted(field.label) for field in recipe.inputs if field.required]
    optional = [words.quoted(field.label) for field in recipe.inputs if not field.required]
    if needed and optional:
        said = [
            words.t('explain.give', fields=words.both(needed)),
            words.t('explain.give_also', fields=words.both(optional)),
        ]
    elif needed:
        said = [words.t('explain.give', fields=words.both(needed))]
    elif optional:
        said = [words.t('explain.may_give', fields=words.both(optional))]
    else:
        said = [words.t('explain.give_nothing')]
    return ' '.join([*([] if recipe.is_on else [words.t('explain.is_off')]), *said])


def _end(words: RecipeWords, recipe: Pipeline, outside: Sequence[str] | None) -> str:
    numbers = {step.id: number for number, step in enumerate(recipe.steps, 1)}
    last = [numbers[step.id] for step in last_steps(recipe)]
    key = 'explain.result' if len(last) == 1 else 'explain.results'
    said = [words.t(key, steps=words.numbers(last))]
    said.append(words.t('explain.by_hand' if recipe.schedule.kind == 'manual' else 'explain.by_itself'))
    if outside is not None:
        said.append(words.t('explain.outside', services=words.both(outside)) if outside else words.t('explain.inside'))
    return ' '.join(said)


def _steps(words: RecipeWords, recipe: Pipeline, above: tuple[tuple[str, str], ...]) -> Iterator[str]:
    """`above`: the steps this recipe is inside of, as (number, id of their recipe)."""
    lanes = _lanes(recipe)
    prefix = f'{above[-1][0]}.' if above else ''
    for place, step in enumerate(recipe.steps):
        number = f'{prefix}{place + 1}'
        says = _Says(words, recipe, step, above[-1][0] if above else '')
        key = 'explain.line_named' if step.name else 'explain.line'
        yield words.t(key, number=number, name=step.name, text=' '.join([*says.all(lanes[step.id])]))
        inner = words.recipes.get(inner_id(step))
        seen = {recipe.id, *(id for _, id in above)}
        if inner and inner.id not in seen and len(above) < 3:
            yield from _steps(words, inner, (*above, (number, recipe.id)))


def _lanes(recipe: Pipeline) -> dict[str, list[int]]:
    """For a step that opens a lane of its own, the numbers of the steps before it that work at the same time."""
    needs = edges(recipe)
    before: dict[str, set[str]] = {}  # all a step waits for, directly or not
    beside: dict[str, set[str]] = {}
    found: dict[str, list[int]] = {}
    for place, step in enumerate(recipe.steps):
        direct = needs[step.id] & before.keys()
        before[step.id] = direct.union(*(before[id] for id in direct))
        beside[step.id] = {other.id for other in recipe.steps[:place]} - before[step.id]
        known = set().union(*(beside[id] for id in direct))
        opens = beside[step.id] - known
        found[step.id] = [
            number for number, other in enumerate(recipe.steps[:place], 1) if opens and other.id in beside[step.id]
        ]
    return found


@dataclass(frozen=True, slots=True)
class _Says:
    """The sentences of one step; `inside` is the number of the step that runs this recipe."""

    words: RecipeWords
    recipe: Pipeline
    step: Step
    inside: str

    def all(self, beside: Sequence[int]) -> Iterator[str]:
        """Who works with what, when, how often, what comes out and where it goes."""
        yield from _KINDS[self.step.kind](self)
        yield from self._timing(beside)
        yield from self._repetition(self.step.for_each)
        yield from self._condition(self.step.only_if)
        if self.step.for_each:
            yield self.t('explain.together')
        yield from self._shape()
        for part in self.step.output_target:
            if part.kind != 'next':
                bot = self.words.bot(self.step.bot_id)
                yield self.t('explain.goes', target=self.words.target(part, bot))

    def t(self, key: str, **params: Any) -> str:
        return self.words.t(key, **params)

    def bot(self) -> Iterator[str]:
        if self.step.bot_id in self.words.bots:
            yield self._works('explain.bot', 'explain.bot_alone', bot=self.words.bot(self.step.bot_id))
        else:
            yield self.t('explain.bot_gone')
        if self.step.instruction.strip():
            yield self.t('explain.task', task=self.words.quoted(self.step.instruction, SHOWN_TASK))

    def action(self) -> Iterator[str]:
        action = self.step.settings.get('action')
        yield self.t('explain.action', action=self.words.action(action))
        yield self._works('explain.action_with', 'explain.action_alone')
        given = [
            (self.words.setting_label(action, key), self.words.setting_value(action, key, value))
            for key, value in self.step.settings.items()
            if key != 'action' and str(value).strip()
        ]
        yield from self._settings(given)

    def ask(self) -> Iterator[str]:
        yield self._works('explain.ask', 'explain.ask_alone')
        if self.step.instruction.strip():
            yield self.t('explain.ask_look', question=self.words.quoted(self.step.instruction, SHOWN_TASK))
        yield self.t('explain.ask_say')
        days, then = self.step.settings.get('days'), self.step.settings.get('then')
        if days:
            end = then if then in ('approve', 'reject') else 'wait'
            yield self.t(f'explain.deadline.{end}', days=self.words.days(days, 'explain.days_after'))
        else:
            yield self.t('explain.ask_time')

    def inner(self) -> Iterator[str]:
        settings = self.step.settings
        inner = self.words.recipes.get(inner_id(self.step))
        if inner is None:
            yield self.t('explain.inner_gone')
            return
        yield self._works('explain.inner', 'explain.inner_alone', recipe=inner.name)
        labels = {field.key: field.label for field in inner.inputs}
        into = settings.get('into') or next(iter(labels), '')
        if into in labels:
            yield self.t('explain.inner_into', label=labels[into])
        values = settings.get('values')
        fixed = values.items() if isinstance(values, Mapping) else ()
        yield from self._settings([(labels.get(key, str(key)), str(value)) for key, value in fixed if value])

    def _settings(self, given: Sequence[tuple[str, str]]) -> Iterator[str]:
        if given:
            said = '; '.join(f'{label}: {self.words.quoted(value)}' for label, value in given)
            yield self.t('explain.settings', settings=said)

    def _works(self, key: str, alone: str, **params: Any) -> str:
        """With what it reads; another sentence when there is nothing to read."""
        first = self.recipe.steps[0].id == self.step.id
        given = {'start', 'previous'} if first else {'start'}
        nothing = not self.inside and not self.recipe.inputs and {part.kind for part in self.step.input_source} <= given
        if nothing:
            return self.t(alone, **params)
        return self.t(key, sources=self.words.sources(self.recipe, self.step, inside=self.inside), **params)

    def _timing(self, beside: Sequence[int]) -> Iterator[str]:
        if beside:
            yield self.t('explain.beside', steps=self.words.numbers(beside, self.inside))
        if len(edges(self.recipe)[self.step.id]) > 1:
            yield self.t('explain.join')

    def _repetition(self, for_each: ForEach | None) -> Iterator[str]:
        if for_each and for_each.at_once > 1:
            yield self.t(f'explain.each.{for_each.over.value}', count=for_each.at_once)
        elif for_each:
            yield self.t(f'explain.each_one.{for_each.over.value}')

    def _condition(self, only_if: OnlyIf | None) -> Iterator[str]:
        if only_if is None:
            return
        key = 'explain.only_if_each' if self.step.for_each else 'explain.only_if'
        yield self.t(key, condition=self.words.condition(self.recipe, self.step))
        if only_if.otherwise is Otherwise.PASS:
            yield self.t('explain.otherwise_pass')
            return
        yield self.t('explain.otherwise_nothing')
        if not self.step.for_each and any(self.step.id in wanted for wanted in edges(self.recipe).values()):
            yield self.t('explain.otherwise_after')

    def _shape(self) -> Iterator[str]:
        if self.step.kind is not StepKind.BOT or self.step.shape is Shape.TEXT:
            return
        columns = self.words.both([self.words.quoted(name) for name in self.step.columns])
        key = f'explain.shape.{self.step.shape.value}'
        yield self.t(f'{key}_with', columns=columns) if columns else self.t(key)


_KINDS = {StepKind.BOT: _Says.bot, StepKind.ACTION: _Says.action, StepKind.ASK: _Says.ask, StepKind.RECIPE: _Says.inner}
