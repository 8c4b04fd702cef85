"""Settings: the overview, the appearance, the corner for experts."""

from __future__ import annotations

from app.bootstrap import Services
from app.web.sessions import cookie_name
from tests.pages.conftest import Window


async def test_the_overview_leads_everywhere(window: Window) -> None:
    for mark, heading in (
        ('to-ai', 'Eine KI verbinden'),
        ('to-look', 'Wie groß soll die Schrift sein?'),
        ('to-trash', 'Der Papierkorb ist leer.'),
        ('to-experts', 'REST-API'),
    ):
        await window.open('/einstellungen')
        await window.press(mark)
        await window.sees(heading)


async def test_a_chosen_letter_size_is_spoken(window: Window) -> None:
    await window.open('/einstellungen/aussehen')
    window.user.find(marker='choice-Letters').trigger('chosen', 'huge')
    await window.until(lambda: window.said()[-1:] == ['Gewählt: Sehr groß'], 'it is told')


async def test_experts_see_address_health_and_folder(window: Window, services: Services) -> None:
    await window.open('/einstellungen/fachleute')
    await window.sees(
        'http://127.0.0.1:8080/api', 'In Ordnung', str(services.config.data_dir), str(services.config.key_dir)
    )
    await window.sees('Solange es kein Konto gibt, darf dieser Rechner die API ohne Token aufrufen.')


async def test_a_token_is_shown_once_and_withdrawn(window: Window, services: Services) -> None:
    anna = await services.accounts.create_owner('Anna', 'ein langer Satz nur für mich')
    session = await services.accounts.start_session(anna, 'Firefox')
    window.user.http_client.cookies.set(cookie_name(services.accounts), session)
    await window.open('/einstellungen/fachleute')
    await window.write('token-name', 'Sicherung')
    await window.press('make-token')
    await window.until(lambda: bool(window.all('new-token')), 'it is shown')
    token = window.one('new-token').text
    assert services.accounts.by_token(token) is not None
    await window.press('revoke')
    await window.press('confirm')
    await window.until(lambda: services.accounts.by_token(token) is None, 'it is withdrawn')
    await window.open('/einstellungen/fachleute')
    assert not window.all('new-token')


async def test_search_by_meaning_is_off_and_says_what_it_needs(window: Window, services: Services) -> None:
    await window.open('/einstellungen/fachleute')
    await window.sees('Suche nach Bedeutung', 'Dafür ist noch keine passende KI verbunden.')
    assert services.meaning.model == ''
