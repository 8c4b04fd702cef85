"""Which bots may read in a folder: a tick box for each bot."""

from __future__ import annotations

from collections.abc import Callable, Collection

from app.bootstrap import Services
from app.domain.events import BotsChanged
from components.buttons import link_button
from components.live import Boundary
from components.markup import box, words
from components.texts import t
from components.tick_list import TickList
from components.viewer import viewer


class WorkspaceReaders(Boundary, component='live.js'):
    """Follows bots that come and go. Bots that lie in the trash stay chosen, they may come back.

    `on_tick` hears a bot's id and whether it may read now. `title` is how the question looks: `spoken` where it
    stands above already.
    """

    def __init__(
        self,
        services: Services,
        chosen: Collection[str],
        on_tick: Callable[[str, bool], None],
        *,
        title: str = 'as-title',
    ) -> None:
        super().__init__('options', tag='fieldset')
        actor = viewer()
        with self:
            words(t('workspaces.readers'), title, 'legend')
            words(t('workspaces.readers_help'), 'soft')
            self._ticks = TickList(
                services.bus,
                BotsChanged,
                lambda: [(bot.id, bot.emoji, bot.name) for bot in services.bots.list(actor)],
                chosen,
                on_tick,
                _no_bots,
                name='reader',
            )

    def show(self, chosen: Collection[str]) -> None:
        """Others are chosen now."""
        self._ticks.show(chosen)


def _no_bots() -> None:
    with box('row wrap'):
        words(t('workspaces.no_bots'), 'soft')
        link_button(t('bots.new'), '/bots', kind='text', icon='plus')
