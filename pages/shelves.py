"""Shelves with recipes of others: what lies there, what is newer, and putting up another one."""

from __future__ import annotations

from functools import partial

from app.bootstrap import Services
from app.domain.events import ShelvesChanged
from app.domain.sharing import Shelf
from components.buttons import link_button, main_button
from components.confirm import confirm
from components.draft import Draft
from components.feedback import notice
from components.field import Field
from components.form import Form
from components.frame import page, page_heading
from components.keyed_list import KeyedList
from components.live import Boundary
from components.markup import box, heading, tile, words
from components.shelf_card import ShelfCard
from components.texts import t
from components.viewer import viewer


def create(services: Services) -> None:
    """Draw the page."""
    actor = viewer()

    def draw(shelf: Shelf) -> None:
        ShelfCard(services, shelf, partial(_ask, services, shelf) if actor.is_owner else None)

    with page(t('shelves.title'), help='help.shelves', width='medium'):
        page_heading(t('shelves.title'), below=t('shelves.below'))
        KeyedList(
            services.bus,
            ShelvesChanged,
            lambda: services.shelves.list(actor),
            draw,
            _draw_empty,
            key=lambda shelf: shelf.id,
            classes='stack wide',
        )
        if actor.is_owner:
            _NewShelf(services)
        else:
            words(t('shelves.owner_only'), 'soft')
        with box('row'):
            link_button(t('shelves.import'), '/rezepte/aufnehmen', kind='text edge', icon='plus')


class _NewShelf(Boundary):
    """The form for another shelf."""

    def __init__(self, services: Services) -> None:
        super().__init__('card', tag='section')
        self._services, self._form, self._draft = services, Form(), Draft(services, 'shelf')
        with self:
            heading(t('shelves.new'))
            self._place = self._field('place', t('shelves.place'), t('shelves.place_help'), limit=500)
            self._name = self._field('name', t('shelves.name'), t('shelves.name_help'), limit=120)
            main_button(t('shelves.add'), self._add, icon='plus', name='add-shelf')

    def _field(self, key: str, label: str, help: str, limit: int) -> Field:
        field = Field(label, help=help, limit=limit, required=key == 'place', name=f'shelf-{key}')
        return self._form.add(key, self._draft.keep(key, field))

    async def _add(self) -> None:
        shelf = await self._form.send(self._send)
        if shelf is not None:
            for field in (self._place, self._name):
                field.put('')
            await self._draft.clear()
            notice(t('shelves.added', name=shelf.name))

    async def _send(self) -> Shelf:
        return await self._services.shelves.add(viewer(), self._place.value, self._name.value)


def _ask(services: Services, shelf: Shelf) -> None:
    async def remove() -> None:
        await services.shelves.remove(viewer(), shelf.id)
        notice(t('shelves.removed', name=shelf.name))

    confirm(t('shelves.remove_ask', name=shelf.name), t('shelves.remove_about'), t('shelves.remove'), remove)


def _draw_empty() -> None:
    with box('card empty'):
        tile('📚')
        words(t('shelves.empty'))
