"""Which bots may read in a folder: a tick box for each bot."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.bootstrap import Services
from app.domain.events import BotsChanged
from components.buttons import link_button
from components.check import Check
from components.keyed_list import KeyedList
from components.live import Boundary
from components.markup import box, words
from components.texts import t
from components.viewer import viewer


class WorkspaceReaders(Boundary, component='live.js'):
    """Follows bots that come and go. Bots that lie in the trash stay chosen, they may come back.

    `on_tick` hears a bot's id and whether it may read now. `title` is how the question looks: `spoken` where it
    stands above already.
    """

    def __init__(
        self,
        services: Services,
        chosen: Sequence[str],
        on_tick: Callable[[str, bool], None],
        *,
        title: str = 'as-title',
    ) -> None:
        super().__init__('options', tag='fieldset')
        self._chosen, self._on_tick = set(chosen), on_tick
        self._checks: dict[str, Check] = {}
        actor = viewer()
        with self:
            words(t('workspaces.readers'), title, 'legend')
            words(t('workspaces.readers_help'), 'soft')
            KeyedList(
                services.bus,
                BotsChanged,
                lambda: [(bot.id, bot.emoji, bot.name) for bot in services.bots.list(actor)],
                lambda bot: self._draw(*bot),
                _no_bots,
                key=lambda bot: bot[0],
                classes='offers',
            )

    def show(self, chosen: Sequence[str]) -> None:
        """Others are chosen now."""
        self._chosen = set(chosen)
        for id, check in self._checks.items():
            if not check.is_deleted and check.value != (id in self._chosen):
                check.set_value(id in self._chosen)

    def _draw(self, id: str, emoji: str, name: str) -> None:
        self._checks[id] = Check(
            name,
            value=id in self._chosen,
            on_change=lambda is_on: self._tick(id, is_on),
            name=f'reader-{id}',
            emoji=emoji,
        )

    def _tick(self, id: str, is_on: bool) -> None:
        if is_on != (id in self._chosen):  # else `show` has set it
            self._chosen ^= {id}
            self._on_tick(id, is_on)


def _no_bots() -> None:
    with box('row wrap'):
        words(t('workspaces.no_bots'), 'soft')
        link_button(t('bots.new'), '/bots', kind='text', icon='plus')
