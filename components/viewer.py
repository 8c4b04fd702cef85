"""Who is looking, and in which language. Copied once per visit into the client, read only from there."""

from __future__ import annotations

from nicegui import ui

from app.bootstrap import Services
from app.domain.accounts import Account


def enter(services: Services) -> Account:
    """Find out who opened this page and remember it for the visit."""
    client = ui.context.client
    request = client.request
    account = services.accounts.by_session(request.cookies.get('oo_session', '')) or services.accounts.builtin_owner()
    chosen = request.cookies.get('oo_language', '') or account.language
    client.storage['viewer'] = account
    client.storage['language'] = chosen if chosen in ('de', 'en') else services.config.language
    return account


def viewer() -> Account:
    """The acting account for every service call of this visit."""
    account: Account = ui.context.client.storage['viewer']
    return account


def language() -> str:
    """The language of this visit."""
    name: str = ui.context.client.storage.get('language', 'de')
    return name
