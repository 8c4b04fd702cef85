"""Own changes and news: neither is lost, and only what both changed is asked about."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.pipelines import InputPart, Step
from app.domain.sharing import Shared, SharedBot, SharedRecipe
from app.sharing.parts import together

BOT = SharedBot(key='b', name='Texter', system_prompt='Kurz.')


def shared(*steps: str | Step, name: str = 'Rezept', bots: tuple[SharedBot, ...] = (BOT,)) -> Shared:
    """A recipe of steps; 'a:Tu was.' is step a with that task."""
    made = [step if isinstance(step, Step) else _step(step) for step in steps]
    return Shared(recipes=(SharedRecipe(key='r', name=name, steps=tuple(made)),), bots=bots)


def _step(text: str) -> Step:
    key, _, task = text.partition(':')
    return Step(id=key, bot_id='b', instruction=task or f'Tu {key}.')


def steps(one: Shared) -> list[str]:
    return [f'{step.id}:{step.instruction}' for step in one.recipes[0].steps]


BASE = shared('a:A', 'b:B', 'c:C')


def test_changes_at_different_places_go_together() -> None:
    both = together(BASE, shared('a:meins', 'b:B', 'c:C', name='Meins'), shared('a:A', 'b:B', 'c:neu'))
    assert (steps(both.shared), both.shared.title, both.clashes) == (['a:meins', 'b:B', 'c:neu'], 'Meins', ())


def test_where_both_changed_mine_stays_until_theirs_is_taken() -> None:
    mine, theirs = shared('a:meins', 'b:B', 'c:C'), shared('a:ihres', 'b:B', 'c:C')
    both = together(BASE, mine, theirs)
    assert (both.clashes, steps(both.shared)[0]) == (('recipe/r/step/a',), 'a:meins')
    assert steps(together(BASE, mine, theirs, ['recipe/r/step/a']).shared)[0] == 'a:ihres'
    assert steps(together(BASE, mine, theirs, ['recipe/r/step/b']).shared)[0] == 'a:meins'  # not asked, not taken


def test_new_steps_of_both_find_their_place() -> None:
    both = together(BASE, shared('a:A', 'x', 'b:B', 'c:C', 'z'), shared('y', 'a:A', 'b:B', 'v', 'c:C'))
    assert [step.id for step in both.shared.recipes[0].steps] == ['y', 'a', 'x', 'b', 'v', 'c', 'z']
    assert both.clashes == ()


def test_a_step_one_deleted_and_nobody_changed_is_gone() -> None:
    assert steps(together(BASE, BASE, shared('a:A', 'c:C')).shared) == ['a:A', 'c:C']
    assert steps(together(BASE, shared('a:A', 'c:C'), BASE).shared) == ['a:A', 'c:C']


def test_a_step_one_deleted_and_the_other_changed_is_asked_about() -> None:
    deleted, changed = shared('a:A', 'c:C'), shared('a:A', 'b:neu', 'c:C')
    both = together(BASE, deleted, changed)
    assert (both.clashes, steps(both.shared)) == (('recipe/r/step/b',), ['a:A', 'c:C'])
    assert steps(together(BASE, deleted, changed, both.clashes).shared) == ['a:A', 'b:neu', 'c:C']
    assert steps(together(BASE, changed, deleted).shared) == ['a:A', 'b:neu', 'c:C']


def test_the_order_is_asked_about_only_when_both_changed_it() -> None:
    mine, theirs = shared('b:B', 'a:A', 'c:C'), shared('a:A', 'c:C', 'b:B')
    assert [step[0] for step in steps(together(BASE, mine, BASE).shared)] == ['b', 'a', 'c']
    assert [step[0] for step in steps(together(BASE, BASE, theirs).shared)] == ['a', 'c', 'b']
    both = together(BASE, mine, theirs)
    assert both.clashes == ('recipe/r/order',)
    assert [step[0] for step in steps(together(BASE, mine, theirs, both.clashes).shared)] == ['a', 'c', 'b']


def test_a_bot_that_no_step_needs_any_more_goes_without_a_question() -> None:
    changed = replace(BOT, system_prompt='Lang.')
    other = SharedBot(key='n', name='Neu')
    mine = shared(*(replace(_step(key), bot_id='n') for key in ('a:A', 'b:B', 'c:C')), bots=(other,))
    both = together(BASE, mine, shared('a:A', 'b:B', 'c:C', bots=(changed,)))
    assert both.shared.bots == (other,) and both.clashes == ()


def test_both_changed_the_personality_of_a_bot() -> None:
    mine, theirs = (shared('a:A', 'b:B', 'c:C', bots=(replace(BOT, system_prompt=text),)) for text in ('M', 'T'))
    both = together(BASE, mine, theirs)
    assert both.clashes == ('bot/b/system_prompt',) and both.shared.bots[0].system_prompt == 'M'


KEYS = st.lists(st.sampled_from('abcdefgh'), max_size=6, unique=True)
TASKS = st.sampled_from(['eins', 'zwei'])


@st.composite
def states(draw: st.DrawFn) -> Shared:
    found = draw(KEYS)
    return shared(*(f'{key}:{draw(TASKS)}' for key in found), name=draw(st.sampled_from(['R', 'S'])))


@settings(deadline=None)
@given(states(), states(), states())
def test_own_changes_are_never_overwritten_and_news_never_lost(base: Shared, mine: Shared, theirs: Shared) -> None:
    both = together(base, mine, theirs)
    found = dict(step.split(':') for step in steps(both.shared))
    old, my, their = (dict(step.split(':') for step in steps(one)) for one in (base, mine, theirs))
    for key in {*old, *my, *their}:
        if my.get(key) != old.get(key):
            assert found.get(key) == my.get(key), 'mine stays'
        else:
            assert found.get(key) == their.get(key), 'news arrive'
    assert len(found) == len(both.shared.recipes[0].steps)


@settings(deadline=None)
@given(states(), states())
def test_nothing_is_asked_when_only_one_side_changed(base: Shared, other: Shared) -> None:
    assert together(base, base, other).clashes == together(base, other, base).clashes == ()
    assert steps(together(base, base, other).shared) == steps(other)
    assert steps(together(base, other, base).shared) == steps(other)
    assert steps(together(base, other, other).shared) == steps(other)


@pytest.mark.parametrize('side', ['mine', 'theirs'])
def test_only_bots_go_together_too(side: str) -> None:
    base = Shared(bots=(BOT,))
    changed = Shared(bots=(replace(BOT, name='Neu'),))
    both = together(base, changed if side == 'mine' else base, changed if side == 'theirs' else base)
    assert both.shared.bots[0].name == 'Neu'


def test_references_between_steps_survive() -> None:
    reading = Step(id='d', bot_id='b', input_source=(InputPart('step', ref='a'),))
    both = together(BASE, shared('a:A', 'b:B', 'c:C', reading), shared('b:B', 'a:A', 'c:C'))
    assert both.shared.recipes[0].steps[-1] == reading
