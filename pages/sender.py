"""Whose name and address stand on letters."""

from __future__ import annotations

from app.bootstrap import Services
from app.domain.sender import Sender
from components.buttons import main_button
from components.draft import Draft
from components.feedback import notice
from components.field import Field
from components.form import Form
from components.frame import page, page_heading
from components.markup import box
from components.texts import t
from components.viewer import viewer

MAX_LETTERS = 100


def create(services: Services) -> None:
    """Draw the page."""
    stored = services.sender.get(viewer())
    form, draft = Form(), Draft(services, 'sender')
    fields: dict[str, Field] = {}

    def field(part: str, label: str, value: str, autocomplete: str, help: str = '') -> None:
        made = Field(label, value=value, help=help, limit=MAX_LETTERS, autocomplete=autocomplete, name=f'sender-{part}')
        fields[part] = form.add(part, draft.keep(part, made))

    async def save() -> None:
        typed = {part: made.value for part, made in fields.items()}
        saved: Sender | None = await form.send(lambda: services.sender.save(viewer(), typed))
        if saved is not None:
            await draft.clear()
            notice(t('sender.saved'))

    with page(t('sender.title'), help='help.sender', width='medium'):
        page_heading(t('sender.title'), below=t('sender.below'))
        with box('card', tag='section'):
            field('name', t('sender.name'), stored.name, 'name')
            field('street', t('sender.street'), stored.street, 'street-address')
            field('town', t('sender.town'), stored.town, 'address-level2', t('sender.town_help'))
            field('phone', t('sender.phone'), stored.phone, 'tel', t('sender.optional'))
            field('email', t('sender.email'), stored.email, 'email', t('sender.optional'))
            main_button(t('sender.save'), save, icon='check', name='save-sender')
