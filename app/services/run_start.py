"""Makes new runs: freezes recipe and bots, so that later edits never change what is under way."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace

from app.actions.base import Action
from app.domain.accounts import Account
from app.domain.bots import Bot
from app.domain.errors import Conflict, Invalid
from app.domain.pins import Pin
from app.domain.pipelines import InputField, InputKind, InputPart, Pipeline, Step, StepKind
from app.domain.runs import Run, RunStatus, StepRun
from app.engine import graph
from app.engine.recipe_work import inner_run_id
from app.ids import new_id

BOT_STEP = 'bot'  # the only step of a bot that was tried out alone
BOT_INPUT = 'text'


def new_run(
    pipeline: Pipeline,
    bots: Mapping[str, Bot],
    inputs: Mapping[str, str],
    *,
    owner: str,
    trigger: str,
    language: str,
    recipes: Mapping[str, Pipeline] | None = None,
    actions: Mapping[str, Action] | None = None,
) -> Run:
    """A run of the recipe as it is now; `Invalid` when it cannot be run as it is now.

    `recipes` are those of the person that may stand inside; the ones that do are frozen too.
    """
    if not pipeline.is_on:
        raise Conflict(pipeline, 'switched_off')
    if not pipeline.steps:
        raise Invalid.field('steps', 'no_steps')
    known = graph.Known(bots=bots, recipes=recipes or {}, actions=actions or {})
    inner = graph.inner_recipes(pipeline, known.recipes)
    for one in (pipeline, *inner.values()):
        if problems := graph.problems(one, known):
            raise Invalid(*problems)
    used = {step.bot_id: bots[step.bot_id] for one in (pipeline, *inner.values()) for step in one.steps if step.bot_id}
    return Run(
        id=new_id(pipeline.name),
        owner=owner,
        pipeline=pipeline,
        bots=tuple(used.values()),
        inputs=inputs,
        trigger=trigger,
        language=language,
        recipes=tuple(inner.values()),
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
        recipes=run.recipes,
        created_at=run.created_at,
    )


def only_step(run: Run, step_id: str, pinned: Mapping[str, Pin], last: Run | None) -> Run:
    """The new run cut down to one step and what it needs; kept results are taken over, so only the rest is done."""
    wanted = graph.upstream(run.pipeline, step_id)
    pipeline = _with_named_sources(run.pipeline)
    pipeline = pipeline.with_steps(tuple(step for step in pipeline.steps if step.id in wanted))
    taken: dict[str, StepRun] = {}
    for step in run.pipeline.steps:
        if step.id in wanted and step.id != step_id:
            if step.id in pinned:
                pin = pinned[step.id]
                taken[step.id] = replace(_blank(step), output=pin.text, files=pin.files, reused_from=pin.run_id)
            elif last is not None and (kept := _kept(run, last, step, taken)) is not None:
                taken[step.id] = kept
    return replace(run, pipeline=pipeline, steps=tuple(taken.values()))


def _kept(run: Run, last: Run, step: Step, taken: Mapping[str, StepRun]) -> StepRun | None:
    """The step's result in the last run, if it had the same task, bot, inputs and results to read."""
    before = {old.id: old for old in last.pipeline.steps}
    if before.get(step.id) != step or last.inputs != run.inputs:
        return None
    done = last.step(step.id)
    needs = graph.edges(run.pipeline)[step.id]
    same_bot = not step.bot_id or _of(run, step.bot_id) == _of(last, step.bot_id)
    same_needs = needs == graph.edges(last.pipeline).get(step.id) and all(
        need in taken and taken[need].reused_from == last.id for need in needs
    )
    if done.status is not RunStatus.DONE or not same_bot or not same_needs:
        return None
    return replace(done, reused_from=done.reused_from or last.id)


def _of(run: Run, bot_id: str) -> object:
    return next((replace(bot, updated_at=bot.created_at, version=0) for bot in run.bots if bot.id == bot_id), None)


def _blank(step: Step) -> StepRun:
    return StepRun(id=step.id, bot_id=step.bot_id, bot_name='', emoji='', kind=step.kind)


def _with_named_sources(pipeline: Pipeline) -> Pipeline:
    """Every 'previous' as the step it means, because the step before may be left out."""
    steps, before = [], ''
    for step in pipeline.steps:
        named = InputPart('step', before) if before else InputPart('start')
        parts = tuple(named if part == InputPart('previous') else part for part in step.input_source)
        steps.append(replace(step, input_source=tuple(dict.fromkeys(parts))))
        before = step.id
    return pipeline.with_steps(tuple(steps))


def inner_runs(run: Run) -> list[str]:
    """The ids of the runs of recipes inside this one, whether they exist or not."""
    inner = [step for step in run.pipeline.steps if step.kind is StepKind.RECIPE]
    return [
        inner_run_id(run.id, step.id, item)
        for step in inner
        for item in (range(len(run.step(step.id).items)) if step.for_each else (None,))
    ]


def keyed_id(account: Account, key: str) -> str:
    """The run id that belongs to an idempotency key: the same after a restart, another one for everybody else."""
    return 'run-' + hashlib.sha256(f'{account.id}\0{key}'.encode('utf-8', 'replace')).hexdigest()[:32]


def _with_wish(step: Step, wish: str) -> Step:
    return replace(step, instruction='\n\n'.join(text for text in (step.instruction, wish) if text))
