"""Messages to the person: what happened, what to do, one button. Nothing vanishes before it can be read."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from nicegui import ui

from app.clock import Clock
from app.domain.errors import AppError
from components.announcer import announce
from components.buttons import Press, link_button, second_button, text_button
from components.markup import box, icon, words
from components.texts import t

STAYS = 12.0  # seconds a notice stays; it is also kept in the list
KEPT = 20
log = logging.getLogger(__name__)

# Where the one button of an error leads; errors not named here offer another try.
PLACES = {
    'no_ai': '/einstellungen/ki',
    'key': '/einstellungen/ki',
    'denied': '/einstellungen/ki',
    'model_gone': '/einstellungen/ki',
    'api_off': '/einstellungen/ki',
    'no_meaning': '/einstellungen/ki',
    'disk': '/ergebnisse',
    'not_found': '/',
    'not_signed_in': '/login',
}


class Kept(NamedTuple):
    """A message in the list behind the menu."""

    at: datetime
    sentence: str


class Messages:
    """The corner where messages appear, and the list of the latest; one per window."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._corner = box('messages')
        self.kept: list[Kept] = []
        ui.context.client.storage['messages'] = self

    def add(self, kind: str, sign: str, sentences: list[str], *, urgent: bool, stays: bool) -> ui.element:
        """Show a message; returns the row for its buttons."""
        whole = ' '.join(sentences)
        self.kept = [*self.kept[-KEPT + 1 :], Kept(self._clock.now(), whole)]
        announce(whole, urgent=urgent)
        with self._corner, box(f'message {kind}') as message:
            with box('words'):
                icon(sign)
                with box('stack tight'):
                    words(sentences[0], 'strong')
                    for sentence in sentences[1:]:
                        words(sentence)
            with box('row wrap') as buttons:
                pass
            if not stays:
                ui.timer(STAYS, message.delete, once=True)
        return buttons


def notice(sentence: str, *, button: str = '', on_button: Press | None = None) -> None:
    """Say that something worked; stays 12 seconds. `button` e.g. 'Rückgängig machen'."""
    buttons = _messages().add('done', 'check', [sentence], urgent=False, stays=False)
    message = _message_of(buttons)
    with buttons:
        if on_button is not None:
            second_button(button, _then_close(on_button, message), kind='slim', name='notice-action')
        text_button(t('btn.close'), message.delete)


def show_error(error: Exception, retry: Press | None = None) -> None:
    """Say what went wrong and what to do; stays until closed. Unexpected errors are logged with their trace."""
    if not isinstance(error, AppError):
        log.error('unexpected error in a page', exc_info=error)
    key, params = (error.key, error.params) if isinstance(error, AppError) else ('unknown', {})
    sentences = [t(f'err.{key}.what', **params), t(f'err.{key}.do', **params)]
    buttons = _messages().add('fail', 'warning', sentences, urgent=True, stays=True)
    message = _message_of(buttons)
    with buttons:
        if key in PLACES:
            link_button(t(f'err.{key}.button'), PLACES[key], kind='two slim')
        elif retry is not None:
            second_button(t(f'err.{key}.button'), _then_close(retry, message), kind='slim')
        text_button(t('btn.close'), message.delete)


def catch_everything() -> None:
    """From now on, whatever a click or a task of this window raises is told to the person."""
    ui.on_exception(show_error)


def _messages() -> Messages:
    messages: Messages = ui.context.client.storage['messages']
    return messages


def _message_of(buttons: ui.element) -> ui.element:
    slot = buttons.parent_slot
    assert slot is not None
    return slot.parent


def _then_close(action: Press, message: ui.element) -> Callable[[], None]:
    async def press() -> None:
        result = action()
        if result is not None:
            await result
        if not message.is_deleted:
            message.delete()

    return press  # type: ignore[return-value]  # a coroutine function is a Press
