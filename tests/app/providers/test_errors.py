"""What services say when they fail, row by row."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.errors import RETRYABLE
from app.providers.base import Endpoint
from app.providers.errors import from_event, from_reply
from tests.app.providers.calling import REMOTE, Service
from tests.peers.hostile import Answer

WHERE = Endpoint(id='e', kind='openai', name='Dienst', base_url='https://ki.example', api_key='sk-geheim-1234567')

STATUSES = [
    (400, 'setting', False),
    (401, 'key', False),
    (402, 'credit', False),
    (403, 'denied', False),
    (404, 'model_gone', False),
    (408, 'timeout', True),
    (409, 'trouble', True),
    (413, 'big_request', False),
    (422, 'setting', False),
    (429, 'busy', True),
    (499, 'garbage', False),
    (500, 'trouble', True),
    (502, 'trouble', True),
    (503, 'busy', True),
    (504, 'timeout', True),
    (529, 'busy', True),
    (302, 'garbage', False),
    (418, 'garbage', False),
]


@pytest.mark.parametrize(('status', 'code', 'retryable'), STATUSES)
@pytest.mark.parametrize('key', REMOTE)
async def test_every_status_has_its_name(key: str, status: int, code: str, retryable: bool) -> None:
    service = Service(key)
    async with service.peer(service.dialect.refusal(status, 'irgendwas')) as peer:
        error = await service.error(peer)
    if key == 'openclaw' and status in (408, 429, 502):
        retryable = False  # it has tried often enough itself
    assert (error.code, error.retryable, error.http_status) == (code, retryable, status)
    assert 'Nein.' in error.detail


@pytest.mark.parametrize('key', REMOTE)
async def test_a_model_list_fails_with_the_same_names(key: str) -> None:
    service = Service(key)
    for answer, code in ((service.dialect.refusal(401, 'irgendwas'), 'key'), (Answer(parts=[b'nein']), 'garbage')):
        async with service.peer(answer) as peer:
            with pytest.raises(Exception, match=code if key != 'openclaw' else f'{code}|api_off'):
                await service.provider.models(service.endpoint(peer.url))


@pytest.mark.parametrize('key', sorted(set(REMOTE) - {'openclaw'}))
async def test_how_long_to_wait_is_told(key: str) -> None:
    service = Service(key)
    dated = {'retry_after': 'Sun, 22 Nov 2026 10:00:30 GMT', 'date': 'Sun, 22 Nov 2026 10:00:00 GMT'}
    told = [{}, {'retry_after': '12'}, {'retry_after': '0.5'}, {'retry_after_ms': '250', 'retry_after': '9'}, dated]
    for headers, seconds in zip(told, [None, 12.0, 0.5, 0.25, 30.0], strict=True):
        async with service.peer(service.dialect.refusal(429, 'irgendwas', **headers)) as peer:
            error = await service.error(peer)
        assert (error.code, error.retry_after) == ('busy', seconds)


def error_of(status: int, body: Any, **headers: str) -> Any:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return from_reply(WHERE, status, {name.replace('_', '-'): value for name, value in headers.items()}, raw)


MONEY = [
    (429, {'error': {'type': 'insufficient_quota', 'code': 'insufficient_quota', 'message': 'quota'}}),
    (429, {'error': {'type': 'x', 'code': 'credit_balance_exhausted', 'message': 'x'}}),
    (429, {'error': {'type': 'rate_limit_error', 'details': {'error_code': 'enforced_spend_limit_reached'}}}),
    (400, {'type': 'error', 'error': {'type': 'invalid_request_error', 'message': 'Your credit balance is too low'}}),
    (402, {'error': {'type': 'billing_error', 'message': 'x'}}),
    (402, b'<html>'),
    (402, {'error': {'code': 402, 'message': 'Insufficient credits'}}),
]


@pytest.mark.parametrize(('status', 'body'), MONEY)
def test_money_trouble_is_never_tried_again(status: int, body: Any) -> None:
    error = error_of(status, body, retry_after='3', x_should_retry='true')
    assert (error.code, error.retryable, error.retry_after) == ('credit', False, None)


def test_gemini_says_quota_for_what_only_needs_waiting() -> None:
    details = [{'@type': 'x.RetryInfo', 'retryDelay': '12s'}]
    message = 'You exceeded your current quota, please check your plan and billing details.'
    error = error_of(
        429, {'error': {'code': 429, 'message': message, 'status': 'RESOURCE_EXHAUSTED', 'details': details}}
    )
    assert (error.code, error.retryable, error.retry_after) == ('busy', True, 12.0)


SHAPES = [
    (400, {'error': {'code': 400, 'message': 'API key not valid.', 'details': [{'reason': 'API_KEY_INVALID'}]}}, 'key'),
    (400, [{'error': {'code': 400, 'message': 'API key not valid', 'status': 'INVALID_ARGUMENT'}}], 'key'),
    (404, {'error': 'model "llama9" not found, try pulling it first'}, 'model_gone'),
    (422, {'object': 'error', 'message': 'Extra inputs', 'type': 'invalid_request_error', 'param': None}, 'setting'),
    (400, {'error': {'type': 'exceed_context_size_error', 'code': 400, 'n_ctx': 512}}, 'too_long'),
    (400, {'error': {'code': 'context_length_exceeded', 'message': 'x', 'type': 'invalid_request_error'}}, 'too_long'),
    (400, {'error': 'the input length exceeds the context length'}, 'too_long'),
    (400, {'error': {'type': 'invalid_request_error', 'message': 'prompt is too long: 210000 tokens'}}, 'too_long'),
    (400, {'error': {'message': 'The input token count (9) exceeds the maximum number of tokens'}}, 'too_long'),
    (400, {'error': {'code': 'content_policy_violation', 'message': 'x'}}, 'filtered'),
    (400, {'error': {'code': 'model_not_found', 'message': 'x'}}, 'model_gone'),
    (500, {'error': {'type': 'overloaded_error', 'message': 'x'}}, 'busy'),
    (404, b'<html>Not Found</html>', 'garbage'),
    (500, b'', 'trouble'),
    (400, {'detail': [{'loc': ['body'], 'msg': 'x'}]}, 'setting'),
    (401, [], 'key'),
    (503, {'error': {'code': 503, 'message': 'Loading model', 'type': 'unavailable_error'}}, 'busy'),
]


@pytest.mark.parametrize(('status', 'body', 'code'), SHAPES)
def test_every_shape_of_body_is_read(status: int, body: Any, code: str) -> None:
    assert error_of(status, body).code == code


EVENTS = [
    ({'type': 'error', 'error': {'type': 'overloaded_error', 'message': 'Overloaded'}}, 'busy', True),
    ({'error': {'code': 429, 'message': 'x'}}, 'busy', True),
    ({'error': {'code': 403, 'message': 'x', 'metadata': {}}}, 'denied', False),
    ({'error': {'code': 'server_error', 'message': 'x'}}, 'trouble', True),
    ({'error': 'an error was encountered while running the model'}, 'trouble', True),
    ({'error': {'type': 'insufficient_quota'}}, 'credit', False),
    ({'error': {'message': 'exceeds the context window', 'type': 'api_error'}}, 'too_long', False),
    ({'error': True}, 'trouble', True),
]


@pytest.mark.parametrize(('event', 'code', 'retryable'), EVENTS)
def test_an_error_in_a_stream_is_read_by_what_it_names(event: Any, code: str, retryable: bool) -> None:
    error = from_event(WHERE, event)
    assert (error.code, error.retryable) == (code, retryable)


def test_the_service_may_say_whether_to_try_again() -> None:
    assert not error_of(500, {}, x_should_retry='false').retryable
    assert error_of(500, {}, x_should_retry='true').retryable
    assert not error_of(401, {}, x_should_retry='true').retryable


def test_the_services_own_name_for_the_call_is_kept() -> None:
    assert error_of(500, {}, x_request_id='req-1').request_id == 'req-1'
    assert error_of(500, {}, request_id='req-2').request_id == 'req-2'


@pytest.mark.parametrize('text', ['', 'bald', 'nan', 'inf', '-5', '1e999', '99999999999', 'Mon, 99 Foo 2026'])
def test_nonsense_waiting_times_do_no_harm(text: str) -> None:
    wait = error_of(429, {}, retry_after=text).retry_after
    assert wait is None or 0 <= wait <= 86_400


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(['error', 'type', 'code', 'message', 'details', 'status', 'param']), inner)
    ),
    max_leaves=12,
)


@settings(deadline=None)  # the machine may be busy
@given(status=st.sampled_from([0, 200, 302, 400, 401, 404, 429, 500, 529]), value=JSON)
def test_no_body_is_too_strange(status: int, value: Any) -> None:
    error = error_of(status, value) if status else from_event(WHERE, value)
    assert error.code
    assert len(error.detail) <= 300
    assert error.retryable <= (error.code in RETRYABLE)


def test_keys_are_taken_out_of_what_services_say() -> None:
    said = 'Bad key sk-geheim-1234567 (sk-proj-ab12***34cd) Bearer abc.def?key=AIzaSyA1234567'
    detail = error_of(401, {'error': {'message': said}}).detail
    assert not [part for part in ('geheim', 'ab12', 'abc.def', 'AIzaSy') if part in detail]


def test_a_key_of_any_look_is_taken_out() -> None:
    where = Endpoint(id='e', kind='openai', name='', base_url='https://ki.example', api_key='Kanarienvogel')
    assert 'Kanarienvogel' not in from_event(where, {'error': 'Der Kanarienvogel ist falsch.'}).detail
