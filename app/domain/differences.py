"""What is different between two versions of a recipe or bot, in lines that can be put into words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from app.domain.bots import Bot, Tool
from app.domain.pipelines import InputField, Pipeline
from app.domain.step_differences import Difference, Named, step_differences
from app.domain.word_diff import rising

__all__ = ['Difference', 'Named', 'bot_differences', 'differences', 'recipe_differences']


def differences(before: Any, after: Any) -> list[Difference]:
    """Of two bots or two recipes; empty only when they hold the same. Who saved them and when does not count."""
    if isinstance(before, Bot) and isinstance(after, Bot):
        return bot_differences(before, after)
    if isinstance(before, Pipeline) and isinstance(after, Pipeline):
        return recipe_differences(before, after)
    raise TypeError('a bot and a recipe cannot be compared')


def recipe_differences(before: Pipeline, after: Pipeline) -> list[Difference]:
    """Fields and steps are recognised by their key and id, wherever they stand."""
    lines = [*_about(before, after)]
    lines += _fields(before.inputs, after.inputs)
    lines += _steps(before, after)
    if before.schedule != after.schedule:
        lines.append(Difference('diff.schedule'))
    if before.is_on is not after.is_on:
        lines.append(Difference('diff.on' if after.is_on else 'diff.off'))
    if before.template_id != after.template_id:
        lines.append(Difference('diff.origin'))
    alike = (before.inputs, before.steps) == (after.inputs, after.steps)
    return lines if lines or alike else [Difference('diff.more')]


def bot_differences(before: Bot, after: Bot) -> list[Difference]:
    """Name, personality, which AI answers, and how."""
    lines = [*_about(before, after)]
    if before.system_prompt != after.system_prompt:
        lines.append(Difference('diff.bot.personality', {}, before.system_prompt, after.system_prompt))
    if before.model != after.model:
        lines.append(
            Difference('diff.bot.model', {'old_ai': Named('ai', before.model), 'new_ai': Named('ai', after.model)})
        )
    for key in {**before.settings, **after.settings}:
        old, new = before.settings.get(key), after.settings.get(key)
        if old != new or (key in before.settings) != (key in after.settings):
            lines.append(_bot_setting(key, old, new))
    if before.tools != after.tools:
        lines += _bot_tools(before.tools, after.tools)
    return lines


def _bot_tools(before: Sequence[str], after: Sequence[str]) -> list[Difference]:
    """What the bot may do now, and what no longer; one line for what has no words of its own."""
    lines = [
        Difference(f'diff.tool.{tool.value}.{"on" if tool.value in after else "off"}')
        for tool in Tool
        if (tool.value in before) is not (tool.value in after)
    ]
    return lines or [Difference('diff.bot.tools')]


def _about(before: Bot | Pipeline, after: Bot | Pipeline) -> Iterator[Difference]:
    if before.name != after.name:
        yield Difference('diff.name', {'old_name': before.name, 'new_name': after.name})
    if before.emoji != after.emoji:
        yield Difference('diff.emoji', {'old_emoji': before.emoji, 'new_emoji': after.emoji})
    if before.description != after.description:
        yield Difference('diff.description', {}, before.description, after.description)


def _bot_setting(key: str, old: Any, new: Any) -> Difference:
    values = {'old_value': Named(key, old), 'new_value': Named(key, new)}
    if key == 'temperature':
        return Difference('diff.bot.style', values)
    if key == 'max_tokens':
        return Difference('diff.bot.length', values)
    return Difference('diff.bot.setting', {'name': key})


def _fields(before: Sequence[InputField], after: Sequence[InputField]) -> Iterator[Difference]:
    old, new = {field.key: field for field in before}, {field.key: field for field in after}
    for key, field in old.items():
        if key not in new:
            yield Difference('diff.field.gone', {'label': field.label})
    moved = _moved([*old], [*new])
    for place, (key, field) in enumerate(new.items(), 1):
        if key not in old:
            yield Difference('diff.field.new', {'label': field.label})
            continue
        if key in moved:
            yield Difference('diff.field.moved', {'label': old[key].label, 'place': place})
        yield from _field(old[key], field)


def _field(before: InputField, after: InputField) -> Iterator[Difference]:
    label = {'label': after.label}
    if before.label != after.label:
        yield Difference('diff.field.label', {'old_label': before.label, 'new_label': after.label})
    if before.kind is not after.kind:
        yield Difference(
            'diff.field.kind',
            {**label, 'old_kind': Named('input_kind', before.kind), 'new_kind': Named('input_kind', after.kind)},
        )
    if before.required is not after.required:
        yield Difference('diff.field.required' if after.required else 'diff.field.optional', label)
    if before.choices != after.choices:
        yield Difference('diff.field.choices', label, '\n'.join(before.choices), '\n'.join(after.choices))
    if before.default != after.default:
        yield Difference('diff.field.default', label, before.default, after.default)
    if before.help != after.help:
        yield Difference('diff.field.help', label, before.help, after.help)


def _steps(before: Pipeline, after: Pipeline) -> Iterator[Difference]:
    old = {step.id: (number, step) for number, step in enumerate(before.steps, 1)}
    new = {step.id: (number, step) for number, step in enumerate(after.steps, 1)}
    for id, (number, step) in old.items():
        if id not in new:
            yield Difference('diff.step.gone', {'number': number, 'title': Named('step', step)})
    moved = _moved([*old], [*new])
    for id, (number, step) in new.items():
        title = Named('step', step)
        if id not in old:
            yield Difference('diff.step.new', {'number': number, 'title': title}, '', step.instruction)
            continue
        if id in moved:
            yield Difference('diff.step.moved', {'number': old[id][0], 'title': title, 'place': number})
        yield from step_differences(old[id][1], step, after, number)


def _moved(before: Sequence[str], after: Sequence[str]) -> set[str]:
    """Those that stand elsewhere among the ones that stayed; as few as explain the new order."""
    place = {key: number for number, key in enumerate(after)}
    pairs = [(number, place[key]) for number, key in enumerate(before) if key in place]
    stayed = {before[number] for number, _ in rising(pairs)}
    return {key for key in before if key in place} - stayed
