"""The documents of a bot or a folder: look, add, save on the own device, delete with a way back."""

from __future__ import annotations

from urllib.parse import quote

from nicegui import ui

from app.bootstrap import Services
from app.domain.documents import Document
from app.domain.events import DocumentsChanged
from app.domain.places import Place
from app.domain.trash import TrashItem
from components.announcer import announce
from components.buttons import text_button
from components.keyed_list import KeyedList
from components.markup import box, icon, words
from components.texts import number, t, when
from components.undo import undo_delete
from components.upload import Upload
from components.viewer import viewer


def document_list(services: Services, place: Place) -> None:
    """Draw the list and the way to add to it."""
    actor = viewer()
    KeyedList(
        services.bus,
        DocumentsChanged,
        lambda: services.documents.list(actor, place),
        lambda document: _draw(services, place, document),
        lambda: words(t('empty.docs')),
        key=lambda document: document.name,
        about=place.id,
        classes='lines',
    ).mark('documents')
    Upload(f'/api/{place.parent}/{place.id}/docs', lambda name, _: announce(t('docs.added', name=name)))


def _draw(services: Services, place: Place, document: Document) -> None:
    with box('line file'):
        with box('what'):
            words(document.name, 'strong')
            words(t('docs.about', size=_size(document.size), when=_when(services, document)), 'soft small')
        with box('row wrap'):
            target = f'/api/{place.parent}/{place.id}/docs/{quote(document.name, safe="")}'
            # A plain link: the address is no page of ours, so NiceGUI must not take it for one.
            with ui.element('a').props('download').classes('btn text') as link:
                icon('save')
                words(t('btn.save_device'), tag='span')
            link.props['href'] = target

            async def delete() -> None:
                item: TrashItem = await services.documents.delete(viewer(), place, document.name)
                undo_delete(services, item)

            button = text_button(t('btn.delete'), delete, icon='trash', name=f'delete-{document.name}')
            button.props['aria-label'] = t('docs.delete', name=document.name)


def _when(services: Services, document: Document) -> str:
    return when(document.modified_at, services.clock.now())


def _size(size: int) -> str:
    if size < 1000:
        return t('size.bytes', count=size)
    if size < 1_000_000:
        return t('size.kilobytes', count=number(size / 1000))
    return t('size.megabytes', count=number(size / 1_000_000, 1))
