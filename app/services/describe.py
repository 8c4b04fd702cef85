"""Describe it: one sentence becomes a draft of a recipe, through the connected AI or by the nearest template."""

from __future__ import annotations

import asyncio
import json
import logging
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from app.bus import Bus
from app.clock import Clock
from app.domain.accounts import Account
from app.domain.codec import from_json, to_json
from app.domain.connections import ConnectionKind
from app.domain.errors import AppError, FieldProblem, Invalid, NotFound, ProviderError
from app.domain.events import DraftChanged
from app.domain.names import clean_name
from app.domain.pipelines import Pipeline
from app.domain.recipe_drafts import DraftBot, RecipeDraft
from app.domain.templates import Template, without_folders
from app.engine.executor import Brain
from app.i18n import LANGUAGES
from app.services.bots import BotService
from app.services.draft_ai import ask_for_draft
from app.services.drafts import DraftService
from app.services.fields import text_problem
from app.services.nearest import Nearest
from app.services.pipelines import PipelineService
from app.services.templates import TemplateService

MAX_SENTENCE = 2_000  # letters
MAX_SECONDS = 600.0  # for both calls together, as long as a step may take by default
_FORM = 'recipe-draft'  # under this name the draft is kept until it is used or given up
log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True, slots=True)
class Describing:
    """A sentence that is being read for a person; `error` once it went wrong."""

    sentence: str
    since: datetime
    error: AppError | None = None


class DescribeService:
    """Makes drafts. Nothing of a draft is in use before `create`."""

    def __init__(
        self,
        *,
        brain: Brain,
        bots: BotService,
        pipelines: PipelineService,
        templates: TemplateService,
        drafts: DraftService,
        bus: Bus,
        clock: Clock,
    ) -> None:
        self._brain = brain
        self._bots = bots
        self._pipelines = pipelines
        self._templates = templates
        self._drafts = drafts
        self._bus = bus
        self._clock = clock
        self._nearest: Nearest | None = None
        self._at_work: dict[str, Describing] = {}  # by account
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._creating = asyncio.Lock()  # two clicks at once must not make two recipes

    async def draft(self, actor: Account, sentence: str, language: str) -> RecipeDraft:
        """The draft for a sentence; nothing is kept. Without an AI it is the nearest template."""
        sentence = checked_sentence(sentence)
        resolved = self._brain.resolve('')
        if resolved.connection.kind is ConnectionKind.PRACTICE:
            return await self._from_template(actor, sentence, language)
        known, own_bots = self._pipelines.known(actor), self._bots.list(actor)
        work = asyncio.ensure_future(ask_for_draft(resolved, sentence, language, own_bots, known.actions))
        guard = asyncio.ensure_future(self._clock.sleep(MAX_SECONDS))
        try:
            await asyncio.wait({work, guard}, return_when=asyncio.FIRST_COMPLETED)
            if not work.done():
                raise ProviderError('timeout', service=resolved.connection.name)
            return work.result()
        finally:
            guard.cancel()
            await _ended(work)  # also closes an open request

    async def begin(self, actor: Account, sentence: str, language: str) -> Describing:
        """The same in the background; `at_work` and `kept` tell how it goes. An earlier one is given up."""
        sentence = checked_sentence(sentence)
        await self.forget(actor)
        work = self._at_work[actor.id] = Describing(sentence=sentence, since=self._clock.now())
        task = asyncio.create_task(self._work(actor, sentence, language), name='describe')
        self._tasks[actor.id] = task
        task.add_done_callback(partial(self._tell, actor.id))
        self._bus.publish(DraftChanged(actor.id))
        return work

    def at_work(self, actor: Account) -> Describing | None:
        """What is being read for the person now, or how it went wrong."""
        return self._at_work.get(actor.id)

    def kept(self, actor: Account) -> RecipeDraft | None:
        """The draft that waits for the person's review."""
        saved = self._drafts.get(actor, _FORM).get('draft', '')
        try:
            return from_json(RecipeDraft, json.loads(saved)) if saved else None
        except (ValueError, Invalid):  # of another version of this program
            return None

    async def forget(self, actor: Account) -> None:
        """Stop reading and give the draft up; what was asked of the AI is cancelled."""
        task = self._tasks.pop(actor.id, None)
        self._at_work.pop(actor.id, None)
        if task is not None:
            await _ended(task)
        await self._drafts.clear(actor, _FORM)
        self._bus.publish(DraftChanged(actor.id))

    async def create(self, actor: Account, name: str, language: str) -> Pipeline:
        """Make the recipe of the kept draft, with the bots it needs: all of it or nothing."""
        async with self._creating:
            draft = self.kept(actor)
            if draft is None:
                raise NotFound('draft', _FORM)
            wanted = clean_name(name)
            if draft.template_id:
                recipe = await self._templates.copy(actor, draft.template_id, language)
                if wanted != recipe.name:
                    recipe = await self._pipelines.update(actor, recipe.id, {'name': wanted}, recipe.version)
            else:
                recipe = await self._create(actor, draft, wanted)
            await self.forget(actor)
            return recipe

    async def close(self) -> None:
        """Cancel what is at work."""
        for task in list(self._tasks.values()):
            await _ended(task)

    async def _work(self, actor: Account, sentence: str, language: str) -> None:
        draft = await self.draft(actor, sentence, language)
        await self._drafts.save(actor, _FORM, {'draft': json.dumps(to_json(draft), ensure_ascii=False)})

    def _tell(self, account_id: str, task: asyncio.Task[None]) -> None:
        if self._tasks.get(account_id) is not task:
            return  # given up meanwhile
        del self._tasks[account_id]
        work = self._at_work.pop(account_id)
        if not task.cancelled() and (error := task.exception()) is not None:
            if not isinstance(error, AppError):
                log.error('describing broke', exc_info=error)
            self._at_work[account_id] = replace(
                work, error=error if isinstance(error, AppError) else AppError('unknown')
            )
        self._bus.publish(DraftChanged(account_id))

    async def _from_template(self, actor: Account, sentence: str, language: str) -> RecipeDraft:
        if self._nearest is None:
            by_language = [self._templates.list(actor, language) for language in LANGUAGES]
            self._nearest = Nearest(zip(*by_language, strict=True))
        match = await asyncio.to_thread(self._nearest.best, sentence)
        if match is None:
            raise Invalid(FieldProblem('text', 'nothing_fits', {}), key='nothing_fits')
        return _as_draft(self._templates.get(actor, match.template_id, language), sentence)

    async def _create(self, actor: Account, draft: RecipeDraft, name: str) -> Pipeline:
        data = {
            'name': name,
            'emoji': draft.emoji,
            'description': draft.description,
            'inputs': to_json(draft.inputs),
        }
        made: list[str] = []
        recipe = None
        try:
            ids = {bot.key: bot.bot_id for bot in draft.bots}
            for bot in draft.bots:
                if not bot.bot_id:
                    ids[bot.key] = await self._make_bot(actor, bot)
                    made.append(ids[bot.key])
            steps = [replace(step, bot_id=ids.get(step.bot_id, '')) for step in draft.steps]
            recipe = await self._pipelines.create(actor, {**data, 'steps': to_json(steps)})
        finally:
            for bot_id in () if recipe else tuple(made):
                with suppress(AppError):  # the disk that refused the recipe may refuse this too
                    await self._bots.take_back(actor, bot_id)
        return recipe

    async def _make_bot(self, actor: Account, bot: DraftBot) -> str:
        made = await self._bots.create(
            actor, name=bot.name, emoji=bot.emoji, description=bot.description, system_prompt=bot.system_prompt
        )
        return made.id


async def _ended(task: asyncio.Task[Any]) -> None:
    """Cancel the task if it is at work and wait for its end, whatever it is."""
    task.cancel()
    await asyncio.wait({task})
    if not task.cancelled():
        task.exception()  # seen: nobody else asks


def checked_sentence(sentence: str) -> str:
    """The sentence without blanks at its ends; `Invalid` when it cannot be taken."""
    if key := text_problem(sentence):
        raise Invalid.field('text', key)
    if not sentence.strip():
        raise Invalid.field('text', 'required')
    if len(sentence.strip()) > MAX_SENTENCE:
        raise Invalid.field('text', 'too_long', limit=MAX_SENTENCE)
    return sentence.strip()


def _as_draft(template: Template, sentence: str) -> RecipeDraft:
    bots = tuple(
        DraftBot(
            key=bot.key,
            name=bot.name,
            emoji=bot.emoji,
            description=bot.description,
            system_prompt=bot.system_prompt,
        )
        for bot in template.bots
    )
    return RecipeDraft(
        sentence=sentence,
        name=template.name,
        emoji=template.emoji,
        description=template.description,
        inputs=template.inputs,
        steps=tuple(without_folders(step) for step in template.steps),
        bots=bots,
        template_id=template.id,
    )
