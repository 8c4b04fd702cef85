"""Steps that work only if something is so."""

from __future__ import annotations

import pytest

from app.domain.pipelines import ForEach, InputPart, OnlyIf, Op, Otherwise, Over, Step, Subject
from app.domain.runs import EventType, RunStatus
from tests.kitchen import Kitchen, reads, recipe

START = (InputPart('start'),)


def only(condition: OnlyIf, id: str = 'a', source: tuple[InputPart, ...] = START, **more: object) -> Step:
    """A step of the writing bot with a condition."""
    return Step(id=id, bot_id='writer', instruction=f'Tu {id}.', input_source=source, only_if=condition, **more)


@pytest.mark.parametrize(
    ('topic', 'condition', 'works'),
    [
        ('Ein Notfall!', OnlyIf(op=Op.CONTAINS, value='notfall'), True),
        ('Alles gut', OnlyIf(op=Op.CONTAINS, value='notfall'), False),
        ('- Betrag: 1.200,50 €', OnlyIf(subject=Subject.FIELD, name='betrag', op=Op.MORE, value='1000'), True),
        ('- Betrag: 900', OnlyIf(subject=Subject.FIELD, name='Betrag', op=Op.MORE, value='1000'), False),
        ('Name;Betrag\nAnna;5', OnlyIf(subject=Subject.FIELD, name='Betrag', op=Op.LESS, value='6'), True),
        ('- Betrag: 900', OnlyIf(subject=Subject.FIELD, name='Fehlt', op=Op.EMPTY), True),
        ('Katzen', OnlyIf(subject=Subject.INPUT, name='topic', op=Op.IS, value='katzen'), True),
        ('Katzen', OnlyIf(subject=Subject.INPUT, name='topic', op=Op.IS_NOT, value='Katzen'), False),
    ],
)
async def test_a_comparison_decides(kitchen: Kitchen, topic: str, condition: OnlyIf, works: bool) -> None:
    done = await kitchen.cook(recipe(only(condition)), topic)

    assert done.status is RunStatus.DONE and len(kitchen.service.calls) == works
    assert done.step('a').status is (RunStatus.DONE if works else RunStatus.SKIPPED)


async def test_a_step_left_out_hands_on_what_it_has_read(kitchen: Kitchen) -> None:
    steps = [only(OnlyIf(value='Hund')), Step(id='b', bot_id='writer', instruction='Weiter.')]

    done = await kitchen.cook(recipe(*steps), 'Katzen')

    assert done.step('a').output == 'Katzen' and 'Katzen' in kitchen.service.calls[0].prompt


async def test_two_branches_meet_again_and_only_the_chosen_one_is_read(kitchen: Kitchen) -> None:
    bad = only(OnlyIf(value='schlecht', otherwise=Otherwise.NOTHING), 'bad')
    good = only(OnlyIf(op=Op.CONTAINS_NOT, value='schlecht', otherwise=Otherwise.NOTHING), 'good')
    join = Step(id='join', bot_id='writer', instruction='Tu join.', input_source=reads('bad', 'good'))

    done = await kitchen.cook(recipe(bad, good, join), 'Das Essen war schlecht.')

    assert [call.task for call in kitchen.service.calls] == ['Tu bad.', 'Tu join.']
    assert done.step('good').status is RunStatus.SKIPPED and done.status is RunStatus.DONE


async def test_steps_that_read_only_nothing_are_left_out_too(kitchen: Kitchen) -> None:
    gone = only(OnlyIf(value='Hund', otherwise=Otherwise.NOTHING))
    steps = [gone, Step(id='b', bot_id='writer'), Step(id='c', bot_id='writer')]

    done = await kitchen.cook(recipe(*steps), 'Katzen')

    assert [step.status for step in done.steps] == [RunStatus.SKIPPED] * 3
    assert done.status is RunStatus.DONE and done.result == '' and not kitchen.service.calls


@pytest.mark.parametrize(
    ('says', 'op', 'works'), [('Ja.', Op.YES, True), ('Nein', Op.YES, False), ('nein', Op.NO, True)]
)
async def test_the_bot_is_asked_a_question(kitchen: Kitchen, says: str, op: Op, works: bool) -> None:
    kitchen.service.answer(says, to='Ist es eilig?')
    step = only(OnlyIf(subject=Subject.QUESTION, name='Ist es eilig?', op=op))

    done = await kitchen.cook(recipe(step))

    assert (done.step('a').status is RunStatus.DONE) is works
    assert len(kitchen.service.calls) == 1 + works


async def test_an_unclear_answer_is_asked_once_more_and_then_named(kitchen: Kitchen) -> None:
    kitchen.service.answer('Vielleicht')
    kitchen.service.answer('Kommt darauf an')
    step = only(OnlyIf(subject=Subject.QUESTION, name='Ist es eilig?', op=Op.YES))

    done = await kitchen.cook(recipe(step))

    assert done.error is not None and done.error.code == 'shape_unclear' and len(kitchen.service.calls) == 2


async def test_a_question_that_was_answered_is_not_paid_again_after_a_kill(
    kitchen: Kitchen, tmp_path_factory: pytest.TempPathFactory
) -> None:
    kitchen.service.answer('Ja', to='eilig')
    kitchen.service.hang()
    run = await kitchen.start(recipe(only(OnlyIf(subject=Subject.QUESTION, name='Ist es eilig?', op=Op.YES))))
    await kitchen.service.called(2)
    await kitchen.until(run, EventType.STEP_CHECKED, 'a')
    later = await kitchen.killed(tmp_path_factory.mktemp('later'))
    await later.executor.start()

    await later.end_of(run)

    assert [call.task for call in later.service.calls] == ['Tu a.']
    await later.close()


async def test_of_a_repeated_step_every_row_is_looked_at(kitchen: Kitchen) -> None:
    kitchen.service.reply = lambda request: 'zu ' + request.material.splitlines()[0]
    condition = OnlyIf(subject=Subject.FIELD, name='Betrag', op=Op.MORE, value='15', otherwise=Otherwise.NOTHING)
    step = only(condition, for_each=ForEach(over=Over.ROWS))

    done = await kitchen.cook(recipe(step), 'Name;Betrag\nAnna;10\nBen;20\nCleo;30')

    assert done.result == 'zu - Name: Ben\n\nzu - Name: Cleo'
    assert [item.status for item in done.step('a').items] == [RunStatus.SKIPPED, RunStatus.DONE, RunStatus.DONE]
