"""The real program as a process of its own, as a person starts it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx

ROOT = Path(__file__).parent.parent.parent


class AppProcess:
    """openOrchestrator on a free port with its own data folder; `restart` and `kill` like a power cut."""

    def __init__(self, data_dir: Path, **environment: str) -> None:
        self.data_dir = data_dir
        self.port = free_port()
        self._environment = environment
        self._process: subprocess.Popen[str] | None = None

    @property
    def url(self) -> str:
        """Where the first page is."""
        return f'http://127.0.0.1:{self.port}'

    @property
    def pid(self) -> int:
        """The process id while it runs."""
        assert self._process is not None
        return self._process.pid

    def start(self) -> AppProcess:
        """Start it and wait for its `ready` line."""
        environment = {k: v for k, v in os.environ.items() if not k.startswith(('PYTEST_', 'OO_', 'NICEGUI_'))}
        environment |= {'XDG_CONFIG_HOME': str(self.data_dir.parent / 'config'), 'PYTHONUNBUFFERED': '1'}
        environment['OO_FOLDERS'] = str(self.data_dir.parent)
        arguments = ['--no-browser', '--port', str(self.port), '--data-dir', str(self.data_dir)]
        with (self.data_dir.parent / 'stderr.txt').open('a') as errors:
            self._process = subprocess.Popen(
                [sys.executable, str(ROOT / 'main.py'), *arguments],
                env=environment | self._environment,
                cwd=ROOT,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if line.strip() != f'ready {self.url}':
            raise AssertionError(f'no ready line but {line!r}: {self.errors()}')
        return self

    def stop(self) -> int:
        """End it as a person would (SIGTERM); its exit code."""
        return self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End it like a power cut."""
        self._end(signal.SIGKILL)

    def errors(self) -> str:
        """What it said on stderr."""
        return (self.data_dir.parent / 'stderr.txt').read_text('utf-8', 'replace')

    def _end(self, how: signal.Signals) -> int:
        if self._process is None:
            return 0
        self._process.send_signal(how)
        code = self._process.wait(15)
        if self._process.stdout:
            self._process.stdout.close()
        self._process = None
        return code


def free_port() -> int:
    """A port of this computer nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        return int(probe.getsockname()[1])


class SlowService:
    """The AI service of tests/peers/stamping_llm.py in a process of its own."""

    def __init__(self) -> None:
        with socket.create_server(('127.0.0.1', 0)) as listening:  # whoever comes early waits in its queue
            self.port = int(listening.getsockname()[1])
            self._process = subprocess.Popen(
                [sys.executable, '-m', 'tests.peers.stamping_llm', str(listening.fileno())],
                cwd=ROOT,
                stderr=subprocess.DEVNULL,
                pass_fds=[listening.fileno()],
            )

    @property
    def url(self) -> str:
        """Its base address as a connection takes it."""
        return f'http://127.0.0.1:{self.port}/v1'

    def calls(self) -> dict[str, int]:
        """How often each task was asked, by the task's first word."""
        found: dict[str, int] = httpx.get(f'http://127.0.0.1:{self.port}/calls', trust_env=False).json()
        return found

    def open_gate(self) -> None:
        """Let the answers of `gated` models begin."""
        httpx.post(f'http://127.0.0.1:{self.port}/go', trust_env=False).raise_for_status()

    def stop(self) -> None:
        """End it, in the middle of an answer if need be."""
        self._process.kill()
        self._process.wait(10)
