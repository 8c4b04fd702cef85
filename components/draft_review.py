"""A draft before anything of it exists: what it is, what it will do, and the decision."""

from __future__ import annotations

from datetime import UTC, datetime

from nicegui import ui

from app.bootstrap import Services
from app.domain.bots import Bot
from app.domain.pipelines import Pipeline
from app.domain.recipe_drafts import DraftBot, RecipeDraft
from app.services.explain import explain
from components.buttons import main_button, second_button
from components.describe_form import SENTENCE
from components.draft import Draft
from components.field import Field
from components.fold import fold
from components.form import Form
from components.markup import box, heading, icon, tile, words
from components.privacy_note import outside_services
from components.step_words import doer
from components.texts import t
from components.viewer import language, viewer

_NEVER = datetime(2026, 1, 1, tzinfo=UTC)  # a draft has no time of its own


class DraftReview:
    """Draws it; `draft` stays as it is, only its name can be changed here."""

    def __init__(self, services: Services, draft: RecipeDraft) -> None:
        self._services, self._draft, self._form = services, draft, Form()
        self._recipe, self._bots = _as_recipe(draft, services.bots.list(viewer()))
        self._kept = Draft(services, f'draft-name-{draft.template_id or draft.steps[0].id}')
        self._draw_origin()
        with box('card'):
            self._draw_name()
            self._draw_steps()
        if draft.bots:
            with box('card', tag='section'):
                heading(t('describe.bots'))
                for bot in draft.bots:
                    self._draw_bot(bot)
        main_button(t('describe.create'), self._create, icon='check', kind='big full', name='create')
        with box('row'):
            second_button(t('describe.again'), self._again, icon='edit', name='describe-again')

    def _draw_origin(self) -> None:
        draft = self._draft
        with box('note info').mark('origin'):
            icon('info')
            with box('words'):
                words(t('describe.your_sentence', sentence=' '.join(draft.sentence.split())))
                if draft.template_id:
                    words(t('describe.is_template', template=draft.name))
                else:
                    words(t('describe.read_by', service=draft.service))

    def _draw_name(self) -> None:
        field = Field(t('describe.name'), value=self._draft.name, limit=120, required=True, name='draft-name')
        self._name = self._form.add('name', self._kept.keep('name', field))
        if self._draft.description:
            words(self._draft.description)

    def _draw_steps(self) -> None:
        given, *steps, end = explain(
            self._recipe,
            self._bots.values(),
            language(),
            outside=outside_services(self._services, [*self._bots.values()]),
        )
        heading(t('describe.does'))
        words(given)
        with box('steps', tag='ol'):
            for number, (step, sentence) in enumerate(zip(self._recipe.steps, steps, strict=False), 1):
                key = 'explain.line_named' if step.name else 'explain.line'
                title = t(key, number=number, name=step.name, text='')
                with box('step', tag='li'):
                    sign, _ = doer(step, self._bots, ()) or ('❔', '')
                    tile(sign)
                    with box('body'):
                        words(title.rstrip(' :'), 'strong')
                        words(sentence.removeprefix(title))
        words(end)

    def _draw_bot(self, bot: DraftBot) -> None:
        with box('step').mark(f'draft-bot-{bot.key}'):
            tile(bot.emoji)
            with box('body'):
                words(bot.name, 'strong')
                if bot.description:
                    words(bot.description, 'soft')
                if bot.bot_id:
                    words(t('describe.own_bot'), 'soft')
                elif bot.system_prompt:
                    with fold(t('describe.personality', bot=bot.name), name=f'personality-{bot.key}'):
                        words(bot.system_prompt, 'plain')

    async def _create(self) -> None:
        recipe = await self._form.send(self._send)
        if recipe is not None:
            await self._kept.clear()
            await self._services.drafts.clear(viewer(), SENTENCE)
            ui.navigate.to(f'/rezept/{recipe.id}')

    async def _send(self) -> Pipeline:
        return await self._services.describe.create(viewer(), self._name.value, language())

    async def _again(self) -> None:
        await self._kept.clear()
        await self._services.describe.forget(viewer())


def _as_recipe(draft: RecipeDraft, own_bots: list[Bot]) -> tuple[Pipeline, dict[str, Bot]]:
    """The draft as it would be stored, and its bots by the name its steps use; own ones keep their AI."""
    models = {bot.id: bot.model for bot in own_bots}
    bots = {
        bot.key: Bot(
            id=bot.key,
            name=bot.name,
            emoji=bot.emoji,
            model=models.get(bot.bot_id, ''),
            created_at=_NEVER,
            updated_at=_NEVER,
        )
        for bot in draft.bots
    }
    recipe = Pipeline(
        id='draft', name=draft.name, inputs=draft.inputs, steps=draft.steps, created_at=_NEVER, updated_at=_NEVER
    )
    return recipe, bots
