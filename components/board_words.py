"""What stands on the cards of the board."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.domain.board import Columns, columns
from app.domain.bots import Bot
from app.domain.edges import edges
from app.domain.editing import beside
from app.domain.pipelines import Pipeline, Step, StepKind
from components.step_marks import marks
from components.step_words import doer
from components.texts import t

TASK_LETTERS = 90
Card = dict[str, Any]  # the props of components/board_card.js, without trouble and look


def cards(recipe: Pipeline, bots: Mapping[str, Bot], recipes: list[Pipeline]) -> dict[str, Card]:
    """The cards by step id, in the order in which they lie on the board."""
    layout = columns(recipe)
    numbers = {step.id: number for number, step in enumerate(recipe.steps, 1)}
    names = {step.id: _who(step, bots, recipes) for step in recipe.steps}
    labels = [(field.key, field.label) for field in recipe.inputs]
    needs = edges(recipe)
    found: dict[str, Card] = {}
    for index, column in enumerate(layout):
        before = {step.id for step in layout[index - 1]} if index else set()
        for lane, step in enumerate(column, 1):
            emoji, name = names[step.id]
            found[step.id] = {
                'step': step.id,
                'number': numbers[step.id],
                'column': index,
                'lane': lane,
                'emoji': emoji,
                'name': name,
                'spoken': t('step.name', number=numbers[step.id], bot=name),
                'task': short_task(step),
                'reads': _reads(
                    sorted(numbers[id] for id in needs[step.id] if id in numbers), needs[step.id] == before
                ),
                'marks': marks(step, labels, beside(recipe, step.id)),
                'ways': _ways(layout, index, step, names),
            }
    return found


def short_task(step: Step) -> str:
    """The first words of the task, in quotes."""
    words = ' '.join((step.instruction or (step.name if step.kind is StepKind.BOT else '')).split())
    if len(words) > TASK_LETTERS:
        words = words[:TASK_LETTERS].rsplit(' ', 1)[0] + ' …'
    return t('board.task', task=words) if words else ''


def _who(step: Step, bots: Mapping[str, Bot], recipes: list[Pipeline]) -> tuple[str, str]:
    return doer(step, bots, recipes) or ('❔', t('step.no_bot'))


def _reads(numbers: list[int], is_the_column_before: bool) -> str:
    """Which results the step takes, unless it is all of the column before."""
    if is_the_column_before or not numbers:
        return ''
    if len(numbers) == 1:
        return t('board.reads_one', number=numbers[0])
    *first, last = (str(number) for number in numbers)
    return t('board.reads_many', first=', '.join(first), last=last)


def _ways(layout: Columns, index: int, step: Step, names: Mapping[str, tuple[str, str]]) -> list[list[str]]:
    """What can be done without dragging: way, words, icon."""
    column = layout[index]
    ways = []
    if index or len(column) > 1:
        ways.append(['earlier', t('board.earlier'), 'left'])
    if index < len(layout) - 1 or len(column) > 1:
        ways.append(['later', t('board.later'), 'right'])
    if len(column) > 1:
        ways.append(['in_line', t('board.in_line'), 'down'])
    elif len(layout) > 1:
        other = layout[index - 1][-1] if index else layout[1][-1]
        ways.append(['beside', t('board.beside', name=names[other.id][1]), 'plus'])
    ways.append(['remove', t('step.remove'), 'trash'])
    return ways
