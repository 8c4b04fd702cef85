"""Who is looking, and in which language. The language is kept for the visit; the person is asked anew each time."""

from __future__ import annotations

from nicegui import ui

from app.bootstrap import Services
from app.domain.accounts import Account
from app.domain.errors import NotSignedIn
from app.i18n import LANGUAGES
from app.web.answers import LANGUAGE_COOKIE
from app.web.sessions import current_person, session_of

_SCOPE = 'oo.accounts'  # set by the guard of app/web


def enter(services: Services) -> Account:
    """Find out who opened this page, and remember the language of the visit."""
    storage = ui.context.client.storage
    storage['services'] = services
    account = viewer()
    storage['account'] = account.id
    if _SCOPE in ui.context.client.request.scope:
        storage['session'] = session_of(ui.context.client.request)
    chosen = ui.context.client.request.cookies.get(LANGUAGE_COOKIE) or account.language
    storage['language'] = chosen if chosen in LANGUAGES else services.config.language
    return account


def viewer() -> Account:
    """The acting account for every service call of this visit; `NotSignedIn` when access ended meanwhile."""
    client = ui.context.client
    services: Services = client.storage['services']
    if _SCOPE in client.request.scope:  # the guard of app/web was passed
        account = current_person(client.request)
    else:  # pages drawn without the web armour (simulation): only as long as nobody has an account
        account = None if services.accounts.exist() else services.accounts.builtin_owner()
    if account is None:
        raise NotSignedIn()
    return account


def language() -> str:
    """The language of this visit."""
    name: str = ui.context.client.storage.get('language', 'de')
    return name
