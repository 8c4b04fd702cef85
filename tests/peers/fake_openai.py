"""A small service that speaks chat completions over a real socket and counts who asked for what.

usage: python -m tests.peers.fake_openai [--latency SECONDS] [--pause SECONDS]      prints its address, then serves

Every answer is 'Antwort' and the marks (MARK-...) found in the prompt, streamed word by word. A call counts for
MARK-x/STEP_y of its prompt, the moment it arrives. GET /counts tells all counts, /counts?N as soon as there were N.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import re
import socket
import subprocess
import sys
from collections import Counter
from types import TracebackType
from typing import Any

import httpx
import uvicorn

MARK, STEP = re.compile(r'MARK-\w+'), re.compile(r'STEP_\w+')
HEAD = [(b'content-type', b'text/event-stream')]


class FakeOpenAI:
    """The ASGI application."""

    def __init__(self, latency: float = 0.0, pause: float = 0.0) -> None:
        self.latency = latency  # seconds before the first word
        self.pause = pause  # seconds between two words
        self.counts: Counter[str] = Counter()
        self._called = asyncio.Event()

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope['type'] != 'http':
            return
        body = b''
        while (message := await receive()).get('more_body'):
            body += message.get('body', b'')
        body += message.get('body', b'')
        if scope['path'] == '/counts':
            while self.counts.total() < int(scope['query_string'] or 0):
                self._called.clear()
                await self._called.wait()
            await _send_json(send, dict(self.counts))
        elif scope['path'] == '/v1/models':
            await _send_json(send, {'object': 'list', 'data': [{'id': 'fake-1', 'object': 'model'}]})
        else:
            await self._answer(json.loads(body), send)

    async def _answer(self, request: dict[str, Any], send: Any) -> None:
        prompt = '\n'.join(str(message['content']) for message in request['messages'])
        marks = sorted(set(MARK.findall(prompt)))
        self.counts.update(f'{mark}/{step}' for mark in marks for step in set(STEP.findall(prompt)))
        self._called.set()
        if self.latency:
            await asyncio.sleep(self.latency)
        await send({'type': 'http.response.start', 'status': 200, 'headers': HEAD})
        words = ['Antwort', *(f' {mark}' for mark in marks)]
        if not self.pause:
            await send({'type': 'http.response.body', 'body': b''.join(map(_chunk, words)) + END})
            return
        for word in words:
            await send({'type': 'http.response.body', 'body': _chunk(word), 'more_body': True})
            await asyncio.sleep(self.pause)
        await send({'type': 'http.response.body', 'body': END})


class FakeProcess:
    """The service in a process of its own; ends with the `with` block."""

    def __init__(self, latency: float = 0.0, pause: float = 0.0) -> None:
        command = [sys.executable, '-m', 'tests.peers.fake_openai', f'--latency={latency}', f'--pause={pause}']
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        self.url = self._process.stdout.readline().strip()
        self._client = httpx.Client(trust_env=False, verify=False)

    def counts(self, at_least: int = 0) -> dict[str, int]:
        """Calls by MARK-x/STEP_y; answers once there were `at_least` so many."""
        counts: dict[str, int] = self._client.get(f'{self.url}/counts?{at_least}', timeout=60).json()
        return counts

    def __enter__(self) -> FakeProcess:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()
        self._process.terminate()
        self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()


def _chunk(word: str) -> bytes:
    return _event({'object': 'chat.completion.chunk', 'choices': [{'index': 0, 'delta': {'content': word}}]})


def _event(data: dict[str, Any]) -> bytes:
    return b'data: ' + json.dumps(data).encode() + b'\n\n'


END = (
    _event({'choices': [{'index': 0, 'delta': {}, 'finish_reason': 'stop'}]})
    + _event({'choices': [], 'usage': {'prompt_tokens': 12, 'completion_tokens': 3}})
    + b'data: [DONE]\n\n'
)


async def _send_json(send: Any, data: Any) -> None:
    await send({'type': 'http.response.start', 'status': 200, 'headers': [(b'content-type', b'application/json')]})
    await send({'type': 'http.response.body', 'body': json.dumps(data).encode()})


def main() -> None:
    """Serve on a free port until terminated."""
    parser = argparse.ArgumentParser()
    parser.add_argument('--latency', type=float, default=0.0)
    parser.add_argument('--pause', type=float, default=0.0)
    arguments = parser.parse_args()
    server_socket = socket.create_server(('127.0.0.1', 0), backlog=2048)
    print(f'http://127.0.0.1:{server_socket.getsockname()[1]}', flush=True)
    app = FakeOpenAI(arguments.latency, arguments.pause)
    config = uvicorn.Config(app, log_level='warning', lifespan='off', access_log=False)
    uvicorn.Server(config).run(sockets=[server_socket])


if __name__ == '__main__':
    main()
