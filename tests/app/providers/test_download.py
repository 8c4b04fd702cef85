"""Files come from the place somebody typed in and from nowhere else; nothing goes along with the request."""

from __future__ import annotations

import asyncio

import pytest

from app.domain.errors import ProviderError
from app.providers.download import CheckedResolver, Downloads, is_reachable
from tests.peers.hostile import HANG, Answer, Peer
from tests.peers.llama import free_port


async def refused(peer_url: str, path: str = '/a', limit: int = 100) -> str:
    async with Downloads() as downloads:
        with pytest.raises(ProviderError) as caught:
            await downloads.get(peer_url + path, limit)
    return caught.value.code


async def test_a_small_file_arrives_and_nothing_is_told_about_us() -> None:
    async with Peer(Answer(parts=[b'ab', b'c'], headers={'Set-Cookie': 'a=b'})) as peer, Downloads() as downloads:
        assert await downloads.get(peer.url + '/a', 3) == b'abc'
        assert await downloads.get(peer.url + '/a', 3) == b'abc'
    assert all(not {'cookie', 'authorization', 'referer'} & set(request.headers) for request in peer.requests)


async def test_it_is_never_led_elsewhere() -> None:
    async with (
        Peer(Answer(parts=[b'secret'])) as other,
        Peer(Answer(status=302, headers={'Location': other.url})) as peer,
    ):
        assert await refused(peer.url) == 'trouble'
        assert other.requests == []


async def test_a_proxy_of_the_environment_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    async with Peer(Answer(parts=[b'no'])) as proxy, Peer(Answer(parts=[b'yes'])) as peer:
        for name in ('http_proxy', 'HTTP_PROXY', 'all_proxy', 'ALL_PROXY'):
            monkeypatch.setenv(name, proxy.url)
        async with Downloads() as downloads:
            assert await downloads.get(peer.url, 10) == b'yes'
        assert proxy.requests == []


async def test_a_file_without_end_is_cut_off() -> None:
    endless = Answer(parts=(b'x' * 1000 for _ in range(10**6)))
    async with Peer(endless) as peer:
        assert await refused(peer.url) == 'flood'
        assert peer.sent < 20_000_000


async def test_silence_and_a_broken_line_have_their_names() -> None:
    async with Peer(Answer(parts=[b'a'], cut=True, framing='length')) as peer:
        assert await refused(peer.url) in ('broken', 'garbage')
    assert await refused(f'http://127.0.0.1:{free_port()}') == 'local_ai'
    async with Peer(Answer(parts=[b'a', HANG])) as peer, Downloads() as downloads:
        task = asyncio.create_task(downloads.get(peer.url, 10))
        await peer.hanging.wait()
        task.cancel()
        await peer.gone.wait()  # leaving closes the line


@pytest.mark.parametrize(
    'address',
    [
        '0.0.0.0',
        '::',
        '224.0.0.1',
        'ff02::1',
        '255.255.255.255',
        '240.0.0.1',
        '169.254.169.254',
        '::ffff:169.254.169.254',
        '::ffff:0.0.0.0',
        'fd00:ec2::254',
        '64:ff9b::a9fe:a9fe',
        '2002:a9fe:a9fe::1',
        '2001::1',
    ],
)
async def test_nobody_keeps_files_there(address: str) -> None:
    assert not is_reachable(address)
    url = f'http://[{address}]:9' if ':' in address else f'http://{address}:9'
    assert await refused(url) == 'net'


@pytest.mark.parametrize(
    'address', ['127.0.0.1', '192.168.1.5', '10.0.0.1', '::1', 'fe80::1%eth0', '93.184.216.34', 'fd12::1']
)
def test_the_house_and_the_internet_are_fine(address: str) -> None:
    assert is_reachable(address)


async def test_a_name_is_asked_for_its_address_when_connecting() -> None:
    resolver = CheckedResolver()
    assert (await resolver.resolve('localhost', 80))[0]['host'] == '127.0.0.1'
    with pytest.raises(OSError, match='no address'):
        await resolver.resolve('0.0.0.0', 80)
    await resolver.close()


@pytest.mark.parametrize('host', ['2130706433', '0x7f.1', '127.1', '0177.0.0.1'])
async def test_strange_spellings_of_an_address_reach_nothing(host: str) -> None:
    assert await refused(f'http://{host}:9') in ('garbage', 'net', 'local_ai')
