"""A run as server-sent events: journal lines with their number as id, live text between them."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncGenerator, AsyncIterator
from typing import Annotated, Any

from fastapi import Header, Request, Response
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from app.api.asking import language_of
from app.api.shapes import error_json
from app.bootstrap import Services
from app.domain.accounts import Account
from app.domain.codec import from_json
from app.domain.errors import Invalid
from app.domain.events import StepText
from app.domain.runs import EventType, Run, RunEvent, StepError

KEEP_ALIVE = 15.0  # seconds of silence after which a comment shows that the line still stands
TEXT_EVENT = 'step.text'
EVENT_SCHEMA = {
    'type': 'object',
    'description': 'One event. `id` is missing for `step.text`.',
    'properties': {
        'id': {'type': 'string'},
        'event': {'type': 'string', 'enum': [*(kind.value for kind in EventType), TEXT_EVENT]},
        'data': {'type': 'string', 'contentMediaType': 'application/json'},
    },
    'required': ['event', 'data'],
}
LastEventId = Annotated[str | None, Header(alias='Last-Event-ID', max_length=40, description='The last `id` you saw.')]


class EventStream(StreamingResponse):
    """Ends its source in every case: at its end, when the reader is gone, when we stop."""

    media_type = 'text/event-stream'

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        # Starlette listens for readers who leave only with older servers; newer ones tell at the next write, and a
        # slow step may not write for minutes.
        listening = {**scope, 'asgi': {**scope.get('asgi', {}), 'spec_version': '2.3'}}
        assert isinstance(self.body_iterator, AsyncGenerator)
        async with contextlib.aclosing(self.body_iterator):
            await super().__call__(listening, receive, send)


def watch(app: Services, person: Account, request: Request, run: Run, last: str | None) -> Response:
    """The events after `last`; 204 when the run is over and nothing is left to tell, so that browsers stop asking."""
    after = _number(last)
    if run.status.is_final and after >= run.seq:
        return Response(status_code=204)
    source = app.runs.events(person, run.id, after)
    return EventStream(
        _with_keep_alive(source, run.id, language_of(request), request.app.state.keep_alive),
        headers={'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no'},
    )


async def _with_keep_alive(
    source: AsyncIterator[RunEvent | StepText], run_id: str, language: str, seconds: float
) -> AsyncGenerator[str, None]:
    waiting: asyncio.Future[Any] | None = None
    try:
        while True:
            waiting = waiting or asyncio.ensure_future(anext(source, None))
            await asyncio.wait({waiting}, timeout=seconds)
            if not waiting.done():
                yield ': still here\n\n'
                continue
            item, waiting = waiting.result(), None
            if item is None:
                return
            yield _message(item, run_id, language)
    finally:
        if waiting:
            waiting.cancel()
            await asyncio.gather(waiting, return_exceptions=True)
        if isinstance(source, AsyncGenerator):
            await source.aclose()


def _message(item: RunEvent | StepText, run_id: str, language: str) -> str:
    if isinstance(item, StepText):
        text = {'run_id': run_id, 'step_id': item.step_id, 'offset': item.offset, 'piece': item.piece}
        return f'event: {TEXT_EVENT}\ndata: {_line(text)}\n\n'  # no id: after a break the journal tells the rest
    data = {
        'seq': item.seq,
        'at': item.at.isoformat(),
        'run_id': run_id,
        'step_id': item.step_id,
        'data': _shown(item, language),
    }
    return f'id: {item.seq}\nevent: {item.type.value}\ndata: {_line(data)}\n\n'


def _shown(event: RunEvent, language: str) -> dict[str, Any]:
    """What a reader may see of the journal line."""
    if event.type is EventType.RUN_CREATED:
        recipe = event.data['pipeline']
        steps = [{name: step.get(name, '') for name in ('id', 'name', 'bot_id')} for step in recipe['steps']]
        inputs, trigger = event.data['inputs'], event.data['trigger']
        return {'pipeline_id': recipe['id'], 'pipeline_name': recipe['name'], 'inputs': inputs, 'trigger': trigger,
                'steps': steps}  # fmt: skip
    data = {name: value for name, value in event.data.items() if name != 'key'}
    if data.get('error'):
        data['error'] = error_json(from_json(StepError, data['error']), language)
    return data


def _line(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(',', ':'))


def _number(last: str | None) -> int:
    text = (last or '').strip()
    if not text:
        return 0
    if not (text.isascii() and text.isdigit()):
        raise Invalid.field('Last-Event-ID', 'number')
    return int(text)
