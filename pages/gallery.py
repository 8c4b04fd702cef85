"""Vorlagen: ready recipes by everyday topic."""

from __future__ import annotations

from nicegui import ui

from app.bootstrap import Services
from components.field import Field
from components.frame import page, page_heading
from components.markup import box, heading, words
from components.template_card import TemplateCard
from components.texts import t
from components.viewer import language, viewer


def create(services: Services) -> None:
    """Draw the page."""
    topics: dict[str, list[TemplateCard]] = {}
    sections: dict[str, ui.element] = {}
    grids: dict[str, ui.element] = {}
    with page(t('nav.gallery'), help='help.gallery'):
        page_heading(t('gallery.heading'), below=t('gallery.below'))
        search = Field(t('gallery.search'), kind='search', name='search', limit=100)
        search.classes('half')
        nothing = words(t('empty.search'))
        nothing.set_visibility(False)
        for template in services.templates.list(viewer(), language()):
            if template.category not in topics:
                topics[template.category] = []
                with box('section', tag='section') as sections[template.category]:
                    heading(template.category)
                    grids[template.category] = box('grid')
                sections[template.category].mark(f'topic-{template.category}')
            with grids[template.category]:
                topics[template.category].append(TemplateCard(services, template))

    def show(wanted: str) -> None:
        any_found = False
        for topic, cards in topics.items():
            found = [card for card in cards if _fits(card, topic, wanted)]
            for card in cards:
                _set_visible(card, card in found)
            _set_visible(sections[topic], bool(found))
            any_found = any_found or bool(found)
        _set_visible(nothing, not any_found)

    search.on_value_change(lambda event: show(event.value))


def _fits(card: TemplateCard, topic: str, wanted: str) -> bool:
    text = f'{card.template.name} {card.template.description} {topic}'.casefold()
    return all(word in text for word in wanted.casefold().split())


def _set_visible(element: ui.element, visible: bool) -> None:
    element.set_visibility(visible)
