"""Says honestly that no AI is connected yet, and where to connect one."""

from __future__ import annotations

from app.bootstrap import Services
from components.buttons import link_button
from components.markup import box, icon, words
from components.texts import t
from components.viewer import viewer


def practice_note(services: Services) -> None:
    """One line; nothing when an AI is connected."""
    if not services.connections.is_practice_only(viewer()):
        return
    with box('note line'):
        icon('info')
        with box('words'):
            words(t('st.practice'), tag='span')
            link_button(t('menu.connect'), '/einstellungen/ki', kind='text', name='connect')
