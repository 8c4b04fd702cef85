"""The bots of a recipe as pills: an arrow where one waits for those before it, a plus where it does not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from app.domain.pipelines import Step
from components.markup import box, emoji, icon, words
from components.texts import t

SHOWN = 10  # more would bury the recipe's name


def chain(steps: Iterable[tuple[Step, str, str]], label: str) -> None:
    """Steps with the emoji and name of their bot, in reading order; `label` names the list for screen readers."""
    with box('chain', tag='ol') as row:
        row.props['aria-label'] = label
        known = list(steps)
        for position, (step, sign, name) in enumerate(known[:SHOWN]):
            with box('link', tag='li'):
                if position:
                    icon('right' if _waits(step) else 'plus', 'arrow')
                with box('who', tag='span'):
                    emoji(sign)
                    words(name, tag='span')
        if len(known) > SHOWN:
            words(t('chain.more', count=len(known) - SHOWN), 'soft small', 'li')


def are_side_by_side(steps: Sequence[Step]) -> bool:
    """True when some of the steps work at the same time."""
    return any(not _waits(step) for step in steps[1:])


def _waits(step: Step) -> bool:
    return any(part.kind in ('previous', 'step') for part in step.input_source)
