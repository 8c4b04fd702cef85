"""One execution of a recipe. A run is what its journal says: `replay(events)` is the only way to make one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum
from typing import Any

from app.domain.bots import Bot
from app.domain.codec import from_json, to_json
from app.domain.pipelines import Pipeline


class RunStatus(Enum):
    """How a run or a step stands."""

    WAITING = 'waiting'  # created, nothing begun yet
    RUNNING = 'running'
    NEEDS_YOU = 'needs_you'  # waits for a person
    DONE = 'done'
    FAILED = 'failed'
    CANCELLED = 'cancelled'
    MISSED = 'missed'  # runs only: a planned start that did not happen
    SKIPPED = 'skipped'  # steps only

    @property
    def is_final(self) -> bool:
        """True when nothing will happen by itself any more."""
        return self in (RunStatus.DONE, RunStatus.FAILED, RunStatus.CANCELLED, RunStatus.MISSED, RunStatus.SKIPPED)


class EventType(Enum):
    """Lines of a run's journal; the value is also the SSE event name."""

    RUN_CREATED = 'run.created'  # data: the run's frozen recipe, bots, inputs, owner, key, trigger, reused
    RUN_STARTED = 'run.started'  # also: goes on after being parked
    RUN_RESUMED = 'run.resumed'  # data: why (restart | person)
    RUN_PARKED = 'run.parked'  # data: error; waits for disk space or a local server
    RUN_DONE = 'run.done'  # data: result
    RUN_FAILED = 'run.failed'  # data: error of the failed step
    RUN_CANCELLED = 'run.cancelled'
    STEP_BEGIN = 'step.begin'  # data: attempt, key, input (exact prompt), sent_to; durable before the paid call
    STEP_RETRY = 'step.retry'  # data: error, retry_at; the attempt failed and will be repeated
    STEP_DONE = 'step.done'  # data: output, usage, finish; durable before the next step starts
    STEP_FAILED = 'step.failed'  # data: error, text (what had arrived)
    STEP_CANCELLED = 'step.cancelled'  # data: text
    STEP_SKIPPED = 'step.skipped'


@dataclass(frozen=True, kw_only=True, slots=True)
class RunEvent:
    """One journal line. `seq` counts from 1 without gaps; `data` is plain JSON."""

    seq: int
    at: datetime
    type: EventType
    step_id: str = ''
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Usage:
    """What a call consumed; None = the service did not say. Never estimated here."""

    input_tokens: int | None = None
    output_tokens: int | None = None
    cost_eur: float | None = None

    def plus(self, other: Usage) -> Usage:
        """The sum; unknown plus known is known."""
        return Usage(
            input_tokens=_sum(self.input_tokens, other.input_tokens),
            output_tokens=_sum(self.output_tokens, other.output_tokens),
            cost_eur=_sum(self.cost_eur, other.cost_eur),
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class StepError:
    """Why a step failed: `code` names the catalogue entries `err.CODE.*`; message and hint are German fallbacks."""

    code: str
    message: str = ''
    hint: str = ''
    detail: str = ''  # the service's own words, for the experts' corner
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class SentTo:
    """Which service read the text, and with which model."""

    connection_id: str
    connection_name: str
    kind: str
    model: str
    leaves_house: bool  # False for the practice engine and servers on this computer or in the home network


@dataclass(frozen=True, kw_only=True, slots=True)
class StepRun:
    """One step of one run. `text` is what had arrived when the step failed or was stopped."""

    id: str
    bot_id: str
    bot_name: str
    emoji: str
    name: str = ''
    status: RunStatus = RunStatus.WAITING
    input: str = ''  # the exact prompt as sent: personality, task, input
    output: str = ''
    text: str = ''
    started_at: datetime | None = None
    finished_at: datetime | None = None
    attempts: int = 0
    usage: Usage = Usage()
    error: StepError | None = None
    retry_at: datetime | None = None
    sent_to: SentTo | None = None
    reused_from: str = ''  # the run this output was taken over from ("Ab hier neu")

    @property
    def duration_s(self) -> float | None:
        """Seconds from begin to end; None before the end."""
        if self.started_at is None or self.finished_at is None:
            return None
        return (self.finished_at - self.started_at).total_seconds()


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """A run with the frozen recipe and bots it was started with."""

    id: str
    owner: str
    pipeline: Pipeline  # as it was at the start; later edits never change this run
    bots: tuple[Bot, ...]
    inputs: Mapping[str, str]
    trigger: str = 'click'  # click | api | again | schedule | ...
    key: str = ''  # idempotency key of the start
    language: str = 'de'  # of whoever started it; what we add to prompts is written in it
    status: RunStatus = RunStatus.WAITING
    steps: tuple[StepRun, ...] = ()
    result: str = ''
    error: StepError | None = None
    created_at: datetime
    started_at: datetime | None = None
    finished_at: datetime | None = None
    seq: int = 0  # of the last event applied
    practice: bool = False  # at least one step was answered by the practice engine

    @property
    def pipeline_id(self) -> str:
        """The recipe's id; '' for a bot that was tried out alone."""
        return self.pipeline.id

    @property
    def pipeline_name(self) -> str:
        """The recipe's name at the start."""
        return self.pipeline.name

    @property
    def duration_s(self) -> float | None:
        """Seconds from the first step to the end; None before the end."""
        if self.started_at is None or self.finished_at is None:
            return None
        return (self.finished_at - self.started_at).total_seconds()

    @property
    def usage(self) -> Usage:
        """Sum over all steps."""
        total = Usage()
        for step in self.steps:
            total = total.plus(step.usage)
        return total

    @property
    def steps_done(self) -> int:
        """How many steps are finished."""
        return sum(step.status in (RunStatus.DONE, RunStatus.SKIPPED) for step in self.steps)

    def step(self, step_id: str) -> StepRun:
        """The step with that id; KeyError when there is none."""
        for step in self.steps:
            if step.id == step_id:
                return step
        raise KeyError(step_id)

    def bot(self, bot_id: str) -> Bot:
        """The frozen bot with that id; KeyError when there is none."""
        for bot in self.bots:
            if bot.id == bot_id:
                return bot
        raise KeyError(bot_id)

    def after(self, event: RunEvent) -> Run:
        """This run with one more event applied; ValueError when the event does not follow."""
        if event.seq != self.seq + 1:
            raise ValueError(f'event {event.seq} does not follow {self.seq}')
        rules = _STEP_RULES if event.step_id else _RUN_RULES
        return replace(rules[event.type](self, event), seq=event.seq)


Rule = Callable[[Run, RunEvent], Run]


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
            {'step_id': step.id, 'output': step.output, 'from': step.reused_from}
            for step in run.steps
            if step.reused_from
        ],
    }


def replay(events: Iterable[RunEvent]) -> Run:
    """The run that these events tell; ValueError when the first is not `run.created` or one is missing."""
    lines = iter(events)
    first = next(lines, None)
    if first is None or first.type is not EventType.RUN_CREATED:
        raise ValueError('a journal starts with run.created')
    run = _run_created(first)
    for event in lines:
        run = run.after(event)
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
        steps=tuple(_new_step(step.id, step.name, by_id[step.bot_id], reused, event.at) for step in pipeline.steps),
        created_at=event.at,
        seq=event.seq,
    )


def _new_step(step_id: str, name: str, bot: Bot, reused: Mapping[str, Any], at: datetime) -> StepRun:
    step = StepRun(id=step_id, bot_id=bot.id, bot_name=bot.name, emoji=bot.emoji, name=name)
    if step_id not in reused:
        return step
    entry = reused[step_id]
    return replace(
        step, status=RunStatus.DONE, output=entry['output'], reused_from=entry['from'], started_at=at, finished_at=at
    )


def _run_started(run: Run, event: RunEvent) -> Run:
    return replace(run, status=RunStatus.RUNNING, started_at=run.started_at or event.at, error=None)


def _run_resumed(run: Run, event: RunEvent) -> Run:
    stopped = (RunStatus.RUNNING, RunStatus.FAILED, RunStatus.CANCELLED)
    restart = event.data.get('why') == 'restart'
    steps = tuple(_waiting_again(step, restart) if step.status in stopped else step for step in run.steps)
    return replace(run, status=RunStatus.RUNNING, error=None, finished_at=None, steps=steps)


def _waiting_again(step: StepRun, restart: bool) -> StepRun:
    waiting = replace(step, status=RunStatus.WAITING, finished_at=None)
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
    sent_to = from_json(SentTo, event.data['sent_to']) if event.data.get('sent_to') else None
    changed = _with_step(
        run,
        event.step_id,
        status=RunStatus.RUNNING,
        input=event.data.get('input', ''),
        attempts=event.data.get('attempt', 1),
        started_at=run.step(event.step_id).started_at or event.at,
        sent_to=sent_to,
        error=None,
        retry_at=None,
        text='',
    )
    practice = run.practice or (sent_to is not None and sent_to.kind == 'practice')
    return replace(changed, practice=practice)


def _step_retry(run: Run, event: RunEvent) -> Run:
    return _with_step(run, event.step_id, error=_error(event), retry_at=datetime.fromisoformat(event.data['retry_at']))


def _step_done(run: Run, event: RunEvent) -> Run:
    return _with_step(
        run,
        event.step_id,
        status=RunStatus.DONE,
        output=event.data.get('output', ''),
        usage=from_json(Usage, event.data.get('usage') or {}),
        finished_at=event.at,
        error=None,
        retry_at=None,
        text='',
    )


def _step_ended(status: RunStatus) -> Rule:
    def apply(run: Run, event: RunEvent) -> Run:
        return _with_step(
            run,
            event.step_id,
            status=status,
            finished_at=event.at,
            error=_error(event),
            retry_at=None,
            text=event.data.get('text', ''),
        )

    return apply


def _with_step(run: Run, step_id: str, **changes: Any) -> Run:
    run.step(step_id)  # KeyError for a step the recipe does not have
    return replace(run, steps=tuple(replace(s, **changes) if s.id == step_id else s for s in run.steps))


def _error(event: RunEvent) -> StepError | None:
    return from_json(StepError, event.data['error']) if event.data.get('error') else None


def _sum(left: Any, right: Any) -> Any:
    if left is None or right is None:
        return right if left is None else left
    return left + right


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
    EventType.STEP_SKIPPED: _step_ended(RunStatus.SKIPPED),
}
