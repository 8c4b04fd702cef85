"""Makes new runs: freezes recipe and bots, so that later edits never change what is under way."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace

from app.domain.accounts import Account
from app.domain.bots import Bot
from app.domain.errors import Invalid
from app.domain.pipelines import InputField, InputKind, InputPart, Pipeline, Step
from app.domain.runs import Run, RunStatus
from app.engine import graph
from app.ids import new_id

BOT_STEP = 'bot'  # the only step of a bot that was tried out alone
BOT_INPUT = 'text'


def new_run(
    pipeline: Pipeline, bots: Mapping[str, Bot], inputs: Mapping[str, str], *, owner: str, trigger: str, language: str
) -> Run:
    """A run of the recipe as it is now; `Invalid` when it cannot be run as it is now."""
    if not pipeline.steps:
        raise Invalid.field('steps', 'no_steps')
    if problems := graph.problems(pipeline, bots):
        raise Invalid(*problems)
    used = {step.bot_id: bots[step.bot_id] for step in pipeline.steps}
    return Run(
        id=new_id(pipeline.name),
        owner=owner,
        pipeline=pipeline,
        bots=tuple(used.values()),
        inputs=inputs,
        trigger=trigger,
        language=language,
        created_at=pipeline.created_at,  # the journal's first line brings the real time
    )


def recipe_of(bot: Bot, label: str) -> Pipeline:
    """A recipe without an id that asks this bot alone."""
    return Pipeline(
        id='',
        name=bot.name,
        emoji=bot.emoji,
        inputs=(InputField(key=BOT_INPUT, label=label, kind=InputKind.LONGTEXT, required=True),),
        steps=(Step(id=BOT_STEP, bot_id=bot.id, name=bot.name, input_source=(InputPart('start'),)),),
        owner=bot.owner,
        created_at=bot.created_at,
        updated_at=bot.updated_at,
    )


def from_step(run: Run, step_id: str, wish: str) -> Run:
    """The same frozen recipe once more from a step on; what does not depend on that step is taken over."""
    anew = graph.downstream(run.pipeline, step_id)
    steps = tuple(_with_wish(step, wish) if step.id == step_id else step for step in run.pipeline.steps)
    taken = tuple(
        replace(step, reused_from=step.reused_from or run.id)
        for step in run.steps
        if step.id not in anew and step.status is RunStatus.DONE
    )
    return Run(
        id=new_id(run.pipeline_name),
        owner=run.owner,
        pipeline=run.pipeline.with_steps(steps),
        bots=run.bots,
        inputs=run.inputs,
        trigger='again',
        language=run.language,
        steps=taken,
        created_at=run.created_at,
    )


def keyed_id(account: Account, key: str) -> str:
    """The run id that belongs to an idempotency key: the same after a restart, another one for everybody else."""
    return 'run-' + hashlib.sha256(f'{account.id}\0{key}'.encode('utf-8', 'replace')).hexdigest()[:32]


def _with_wish(step: Step, wish: str) -> Step:
    return replace(step, instruction='\n\n'.join(text for text in (step.instruction, wish) if text))
