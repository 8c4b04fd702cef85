"""Arrows and pluses between the pills of a recipe."""

from __future__ import annotations

import pytest

from app.domain.pipelines import InputPart, Step
from components.chain import side_by_side
from tests.recipes_library.shelf import template

START, PREVIOUS = InputPart('start'), InputPart('previous')


def step(id: str, *reads: InputPart | str) -> Step:
    """A step that reads these parts or steps."""
    return Step(id=id, input_source=tuple(InputPart('step', ref=one) if isinstance(one, str) else one for one in reads))


@pytest.mark.parametrize(
    ('steps', 'beside'),
    [
        ([step('a', START), step('b', PREVIOUS)], set()),
        ([step('a', START), step('b', START), step('c', 'a', 'b')], {'b'}),
        ([step('a', START), step('b', 'a'), step('c', 'a'), step('d', 'a'), step('e', 'b', 'c', 'd')], {'c', 'd'}),
        ([step('a', START), step('b', 'a'), step('c', START), step('d', 'b', 'c')], {'c'}),
        ([step('a', START), step('b', START, PREVIOUS)], set()),
    ],
)
def test_who_does_not_wait_for_the_one_before_works_beside_it(steps: list[Step], beside: set[str]) -> None:
    assert side_by_side(steps) == beside


def test_the_lanes_of_a_template_are_seen() -> None:
    assert side_by_side(template('social-media-woche', 'de').steps) == {'instagram', 'whatsapp'}
    assert side_by_side(template('zwei-meinungen', 'de').steps) == {'dagegen'}
    assert not side_by_side(template('blog-artikel', 'de').steps)
