"""Ergebnisse: everything that ever ran, by day, searchable."""

from __future__ import annotations

from nicegui import background_tasks, ui

from app.bootstrap import Services
from app.domain.events import RunChanged
from app.domain.history import RunSummary, summarise
from app.domain.runs import RunStatus
from components.buttons import second_button
from components.empty_state import empty_state
from components.field import Field
from components.frame import page, page_heading
from components.live import Live
from components.markup import box, heading, words
from components.practice_note import practice_note
from components.run_line import RunLine
from components.status_badge import status_word
from components.texts import day, t
from components.viewer import viewer

PAGE = 50
FILTERS = (RunStatus.DONE, RunStatus.RUNNING, RunStatus.NEEDS_YOU, RunStatus.FAILED, RunStatus.CANCELLED)


def create(services: Services) -> None:
    """Draw the page."""
    with page(t('nav.results'), help='help.results', width='medium'):
        page_heading(t('nav.results'))
        practice_note(services)
        _History(services)


class _History:
    """The list with its search and filter; lines change in place while their run goes on."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._text = self._status = self._recipe = ''
        self._after: str | None = ''
        self._asked = 0
        self._day = ''
        self._lines: dict[str, RunLine] = {}
        with box('search') as self._controls:
            Field(t('results.search'), kind='search', limit=100, name='search', on_change=self._search)
            choices = [('', t('results.all')), *((status.value, status_word(status)) for status in FILTERS)]
            Field(t('results.filter'), kind='choice', choices=choices, name='filter', on_change=self._filter)
            recipes = sorted(services.pipelines.list(viewer()), key=lambda recipe: recipe.name.casefold())
            named = [('', t('results.all_recipes')), *((recipe.id, recipe.name) for recipe in recipes)]
            Field(t('results.recipe'), kind='choice', choices=named, name='recipe', on_change=self._choose_recipe)
        with Live(services.bus, RunChanged, self._run_changed, classes='section') as self._area:
            self._days = box('section')
            self._more = second_button(t('results.more'), self._load, name='more')
        self._group: ui.element = self._days
        self._start_over()

    @property
    def _is_filtered(self) -> bool:
        return bool(self._text or self._status or self._recipe)

    def _search(self, text: str) -> None:
        self._text = text
        self._start_over()

    def _filter(self, status: str) -> None:
        self._status = status
        self._start_over()

    def _choose_recipe(self, pipeline_id: str) -> None:
        self._recipe = pipeline_id
        self._start_over()

    def _start_over(self) -> None:
        self._after, self._day = '', ''
        background_tasks.create(self._load(fresh=True), name='load results', context=self._area)

    async def _load(self, fresh: bool = False) -> None:
        self._asked += 1
        asked = self._asked
        found = await self._services.runs.recent(
            viewer(),
            limit=PAGE,
            after=self._after or '',
            status=self._status,
            pipeline_id=self._recipe,
            text=self._text,
        )
        if self._area.is_deleted or asked != self._asked:  # meanwhile the person typed on
            return
        if fresh:
            self._days.clear()
            self._lines.clear()
        for summary in found.items:
            self._draw(summary)
        self._after = found.next
        self._more.set_visibility(found.next is not None)
        if not self._lines:
            self._draw_emptiness()

    def _draw(self, summary: RunSummary) -> None:
        name = day(summary.created_at.astimezone(), self._services.clock.now().astimezone())
        if name != self._day:
            self._day = name
            with self._days, box('section', tag='section'):
                heading(name[0].upper() + name[1:])
                with box('card thin'):
                    self._group = box('lines by-day', tag='ul')
        with self._group:
            self._lines[summary.id] = RunLine(self._services, summary)

    def _draw_emptiness(self) -> None:
        with self._days:
            if self._is_filtered:
                words(t('empty.search'))
                return
            self._controls.set_visibility(False)
            empty_state('📄', t('empty.results'), t('nav.gallery'), '/vorlagen', kind='')

    def _run_changed(self, event: RunChanged) -> None:
        run = event.run
        if run.id in self._lines:
            self._lines[run.id].show(summarise(run, 0))
        elif run.owner == viewer().id and not run.parent and not self._is_filtered:
            self._start_over()
