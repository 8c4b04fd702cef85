"""An OpenAI-compatible server on this computer whose answer is a stream of time stamps; for bench_pages.py.

usage: python -m tests.bench.stamping_llm PORT
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import AsyncIterator

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, StreamingResponse
from starlette.routing import Route

PIECES, PER_SECOND = 500, 50


async def models(_: Request) -> JSONResponse:
    """One model."""
    return JSONResponse({'object': 'list', 'data': [{'id': 'stamp', 'object': 'model'}]})


async def chat(_: Request) -> StreamingResponse:
    """`PIECES` pieces like `|1763800000123`, `PER_SECOND` a second: when each piece was sent, in ms since 1970."""

    async def stream() -> AsyncIterator[str]:
        for _ in range(PIECES):
            yield _event({'choices': [{'index': 0, 'delta': {'content': f'|{time.time_ns() // 1_000_000}'}}]})
            await asyncio.sleep(1 / PER_SECOND)
        yield _event({'choices': [{'index': 0, 'delta': {}, 'finish_reason': 'stop'}]})
        yield 'data: [DONE]\n\n'

    return StreamingResponse(stream(), media_type='text/event-stream')


def _event(data: object) -> str:
    return f'data: {json.dumps(data)}\n\n'


app = Starlette(routes=[Route('/v1/models', models), Route('/v1/chat/completions', chat, methods=['POST'])])

if __name__ == '__main__':
    uvicorn.run(app, host='127.0.0.1', port=int(sys.argv[1]), log_level='warning')
