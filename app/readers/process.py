"""One reading process, seen from the program: started without our environment, asked, ended."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path
from typing import Any

from app.readers.frames import HEAD, lengths, packed, unpacked

ROOT = Path(__file__).parent.parent.parent
BUFFER = 1 << 20


class ProcessLost(Exception):
    """The reading process ended, or said something that is no answer."""


class ReadingProcess:
    """Answers one question after the other; `fresh` until it is taken a second time."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.fresh = True

    @classmethod
    async def start(cls, memory: int) -> ReadingProcess:
        """A new one in a session of its own, so that the programs it starts end with it."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, '-B', '-m', 'app.readers.worker', str(memory)),
            cwd=ROOT,
            env=_environment(),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            start_new_session=os.name == 'posix',
            limit=BUFFER,
        )
        return cls(process)

    @property
    def pid(self) -> int:
        """Its number in the system."""
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """False once the system has said that it ended."""
        return self._process.returncode is None

    async def ask(self, question: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        """Its answer; `ProcessLost` when there will be none."""
        assert self._process.stdin and self._process.stdout
        try:
            self._process.stdin.write(packed(question))
            body, tail = lengths(await self._process.stdout.readexactly(HEAD.size))
            answer = unpacked(await self._process.stdout.readexactly(body))
            plain = await self._process.stdout.readexactly(tail)
        except (asyncio.IncompleteReadError, OSError, RuntimeError, ValueError) as error:
            raise ProcessLost(str(error)) from error
        return answer, plain

    def kill(self) -> None:
        """End it at once, and the program it may have started; the event loop buries it."""
        if not self.is_alive:
            return
        try:
            if os.name == 'posix':
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()
        except ProcessLookupError:
            return

    async def ended(self) -> None:
        """Come back when it is gone."""
        await self._process.wait()


def _environment() -> dict[str, str]:
    """Nothing of ours: no settings, no secrets. One thread each, or the limit of memory is used up by their stacks."""
    clean = {
        'PATH': os.defpath,
        'LANG': 'C.UTF-8',
        'PYTHONUTF8': '1',
        'OMP_THREAD_LIMIT': '1',
        'OPENBLAS_NUM_THREADS': '1',
    }
    windows = os.getenv('SYSTEMROOT')  # without it Windows starts no program
    return clean | ({'SYSTEMROOT': windows} if windows else {})
