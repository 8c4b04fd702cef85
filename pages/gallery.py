"""Vorlagen: ready recipes by everyday topic."""

from __future__ import annotations

from nicegui import ui

from app.bootstrap import Services
from app.domain.templates import Template
from components.buttons import second_button
from components.describe_form import SENTENCE
from components.field import Field
from components.frame import page, page_heading
from components.live import Boundary
from components.markup import box, heading, words
from components.template_card import TemplateCard
from components.texts import t
from components.viewer import language, viewer

COLUMNS = 3


def create(services: Services) -> None:
    """Draw the page."""

    async def describe() -> None:
        """What was looked for is the beginning of the sentence."""
        await services.drafts.save(viewer(), SENTENCE, {'sentence': search.value})
        ui.navigate.to('/rezepte/entwurf')

    with page(t('nav.gallery'), help='help.gallery'):
        page_heading(t('gallery.heading'), below=t('gallery.below'))
        search = Field(t('gallery.search'), kind='search', name='search', limit=100).classes('half')
        with box('stack') as nothing:
            words(t('empty.search'))
            with box('row'):
                second_button(t('describe.link'), describe, icon='edit', name='describe')
        nothing.set_visibility(False)
        with box('topics'):
            templates = services.templates.list(viewer(), language())
            names = list(dict.fromkeys(template.category for template in templates))  # topics in gallery order
            topics = [_Topic(services, name, [one for one in templates if one.category == name]) for name in names]

    def show(wanted: str) -> None:
        found = [topic.show(wanted) for topic in topics]
        nothing.set_visibility(not any(found))

    search.on_value_change(lambda event: show(event.value))


class _Topic(Boundary):
    """One topic with its cards; as wide as it has cards, so that small topics stand side by side."""

    def __init__(self, services: Services, name: str, templates: list[Template]) -> None:
        super().__init__(f'section of-{min(len(templates), COLUMNS)}', tag='section')
        self._name = name
        with self:
            heading(name)
            with box('grid'):
                self._cards = [TemplateCard(services, template) for template in templates]

    def show(self, wanted: str) -> bool:
        """Show what fits; False when nothing does."""
        for card in self._cards:
            card.set_visibility(self._fits(card.template, wanted))
        found = any(card.visible for card in self._cards)
        self.set_visibility(found)
        return found

    def _fits(self, template: Template, wanted: str) -> bool:
        text = f'{template.name} {template.description} {self._name}'.casefold()
        return all(word in text for word in wanted.casefold().split())
