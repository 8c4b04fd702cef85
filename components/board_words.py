"""What stands on the cards of the board."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.domain.board import Columns, columns
from app.domain.bots import Bot
from app.domain.edges import edges
from app.domain.pipelines import Pipeline, Step, StepKind
from app.domain.runs import RunStatus
from components.status_badge import LOOKS
from components.step_marks import marks
from components.step_words import doer
from components.texts import t

TASK_LETTERS = 90
WAYS = (
    ('earlier', 'board.earlier', 'left'),
    ('later', 'board.later', 'right'),
    ('in_line', 'board.in_line', 'down'),
    ('remove', 'step.remove', 'trash'),
)
SIGNS = {
    RunStatus.WAITING: '⏳',
    RunStatus.RUNNING: '🔄',
    RunStatus.NEEDS_YOU: '✋',
    RunStatus.DONE: '✅',
    RunStatus.FAILED: '❌',
    RunStatus.CANCELLED: '⏹️',
    RunStatus.SKIPPED: '⏭️',
}
NO_RUN = {'color': '', 'sign': '', 'word': ''}
Card = dict[str, Any]  # a card of components/board_row.js


def cards(recipe: Pipeline, bots: Mapping[str, Bot], recipes: list[Pipeline]) -> dict[str, Card]:
    """The cards by step id, in the order in which they lie on the board."""
    layout = columns(recipe)
    numbers = {step.id: number for number, step in enumerate(recipe.steps, 1)}
    names = {step.id: _who(step, bots, recipes) for step in recipe.steps}
    labels = [(field.key, field.label) for field in recipe.inputs]
    needs = edges(recipe)
    ways = {way: [way, t(key), sign] for way, key, sign in WAYS}
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
                'marks': marks(step, labels, _beside(column[: lane - 1], needs, numbers, step)),
                'ways': _ways(ways, layout, index, names),
            }
    return found


def look_of(status: RunStatus) -> dict[str, str]:
    """Sign, word and colour of a status on the board."""
    return {
        'color': LOOKS[status].color,
        'sign': SIGNS.get(status, ''),
        'word': t(f'board.state.{status.value}'),
    }


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


def _beside(above: list[Step], needs: Mapping[str, set[str]], numbers: Mapping[str, int], step: Step) -> int | None:
    """The place of the nearest card above that begins at the same moment."""
    for other in reversed(above):
        if needs[other.id] == needs[step.id]:
            return numbers[other.id] - 1
    return None


def _ways(
    ways: Mapping[str, list[str]], layout: Columns, index: int, names: Mapping[str, tuple[str, str]]
) -> list[list[str]]:
    """What can be done without dragging: way, words, icon."""
    has_lanes = len(layout[index]) > 1
    found = []
    if index or has_lanes:
        found.append(ways['earlier'])
    if index < len(layout) - 1 or has_lanes:
        found.append(ways['later'])
    if has_lanes:
        found.append(ways['in_line'])
    elif len(layout) > 1:
        other = layout[index - 1][-1] if index else layout[1][-1]
        found.append(['beside', t('board.beside', name=names[other.id][1]), 'plus'])
    return [*found, ways['remove']]
