"""A recipe as a graph, and what stands in its way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.pipelines import (
    ForEach,
    InputPart,
    OnlyIf,
    Op,
    OutputPart,
    Over,
    Pipeline,
    Shape,
    Step,
    StepKind,
    Subject,
)
from app.engine import graph
from tests.kitchen import chain, reads, recipe

INNER = recipe(Step(id='x', bot_id='writer'), inputs=(), id='inner')
BOTS = graph.Known(bots={'writer'}, recipes={'inner': INNER})


def found(pipeline: Pipeline) -> list[tuple[str, str]]:
    """The problems as (path, key)."""
    return [(problem.path, problem.key) for problem in graph.problems(pipeline, BOTS)]


def step(id: str, *parts: InputPart, **more: object) -> Step:
    """A step of bot 'writer'."""
    return Step(id=id, bot_id='writer', input_source=parts or (InputPart('previous'),), **more)


def test_previous_is_the_step_before_in_the_list() -> None:
    assert graph.edges(chain('a', 'b', 'c')) == {'a': set(), 'b': {'a'}, 'c': {'b'}}


def test_a_step_needs_every_step_it_names_once() -> None:
    pipeline = recipe(step('a'), step('b', *reads()), step('c', *reads('a', 'b'), InputPart('previous')))

    assert graph.edges(pipeline)['c'] == {'a', 'b'}


def test_the_result_is_what_nobody_reads() -> None:
    pipeline = recipe(step('a'), step('b', *reads('a')), step('c', *reads('a')))

    assert [last.id for last in graph.last_steps(pipeline)] == ['b', 'c']


def test_downstream_is_everything_that_would_change() -> None:
    pipeline = recipe(step('a'), step('b', *reads('a')), step('c', *reads()), step('d', *reads('b', 'c')))

    assert graph.downstream(pipeline, 'b') == {'b', 'd'}


def test_a_good_recipe_has_no_problems() -> None:
    assert found(chain('a', 'b', 'c')) == []


@pytest.mark.parametrize(
    ('bad', 'path', 'key'),
    [
        (Step(id='a', bot_id='gone'), 'steps.0.bot_id', 'bot_missing'),
        (Step(id='a'), 'steps.0.bot_id', 'bot_missing'),
        (Step(id='a', kind=StepKind.ASK, settings={'days': 0}), 'steps.0.settings.days', 'ask_days'),
        (Step(id='a', kind=StepKind.ASK, settings={'then': 'shout'}), 'steps.0.settings.then', 'choice'),
        (Step(id='a', kind=StepKind.ACTION, settings={'action': 'x'}), 'steps.0.settings.action', 'action_unknown'),
        (Step(id='a', kind=StepKind.RECIPE), 'steps.0.settings.pipeline_id', 'recipe_missing'),
        (
            Step(id='a', kind=StepKind.RECIPE, settings={'pipeline_id': 'recipe'}),
            'steps.0.settings.pipeline_id',
            'recipe_circle',
        ),
        (
            Step(id='a', kind=StepKind.RECIPE, settings={'pipeline_id': 'inner', 'into': 'x'}),
            'steps.0.settings.into',
            'input_missing',
        ),
        (step('a', for_each=ForEach(at_once=0)), 'steps.0.for_each.at_once', 'range'),
        (Step(id='a', kind=StepKind.ASK, for_each=ForEach(over=Over.FILES)), 'steps.0.for_each.over', 'for_each_files'),
        (step('a', only_if=OnlyIf(subject=Subject.FIELD)), 'steps.0.only_if.name', 'required'),
        (step('a', only_if=OnlyIf(subject=Subject.INPUT, name='x')), 'steps.0.only_if.name', 'input_missing'),
        (step('a', only_if=OnlyIf(subject=Subject.QUESTION, name='x')), 'steps.0.only_if.op', 'condition_op'),
        (
            Step(id='a', kind=StepKind.ASK, only_if=OnlyIf(subject=Subject.QUESTION, name='Eilig?', op=Op.YES)),
            'steps.0.only_if.subject',
            'condition_bot',
        ),
        (step('a', shape=Shape.TABLE, columns=('A', 'a ')), 'steps.0.columns', 'columns'),
        (step('a', InputPart('step', ref='z')), 'steps.0.input_source.0', 'step_missing'),
        (step('a', InputPart('start'), InputPart('input', ref='z')), 'steps.0.input_source.1', 'input_missing'),
        (step('a', InputPart('workspace', ref='w')), 'steps.0.input_source.0', 'workspace_missing'),
        (step('a', InputPart('document', name='../x')), 'steps.0.input_source.0', 'file_name'),
        (step('a', output_target=(OutputPart('email', {'email': 'a@b.de'}),)), 'steps.0.output_target.0', 'not_yet'),
        (step('a', output_target=(OutputPart('webhook', {'webhook': 'x'}),)), 'steps.0.output_target.0', 'not_yet'),
        (
            step('a', output_target=(OutputPart('next'), OutputPart('document', {'document': 'a/b.md'}))),
            'steps.0.output_target.1',
            'file_name',
        ),
        (
            step('a', output_target=(OutputPart('document', {'document': '{secret}.md'}),)),
            'steps.0.output_target.0',
            'placeholder',
        ),
        (
            step('a', output_target=(OutputPart('document', {'document': '{run.__class__}.md'}),)),
            'steps.0.output_target.0',
            'placeholder',
        ),
        (
            step('a', output_target=(OutputPart('document', {'document': '{date'}),)),
            'steps.0.output_target.0',
            'placeholder',
        ),
    ],
)
def test_what_cannot_run_is_named_with_its_path(bad: Step, path: str, key: str) -> None:
    assert found(recipe(bad)) == [(path, key)]


@pytest.mark.parametrize('name', ['{date}.md', 'Brief {recipe} {time}.txt', 'Ergebnis', '{run}'])
def test_documents_may_be_named_like_this(name: str) -> None:
    assert graph.document_name_problem(name) == ''


def test_a_circle_is_found_and_its_steps_are_named() -> None:
    pipeline = recipe(
        step('a', *reads('c'), name='Erst'), step('b', *reads('a'), name='Dann'), step('c', *reads('b'), name='Zuletzt')
    )

    problem = graph.problems(pipeline, BOTS)[0]

    assert (problem.path, problem.key) == ('steps.0.input_source', 'circle')
    assert problem.params['steps'] == 'Erst → Zuletzt → Dann → Erst'


def test_a_step_that_reads_itself_is_a_circle() -> None:
    assert found(recipe(step('a', *reads('a')))) == [('steps.0.input_source', 'circle')]


def test_a_step_without_a_name_is_named_by_its_task() -> None:
    problem = graph.problems(recipe(Step(id='a', instruction='Schreib  einen\nBrief')), BOTS)[0]

    assert problem.params['step'] == 'Schreib einen Brief'


@given(st.dictionaries(st.sampled_from('abcdefgh'), st.sets(st.sampled_from('abcdefgh'), max_size=3), min_size=1))
def test_a_recipe_without_a_circle_can_be_done_in_some_order_and_one_with_a_circle_cannot(
    needs: dict[str, set[str]],
) -> None:
    needs = {id: wanted & needs.keys() for id, wanted in needs.items()}
    pipeline = recipe(*(step(id, *reads(*sorted(wanted))) for id, wanted in needs.items()))
    done: set[str] = set()
    while ready := {id for id, wanted in needs.items() if id not in done and wanted <= done}:
        done |= ready

    has_circle = 'circle' in {key for _, key in found(pipeline)}

    assert has_circle == (done != needs.keys())
