"""'Beschreib es in einem Satz': the sentence, who will read it, and the button."""

from __future__ import annotations

from functools import partial

from nicegui import ui

from app.bootstrap import Services
from app.services.describe import MAX_SENTENCE
from components.buttons import link_button, main_button, second_button
from components.draft import Draft
from components.field import Field
from components.form import Form
from components.markup import box
from components.privacy_note import sentence_note
from components.texts import t
from components.viewer import language, viewer

SENTENCE = 'describe'  # under this name the sentence is kept until a recipe was made of it


class DescribeForm:
    """`is_main` when describing is what the page is for."""

    def __init__(self, services: Services, *, is_main: bool) -> None:
        self._services, self._form = services, Form()
        field = Field(
            t('describe.sentence'),
            kind='longtext',
            rows=3,
            help=t('describe.sentence_help'),
            limit=MAX_SENTENCE,
            name='sentence',
        )
        self._sentence = self._form.add('text', Draft(services, SENTENCE).keep('sentence', field))
        sentence_note(services)
        if not is_main and (services.describe.kept(viewer()) or services.describe.at_work(viewer())):
            with box('row'):
                link_button(t('describe.waiting'), '/rezepte/entwurf', kind='text edge', name='draft-waiting')
        draw = main_button if is_main else second_button
        draw(t('describe.send'), self._send, icon='edit', kind='big full', name='describe')

    async def _send(self) -> None:
        sentence = self._sentence.value
        begin = partial(self._services.describe.begin, viewer(), sentence, language())
        await self._services.drafts.save(viewer(), SENTENCE, {'sentence': sentence})
        if await self._form.send(begin) is not None:
            ui.navigate.to('/rezepte/entwurf')
