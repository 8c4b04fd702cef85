"""A recipe of somebody else that is still switched off: what it wants, and the switch."""

from __future__ import annotations

from functools import partial

from app.bootstrap import Services
from app.domain.errors import AppError
from app.domain.events import PipelinesChanged
from app.domain.pipelines import Pipeline
from components.announcer import announce
from components.attempt import attempt
from components.buttons import second_button
from components.feedback import notice
from components.live import Live
from components.markup import box, icon, words
from components.shared_wants import shared_wants
from components.texts import t
from components.viewer import viewer


class SwitchedOff(Live, component='live.js'):
    """Nothing when the recipe is on; follows it in every window."""

    def __init__(self, services: Services, recipe: Pipeline) -> None:
        super().__init__(services.bus, PipelinesChanged, lambda event: self._show(), recipe.id)
        self._services, self._id, self._is_on = services, recipe.id, True
        self._show()

    def _show(self) -> None:
        try:
            recipe = self._services.pipelines.get(viewer(), self._id)
            wants = () if recipe.is_on else self._services.sharing.wants(viewer(), self._id)
        except AppError:  # deleted in another window, which says so itself
            return
        if recipe.is_on and self._is_on:
            return
        self._is_on = recipe.is_on
        self.clear()
        if recipe.is_on:
            return
        with self, box('note').mark('switched-off'):
            icon('lock')
            with box('words'):
                words(t('shared.off'), 'strong')
                words(t('shared.off_about'))
                shared_wants(wants)
                second_button(t('shared.switch_on'), self._switch_on, icon='check', name='switch-on')

    async def _switch_on(self) -> None:
        if await attempt(partial(self._services.sharing.switch_on, viewer(), self._id)) is not None:
            notice(t('shared.is_on'))
            announce(t('shared.is_on'))
