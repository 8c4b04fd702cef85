"""Lets an AI that can see read a scan, once the person has said that its pages may go there."""

from __future__ import annotations

from functools import partial

from app.bootstrap import Services
from app.domain.documents import Document
from app.domain.errors import AppError
from app.domain.places import Place
from components.announcer import announce
from components.attempt import attempt
from components.buttons import text_button
from components.confirm import confirm
from components.document_state import state_words
from components.texts import t
from components.viewer import language, viewer


def ai_reading_button(services: Services, place: Place, document: Document) -> None:
    """Draw it where there is an AI that may be able to; nothing otherwise."""
    try:
        services.picture_reading.reader(viewer(), place)
    except AppError:  # only the practice engine, or none that fits
        return

    async def read() -> None:
        announce(t('docs.recognising', name=document.name))
        work = partial(services.picture_reading.read, viewer(), place, document.name, language())
        found = await attempt(work, read)
        if found is not None:
            announce(t('docs.state', name=found.name, state=state_words(found)))

    def ask() -> None:
        confirm(t('docs.ai.title'), _who(services, place), t('docs.ai.yes'), read)

    button = text_button(t('docs.ai.button'), ask, kind='slim', name='ai-reading')
    button.props['aria-label'] = t('docs.ai.label', name=document.name)


def _who(services: Services, place: Place) -> str:
    reader = services.picture_reading.reader(viewer(), place)
    service = reader.connection.name
    return t('docs.ai.outside', service=service) if reader.leaves_house else t('docs.ai.inside', service=service)
