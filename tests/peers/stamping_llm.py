"""An OpenAI-compatible server on this computer whose answers are slow streams of time stamps.

usage: python -m tests.peers.stamping_llm FD      (the number of a listening socket that is passed on)
The model `stamp-N` answers with N pieces, 50 a second; `gated-N` does so from the first `POST /go` on.
`GET /calls` says how often each task was asked.
"""

from __future__ import annotations

import asyncio
import json
import socket
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, StreamingResponse
from starlette.routing import Route

PER_SECOND = 50
calls: Counter[str] = Counter()
gate = asyncio.Event()


async def models(_: Request) -> JSONResponse:
    """One model."""
    return JSONResponse({'object': 'list', 'data': [{'id': 'stamp-500', 'object': 'model'}]})


async def chat(request: Request) -> StreamingResponse:
    """Pieces like `|1763800000123`: when each was sent, in ms since 1970. The task's first word is counted."""
    body = await request.json()
    calls[str(body['messages'][-1]['content']).split()[0]] += 1
    pieces = int(body['model'].rpartition('-')[2])

    async def stream() -> AsyncIterator[str]:
        if body['model'].startswith('gated'):
            await gate.wait()
        for _ in range(pieces):
            yield _event({'choices': [{'index': 0, 'delta': {'content': f'|{time.time_ns() // 1_000_000}'}}]})
            await asyncio.sleep(1 / PER_SECOND)
        yield _event({'choices': [{'index': 0, 'delta': {}, 'finish_reason': 'stop'}]})
        yield 'data: [DONE]\n\n'

    return StreamingResponse(stream(), media_type='text/event-stream')


async def count(_: Request) -> JSONResponse:
    """`{first word of the task: calls}`."""
    return JSONResponse(calls)


async def go(_: Request) -> JSONResponse:
    """Open the gate."""
    gate.set()
    return JSONResponse({})


def _event(data: object) -> str:
    return f'data: {json.dumps(data)}\n\n'


app = Starlette(
    routes=[
        Route('/v1/models', models),
        Route('/v1/chat/completions', chat, methods=['POST']),
        Route('/calls', count),
        Route('/go', go, methods=['POST']),
    ]
)

if __name__ == '__main__':
    listening = socket.socket(fileno=int(sys.argv[1]))
    uvicorn.Server(uvicorn.Config(app, log_level='warning')).run(sockets=[listening])
