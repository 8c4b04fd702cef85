"""One streamed call from request to result, the same for every service that speaks over HTTP."""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncGenerator, Callable, Iterator, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from typing import Any

from app.domain.errors import ProviderError
from app.providers import errors
from app.providers.answer import Answer
from app.providers.base import ChatResult, Endpoint
from app.providers.http import MAX_ERROR, Reply, open_reply
from app.providers.params import MAX_REPAIRS, REPAIRS, Fix, fix_for
from app.providers.redact import without_secrets
from app.providers.sse import Event, NdjsonReader, SseReader, TooLong, WholeReader

log = logging.getLogger(__name__)

DONE = '[DONE]'
_ROOMY = 8000  # tokens: thinking and answer share the limit


# A service's own reading of an error: some names mean something else there.
Refine = Callable[[ProviderError, errors.Complaint], ProviderError]


def unrefined(error: ProviderError, complaint: errors.Complaint) -> ProviderError:
    """The error as it is."""
    return error


@dataclass(frozen=True, kw_only=True, slots=True)
class Post:
    """What to send where. `limit` is the path of the length limit in the body."""

    url: str
    headers: Mapping[str, str] = field(repr=False)
    body: Mapping[str, Any] = field(repr=False)
    model: str
    idle_s: float | None
    limit: tuple[str, ...] = ()
    swap_limit: bool = False
    ndjson: bool = False
    finish_ends: bool = False  # the stream may end after the finish reason without a further mark
    refine: Refine = unrefined


# Takes an event apart: yields the text to show, notes the rest in the answer.
Read = Callable[[Any, Event, Answer], Iterator[str]]


async def talk(endpoint: Endpoint, post: Post, read: Read) -> AsyncGenerator[str | ChatResult]:
    """Pieces of text as they come, then the result; an answer that was all thinking gets more room once."""
    for roomy in (False, True):
        answer = Answer(endpoint)
        try:
            with answer.keeping_text():
                async with aclosing(_events(endpoint, post, answer)) as events:
                    async for event in events:
                        for piece in read(_json(event, answer), event, answer):
                            yield piece
                result = answer.result()
        except ProviderError as error:
            larger = None if roomy or error.code != 'cut' or answer.text else _with_more_room(post)
            if larger is None:
                raise
            post = larger
            continue
        yield result
        return


async def _events(endpoint: Endpoint, post: Post, answer: Answer) -> AsyncGenerator[Event]:
    """The events of the answer, after at most two repairs of rejected settings."""
    body = REPAIRS.apply(endpoint.id, post.model, post.body)
    fixes: list[Fix] = []
    while True:
        async with open_reply(endpoint, 'POST', post.url, headers=post.headers, body=body, idle_s=post.idle_s) as reply:
            answer.request_id = reply.request_id
            if reply.status == 200:
                for fix in fixes:
                    REPAIRS.remember(endpoint.id, post.model, fix)
                async with aclosing(_framed(endpoint, post, reply, answer)) as events:
                    async for event in events:
                        yield event
                answer.ended = answer.ended or bool(post.finish_ends and answer.finish)
                return
            raw = await reply.read(MAX_ERROR)
        complaint = errors.read_complaint(reply.status, raw)
        error = post.refine(errors.as_error(endpoint, complaint, reply.headers), complaint)
        new = _fix(error, complaint, post, body, fixes)
        if new is None:
            raise error
        log.info('%s: %s does not take %s', endpoint.id, post.model, '.'.join(new.path))
        new.apply(body)
        fixes.append(new)


def _fix(
    error: ProviderError, complaint: errors.Complaint, post: Post, body: dict[str, Any], fixes: list[Fix]
) -> Fix | None:
    if error.code != 'setting' or len(fixes) >= MAX_REPAIRS:
        return None
    return fix_for(body, complaint, swap_limit=post.swap_limit, done=fixes)


async def _framed(endpoint: Endpoint, post: Post, reply: Reply, answer: Answer) -> AsyncGenerator[Event]:
    """Events until the end mark; the few bytes after it are taken too, so that the connection can be used again."""
    if reply.media_type in ('text/html', 'text/plain', 'application/xhtml+xml'):
        raw = (await reply.read(300)).decode('utf-8', 'replace')
        error = answer.error('garbage', without_secrets(f'{reply.media_type}: {raw}', endpoint))
        raise post.refine(error, errors.Complaint(status=200, message=raw, is_json=False))
    reader = _reader(post, reply)
    try:
        async with aclosing(reply.pieces()) as pieces:
            async for piece in pieces:
                for event in reader.feed(piece):
                    yield event
                    if answer.ended:
                        await reply.drain()
                        return
        for event in reader.end():
            yield event
    except TooLong:
        raise answer.error('flood', 'one event does not end') from None


def _reader(post: Post, reply: Reply) -> SseReader | NdjsonReader | WholeReader:
    if post.ndjson:
        return NdjsonReader()
    return WholeReader() if reply.media_type == 'application/json' else SseReader()


def _json(event: Event, answer: Answer) -> Any:
    """The event as JSON; None for an event that is not meant to be, or that the end of the stream tore in two."""
    answer.garbled = answer.garbled or event.garbled
    if event.data.strip() == DONE:
        return None
    try:
        return json.loads(event.data)
    except (ValueError, RecursionError):
        if event.torn:
            return None
        raise answer.error('garbage', 'an event that is not JSON') from None


def _with_more_room(post: Post) -> Post | None:
    """The same call with a larger length limit; None when none was set."""
    holder: Any = post.body
    for key in post.limit[:-1]:
        holder = holder.get(key, {})
    limit = holder.get(post.limit[-1]) if post.limit else None
    if not isinstance(limit, int) or limit >= 4 * _ROOMY:
        return None
    value: Any = max(4 * limit, _ROOMY)
    for key in reversed(post.limit):
        value = {key: value}
    return replace(post, body=_merged(post.body, value))


def _merged(body: Mapping[str, Any], change: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **body,
        **{key: _merged(body[key], new) if isinstance(new, Mapping) else new for key, new in change.items()},
    }
