"""Makes new runs: freezes recipe and bots, so that later edits never change what is under way."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.actions.base import Action
from app.domain.accounts import Account
from app.domain.bots import Bot
from app.domain.errors import Conflict, Invalid
from app.domain.pins import Pin
from app.domain.pipelines import InputField, InputKind, InputPart, OutputPart, Pipeline, Step, StepKind
from app.domain.runs import Run, RunStatus, StepRun
from app.domain.workspaces import Workspace
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
    workspaces: Mapping[str, Workspace] | None = None,
) -> Run:
    """A run of the recipe as it is now; `Invalid` when it cannot be run as it is now.

    `recipes` are those of the person that may stand inside; the ones that do are frozen too.
    """
    if not pipeline.is_on:
        raise Conflict(pipeline, 'switched_off')
    if not pipeline.steps:
        raise Invalid.field('steps', 'no_steps')
    known = graph.Known(bots=bots, recipes=recipes or {}, actions=actions or {}, workspaces=workspaces or {})
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


def into_workspace(run: Run, workspace_id: str) -> Run:
    """The new run, whose result also goes into this workspace, as a Word file named after the recipe and the day."""
    ends = graph.last_steps(run.pipeline)
    steps = []
    for step in run.pipeline.steps:
        if step in ends:
            words = f' {ends.index(step) + 1}' if len(ends) > 1 else ''
            name = '{recipe}' + words + ' {date} {time}.docx'
            target = OutputPart('workspace', {'workspace': workspace_id, 'document': name})
            step = replace(step, output_target=(*step.output_target, target))
        steps.append(step)
    return replace(run, pipeline=run.pipeline.with_steps(tuple(steps)))


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


def only_step(run: Run, step_id: str, pinned: Mapping[str, Pin], earlier: Sequence[Run]) -> Run:
    """The new run cut down to one step and what it needs; kept results are taken over, so only the rest is done.

    Those that are pinned come first, then those of `earlier` runs, newest first.
    """
    pipeline = _with_named_sources(run.pipeline)
    wanted = graph.upstream(pipeline, step_id)
    taken: dict[str, StepRun] = {}
    for step in pipeline.steps:
        if step.id in wanted and step.id != step_id:
            kept = _pinned(step, pinned) or _kept(run, earlier, step, taken)
            if kept is not None:
                taken[step.id] = kept
    steps = (replace(step, output_target=(OutputPart('next'),)) for step in pipeline.steps if step.id in wanted)
    pipeline = pipeline.with_steps(tuple(steps))  # trying writes into no folder
    return replace(run, pipeline=pipeline, steps=tuple(taken.values()))


def _pinned(step: Step, pinned: Mapping[str, Pin]) -> StepRun | None:
    pin = pinned.get(step.id)
    if pin is None:
        return None
    return replace(_blank(step), output=pin.text, files=pin.files, reused_from=pin.run_id)


def _kept(run: Run, earlier: Sequence[Run], step: Step, taken: Mapping[str, StepRun]) -> StepRun | None:
    """The step's result in an earlier run in which it had the same task and bot, and read the same."""
    inside = replace(step, output_target=())
    needs = {part.ref for part in step.input_source if part.kind == 'step'}
    for last in earlier:
        before = {old.id: replace(old, output_target=()) for old in _with_named_sources(last.pipeline).steps}
        if before.get(step.id) != inside or last.inputs != run.inputs:
            continue
        done = last.step(step.id)
        if done.reused_from:  # perhaps pinned; the run it comes from is asked itself
            continue
        same_bot = not step.bot_id or _of(run, step.bot_id) == _of(last, step.bot_id)
        read_the_same = all(need in taken and taken[need].output == last.step(need).output for need in needs)
        if done.status is RunStatus.DONE and same_bot and read_the_same:
            return replace(done, reused_from=last.id)
    return None


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
