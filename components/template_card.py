"""A ready recipe to start or to change."""

from __future__ import annotations

from nicegui import ui

from app.bootstrap import Services
from app.domain.pipelines import StepKind
from app.domain.templates import Template
from components.buttons import main_button, text_button
from components.chain import chain
from components.live import Boundary
from components.markup import box, heading, tile, words
from components.step_words import doer
from components.texts import t
from components.viewer import language, viewer


class TemplateCard(Boundary):
    """'Starten' leads to the start form, 'Anpassen' to a copy in the editor."""

    def __init__(self, services: Services, template: Template, *, level: int = 3) -> None:
        super().__init__('card', tag='article')
        self._services = services
        self.template = template
        self.mark(f'template-{template.id}')
        bots = {bot.key: (bot.emoji, bot.name) for bot in template.bots}
        with self:
            with box('row'):
                tile(template.emoji)
                with box('grow'):
                    heading(template.name, level, 'as-card')
                    words(template.description, 'soft')
            known = ((step, bots.get(step.bot_id) if step.kind is StepKind.BOT else doer(step, {}, ()))
                     for step in template.steps)  # fmt: skip
            chain([(step, *found) for step, found in known if found], t('card.chain'))
            with box('actions'):
                start = main_button(t('gallery.start'), self._start, icon='play', name=f'start-{template.id}')
                change = text_button(t('gallery.change'), self._change, name=f'change-{template.id}')
            for button in (start, change):
                button.props['aria-label'] = f'{button.text}: {template.name}'

    async def _start(self) -> None:
        pipeline = await self._services.templates.for_start(viewer(), self.template.id, language())
        ui.navigate.to(f'/rezept/{pipeline.id}/start')

    async def _change(self) -> None:
        pipeline = await self._services.templates.copy(viewer(), self.template.id, language())
        ui.navigate.to(f'/rezept/{pipeline.id}')
