"""Connecting an AI: tried before it is saved, chosen from its live list, looked after, deleted."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

import pytest

from app.bootstrap import Services
from app.domain.connections import Connection, ConnectionKind, FoundServer
from components.found_servers import FoundServers
from tests.pages.conftest import Window

KEY = 'geheim-1234567890'


@pytest.fixture
async def ai() -> AsyncIterator[str]:
    """A real server on this computer that lists two models to whoever has the key; its address."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b'\r\n\r\n')
        fits = f'authorization: bearer {KEY}'.encode() in head.lower()
        body = {'data': [{'id': 'gross'}, {'id': 'klein'}]} if fits else {'error': {'message': 'wrong key'}}
        content = json.dumps(body).encode()
        status = b'200 OK' if fits else b'401 Unauthorized'
        writer.write(b'HTTP/1.1 ' + status + b'\r\nContent-Type: application/json\r\nConnection: close\r\n')
        writer.write(b'Content-Length: %d\r\n\r\n' % len(content) + content)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, '127.0.0.1', 0)
    async with server:
        yield f'http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1'


@pytest.fixture
async def connection(services: Services, ai: str) -> Connection:
    """A connection that works."""
    return await services.connections.create(
        services.accounts.builtin_owner(), kind='openai', name='Hauskasten', base_url=ai, api_key=KEY
    )


def mine(services: Services) -> list[Connection]:
    """Without the practice mode, which is always there."""
    found = services.connections.list(services.accounts.builtin_owner())
    return [connection for connection in found if connection.kind is not ConnectionKind.PRACTICE]


async def test_practice_is_all_there_is_at_first(window: Window) -> None:
    await window.open('/einstellungen/ki')
    await window.sees('Übungsmodus', 'Hier arbeitet keine KI.', 'Die übliche KI', 'Eine KI verbinden')


async def test_an_ai_is_tried_chosen_from_its_list_and_saved(window: Window, services: Services, ai: str) -> None:
    await window.open('/einstellungen/ki')
    await window.press('service-own')
    await window.write('address', ai)
    await window.write('key', KEY)
    await window.press('try-connection')
    await window.sees('Es klappt. Der Dienst antwortet.', 'Er bietet 2 Ausführungen an.')
    assert not mine(services)
    await window.write('model', 'klein')
    await window.press('save-connection')
    await window.sees('Der Schlüssel endet auf 7890')
    made = mine(services)[0]
    assert (made.default_model, made.is_default, made.has_key) == ('klein', True, True)


async def test_a_wrong_key_is_explained_and_not_saved(window: Window, services: Services, ai: str) -> None:
    await window.open('/einstellungen/ki')
    await window.press('service-own')
    await window.write('address', ai)
    await window.write('key', 'falsch-1234567890')
    await window.press('try-connection')
    await window.sees('Der KI-Dienst hat den Schlüssel nicht angenommen.', 'Schlüssel prüfen')
    assert not mine(services) and not window.all('save-connection')


async def test_a_service_on_the_internet_needs_its_key(window: Window) -> None:
    await window.open('/einstellungen/ki')
    await window.press('service-anthropic')
    await window.sees('Deine Texte gehen dann an diesen Dienst im Internet.')
    await window.press('try-connection')
    await window.until(lambda: window.one('key').error != '', 'the field says what is missing')


async def test_what_is_switched_off_can_be_saved_all_the_same(window: Window, services: Services) -> None:
    await window.open('/einstellungen/ki')
    await window.press('service-ollama')
    await window.write('address', 'http://127.0.0.1:9')
    await window.press('try-connection')
    await window.sees('Die KI auf deinem Rechner antwortet nicht.')
    await window.press('save-anyway')
    await window.until(lambda: len(mine(services)) == 1, 'it is stored')
    assert mine(services)[0].kind is ConnectionKind.OLLAMA


async def test_an_address_that_is_none_is_told_at_the_field(window: Window) -> None:
    await window.open('/einstellungen/ki')
    await window.press('service-own')
    await window.write('address', 'das ist keine')
    await window.press('try-connection')
    await window.until(lambda: window.one('address').error != '', 'the field says so')


async def test_a_key_is_hidden_until_one_wants_to_see_it_and_never_a_draft(window: Window, services: Services) -> None:
    await window.open('/einstellungen/ki')
    await window.press('service-own')
    await window.write('address', 'http://haus.local')
    await window.write('key', KEY)
    assert window.one('key').props['kind'] == 'password'
    await window.press('show-secret')
    await window.until(lambda: window.one('key').props['kind'] == 'text', 'it is shown')
    owner = services.accounts.builtin_owner()
    await window.until(lambda: services.drafts.get(owner, 'connection') != {}, 'the address is kept')
    assert KEY not in str(services.drafts.get(owner, 'connection'))


async def test_a_connection_is_checked_in_its_card(window: Window, connection: Connection) -> None:
    await window.open('/einstellungen/ki')
    await window.sees('Hauskasten', 'Texte bleiben in deinem Haus.')
    await window.press('check')
    await window.sees('Es klappt. Der Dienst antwortet.')


async def test_a_bad_key_leads_to_the_window_with_the_key(
    window: Window, services: Services, connection: Connection
) -> None:
    owner = services.accounts.builtin_owner()
    await services.connections.update(owner, connection.id, {'api_key': 'falsch-1234567890'})
    await window.open('/einstellungen/ki')
    await window.press('check')
    await window.press('repair')
    await window.write('key', KEY)
    await window.press('save-connection')
    await window.sees('Es klappt. Der Dienst antwortet.')


async def test_name_model_and_number_are_changed(window: Window, services: Services, connection: Connection) -> None:
    await window.open('/einstellungen/ki')
    await window.press('edit-connection')
    live = ['gross', 'gross']
    await window.until(
        lambda: any(live in field.props['choices'] for field in window.all('model')), 'the live list is there'
    )
    await window.write('name', 'Keller')
    await window.write('model', 'gross')
    await window.write('parallel', '2')
    await window.press('save-connection')
    await window.sees('Keller', 'gross')
    changed = mine(services)[0]
    assert (changed.max_parallel, changed.has_key) == (2, True)


async def test_another_connection_becomes_the_usual_one(
    window: Window, services: Services, connection: Connection, ai: str
) -> None:
    owner = services.accounts.builtin_owner()
    await services.connections.create(owner, kind='openai', name='Zweite', base_url=ai + 'x')
    await window.open('/einstellungen/ki')
    await window.press('make-default')
    await window.sees('Ab jetzt arbeitet „Zweite“ für deine Bots.')
    assert [c.name for c in mine(services) if c.is_default] == ['Zweite']


async def test_a_deleted_connection_comes_back_with_its_key(
    window: Window, services: Services, connection: Connection
) -> None:
    await window.open('/einstellungen/ki')
    await window.press('delete-connection')
    await window.sees('Die Verbindung „Hauskasten“ liegt jetzt im Papierkorb.')
    await window.press_text('Rückgängig machen')
    await window.until(lambda: len(mine(services)) == 1, 'it is back')
    await window.press('check')
    await window.sees('Es klappt. Der Dienst antwortet.')


async def test_a_found_program_is_connected_with_one_press(window: Window, services: Services, ai: str) -> None:
    await window.open('/einstellungen/ki')
    found = FoundServer(kind=ConnectionKind.OPENAI, name='LM Studio', base_url=ai, models=('gross',))
    await window.until(lambda: bool(window.all('look-again') or window.all('found-connect')), 'it has looked')
    assert window.user.client
    with window.user.client:
        next(e for e in window.user.client.elements.values() if isinstance(e, FoundServers)).show([found])
    await window.sees('LM Studio läuft hier.', '1 Ausführung, Texte bleiben in deinem Haus.')
    await window.press('found-connect')
    await window.until(lambda: [c.name for c in mine(services)] == ['LM Studio'], 'it is stored')
