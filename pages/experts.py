"""The corner for experts: address of the API, tokens, health, where the data lies. Technical words are fine here."""

from __future__ import annotations

from nicegui import ui

from app.bootstrap import Services
from app.services.accounts import TOKEN
from components.access_tokens import AccessTokens
from components.frame import page, page_heading
from components.markup import box, heading, icon, words
from components.meaning_form import meaning_form
from components.texts import number, t
from components.viewer import viewer


def create(services: Services) -> None:
    """Draw the page."""
    with page(t('settings.experts'), help='help.experts', width='medium'):
        page_heading(t('settings.experts'), below=t('settings.experts_about'))
        _api(services)
        if viewer().is_owner:
            meaning_form(services)
        _health(services)
        _data(services)


def _api(services: Services) -> None:
    config = services.config
    host = f'[{config.host}]' if ':' in config.host else config.host
    with box('card', tag='section'):
        heading(t('expert.api'))
        _facts({t('expert.address'): f'http://{host}:{config.port}/api'})
        with box('row'):
            # A plain link: this address is no page of ours.
            with ui.element('a').classes('btn two') as link:
                icon('book')
                words(t('expert.docs'), tag='span')
            link.props['href'] = '/api/docs'
        heading(t('expert.tokens'), 3)
        if services.accounts.exist():
            AccessTokens(services, TOKEN)
        else:
            words(t('expert.no_account'))


def _health(services: Services) -> None:
    report = services.health.report()
    checks = report['checks']
    with box('card', tag='section'):
        heading(t('expert.health'))
        _facts(
            {
                t('expert.status'): t(f'expert.status.{report["status"]}'),
                t('expert.version'): report['version'],
                t('expert.since'): report['started_at'],
                t('expert.free'): t('size.megabytes', count=number(checks['disk']['free_mb'])),
                t('expert.runs'): str(checks['runs']['open']),
                t('expert.set_aside'): ', '.join(checks['storage']['set_aside']) or t('expert.none'),
            }
        )


def _data(services: Services) -> None:
    config = services.config
    with box('card', tag='section'):
        heading(t('expert.data'))
        _facts(
            {
                t('expert.folder'): str(config.data_dir),
                t('expert.keys'): str(config.key_dir),
                t('expert.logs'): str(config.data_dir / 'logs'),
            }
        )
        words(t('expert.backup'), 'soft')


def _facts(facts: dict[str, str]) -> None:
    with box('facts', tag='dl'):
        for name, value in facts.items():
            words(name, tag='dt')
            words(value, tag='dd')
