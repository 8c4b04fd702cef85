"""The client below all providers: limits, timeouts, pools, and our names for everything that can go wrong."""

from __future__ import annotations

import ast
import asyncio
import gzip
import inspect

import aiohttp
import httpx
import pytest
from aiohttp import http_exceptions

from app.domain.errors import RETRYABLE, ProviderError
from app.providers.base import Endpoint
from app.providers.http import client_for, close_clients, failure, get, open_reply
from app.providers.transport_errors import CODES, TRANSPORT_ERRORS
from tests.app.providers.calling import Service
from tests.peers.hostile import HANG, Answer, Pause, Peer
from tests.peers.llama import free_port
from tests.sources import python_files

HOUSE = Endpoint(id='h', kind='openai', name='Haus', base_url='http://127.0.0.1:1')
CLOUD = Endpoint(id='c', kind='openai', name='Wolke', base_url='https://ki.example')
KNOWN = {code for code in RETRYABLE} | {'garbage', 'unreachable'}


def exceptions_of(module: object) -> list[type[BaseException]]:
    """All exception classes a module shows."""
    found = [value for _, value in inspect.getmembers(module, inspect.isclass)]
    return [cls for cls in found if issubclass(cls, Exception) and not issubclass(cls, Warning)]


@pytest.mark.parametrize(
    'cls', exceptions_of(httpx) + exceptions_of(aiohttp), ids=lambda cls: f'{cls.__module__}.{cls.__name__}'
)
def test_every_exception_of_the_libraries_has_a_code_of_its_own(cls: type[BaseException]) -> None:
    assert CODES.get(cls) in KNOWN, f'{cls.__name__} is not mapped'
    assert issubclass(cls, TRANSPORT_ERRORS) or issubclass(cls, TypeError)  # a WSMessageTypeError needs a websocket


def test_a_class_that_is_not_listed_takes_the_code_of_its_parent() -> None:
    assert failure(http_exceptions.LineTooLong(b'x', '1'), HOUSE).code == 'garbage'


def test_who_cannot_be_reached_is_at_home_or_in_the_internet() -> None:
    assert failure(httpx.ConnectError('x'), HOUSE).code == 'local_ai'
    assert failure(httpx.ConnectError('x'), CLOUD).code == 'net'


async def status(peer: Peer, id: str = 'x') -> int:
    where = Endpoint(id=id, kind='openai', name='', base_url=peer.url)
    return (await get(where, peer.url + '/list', {}))[0].status


async def failing(peer: Peer) -> str:
    with pytest.raises(ProviderError) as caught:
        await status(peer)
    return caught.value.code


async def test_a_service_that_stops_reading_is_left() -> None:
    async with Peer(Answer(parts=[b'nie'])) as peer:
        peer.deaf = True
        where = Endpoint(id='x', kind='openai', name='', base_url=peer.url)
        with pytest.raises(ProviderError) as caught:
            async with open_reply(
                where, 'POST', peer.url, headers={}, body={'x': 'y' * 30_000_000}, idle_s=60, write_s=0.2
            ):
                pass
    assert caught.value.code == 'timeout'


async def test_a_large_body_arrives_whole_with_its_length() -> None:
    async with Peer(Answer(parts=[b'ok'])) as peer:
        where = Endpoint(id='x', kind='openai', name='', base_url=peer.url)
        async with open_reply(where, 'POST', peer.url, headers={}, body={'x': 'ü' * 3_000_000}, idle_s=5) as reply:
            assert await reply.read(10) == b'ok'
    (sent,) = peer.requests
    assert sent.json == {'x': 'ü' * 3_000_000}
    assert 'transfer-encoding' not in sent.headers


@pytest.mark.parametrize(
    'head',
    [
        b'HTTP/1.1 200 OK\r\nX: ' + b'a' * 100_000 + b'\r\n\r\n',
        b'HTTP/1.1 200 OK\r\n' + b'X: a\r\n' * 5_000 + b'\r\n',
        b'SSH-2.0-OpenSSH_9.2\r\n\r\n',
        b'HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n',
    ],
)
async def test_heads_that_are_no_heads_are_garbage(head: bytes) -> None:
    async with Peer(Answer(raw_head=head, framing='close')) as peer:
        assert await failing(peer) == 'garbage'


async def test_a_bomb_of_compressed_nothing_is_stopped() -> None:
    bomb = gzip.compress(bytes(60_000_000), 1)
    answer = Answer(parts=[bomb], headers={'Content-Encoding': 'gzip'})
    async with Peer(answer) as peer:
        assert await failing(peer) == 'flood'


async def test_keep_alives_without_end_are_a_flood() -> None:
    service = Service('openai')

    def pings():  # noqa: ANN202
        while True:
            yield b': ' + b'noch da ' * 8_000 + b'\n'

    async with service.peer(Answer(parts=pings())) as peer:
        assert (await service.error(peer)).code == 'flood'


async def test_cookies_are_not_kept() -> None:
    async with Peer(Answer(headers={'Set-Cookie': 'a=b; Path=/'})) as peer:
        await status(peer)
        await status(peer)
    assert not [sent for sent in peer.requests if 'cookie' in sent.headers]


async def test_proxies_of_the_environment_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ('HTTP_PROXY', 'http_proxy', 'ALL_PROXY'):
        monkeypatch.setenv(name, f'http://127.0.0.1:{free_port()}')
    async with Peer(Answer()) as peer:
        assert await status(peer) == 200


async def test_every_connection_has_a_pool_of_its_own() -> None:
    assert client_for('a') is client_for('a')
    assert client_for('a') is not client_for('b')
    a = client_for('a')
    await close_clients('a')
    assert a.is_closed
    assert not client_for('b').is_closed


async def test_a_hundred_and_fifty_calls_wait_for_nobody() -> None:
    service = Service('openai')
    parts = [*service.dialect.begin, HANG]
    async with service.peer(Answer(parts=parts)) as peer:
        calls = [asyncio.create_task(service.ask(peer)) for _ in range(150)]
        async with asyncio.timeout(20):
            while len(peer.requests) < 150:
                await asyncio.wait(calls, timeout=0.02)
        for call in calls:
            call.cancel()
        await asyncio.wait(calls)


async def test_a_connection_is_used_again_though_its_answer_ends_a_little_after_the_end_mark() -> None:
    service = Service('openai')
    async with service.peer(Answer(parts=[*service.dialect.stream('Ja'), Pause(0.05)])) as peer:
        await service.ask(peer)
        await service.ask(peer)
        assert peer.connections == 1


async def test_a_service_that_never_hangs_up_after_its_end_mark_holds_nobody() -> None:
    service = Service('openai')
    async with service.peer(Answer(parts=[*service.dialect.stream('Ja'), HANG])) as peer:
        assert (await service.ask(peer))[1].text == 'Ja'
        await peer.gone.wait()


async def test_a_stale_connection_is_replaced() -> None:
    service = Service('openai')
    kept = service.dialect.answer('Ja')
    async with service.peer(kept) as peer:
        await service.ask(peer)
        peer.hang_up()
        await status(peer, id='other')  # meanwhile the client notices
        assert (await service.ask(peer))[1].text == 'Ja'
    assert peer.connections == 3


def called(tree: ast.Module) -> set[str]:
    """Names of everything a file calls."""
    calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return {func.attr if isinstance(func, ast.Attribute) else getattr(func, 'id', '') for func in calls}


@pytest.mark.parametrize('name', [name for name in python_files('app') if name.startswith('app/providers/')])
def test_only_one_file_makes_clients_and_none_splits_lines_at_strange_letters(name: str) -> None:
    makers = {'AsyncClient', 'Client', 'ClientSession', 'urlopen'} if name != 'app/providers/http.py' else set()
    assert not called(python_files('app')[name]) & (makers | {'iter_lines', 'aiter_lines'})
