"""What is different between two versions of one step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.domain.pipelines import Pipeline, Shape, Step, StepKind


@dataclass(frozen=True, slots=True)
class Named:
    """Something whose words are known only where it is shown: a bot by its id, a condition, ..."""

    kind: str
    value: Any


@dataclass(frozen=True, slots=True)
class Difference:
    """One line: a sentence of the catalogue and what fills it. `old` and `new` are texts worth comparing."""

    key: str
    params: Mapping[str, Any] = field(default_factory=dict)  # texts, numbers, or `Named`
    old: str = ''
    new: str = ''


def step_differences(before: Step, after: Step, recipe: Pipeline, number: int) -> Iterator[Difference]:
    """What became of a step that is number `number` of `recipe` now; where it stands does not matter."""

    def line(key: str, old: str = '', new: str = '', **params: Any) -> Difference:
        return Difference(key, {'number': number, **params}, old, new)

    yield from _work(before, after, line)
    if before.name != after.name:
        yield line('diff.step.name', name=after.name) if after.name else line('diff.step.nameless')
    if before.instruction != after.instruction:
        key = 'diff.step.question' if after.kind is StepKind.ASK else 'diff.step.task'
        yield line(key, before.instruction, after.instruction)
    if before.input_source != after.input_source:
        old, new = (_fixed_text(step) for step in (before, after))
        yield line('diff.step.sources', old, new, sources=Named('sources', (recipe, after)))
    yield from _repetition(before, after, line)
    yield from _condition(before, after, recipe, line)
    yield from _shape(before, after, line)
    if before.output_target != after.output_target:
        yield line('diff.step.targets', targets=Named('targets', (after.output_target, after.bot_id)))
    if (before.timeout_s, before.idle_timeout_s) != (after.timeout_s, after.idle_timeout_s):
        yield line('diff.step.patience')
    if before.retries != after.retries:
        yield line('diff.step.retries')
    if before.practice != after.practice:
        yield line('diff.step.practice')


Line = Any  # makes a Difference of this step


def _work(before: Step, after: Step, line: Line) -> Iterator[Difference]:
    """Who or what works in the step."""
    if before.kind is not after.kind:
        yield line('diff.step.kind', old_kind=Named('kind', before.kind), new_kind=Named('kind', after.kind))
    if before.bot_id != after.bot_id:
        old, new = Named('bot', before.bot_id), Named('bot', after.bot_id)
        if not before.bot_id:
            yield line('diff.step.bot_new', bot=new)
        elif not after.bot_id:
            yield line('diff.step.bot_gone', bot=old)
        else:
            yield line('diff.step.bot', old_bot=old, new_bot=new)
    if before.kind is after.kind:
        yield from _SETTINGS.get(after.kind, _any_settings)(before.settings, after.settings, line)


def _action_settings(before: Mapping[str, Any], after: Mapping[str, Any], line: Line) -> Iterator[Difference]:
    old, new = before.get('action'), after.get('action')
    if old != new:
        yield line('diff.step.action', old_action=Named('action', old), new_action=Named('action', new))
    for key in _changed(before, after):
        value, label = after.get(key), Named('action_field', (new, key))
        if key != 'action' and value not in ('', None):
            yield line('diff.step.setting', label=label, value=Named('action_value', (new, key, value)))
        elif key != 'action' and old == new:  # another action has other settings
            yield line('diff.step.setting_gone', label=label)


def _ask_settings(before: Mapping[str, Any], after: Mapping[str, Any], line: Line) -> Iterator[Difference]:
    changed = _changed(before, after)
    if 'days' in changed:
        yield (
            line('diff.step.days', days=Named('days', after['days']))
            if after.get('days')
            else line('diff.step.no_days')
        )
    if 'then' in changed:
        then = after.get('then')
        yield line(f'diff.step.then.{then if then in ("approve", "reject") else "wait"}')
    if changed.keys() - {'days', 'then'}:
        yield line('diff.step.settings')


def _recipe_settings(before: Mapping[str, Any], after: Mapping[str, Any], line: Line) -> Iterator[Difference]:
    changed = _changed(before, after)
    old, new = before.get('pipeline_id'), after.get('pipeline_id')
    if 'pipeline_id' in changed:
        yield line('diff.step.recipe', old_recipe=Named('recipe', old), new_recipe=Named('recipe', new))
    if changed.keys() & {'into', 'values'}:
        yield line('diff.step.given')
    if changed.keys() - {'pipeline_id', 'into', 'values'}:
        yield line('diff.step.settings')


def _any_settings(before: Mapping[str, Any], after: Mapping[str, Any], line: Line) -> Iterator[Difference]:
    if before != after:
        yield line('diff.step.settings')


_SETTINGS = {
    StepKind.ACTION: _action_settings,
    StepKind.ASK: _ask_settings,
    StepKind.RECIPE: _recipe_settings,
}


def _repetition(before: Step, after: Step, line: Line) -> Iterator[Difference]:
    old, new = before.for_each, after.for_each
    if new is None and old is not None:
        yield line('diff.step.once')
    elif new is not None and (old is None or old.over is not new.over):
        yield line(f'diff.step.each.{new.over.value}')
    if old is not None and new is not None and old.at_once != new.at_once:
        yield line('diff.step.at_once', count=new.at_once)


def _condition(before: Step, after: Step, recipe: Pipeline, line: Line) -> Iterator[Difference]:
    old, new = before.only_if, after.only_if
    if old == new:
        return
    if new is None:
        yield line('diff.step.always')
        return
    if old is None or (old.subject, old.name, old.op, old.value) != (new.subject, new.name, new.op, new.value):
        yield line('diff.step.only_if', condition=Named('condition', (recipe, after)))
    if old is None or old.otherwise is not new.otherwise:
        yield line(f'diff.step.otherwise.{new.otherwise.value}')


def _shape(before: Step, after: Step, line: Line) -> Iterator[Difference]:
    if before.shape is not after.shape:
        yield line(f'diff.step.shape.{after.shape.value}')
    if before.columns != after.columns and after.columns:
        yield line('diff.step.columns', columns=', '.join(after.columns))
    elif before.columns != after.columns and (after.shape is before.shape or after.shape is not Shape.TEXT):
        yield line('diff.step.columns_free')


def _changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, None]:
    """The settings that are not as they were, in their order."""
    keys = {**before, **after}
    return {key: None for key in keys if (key in before, before.get(key)) != (key in after, after.get(key))}


def _fixed_text(step: Step) -> str:
    return '\n\n'.join(part.ref for part in step.input_source if part.kind == 'text')
