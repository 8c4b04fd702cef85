"""Steps in which a person is asked: they wait, over restarts and deadlines, and take every kind of answer."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.domain.errors import Conflict, Invalid, NotFound
from app.domain.pipelines import ForEach, InputPart, Pipeline, Step, StepKind
from app.domain.runs import Decision, EventType, Run, RunStatus
from tests.kitchen import OWNER, Kitchen, reads, recipe


def ask(id: str = 'ask', source: tuple[InputPart, ...] = (InputPart('previous'),), **settings: object) -> Step:
    """A step that asks a person."""
    return Step(id=id, kind=StepKind.ASK, instruction='Passt das?', input_source=source, settings=settings)


def write(id: str, source: tuple[InputPart, ...] = (InputPart('previous'),)) -> Step:
    """A step of the writing bot."""
    return Step(id=id, bot_id='writer', instruction=f'Schreib {id}.', input_source=source)


DRAFT_ASK_END = recipe(write('draft'), ask(), write('end'))


async def asked(kitchen: Kitchen, pipeline: Pipeline = DRAFT_ASK_END, step_id: str = 'ask') -> Run:
    """A run in which a person is being asked."""
    run = await kitchen.start(pipeline)
    await kitchen.until(run, EventType.STEP_ASKED, step_id)
    return kitchen.now(run)


async def test_the_run_needs_you_and_shows_the_text(kitchen: Kitchen) -> None:
    kitchen.service.answer('Ein Entwurf.')

    run = await asked(kitchen)

    question = run.step('ask').question
    assert run.status is RunStatus.NEEDS_YOU and run.step('ask').status is RunStatus.NEEDS_YOU
    assert question is not None and question.text == 'Ein Entwurf.'
    assert [waiting.id for waiting in kitchen.runs.waiting_for(OWNER)] == [run.id]


async def test_the_text_as_the_person_edited_it_goes_on(kitchen: Kitchen) -> None:
    run = await asked(kitchen)

    await kitchen.say(run, 'ask', Decision.APPROVE, 'Mein eigener Text.')

    done = await kitchen.end_of(run)
    assert done.status is RunStatus.DONE and done.step('ask').output == 'Mein eigener Text.'
    assert 'Mein eigener Text.' in kitchen.service.calls[-1].prompt
    assert kitchen.runs.waiting_for(OWNER) == []


async def test_a_comment_goes_back_to_the_bot_and_the_person_is_asked_again(kitchen: Kitchen) -> None:
    kitchen.service.answer('Ein langer Entwurf.')
    kitchen.service.answer('Kurz.', to='kürzer')
    run = await asked(kitchen)

    await kitchen.say(run, 'ask', Decision.CHANGE, comment='Bitte kürzer.')

    assert await kitchen.until_asked(run) == 'Kurz.'
    assert 'Schreib draft.' in kitchen.service.calls[1].prompt and 'Ein langer' in kitchen.service.calls[1].prompt
    await kitchen.say(run, 'ask', Decision.APPROVE)
    done = await kitchen.end_of(run)
    assert [answer.decision for answer in done.step('ask').answers] == [Decision.CHANGE, Decision.APPROVE]
    assert done.step('ask').output == 'Kurz.' and done.step('draft').output == 'Ein langer Entwurf.'


async def test_rejecting_ends_the_run_without_failure_and_going_on_asks_again(kitchen: Kitchen) -> None:
    run = await asked(kitchen)

    await kitchen.say(run, 'ask', Decision.REJECT)

    ended = await kitchen.end_of(run)
    assert ended.status is RunStatus.CANCELLED and ended.step('end').status is RunStatus.WAITING
    calls = len(kitchen.service.calls)
    await kitchen.go_on(ended)
    await kitchen.until_asked(run)
    await kitchen.say(run, 'ask', Decision.APPROVE)
    done = await kitchen.end_of(run)
    assert done.status is RunStatus.DONE and len(kitchen.service.calls) == calls + 1


async def test_the_lanes_beside_it_go_on(kitchen: Kitchen) -> None:
    pipeline = recipe(write('draft'), ask(), write('beside', reads('draft')), write('further', reads('beside')))

    run = await asked(kitchen, pipeline)
    await kitchen.until(run, EventType.STEP_DONE, 'further')

    assert kitchen.now(run).status is RunStatus.NEEDS_YOU


async def test_a_question_survives_a_restart_and_a_killed_process_for_weeks(
    kitchen: Kitchen, tmp_path_factory: pytest.TempPathFactory
) -> None:
    kitchen.service.answer('Ein Entwurf.')
    run = await asked(kitchen)
    await kitchen.restart()
    await kitchen.clock.advance(21 * 24 * 3600)
    later = await kitchen.killed(tmp_path_factory.mktemp('later'))
    await later.executor.start()

    assert [waiting.id for waiting in later.runs.waiting_for(OWNER)] == [run.id]
    await later.say(run, 'ask', Decision.APPROVE)

    done = await later.end_of(run)
    assert done.status is RunStatus.DONE and done.step('ask').output == 'Ein Entwurf.'
    assert [call.task for call in later.service.calls] == ['Schreib end.']  # the draft was not written again
    assert later.journal(done).count('step.asked ask') == 1
    await later.close()


async def test_an_answer_given_just_before_the_process_was_killed_counts(
    kitchen: Kitchen, tmp_path_factory: pytest.TempPathFactory
) -> None:
    run = await asked(kitchen)
    data = {'decision': 'approve', 'text': 'So.', 'comment': '', 'by': 'owner'}
    await kitchen.store.runs.append(run.id, (EventType.STEP_ANSWERED, 'ask', data))
    later = await kitchen.killed(tmp_path_factory.mktemp('later'))
    await later.executor.start()

    assert (await later.end_of(run)).step('ask').output == 'So.'
    await later.close()


@pytest.mark.parametrize(
    ('then', 'status'), [('approve', RunStatus.DONE), ('reject', RunStatus.CANCELLED)], ids=['approve', 'reject']
)
async def test_after_the_deadline_happens_what_was_agreed(kitchen: Kitchen, then: str, status: RunStatus) -> None:
    run = await asked(kitchen, recipe(write('draft'), ask(days=2, then=then)))
    question = run.step('ask').question
    assert question is not None and question.due_at == kitchen.clock.now() + timedelta(days=2)

    await kitchen.clock.until_sleeping(3600)
    await kitchen.clock.advance(48 * 3600 - 1)
    assert kitchen.now(run).status is RunStatus.NEEDS_YOU
    await kitchen.clock.advance(1)

    done = await kitchen.end_of(run)
    assert done.status is status and done.step('ask').answers[-1].by == ''


async def test_without_an_agreement_it_waits_past_the_deadline(kitchen: Kitchen) -> None:
    run = await asked(kitchen, recipe(write('draft'), ask(days=2)))

    await kitchen.clock.advance(30 * 24 * 3600)

    assert kitchen.now(run).status is RunStatus.NEEDS_YOU


async def test_a_deadline_that_passed_while_the_computer_was_off_is_seen_at_the_start(kitchen: Kitchen) -> None:
    run = await asked(kitchen, recipe(write('draft'), ask(days=1, then='approve')))
    await kitchen.executor.drain(5)
    await kitchen.clock.advance(3 * 24 * 3600)
    await kitchen.reopen()

    assert (await kitchen.end_of(run)).status is RunStatus.DONE


async def test_stopping_the_run_ends_the_question(kitchen: Kitchen) -> None:
    run = await asked(kitchen)

    await kitchen.executor.cancel(run.id)

    ended = kitchen.now(run)
    assert ended.status is RunStatus.CANCELLED and ended.step('ask').question is None
    assert kitchen.runs.waiting_for(OWNER) == []


async def test_only_an_open_question_takes_an_answer_and_only_once(kitchen: Kitchen) -> None:
    run = await asked(kitchen)
    with pytest.raises(Conflict):
        await kitchen.say(run, 'draft', Decision.APPROVE)
    with pytest.raises(NotFound):
        await kitchen.say(run, 'nowhere', Decision.APPROVE)
    with pytest.raises(Invalid):
        await kitchen.say(run, 'ask', Decision.CHANGE, comment=' ')
    await kitchen.say(run, 'ask', Decision.APPROVE)
    with pytest.raises(Conflict):
        await kitchen.say(run, 'ask', Decision.REJECT)


async def test_what_no_bot_wrote_cannot_be_sent_back(kitchen: Kitchen) -> None:
    run = await asked(kitchen, recipe(ask()))

    with pytest.raises(Invalid):
        await kitchen.say(run, 'ask', Decision.CHANGE, comment='Anders.')


async def test_a_person_is_asked_about_one_line_after_the_other(kitchen: Kitchen) -> None:
    step = Step(id='ask', kind=StepKind.ASK, for_each=ForEach(at_once=5))
    run = await kitchen.start(recipe(step), 'eins\nzwei\ndrei')
    texts = []
    for number in range(3):
        texts.append(await kitchen.until_asked(run, item=number))
        await kitchen.say(run, 'ask', Decision.APPROVE, texts[-1].upper())

    done = await kitchen.end_of(run)

    assert texts == ['eins', 'zwei', 'drei'] and done.result == 'EINS\n\nZWEI\n\nDREI'
