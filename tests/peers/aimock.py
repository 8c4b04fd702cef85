"""Starts `@copilotkit/aimock`, a stand-in for four AI services that nobody here wrote."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.peers.llama import free_port

FOLDER = Path(__file__).parent
PROGRAM = FOLDER / 'node_modules/@copilotkit/aimock/dist/cli.js'


@contextmanager
def running(fixtures: Path = FOLDER / 'aimock.json') -> Iterator[str]:
    """Its address, until the block is left."""
    node = shutil.which('node')
    if node is None or not PROGRAM.exists():
        raise RuntimeError('aimock is missing: install Node.js, then run "npm ci" in tests/peers (./test does both)')
    port = free_port()
    command = [node, str(PROGRAM), '-p', str(port), '-h', '127.0.0.1', '-f', str(fixtures), '--log-level', 'warn']
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        _wait_for(f'http://127.0.0.1:{port}', process)
        yield f'http://127.0.0.1:{port}'
    finally:
        process.terminate()
        process.communicate(timeout=10)


def _wait_for(url: str, process: subprocess.Popen[str]) -> None:
    for _ in range(300):
        if process.poll() is not None:
            raise RuntimeError(f'aimock ended at once: {process.communicate()[0]}')
        try:
            httpx.get(f'{url}/v1/models', trust_env=False, timeout=1)
            return
        except httpx.TransportError:
            time.sleep(0.05)
    raise RuntimeError('aimock does not answer')
