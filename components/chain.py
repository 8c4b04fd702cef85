"""Who works in a recipe as pills: an arrow where one waits for those before it, a plus where it does not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from app.domain.pipelines import Step, StepKind
from components.markup import box, emoji, icon, words
from components.texts import t

SHOWN = 10  # pills; more would bury the recipe's name, and 200 of them the page
Link = tuple[Step, str, str]  # a step with the emoji and name of who works in it


def chain(steps: Sequence[Link], label: str) -> None:
    """The steps in reading order; calculations in a row are one pill. `label` names the list for screen readers."""
    beside = side_by_side([step for step, _, _ in steps])
    with box('chain', tag='ol') as row:
        row.props['aria-label'] = label
        links = list(_shortened(steps))
        for position, (step, sign, name) in enumerate(links[:SHOWN]):
            with box('link', tag='li'):
                if position:
                    icon('plus' if step.id in beside else 'right', 'arrow')
                with box('who', tag='span'):
                    emoji(sign)
                    words(name, tag='span')
        if len(links) > SHOWN:
            words(t('chain.more', count=len(links) - SHOWN), 'soft small', 'li')


def side_by_side(steps: Iterable[Step]) -> set[str]:
    """The steps that do not wait for those right before them: they work at the same time."""
    found: set[str] = set()
    together: set[str] = set()  # the steps before that work at the same time
    before = ''
    for step in steps:
        reads = {before if part.kind == 'previous' else part.ref for part in step.input_source if part.kind != 'input'}
        if together and not reads & together:
            found.add(step.id)
            together.add(step.id)
        else:
            together = {step.id}
        before = step.id
    return found


def _shortened(steps: Iterable[Link]) -> Iterator[Link]:
    for is_action, found in groupby(steps, lambda link: link[0].kind is StepKind.ACTION):
        links = list(found)
        if is_action and len(links) > 1:
            yield links[0][0], links[0][1], t('chain.actions', count=len(links))
        else:
            yield from links
