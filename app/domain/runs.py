"""One execution of a recipe. A run is what its journal says, see app/domain/replay.py."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any

from app.domain.bots import Bot
from app.domain.passages import Passage
from app.domain.pipelines import Pipeline, StepKind


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
    STEP_BEGIN = 'step.begin'  # data: attempt, key, input (exact prompt), sent_to, passages; durable before the call
    STEP_RETRY = 'step.retry'  # data: error, retry_at; the attempt failed and will be repeated
    STEP_DONE = 'step.done'  # data: output, usage, finish; durable before the next step starts
    STEP_FAILED = 'step.failed'  # data: error, text (what had arrived)
    STEP_CANCELLED = 'step.cancelled'  # data: text
    STEP_SKIPPED = 'step.skipped'  # data: output (what the next steps read), why (condition | empty)
    STEP_CHECKED = 'step.checked'  # data: yes, item; the bot's answer to the question of a condition
    STEP_ITEMS = 'step.items'  # data: names (of files) or total; what a repeated step is repeated for
    STEP_ITEM_DONE = 'step.item_done'  # data: item, output, usage, files
    STEP_ITEM_SKIPPED = 'step.item_skipped'  # data: item, output
    STEP_ASKED = 'step.asked'  # data: text, item, due_at, child; from here on a person is waited for
    STEP_ANSWERED = 'step.answered'  # data: decision, text, comment, by


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


class Decision(Enum):
    """What a person says to a text."""

    APPROVE = 'approve'  # this text, as it stands in the answer, goes on
    CHANGE = 'change'  # the bot is to work in the comment, then the person is asked again
    REJECT = 'reject'  # nothing goes on from here


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """A text that waits for a person. With `child` the question is in that run, which this step waits for."""

    text: str = ''
    item: int | None = None  # of a repeated step
    asked_at: datetime
    due_at: datetime | None = None
    child: str = ''


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What a person said; `by` is their account, '' = the deadline passed."""

    decision: Decision
    text: str = ''
    comment: str = ''
    by: str = ''
    at: datetime
    item: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class StepFile:
    """A file a step made; the bytes lie with the run under their SHA-256."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """One line, row or file of a repeated step. `output` is what the next steps read of it."""

    name: str = ''
    status: RunStatus = RunStatus.WAITING
    output: str = ''
    checked: bool | None = None


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
    kind: StepKind = StepKind.BOT
    files: tuple[StepFile, ...] = ()
    items: tuple[Item, ...] = ()  # of a repeated step
    checked: bool | None = None  # the bot's answer to the question of the condition
    question: Question | None = None  # what a person is being asked
    answers: tuple[Answer, ...] = ()
    skipped_for: str = ''  # why nothing was done: condition | empty
    passages: tuple[Passage, ...] = ()  # of documents, as the last call was given them; of all items together

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
    recipes: tuple[Pipeline, ...] = ()  # the recipes inside this one, as they were at the start
    parent: str = ''  # the run this one is a step of
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

    @property
    def cited(self) -> tuple[Passage, ...]:
        """The passages that marks in the result can name: those of the step whose text it is."""
        found = (step.passages for step in reversed(self.steps) if step.passages and step.output == self.result)
        return next(found, ())

    @property
    def questions(self) -> tuple[StepRun, ...]:
        """The steps in which a person is asked something here (not in a recipe inside)."""
        if self.status.is_final:
            return ()
        return tuple(step for step in self.steps if step.question and not step.question.child)


def _sum(left: Any, right: Any) -> Any:
    if left is None or right is None:
        return right if left is None else left
    return left + right
