"""A recipe on the home page: its bots, how the last run stands, and one big button."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nicegui import ui

from app.bootstrap import Services
from app.domain.bots import Bot
from app.domain.history import RunSummary
from app.domain.pipelines import Pipeline
from app.domain.runs import RunStatus
from components.buttons import link_button, text_button
from components.chain import chain
from components.live import Boundary
from components.markup import box, heading, tile, words
from components.run_words import state_sentence, time_and_length
from components.status_badge import StatusBadge
from components.step_words import doer
from components.texts import t
from components.viewer import viewer

ACTIVE = (RunStatus.WAITING, RunStatus.RUNNING, RunStatus.NEEDS_YOU)


class RecipeCard(Boundary):
    """Changes in place when its recipe runs."""

    def __init__(
        self, services: Services, pipeline: Pipeline, bots: Mapping[str, Bot], recipes: Sequence[Pipeline] = ()
    ) -> None:
        super().__init__('card', tag='article')
        self._services = services
        self._pipeline = pipeline
        self._last: RunSummary | None = None
        self.mark(f'recipe-{pipeline.id}')
        with self:
            with box('row'):
                tile(pipeline.emoji)
                with box('grow'):
                    heading(pipeline.name, 2, 'as-card')
                    if pipeline.description:
                        words(pipeline.description, 'soft clamp')
            known = ((step, doer(step, bots, recipes)) for step in pipeline.steps)
            chain([(step, *found) for step, found in known if found], t('card.chain'))
            with box('stack tight') as self._state:
                with box('row wrap'):
                    self._badge = StatusBadge(RunStatus.WAITING)
                    self._when = words('', 'soft small', 'span')
                self._excerpt = words('', 'soft clamp')
            self._actions = box('actions')
        self.show(services.runs.last_of(viewer(), pipeline.id))

    def show(self, last: RunSummary | None) -> None:
        """The state of the latest run; older ones are ignored."""
        if last is None:
            self._state.classes('gone')
        elif self._last is None or last.created_at >= self._last.created_at:
            self._state.classes(remove='gone')
            self._badge.show(last.status, state_sentence(last))
            self._when.set_text(time_and_length(last, self._services.clock.now()))
            self._excerpt.set_text(last.excerpt)
        else:
            return
        if last is None or self._last is None or last.id != self._last.id or last.status is not self._last.status:
            self._draw_actions(last)
        self._last = last

    def _draw_actions(self, last: RunSummary | None) -> None:
        self._actions.clear()
        with self._actions:
            if last is not None and last.status in ACTIVE:
                waits = last.status is RunStatus.NEEDS_YOU
                label = t('card.look') if waits else t('card.watch')
                _named(link_button(label, f'/lauf/{last.id}', kind='two', name='watch'), self._pipeline.name)
                text_button(t('btn.stop'), self._stop, name='stop')
                return
            _named(link_button(t('btn.start'), f'/rezept/{self._pipeline.id}/start', icon='play'), self._pipeline.name)
            with box('row'):
                if last is not None:
                    key = 'card.result' if last.status is RunStatus.DONE else 'card.look'
                    _named(link_button(t(key), f'/lauf/{last.id}', kind='text', name='result'), self._pipeline.name)
                edit = link_button(t('card.edit'), f'/rezept/{self._pipeline.id}', kind='text', name='edit')
                _named(edit, self._pipeline.name)

    async def _stop(self) -> None:
        if self._last is not None:
            await self._services.runs.cancel(viewer(), self._last.id)


def _named(link: ui.link, recipe: str) -> None:
    """Several cards have the same buttons; whoever hears them alone needs to know of which recipe."""
    link.props['aria-label'] = f'{link.text}: {recipe}'
