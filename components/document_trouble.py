"""Why a document could not be read, what to do, and the one button for it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial

from app.bootstrap import Services
from app.domain.documents import Document, ReadProblem
from app.domain.places import Place
from components.ai_reading import ai_reading_button
from components.announcer import announce
from components.attempt import attempt
from components.buttons import LocalButton, link_button, second_button
from components.dialog import panel
from components.document_link import home_address
from components.document_state import problem_key, state_words
from components.feedback import notice
from components.fold import fold
from components.markup import box, icon, words
from components.texts import t
from components.viewer import viewer

# Opens the file chooser of the list; in the browser, because only a press may open one.
CHOOSE = '() => document.querySelector(".upload input[type=file]")?.click()'
COMMAND = 'sudo apt install tesseract-ocr tesseract-ocr-deu'


def draw_trouble(services: Services, place: Place, document: Document, *, in_list: bool) -> None:
    """`in_list`: the way to add files stands on the same page."""
    key = problem_key(document)
    with box('note bad').mark(f'trouble-{document.name}'):
        icon('warning')
        with box('words'):
            words(t(f'err.{key}.what', name=document.name, limit_mb=25), 'strong')
            words(t(f'err.{key}.do', name=document.name, limit_mb=25))
            if key == ReadProblem.SCAN.value:
                _recognise_button(services, place, document)
                ai_reading_button(services, place, document)
            elif in_list:
                LocalButton(t(f'err.{key}.button'), CHOOSE, kind='two slim', name='other-file')
            else:
                link_button(t(f'err.{key}.button'), home_address(place), kind='two slim', name='other-file')


def _recognise_button(services: Services, place: Place, document: Document) -> None:
    async def recognise() -> None:
        if not services.librarian.can_recognise:
            _open_missing(services, recognise_now)
            return
        await recognise_now()

    async def recognise_now() -> None:
        announce(t('docs.recognising', name=document.name))
        found = await attempt(partial(services.documents.recognise, viewer(), place, document.name), recognise)
        if found is not None:
            announce(t('docs.state', name=found.name, state=state_words(found)))

    button = second_button(t('err.scan.button'), recognise, icon='search', kind='slim', name='recognise')
    button.props['aria-label'] = t('docs.recognise', name=document.name)


def _open_missing(services: Services, go_on: Callable[[], Awaitable[None]]) -> None:
    """What is missing to recognise text in pictures, and how it comes here."""
    with panel(t('docs.ocr.title')) as dialog:
        words(t('docs.ocr.what'))
        words(t('docs.ocr.do'))
        with fold(t('expert.detail'), name='ocr-experts'):
            words(COMMAND, 'exact', 'code').props('tabindex=0').mark('ocr-command')

        async def check() -> None:
            if not services.librarian.can_recognise:
                notice(t('docs.ocr.not_yet'))
                return
            dialog.close()
            await go_on()

        with box('end'):
            second_button(t('btn.close'), dialog.close, name='close-ocr')
            second_button(t('docs.ocr.again'), check, icon='repeat', name='check-ocr')
    dialog.open()
