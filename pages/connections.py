"""Which AI works here: connected ones, programs found on this computer, and a new connection."""

from __future__ import annotations

from app.bootstrap import Services
from app.domain.connections import Connection, ConnectionCheck
from app.domain.events import ConnectionsChanged
from components.connection_card import ConnectionCard
from components.connection_form import ConnectionForm
from components.feedback import notice
from components.found_servers import FoundServers
from components.frame import page, page_heading
from components.keyed_list import KeyedList
from components.markup import box, words
from components.texts import t
from components.viewer import viewer


def create(services: Services) -> None:
    """Draw the page."""
    actor = viewer()
    checks: dict[str, ConnectionCheck] = {}
    with page(t('ai.title'), help='help.ai', width='medium'):
        page_heading(t('ai.title'), below=t('ai.below'))

        def draw(connection: Connection) -> None:
            ConnectionCard(services, connection, checks, lambda: cards.sync(redraw=True))

        cards = KeyedList(
            services.bus,
            ConnectionsChanged,
            lambda: services.connections.list(actor),
            draw,
            box,
            key=lambda connection: connection.id,
        )
        if not actor.is_owner:
            words(t('ai.owner_only'), 'soft')
            return

        def saved(connection: Connection) -> None:
            notice(t('ai.connected', name=connection.name))

        FoundServers(services, saved, lambda server: form.fill(server))
        form = ConnectionForm(services, saved)
