"""The reading processes: at most `size` at once, each with limits of memory and time, replaced when one is lost."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from pathlib import Path
from typing import Any

from app.domain.documents import Page, Reading, ReadProblem
from app.readers.base import Unreadable
from app.readers.process import ProcessLost, ReadingProcess
from app.readers.tesseract import find_tesseract

SECONDS = 30.0  # for one file, or one page of a scan
MEMORY = 1 << 30  # bytes of address space of a reading process
CLOSING = 1.0  # seconds for the system to bury the processes

Answer = tuple[dict[str, Any], bytes]


class ReaderPool:
    """Reads files without ever holding up, or endangering, the program itself."""

    def __init__(self, *, size: int = 2, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self._size, self._seconds, self._memory = size, seconds, memory
        self._gate = asyncio.Semaphore(size)
        self._idle: list[ReadingProcess] = []
        self._alive: dict[ReadingProcess, asyncio.Task[None]] = {}  # each with who waits for its end
        self._asking: set[asyncio.Task[Answer]] = set()

    @property
    def size(self) -> int:
        """How many files can be read at once."""
        return self._size

    @property
    def can_recognise(self) -> bool:
        """True when tesseract with German is installed; asked again each time, it may be installed meanwhile."""
        return find_tesseract() is not None

    async def read(self, path: Path, name: str) -> Reading:
        """The text of a file; `Unreadable`. `name` is the document's own name, whose ending may matter."""
        answer, _ = await self._ask('read', path, name)
        return Reading(
            pages=tuple(Page(number=number, text=text, label=label) for number, text, label in answer['pages']),
            media_type=answer['media_type'],
            has_pages=answer['has_pages'],
            note=answer['note'],
        )

    async def recognise(self, path: Path, name: str, page: int) -> str:
        """The text in the picture of one page (from 1), by tesseract; `Unreadable`."""
        program = find_tesseract()
        if program is None:
            raise Unreadable(ReadProblem.SCAN, name=name)
        answer, _ = await self._ask('recognise', path, name, page=page, command=program.command)
        return str(answer['text'])

    async def picture(
        self, path: Path, name: str, page: int, *, width: int, marks: Sequence[tuple[int, int]] = ()
    ) -> bytes:
        """A page of a PDF, or a picture, as PNG `width` pixels wide; `marks` are characters of its text to mark."""
        _, png = await self._ask('picture', path, name, page=page, width=width, marks=list(marks))
        return png

    async def close(self) -> None:
        """End the processes; who still waits for an answer is cancelled."""
        for task in self._asking:
            task.cancel()
        for process in self._alive:
            process.kill()
        self._idle.clear()
        if left := {*self._asking, *self._alive.values()}:
            await asyncio.wait(left, timeout=CLOSING)

    async def _ask(self, task: str, path: Path, name: str, **more: Any) -> Answer:
        question = {'task': task, 'path': str(path), 'name': name, 'seconds': self._seconds, **more}
        answer, plain = await self._own(self._answer(question))
        if answer.get('problem'):
            raise Unreadable(ReadProblem(answer['problem']), name=name, pages=answer['pages'])
        return answer, plain

    async def _own(self, work: Coroutine[Any, Any, Answer]) -> Answer:
        """As a task of its own, which `close` can cancel."""
        task = asyncio.ensure_future(work)
        self._asking.add(task)
        task.add_done_callback(self._asking.discard)
        return await task

    async def _answer(self, question: dict[str, Any]) -> Answer:
        async with self._gate:
            until = asyncio.get_running_loop().time() + self._seconds
            process = await self._take()
            answer = await self._asked(process, question, until)
            if process.fresh or answer[0].get('problem') not in _NOT_ITS_FAULT:
                return answer
            # What an earlier file has done to the process is not this file's fault: only a fresh one's word counts.
            return await self._asked(await self._start(), question, until)

    async def _asked(self, process: ReadingProcess, question: dict[str, Any], until: float) -> Answer:
        """The answer, or the problem in its place. A process goes back only after an answer that says it may."""
        keep = False
        try:
            async with asyncio.timeout_at(until):
                answer = await process.ask(question)
            keep = not answer[0].get('last', True)
        except TimeoutError:
            answer = _problem(ReadProblem.SLOW)
        except ProcessLost:
            answer = _problem(ReadProblem.CRASHED)
        finally:
            if keep:
                self._idle.append(process)
            else:
                process.kill()
        return answer

    async def _take(self) -> ReadingProcess:
        while self._idle:
            process = self._idle.pop()
            process.fresh = False
            if process.is_alive:
                return process
        return await self._start()

    async def _start(self) -> ReadingProcess:
        process = await ReadingProcess.start(self._memory)
        self._alive[process] = asyncio.ensure_future(process.ended())
        self._alive[process].add_done_callback(lambda _: self._alive.pop(process))
        return process


_NOT_ITS_FAULT = (ReadProblem.CRASHED.value, ReadProblem.MEMORY.value)


def _problem(problem: ReadProblem) -> Answer:
    return {'problem': problem.value, 'pages': None}, b''
