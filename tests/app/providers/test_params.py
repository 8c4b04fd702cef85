"""Settings that a model does not take are dropped once and remembered."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.providers.errors import read_complaint
from app.providers.params import KEEP, REPAIRS, Fix, Repairs, fix_for
from tests.app.providers.calling import REMOTE, Service
from tests.peers.hostile import Answer, Peer

BODY = {
    'model': 'm',
    'messages': [],
    'temperature': 0.2,
    'top_p': 0.9,
    'max_tokens': 9000,
    'stream_options': {'include_usage': True},
}
GEMINI = {'contents': [], 'generationConfig': {'temperature': 1, 'topP': 0.5, 'maxOutputTokens': 70_000}}
OLLAMA = {'options': {'temperature': 1, 'num_ctx': 4096, 'num_predict': 10}}


@pytest.fixture(autouse=True)
def nothing_known() -> None:
    """What one test teaches is not known to the next."""
    for entry in REPAIRS.export():
        REPAIRS.forget(entry['connection'])


def repaired(body: dict[str, Any], message: str, param: str | None = None, swap: bool = False) -> dict[str, Any] | None:
    """`body` after one repair; None when there is none."""
    error = {'error': {'message': message, 'type': 'invalid_request_error', 'param': param}}
    fix = fix_for(
        body, read_complaint(400, str(error).replace("'", '"').replace('None', 'null').encode()), swap_limit=swap
    )
    if fix is None:
        return None
    fresh = {key: dict(value) if isinstance(value, dict) else value for key, value in body.items()}
    fix.apply(fresh)
    return fresh


def without(body: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in body.items() if key != name}


@pytest.mark.parametrize(
    ('message', 'param', 'name'),
    [
        ('Unsupported value.', 'temperature', 'temperature'),
        ('`temperature` is deprecated for this model.', None, 'temperature'),
        ('`temperature` and `top_p` cannot both be specified', None, 'temperature'),
        ('topP is not supported', None, 'top_p'),
        ('Unknown field: stream_options', None, 'stream_options'),
    ],
)
def test_the_setting_that_is_named_is_dropped(message: str, param: str | None, name: str) -> None:
    assert repaired(BODY, message, param) == without(BODY, name)


@pytest.mark.parametrize('message', ['messages: roles must alternate', 'Invalid image', 'temperatures', ''])
def test_a_complaint_about_something_else_changes_nothing(message: str) -> None:
    assert repaired(BODY, message) is None


def test_the_length_limit_has_two_names() -> None:
    message = 'max_tokens is not supported with this model. Use max_completion_tokens instead.'
    assert repaired(BODY, message, swap=True) == without(BODY, 'max_tokens') | {'max_completion_tokens': 9000}


def test_a_limit_that_is_too_large_is_lowered_to_what_is_allowed() -> None:
    assert repaired(BODY, 'max_tokens: 9000 > 8192, which is the maximum') == BODY | {'max_tokens': 8192}
    config = repaired(GEMINI, 'maxOutputTokens must be between 1 and 65537')
    assert config is not None
    assert config['generationConfig']['maxOutputTokens'] == 65537


def test_settings_one_level_down_are_found() -> None:
    assert repaired(GEMINI, 'temperature not supported') == GEMINI | {
        'generationConfig': {'topP': 0.5, 'maxOutputTokens': 70_000}
    }
    assert repaired(OLLAMA, 'num_predict unknown') == {'options': {'temperature': 1, 'num_ctx': 4096}}


def rejecting(service: Service, *names: str) -> list[Answer]:
    """Refusals that name one setting after the other, then an answer."""
    refusals = [service.dialect.refusal(400, 'invalid_request_error', f'{name} is not supported') for name in names]
    return [*refusals, service.dialect.answer('Ja')]


def holder(service: Service, body: dict[str, Any]) -> dict[str, Any]:
    """Where the settings of a body are; Gemini leaves the place out when it is empty."""
    found: dict[str, Any] = body.get(service.dialect.limit[0], {}) if len(service.dialect.limit) > 1 else body
    return found


@pytest.mark.parametrize('key', REMOTE)
async def test_a_rejected_setting_is_left_out_at_once_and_from_then_on(key: str) -> None:
    service = Service(key)
    async with service.peer(*rejecting(service, 'temperature')) as peer:
        first = (await service.ask(peer, temperature=0.3))[1]
        await service.ask(peer, temperature=0.3)
        await service.ask(peer, temperature=0.3, model='anderes')
        sent = ['temperature' in holder(service, body) for body in service.calls(peer)]
    assert first.text == 'Ja'
    assert sent == [True, False, False, True]


@pytest.mark.parametrize('key', REMOTE)
async def test_a_default_bot_sends_no_settings(key: str) -> None:
    service = Service(key)
    async with service.peer(service.dialect.answer('Ja')) as peer:
        await service.ask(peer)
        (body,) = service.calls(peer)
    assert not {'temperature', 'top_p', 'topP', 'top_k', 'topK', 'seed', 'stop'} & set(holder(service, body))


async def test_two_repairs_and_no_more() -> None:
    service = Service('openai')
    settings = {'top_p': 0.5, 'seed': 1}
    async with service.peer(*rejecting(service, 'temperature', 'top_p')) as peer:
        assert (await service.ask(peer, temperature=0.3, settings=settings))[1].text == 'Ja'
    async with service.peer(*rejecting(service, 'temperature', 'top_p', 'seed')) as peer:
        error = await service.error(peer, temperature=0.3, settings=settings)
        assert len(service.calls(peer)) == 3
    assert (error.code, error.retryable) == ('setting', False)


async def test_what_did_not_help_is_not_remembered() -> None:
    service = Service('openai')
    async with service.peer(service.dialect.refusal(400, 'x', 'temperature is bad')) as peer:
        await service.error(peer, temperature=0.3)
        await service.error(peer, temperature=0.3)
        sent = ['temperature' in body for body in service.calls(peer)]
    assert sent == [True, False, True, False]


async def test_other_trouble_is_no_reason_for_a_repair() -> None:
    service = Service('openai')
    async with service.peer(service.dialect.refusal(429, 'x', 'temperature of the server')) as peer:
        await service.error(peer, temperature=0.3)
        assert len(peer.requests) == 1


class LaterClock:
    """A clock a test moves."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 22, tzinfo=UTC)

    def now(self) -> datetime:
        return self.time

    def monotonic(self) -> float:
        return 0.0

    async def sleep(self, seconds: float) -> None:
        raise AssertionError('nobody sleeps here')


def test_after_thirty_days_it_is_tried_again() -> None:
    clock = LaterClock()
    repairs = Repairs(clock)
    repairs.remember('c', 'm', Fix(('temperature',)))
    clock.time += KEEP - timedelta(seconds=1)
    assert 'temperature' not in repairs.apply('c', 'm', BODY)
    clock.time += timedelta(seconds=2)
    assert repairs.apply('c', 'm', BODY) == BODY


def test_what_was_learnt_survives_a_restart() -> None:
    before = Repairs(LaterClock())
    before.remember('c', 'm', Fix(('max_tokens',), to='max_completion_tokens'))
    after = Repairs(LaterClock())
    after.load([*before.export(), {'connection': 'c'}, 7])
    assert after.apply('c', 'm', BODY)['max_completion_tokens'] == 9000
    after.forget('c')
    assert after.apply('c', 'm', BODY) == BODY


async def test_other_services_than_openai_get_the_name_of_the_limit_they_all_know() -> None:
    service = Service('openai')
    async with Peer(service.dialect.answer('Ja')) as peer:
        await service.ask(peer, max_tokens=50)
    assert peer.requests[0].json['max_tokens'] == 50
