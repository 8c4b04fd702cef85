"""What every provider must do, whatever protocol it speaks: dropping a new file in runs all of this."""

from __future__ import annotations

import asyncio
import json
import logging
import traceback
from contextlib import aclosing

import pytest

from app.domain.text import Text
from app.providers.base import MAX_ANSWER
from tests.app.providers.calling import KEY, PLUGINS, REMOTE, Service, request
from tests.peers.hostile import HANG, Answer, Peer
from tests.peers.llama import free_port

STRANGE = 'Größe: „Öl\u2028neue\u2029Zeile\x85Ende“ 👩\u200d🍳 ß'


@pytest.fixture(params=REMOTE)
def service(request: pytest.FixtureRequest) -> Service:
    return Service(request.param)


@pytest.mark.parametrize('key', sorted(PLUGINS))
def test_a_provider_introduces_itself_in_both_languages(key: str) -> None:
    plugin = PLUGINS[key]
    texts = [plugin.title, plugin.help, *(field.label for field in plugin.fields)]
    texts += [field.help for field in plugin.fields if field.help != Text('', '')]
    assert plugin.key == key
    assert all(text.de.strip() and text.en.strip() for text in texts)
    assert all(field.secret for field in plugin.fields if 'key' in field.key)


async def test_strange_letters_arrive_whole_however_the_bytes_are_cut(service: Service) -> None:
    stream = b''.join(service.dialect.stream(STRANGE[:7], STRANGE[7:], STRANGE))
    for size in (1, 3, 7, len(stream)):
        cut = [stream[at : at + size] for at in range(0, len(stream), size)]
        async with service.peer(Answer(media=service.dialect.media, parts=cut)) as peer:
            pieces, result = await service.ask(peer)
        assert result.text == ''.join(pieces) == STRANGE * 2


async def test_an_emoji_cut_in_two_comes_together(service: Service) -> None:
    cut = [service.dialect.piece('AB').replace(b'AB', half) for half in (rb'gut \ud83d', rb'\ude00 ja', rb'\ud83d')]
    answer = [*service.dialect.begin, *cut, *service.dialect.ends['done']]
    async with service.peer(Answer(media=service.dialect.media, parts=answer)) as peer:
        _, result = await service.ask(peer)
    assert result.text == 'gut 😀 ja'


async def test_thinking_is_no_part_of_the_text(service: Service) -> None:
    async with service.peer(service.dialect.answer('Ja', '!')) as peer:
        _, result = await service.ask(peer)
    assert (result.text, result.finish) == ('Ja!', 'done')
    assert 'Hm' not in result.text


async def test_what_was_counted_is_told_and_what_was_not_is_unknown(service: Service) -> None:
    counted = [*service.dialect.begin, service.dialect.piece('Ja'), *service.dialect.counted('done')]
    async with service.peer(Answer(media=service.dialect.media, parts=counted), service.dialect.answer('Ja')) as peer:
        _, result = await service.ask(peer)
        _, uncounted = await service.ask(peer)
    assert (result.input_tokens, result.output_tokens) == (7, 3)
    assert (uncounted.input_tokens, uncounted.output_tokens) == (None, None)


async def test_noise_and_keep_alives_are_skipped(service: Service) -> None:
    dialect = service.dialect
    noise = [part for frame in dialect.noise for part in (dialect.keep_alive, frame)]
    parts = [*noise, *dialect.begin, *noise, dialect.piece('Ja'), *noise, *dialect.ends['done']]
    async with service.peer(Answer(media=dialect.media, parts=parts)) as peer:
        assert (await service.ask(peer))[1].text == 'Ja'


async def test_an_answer_at_the_length_limit_says_so(service: Service) -> None:
    async with service.peer(service.dialect.answer('Ja, a', finish='length')) as peer:
        _, result = await service.ask(peer)
    assert (result.finish, result.text) == ('length', 'Ja, a')


@pytest.mark.parametrize('code', ['refused', 'filtered', 'trouble', 'unknown_end'])
async def test_a_stop_that_is_no_end_is_an_error_with_the_text_kept(service: Service, code: str) -> None:
    if code not in service.dialect.ends:
        return  # this service has no word for it
    async with service.peer(service.dialect.answer('Anfang', finish=code)) as peer:
        error = await service.error(peer)
    assert (error.code, error.text, error.service) == (code, 'Anfang', 'Testdienst')


async def test_a_finished_answer_without_text_is_named(service: Service) -> None:
    async with service.peer(service.dialect.answer(' ', '\n')) as peer:
        error = await service.error(peer)
    assert (error.code, error.retryable) == ('empty', True)


async def test_an_answer_that_was_all_thinking_gets_more_room_once(service: Service) -> None:
    cut, whole = service.dialect.answer(finish='length'), service.dialect.answer('Ja')
    async with service.peer(cut, whole) as peer:
        _, result = await service.ask(peer, max_tokens=100)
        limits = []
        for body in service.calls(peer):
            for name in service.dialect.limit:
                body = body[name]
            limits.append(body)
    assert result.text == 'Ja'
    assert limits == [100, 8000]
    async with service.peer(cut) as peer:
        assert (await service.error(peer, max_tokens=100)).code == 'cut'
        assert len(service.calls(peer)) == 2


@pytest.mark.parametrize('framing', ['chunked', 'close', 'length'])
async def test_a_cut_stream_is_broken_and_keeps_its_text(service: Service, framing: str) -> None:
    parts = service.dialect.stream('Anfang', ' und')[: -len(service.dialect.ends['done'])]
    answer = Answer(media=service.dialect.media, parts=parts, framing=framing, cut=True)
    async with service.peer(answer) as peer:
        error = await service.error(peer)
    assert (error.code, error.retryable, error.text) == ('broken', True, 'Anfang und')


async def test_a_stream_that_ends_politely_without_its_end_mark_is_broken(service: Service) -> None:
    parts = service.dialect.stream('Anfang')[: -len(service.dialect.ends['done'])]
    async with service.peer(Answer(media=service.dialect.media, parts=parts)) as peer:
        assert (await service.error(peer)).code == 'broken'


async def test_an_event_torn_by_the_end_of_the_stream_is_broken(service: Service) -> None:
    parts = [*service.dialect.begin, service.dialect.piece('Anfang'), service.dialect.piece('Rest')[:-9]]
    async with service.peer(Answer(media=service.dialect.media, parts=parts)) as peer:
        error = await service.error(peer)
    assert (error.code, error.text) == ('broken', 'Anfang')


async def test_an_error_inside_a_good_stream_is_an_error(service: Service) -> None:
    dialect = service.dialect
    parts = [*dialect.begin, dialect.piece('Anfang'), dialect.error_event('Kessel geplatzt'), b'data: [DONE]\n\n']
    async with service.peer(Answer(media=dialect.media, parts=parts)) as peer:
        error = await service.error(peer)
    assert (error.code, error.text) == ('trouble', 'Anfang')
    assert 'Kessel geplatzt' in error.detail


@pytest.mark.parametrize('junk', [b'data: {"a": \n\n', b'data: ' + b'[' * 100_000 + b'\n\n'])
async def test_events_that_are_not_json_are_garbage(service: Service, junk: bytes) -> None:
    junk = junk if service.dialect.media == 'text/event-stream' else junk.removeprefix(b'data: ')
    parts = [*service.dialect.begin, service.dialect.piece('Anfang'), junk, *service.dialect.ends['done']]
    async with service.peer(Answer(media=service.dialect.media, parts=parts)) as peer:
        error = await service.error(peer)
    assert (error.code, error.retryable, error.text) == ('garbage', False, 'Anfang')


async def test_json_of_unexpected_shapes_never_crashes(service: Service) -> None:
    shapes = [
        'null',
        '1',
        '"x"',
        '[]',
        '[1]',
        '{"choices": 1, "message": [], "candidates": {}, "delta": 3, "usage": 1}',
    ]
    shapes += ['{"type": "content_block_delta", "delta": []}', '{"choices": [1], "candidates": [1], "message": 7}']
    frame = b'%b\n' if service.dialect.media != 'text/event-stream' else b'data: %b\n\n'
    parts = [*(frame % shape.encode() for shape in shapes), *service.dialect.stream('Ja')]
    async with service.peer(Answer(media=service.dialect.media, parts=parts)) as peer:
        assert (await service.ask(peer))[1].text == 'Ja'


async def test_bytes_that_are_not_utf8_are_garbage_but_readable(service: Service) -> None:
    parts = [*service.dialect.begin, service.dialect.piece('AB').replace(b'AB', b'A\xff\xfeB')]
    async with service.peer(Answer(media=service.dialect.media, parts=[*parts, *service.dialect.ends['done']])) as peer:
        error = await service.error(peer)
    assert (error.code, error.text) == ('garbage', 'A\ufffd\ufffdB')


async def test_a_web_page_is_no_answer(service: Service) -> None:
    async with service.peer(Answer(media='text/html', parts=[b'<html>Willkommen</html>'])) as peer:
        error = await service.error(peer)
    assert error.code == ('api_off' if service.key == 'openclaw' else 'garbage')


async def test_redirects_are_not_followed(service: Service) -> None:
    async with Peer(service.dialect.answer('Falle')) as trap:
        away = Answer(status=307, headers={'Location': trap.url + '/v1/chat/completions'})
        async with service.peer(away) as peer:
            assert (await service.error(peer)).code == 'garbage'
        assert trap.requests == []


async def test_nobody_there(service: Service) -> None:
    peer = Peer()
    peer.url = f'http://127.0.0.1:{free_port()}'
    error = await service.error(peer)
    assert (error.code, error.retryable) == ('local_ai', True)


async def test_no_such_name_in_the_internet(service: Service) -> None:
    peer = Peer()
    peer.url = 'https://nirgends.invalid'
    assert (await service.error(peer)).code == 'net'


async def test_a_server_that_hangs_up_at_once_is_broken(service: Service) -> None:
    async with Peer(Answer(raw_head=b'HTTP/1.1 2', framing='close')) as peer:
        error = await service.error(peer)
    assert (error.code, error.retryable) == ('broken', True)


@pytest.mark.parametrize('begun', [False, True])
async def test_silence_ends_with_the_idle_time(service: Service, begun: bool) -> None:
    parts = [*service.dialect.begin, service.dialect.piece('Anfang'), HANG]
    answer = Answer(media=service.dialect.media, parts=parts) if begun else Answer(raw_head=b'HTTP', parts=[HANG])
    async with service.peer(answer) as peer:
        error = await service.error(peer, idle_s=0.5)
    assert (error.code, error.retryable, error.text) == ('timeout', True, 'Anfang' if begun else '')


@pytest.mark.parametrize('begun', [False, True])
async def test_cancelling_closes_the_open_request(service: Service, begun: bool) -> None:
    parts = [*service.dialect.begin, service.dialect.piece('Anfang'), HANG]
    answer = Answer(media=service.dialect.media, parts=parts) if begun else Answer(raw_head=b'HTTP', parts=[HANG])
    async with service.peer(answer) as peer:
        asking = asyncio.create_task(service.ask(peer))
        async with asyncio.timeout(5):
            await peer.hanging.wait()
            asking.cancel()
            await asyncio.wait([asking])
            await peer.gone.wait()
    assert asking.cancelled()


async def test_leaving_early_closes_the_open_request(service: Service) -> None:
    parts = [*service.dialect.begin, service.dialect.piece('Anfang'), HANG]
    async with service.peer(Answer(media=service.dialect.media, parts=parts)) as peer:
        async with aclosing(service.provider.chat(service.endpoint(peer.url), request())) as answer:
            assert await anext(answer) == 'Anfang'
        async with asyncio.timeout(5):
            await peer.gone.wait()


async def test_text_without_end_is_a_flood(service: Service) -> None:
    piece = service.dialect.piece('x' * 50_000)

    def endless():  # noqa: ANN202
        yield from service.dialect.begin
        while True:
            yield piece

    async with service.peer(Answer(media=service.dialect.media, parts=endless())) as peer:
        error = await service.error(peer)
        assert peer.sent < 20_000_000
    assert (error.code, error.retryable) == ('flood', False)
    assert 1_900_000 < len(error.text) <= MAX_ANSWER


async def test_a_gigabyte_in_one_line_is_a_flood(service: Service) -> None:
    def gigabyte():  # noqa: ANN202
        yield service.dialect.piece('AB').partition(b'AB')[0]
        for _ in range(16_000):
            yield b'x' * 65_536

    async with service.peer(Answer(media=service.dialect.media, parts=gigabyte())) as peer:
        error = await service.error(peer)
        assert peer.sent < 40_000_000
    assert error.code == 'flood'


async def test_the_models_are_listed_without_those_that_do_not_write(service: Service) -> None:
    body = json.dumps(service.dialect.models).encode()
    async with service.peer(Answer(media='application/json', parts=[body])) as peer:
        found = await service.provider.models(service.endpoint(peer.url))
    assert [model.id for model in found] == ['openclaw/m' if service.key == 'openclaw' else 'm']


async def test_the_key_travels_in_a_header_and_nowhere_else(service: Service, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    echo = service.dialect.refusal(401, 'authentication_error', f'Incorrect API key provided: {KEY}, {KEY[:9]}***4711')
    cut = Answer(media=service.dialect.media, parts=service.dialect.begin, cut=True)
    no_head = Answer(raw_head=b'SSH-2.0-x\r\n\r\n', framing='close')  # aiohttp's exception for it holds our headers
    async with service.peer(echo, cut, no_head) as peer:
        errors = [await service.error(peer) for _ in range(3)]
        sent = peer.requests[-1]
    assert any(KEY in value for value in sent.headers.values())
    assert KEY not in sent.path
    told = [repr(service.endpoint(peer.url)), caplog.text]
    for error in errors:
        told += [repr(error), str(error), error.detail, *traceback.format_exception(error)]
        told += [repr(error.__cause__), repr(error.params)]
    assert not [text for text in told if 'kanarienvogel' in text]


async def test_two_calls_share_a_connection(service: Service) -> None:
    async with service.peer(service.dialect.answer('Ja')) as peer:
        for _ in range(3):
            await service.ask(peer)
        assert peer.connections == 1
