"""Meine Rezepte: every recipe with its state and one big button, the bots beside it, the latest runs below."""

from __future__ import annotations

from datetime import datetime

from nicegui import background_tasks, ui

from app.bootstrap import Services
from app.domain.bots import Bot
from app.domain.events import BotsChanged, PipelinesChanged, RunChanged
from app.domain.history import summarise
from app.services.run_reading import TRIED
from components.buttons import link_button
from components.frame import page, page_heading
from components.live import Live
from components.markup import box, emoji, heading, words
from components.practice_note import practice_note
from components.recipe_card import RecipeCard
from components.run_line import RunLine
from components.template_card import TemplateCard
from components.texts import t
from components.viewer import language, viewer
from components.waiting_list import WaitingList

SHOWN_RUNS = 6
SHOWN_TEMPLATES = 4


def create(services: Services) -> None:
    """Draw the page."""
    with page(t('nav.home'), help='help.start'), box('cols'):
        with box('section roomy'):
            page_heading(_greeting(services.clock.now()))
            WaitingList(services, _name_tab)
            practice_note(services)
            _Recipes(services)
            _LastRuns(services)
        with box(tag='aside'):
            _Bots(services)


def _name_tab(waiting: int) -> None:
    """The browser tab says what waits, also while the person looks at something else."""
    ui.page_title(t('frame.title', title=t('waiting.tab', count=waiting) if waiting else t('nav.home')))


def _greeting(now: datetime) -> str:
    hour = now.astimezone().hour
    part = 'morning' if 4 <= hour < 11 else 'day' if 11 <= hour < 18 else 'evening'
    name = viewer().name
    return t('home.hello', greeting=t(f'home.{part}'), name=f', {name}' if name else '')


class _Recipes:
    """The cards; one of them changes when its recipe runs, is saved, deleted or restored."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._cards: dict[str, RecipeCard] = {}
        live = Live(services.bus, RunChanged, self._run_changed, classes='section')
        live.also(services.bus, PipelinesChanged, self._recipe_changed)
        with live:
            self._empty = box('section')
            self._grid = box('grid')
            with box('row wrap') as self._further:
                link_button(t('btn.new_recipe'), '/rezepte/neu', kind='two', icon='plus')
                link_button(t('home.more_templates'), '/vorlagen', kind='text')
        recipes = services.pipelines.list(viewer())
        for recipe in reversed(recipes):
            self._draw_card(recipe.id)
        self._show_emptiness()

    def _draw_card(self, pipeline_id: str) -> None:
        recipes = self._services.pipelines.list(viewer())
        recipe = next((recipe for recipe in recipes if recipe.id == pipeline_id), None)
        if recipe is not None:
            bots = {bot.id: bot for bot in self._services.bots.list(viewer())}
            with self._grid:
                self._cards[recipe.id] = RecipeCard(self._services, recipe, bots, recipes)

    def _recipe_changed(self, event: PipelinesChanged) -> None:
        place = None
        if event.about in self._cards:
            old = self._cards.pop(event.about)
            place = self._grid.default_slot.children.index(old)
            old.delete()
        self._draw_card(event.about)
        if event.about in self._cards:
            self._cards[event.about].move(target_index=place if place is not None else 0)
        self._show_emptiness()

    def _run_changed(self, event: RunChanged) -> None:
        run = event.run
        card = self._cards.get(run.pipeline_id)
        if card is not None and run.owner == viewer().id and not run.parent and run.trigger != TRIED:
            card.show(summarise(run, 0))

    def _show_emptiness(self) -> None:
        is_empty = not self._cards
        self._further.classes('gone' if is_empty else '', remove='' if is_empty else 'gone')
        self._empty.clear()
        if is_empty:
            with self._empty:
                words(t('empty.home'))
                with box('grid'):
                    for template in self._services.templates.list(viewer(), language())[:SHOWN_TEMPLATES]:
                        TemplateCard(self._services, template, level=2)
                link_button(t('home.all_templates'), '/vorlagen', kind='two')


class _LastRuns:
    """The newest lines of the history."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._lines: dict[str, RunLine] = {}
        with Live(services.bus, RunChanged, self._run_changed, classes='section gone') as self._section:
            heading(t('home.last_runs'))
            with box('card thin'):
                self._list = box('lines', tag='ul')
        background_tasks.create(self._load(), name='last runs', context=self._section)

    async def _load(self) -> None:
        found = await self._services.runs.recent(viewer(), limit=SHOWN_RUNS)
        if self._section.is_deleted:
            return
        with self._list:
            for summary in found.items:
                if summary.id not in self._lines:
                    self._lines[summary.id] = RunLine(self._services, summary, with_day=True)
        self._show_or_hide()

    def _run_changed(self, event: RunChanged) -> None:
        run = event.run
        if run.owner != viewer().id or run.parent:  # a recipe inside is no line of its own
            return
        summary = summarise(run, 0)
        if run.id in self._lines:
            self._lines[run.id].show(summary)
            return
        with self._list:
            self._lines[run.id] = RunLine(self._services, summary, with_day=True)
        self._lines[run.id].move(target_index=0)
        for line in self._list.default_slot.children[SHOWN_RUNS:]:
            self._lines = {id: kept for id, kept in self._lines.items() if kept is not line}
            line.delete()
        self._show_or_hide()

    def _show_or_hide(self) -> None:
        if self._lines:
            self._section.classes(remove='gone')


class _Bots:
    """The person's bots, each a link to its page."""

    def __init__(self, services: Services) -> None:
        self._services = services
        with Live(services.bus, BotsChanged, self._bot_changed, classes='card', tag='section'):
            heading(t('home.bots'), 2, 'as-card')
            self._empty = words(t('empty.bots'), 'soft')
            self._list = box('bots')
            self._links: dict[str, ui.link] = {}
            for bot in services.bots.list(viewer()):
                self._draw(bot)
            link_button(t('btn.new_bot'), '/bots', kind='two full', icon='plus', name='new-bot')
        self._show_emptiness()

    def _draw(self, bot: Bot) -> None:
        with self._list:
            link = ui.link(bot.name, f'/bot/{bot.id}').classes(replace='')
            with link:
                emoji(bot.emoji)
        self._links[bot.id] = link

    def _bot_changed(self, event: BotsChanged) -> None:
        bot = next((bot for bot in self._services.bots.list(viewer()) if bot.id == event.about), None)
        link = self._links.pop(event.about, None)
        place = self._list.default_slot.children.index(link) if link is not None else -1
        if link is not None:
            link.delete()
        if bot is not None:
            self._draw(bot)
            if place >= 0:
                self._links[bot.id].move(target_index=place)
        self._show_emptiness()

    def _show_emptiness(self) -> None:
        self._empty.classes('gone' if self._links else '', remove='' if self._links else 'gone')
