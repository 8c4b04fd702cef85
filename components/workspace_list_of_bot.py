"""The folders that a bot may read, on the page of the bot; more can be ticked."""

from __future__ import annotations

from functools import partial

from nicegui import background_tasks, ui

from app.bootstrap import Services
from app.domain.events import WorkspacesChanged
from app.domain.workspaces import Workspace
from components.attempt import attempt
from components.buttons import link_button
from components.check import Check
from components.fold import fold
from components.keyed_list import KeyedList
from components.markup import box, emoji, heading, words
from components.texts import t
from components.viewer import viewer


def workspaces_of_bot(services: Services, bot_id: str) -> None:
    """Draw the card."""
    actor = viewer()
    with box('card', tag='section'):
        heading(t('bot.folders'))
        KeyedList(
            services.bus,
            WorkspacesChanged,
            lambda: services.workspaces.of_bot(actor, bot_id),
            _link,
            lambda: words(t('bot.no_folders'), 'soft'),
            key=lambda one: one.id,
            classes='bots',
        ).mark('folders-of-bot')
        with fold(t('bot.share_folders'), name='share-folders'):
            KeyedList(
                services.bus,
                WorkspacesChanged,
                lambda: services.workspaces.list(actor),
                lambda one: _check(services, bot_id, one),
                _none_yet,
                key=lambda one: one.id,
                classes='offers',
            )


def _link(one: Workspace) -> None:
    with ui.link('', f'/ordner/{one.id}').classes(replace='').mark(f'folder-{one.id}'):
        emoji(one.emoji)
        words(one.name, tag='span')


def _check(services: Services, bot_id: str, one: Workspace) -> None:
    may_read, actor, client = bot_id in one.bot_ids, viewer(), ui.context.client

    def allow(is_on: bool) -> None:
        change = partial(services.workspaces.let_read, actor, one.id, bot_id, is_on)
        if is_on != may_read:
            # This tick box is drawn anew as soon as the folder has changed, so the window itself waits for it.
            background_tasks.create(attempt(change), name='share folder', context=client)

    Check(one.name, value=may_read, on_change=allow, name=f'share-{one.id}', emoji=one.emoji)


def _none_yet() -> None:
    with box('row wrap'):
        words(t('bot.no_folder_yet'), 'soft')
        link_button(t('nav.workspaces'), '/ordner', kind='text', icon='folder')
