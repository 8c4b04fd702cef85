"""The folders that a bot may read, on the page of the bot; more can be ticked."""

from __future__ import annotations

from functools import partial

from nicegui import background_tasks, ui

from app.bootstrap import Services
from app.domain.events import WorkspacesChanged
from app.domain.workspaces import Workspace
from components.attempt import attempt
from components.buttons import link_button
from components.fold import fold
from components.keyed_list import KeyedList
from components.live import Live
from components.markup import box, emoji, heading, words
from components.texts import t
from components.tick_list import TickList
from components.viewer import viewer


def workspaces_of_bot(services: Services, bot_id: str) -> None:
    """Draw the card."""
    actor = viewer()
    with box('card', tag='section'):
        heading(t('bot.folders'))
        KeyedList(
            services.bus,
            WorkspacesChanged,
            lambda: [(one.id, one.emoji, one.name) for one in services.workspaces.of_bot(actor, bot_id)],
            lambda one: _link(*one),
            lambda: words(t('bot.no_folders'), 'soft'),
            key=lambda one: one[0],
            classes='bots',
        ).mark('folders-of-bot')
        with fold(t('bot.share_folders'), name='share-folders'):
            _Shares(services, bot_id)


class _Shares(Live, component='live.js'):
    """All folders, those ticked in which the bot may read. Each tick is saved at once."""

    def __init__(self, services: Services, bot_id: str) -> None:
        super().__init__(services.bus, WorkspacesChanged, lambda event: self._show())
        self._services, self._bot_id, self._actor = services, bot_id, viewer()
        with self:
            self._ticks = TickList(
                services.bus,
                WorkspacesChanged,
                lambda: [(one.id, one.emoji, one.name) for one in self._all()],
                self._read(),
                self._tick,
                _none_yet,
                name='share',
            )

    def _all(self) -> list[Workspace]:
        return self._services.workspaces.list(self._actor)

    def _read(self) -> set[str]:
        return {one.id for one in self._all() if self._bot_id in one.bot_ids}

    def _show(self) -> None:
        self._ticks.show(self._read())

    def _tick(self, id: str, allowed: bool) -> None:
        background_tasks.create(self._save(id, allowed), name='share folder', context=self)

    async def _save(self, id: str, allowed: bool) -> None:
        change = partial(self._services.workspaces.let_read, self._actor, id, self._bot_id, allowed)
        if await attempt(change) is None and not self.is_deleted:
            self._show()


def _link(id: str, symbol: str, name: str) -> None:
    with ui.link('', f'/ordner/{id}').classes(replace='').mark(f'folder-{id}'):
        emoji(symbol)
        words(name, tag='span')


def _none_yet() -> None:
    with box('row wrap'):
        words(t('bot.no_folder_yet'), 'soft')
        link_button(t('nav.workspaces'), '/ordner', kind='text', icon='folder')
