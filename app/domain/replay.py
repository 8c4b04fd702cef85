"""What each line of a run's journal changes: `replay(events)` is the only way to make a run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from app.domain.bots import Bot
from app.domain.codec import from_json, to_json
from app.domain.passages import Passage
from app.domain.pipelines import Pipeline, Step, StepKind
from app.domain.runs import (
    Answer,
    Decision,
    EventType,
    Item,
    Question,
    Run,
    RunEvent,
    RunStatus,
    SentTo,
    StepError,
    StepFile,
    StepRun,
    Usage,
)

Rule = Callable[[Run, RunEvent], Run]


def after(run: Run, event: RunEvent) -> Run:
    """The run with one more event applied; ValueError when the event does not follow."""
    if event.seq != run.seq + 1:
        raise ValueError(f'event {event.seq} does not follow {run.seq}')
    rules = _STEP_RULES if event.step_id else _RUN_RULES
    return replace(_waiting_for_somebody(rules[event.type](run, event)), seq=event.seq)


def created(run: Run) -> Mapping[str, Any]:
    """Data of the first journal line for a new run; `replay` of it gives `run` back."""
    return {
        'id': run.id,
        'owner': run.owner,
        'pipeline': to_json(run.pipeline),
        'bots': to_json(run.bots),
        'inputs': dict(run.inputs),
        'trigger': run.trigger,
        'key': run.key,
        'language': run.language,
        'reused': [
            {'step_id': step.id, 'output': step.output, 'from': step.reused_from, 'files': to_json(step.files)}
            for step in run.steps
            if step.reused_from
        ],
        **({'recipes': to_json(run.recipes)} if run.recipes else {}),
        **({'parent': run.parent} if run.parent else {}),
    }


def replay(events: Iterable[RunEvent]) -> Run:
    """The run that these events tell; ValueError when the first is not `run.created` or one is missing."""
    lines = iter(events)
    first = next(lines, None)
    if first is None or first.type is not EventType.RUN_CREATED:
        raise ValueError('a journal starts with run.created')
    run = _run_created(first)
    for event in lines:
        run = after(run, event)
    return run


def _run_created(event: RunEvent) -> Run:
    data = event.data
    pipeline = from_json(Pipeline, data['pipeline'], 'pipeline')
    bots = from_json(tuple[Bot, ...], data['bots'], 'bots')
    by_id = {bot.id: bot for bot in bots}
    reused = {entry['step_id']: entry for entry in data.get('reused', ())}
    return Run(
        id=data['id'],
        owner=data['owner'],
        pipeline=pipeline,
        bots=bots,
        inputs=dict(data['inputs']),
        trigger=data['trigger'],
        key=data.get('key', ''),
        language=data.get('language', 'de'),
        recipes=from_json(tuple[Pipeline, ...], data.get('recipes', ()), 'recipes'),
        parent=data.get('parent', ''),
        steps=tuple(_new_step(step, by_id.get(step.bot_id), reused.get(step.id), event.at) for step in pipeline.steps),
        created_at=event.at,
        seq=event.seq,
    )


EMOJI_OF = {StepKind.BOT: '🤖', StepKind.ACTION: '🧮', StepKind.ASK: '✋', StepKind.RECIPE: '📋'}


def _new_step(step: Step, bot: Bot | None, reused: Mapping[str, Any] | None, at: datetime) -> StepRun:
    """A step nobody worked in yet. Steps without a bot are named by their own name alone."""
    emoji = bot.emoji if bot and step.kind is StepKind.BOT else EMOJI_OF[step.kind]
    new = StepRun(
        id=step.id, bot_id=step.bot_id, bot_name=bot.name if bot else '', emoji=emoji, name=step.name, kind=step.kind
    )
    if reused is None:
        return new
    return replace(
        new,
        status=RunStatus.DONE,
        output=reused['output'],
        reused_from=reused['from'],
        files=from_json(tuple[StepFile, ...], reused.get('files', ())),
        started_at=at,
        finished_at=at,
    )


def _waiting_for_somebody(run: Run) -> Run:
    """The run needs a person when a step does and nothing else is at work."""
    if run.status not in (RunStatus.RUNNING, RunStatus.NEEDS_YOU) or run.error is not None:
        return run
    states = {step.status for step in run.steps}
    waits = RunStatus.NEEDS_YOU in states and RunStatus.RUNNING not in states
    wanted = RunStatus.NEEDS_YOU if waits else RunStatus.RUNNING
    return run if run.status is wanted else replace(run, status=wanted)


def _run_started(run: Run, event: RunEvent) -> Run:
    return replace(run, status=RunStatus.RUNNING, started_at=run.started_at or event.at, error=None)


def _run_resumed(run: Run, event: RunEvent) -> Run:
    stopped = (RunStatus.RUNNING, RunStatus.FAILED, RunStatus.CANCELLED)
    restart = event.data.get('why') == 'restart'
    steps = tuple(_waiting_again(step, restart) if step.status in stopped else step for step in run.steps)
    return replace(run, status=RunStatus.RUNNING, error=None, finished_at=None, steps=steps)


def _waiting_again(step: StepRun, restart: bool) -> StepRun:
    waiting = replace(step, status=RunStatus.WAITING, finished_at=None)
    if step.answers and step.answers[-1].decision is Decision.REJECT and not restart:
        waiting = replace(waiting, answers=step.answers[:-1])  # whoever goes on wants to be asked again
    if restart and step.retry_at:
        return waiting  # a service that asked for time gets it, restart or not
    return replace(waiting, error=None, retry_at=None)


def _run_parked(run: Run, event: RunEvent) -> Run:
    return replace(run, status=RunStatus.NEEDS_YOU, error=_error(event))


def _run_ended(status: RunStatus) -> Rule:
    def apply(run: Run, event: RunEvent) -> Run:
        if run.status.is_final:
            raise ValueError(f'run {run.id} is already {run.status.value}')
        return replace(
            run, status=status, finished_at=event.at, result=event.data.get('result', run.result), error=_error(event)
        )

    return apply


def _step_begin(run: Run, event: RunEvent) -> Run:
    sent_to = from_json(SentTo, event.data['sent_to']) if event.data.get('sent_to') else run.step(event.step_id).sent_to
    changed = _with_step(
        run,
        event.step_id,
        status=RunStatus.RUNNING,
        input=event.data.get('input', ''),
        attempts=event.data.get('attempt', 1),
        passages=_passages(run.step(event.step_id), event),
        started_at=run.step(event.step_id).started_at or event.at,
        sent_to=sent_to,
        error=None,
        retry_at=None,
        text='',
    )
    practice = run.practice or (sent_to is not None and sent_to.kind == 'practice')
    return replace(changed, practice=practice)


def _passages(step: StepRun, event: RunEvent) -> tuple[Passage, ...]:
    """What this call was given of documents; a repeated step collects those of its items."""
    given = tuple(from_json(Passage, passage) for passage in event.data.get('passages') or ())
    if 'item' not in event.data:
        return given
    return tuple(dict.fromkeys((*step.passages, *given)))


def _step_retry(run: Run, event: RunEvent) -> Run:
    return _with_step(run, event.step_id, error=_error(event), retry_at=datetime.fromisoformat(event.data['retry_at']))


def _step_done(run: Run, event: RunEvent) -> Run:
    return _with_step(
        run,
        event.step_id,
        status=RunStatus.DONE,
        output=event.data.get('output', ''),
        usage=run.step(event.step_id).usage.plus(from_json(Usage, event.data.get('usage') or {})),
        files=(*run.step(event.step_id).files, *_files(event)),
        started_at=run.step(event.step_id).started_at or event.at,
        finished_at=event.at,
        error=None,
        retry_at=None,
        question=None,
        text='',
    )


def _step_skipped(run: Run, event: RunEvent) -> Run:
    return _with_step(
        run,
        event.step_id,
        status=RunStatus.SKIPPED,
        output=event.data.get('output', ''),
        usage=run.step(event.step_id).usage.plus(from_json(Usage, event.data.get('usage') or {})),
        finished_at=event.at,
        error=None,
        skipped_for=event.data.get('why', ''),
    )


def _step_checked(run: Run, event: RunEvent) -> Run:
    step, number = run.step(event.step_id), event.data.get('item')
    usage = step.usage.plus(from_json(Usage, event.data.get('usage') or {}))
    if number is None:
        return _with_step(run, step.id, checked=bool(event.data['yes']), usage=usage)
    return _with_step(run, step.id, items=_with_item(step, number, checked=bool(event.data['yes'])), usage=usage)


def _step_items(run: Run, event: RunEvent) -> Run:
    names = event.data.get('names') or [''] * event.data['total']
    return _with_step(
        run,
        event.step_id,
        status=RunStatus.RUNNING,
        started_at=run.step(event.step_id).started_at or event.at,
        items=tuple(Item(name=name) for name in names),
    )


def _step_item(status: RunStatus) -> Rule:
    def apply(run: Run, event: RunEvent) -> Run:
        step = run.step(event.step_id)
        items = _with_item(step, event.data['item'], status=status, output=event.data.get('output', ''))
        usage = step.usage.plus(from_json(Usage, event.data.get('usage') or {}))
        # Another item may still wait for a person.
        question = step.question if step.question and step.question.item != event.data['item'] else None
        return _with_step(
            run,
            step.id,
            status=RunStatus.NEEDS_YOU if question else RunStatus.RUNNING,
            items=items,
            usage=usage,
            files=(*step.files, *_files(event)),
            question=question,
            text='',
        )

    return apply


def _with_item(step: StepRun, number: int, **changes: Any) -> tuple[Item, ...]:
    return (*step.items[:number], replace(step.items[number], **changes), *step.items[number + 1 :])


def _step_asked(run: Run, event: RunEvent) -> Run:
    due = event.data.get('due_at')
    question = Question(
        text=event.data.get('text', ''),
        item=event.data.get('item'),
        asked_at=event.at,
        due_at=datetime.fromisoformat(due) if due else None,
        child=event.data.get('child', ''),
    )
    began = run.step(event.step_id).started_at or event.at
    return _with_step(run, event.step_id, status=RunStatus.NEEDS_YOU, question=question, started_at=began, error=None)


def _step_answered(run: Run, event: RunEvent) -> Run:
    step = run.step(event.step_id)
    answers = step.answers
    if event.data.get('decision'):
        if step.question is None:
            raise ValueError(f'step {step.id} of run {run.id} asks nothing')
        answer = Answer(
            decision=Decision(event.data['decision']),
            text=event.data.get('text', ''),
            comment=event.data.get('comment', ''),
            by=event.data.get('by', ''),
            at=event.at,
            item=step.question.item,
        )
        answers = (*answers, answer)
    return _with_step(run, step.id, status=RunStatus.RUNNING, question=None, answers=answers)


def _files(event: RunEvent) -> tuple[StepFile, ...]:
    return from_json(tuple[StepFile, ...], event.data.get('files') or ())


def _step_ended(status: RunStatus) -> Rule:
    def apply(run: Run, event: RunEvent) -> Run:
        return _with_step(
            run,
            event.step_id,
            status=status,
            finished_at=event.at,
            error=_error(event),
            retry_at=None,
            question=None,
            text=event.data.get('text', ''),
        )

    return apply


def _with_step(run: Run, step_id: str, **changes: Any) -> Run:
    run.step(step_id)  # KeyError for a step the recipe does not have
    return replace(run, steps=tuple(replace(s, **changes) if s.id == step_id else s for s in run.steps))


def _error(event: RunEvent) -> StepError | None:
    return from_json(StepError, event.data['error']) if event.data.get('error') else None


_RUN_RULES: Mapping[EventType, Rule] = {
    EventType.RUN_STARTED: _run_started,
    EventType.RUN_RESUMED: _run_resumed,
    EventType.RUN_PARKED: _run_parked,
    EventType.RUN_DONE: _run_ended(RunStatus.DONE),
    EventType.RUN_FAILED: _run_ended(RunStatus.FAILED),
    EventType.RUN_CANCELLED: _run_ended(RunStatus.CANCELLED),
}

_STEP_RULES: Mapping[EventType, Rule] = {
    EventType.STEP_BEGIN: _step_begin,
    EventType.STEP_RETRY: _step_retry,
    EventType.STEP_DONE: _step_done,
    EventType.STEP_FAILED: _step_ended(RunStatus.FAILED),
    EventType.STEP_CANCELLED: _step_ended(RunStatus.CANCELLED),
    EventType.STEP_SKIPPED: _step_skipped,
    EventType.STEP_CHECKED: _step_checked,
    EventType.STEP_ITEMS: _step_items,
    EventType.STEP_ITEM_DONE: _step_item(RunStatus.DONE),
    EventType.STEP_ITEM_SKIPPED: _step_item(RunStatus.SKIPPED),
    EventType.STEP_ASKED: _step_asked,
    EventType.STEP_ANSWERED: _step_answered,
}
