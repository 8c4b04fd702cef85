"""The reading process: reads one file after the other and says what stands in it. Started by `process.py` only.

It may be killed at any moment, and a document may bring it down: nothing here matters to anybody else.
"""

from __future__ import annotations

import math
import os
import signal
import sys
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import Any, BinaryIO

from app.domain.documents import Reading, ReadProblem
from app.readers.base import Unreadable
from app.readers.choose import choose
from app.readers.frames import HEAD, lengths, packed, unpacked
from app.readers.shown import for_tesseract, picture
from app.readers.tables import MOST_CHARACTERS

MOST_FILES = 200  # then a new process takes over: libraries lose a little memory with every file
GROWN = 300_000_000  # bytes; so does one that has kept more than this
IDLE = 120  # seconds without a question, then it ends by itself
GRACE = 5  # seconds above the limit, after which it ends by itself: whoever should have killed it is gone
MANNERS = 5  # of `nice`: the pages come first

Answer = tuple[dict[str, Any], bytes]


def main() -> None:
    """Answer questions from the pipe until it is closed."""
    questions, answers = _pipes()
    _limit(int(sys.argv[1]))
    done = 0
    while True:
        _wake(IDLE)
        head = questions.read(HEAD.size)
        if len(head) < HEAD.size:
            return
        question = unpacked(questions.read(lengths(head)[0]))
        _wake(math.ceil(question['seconds']) + GRACE)
        message, tail = answer(question)
        done += 1
        last = done >= MOST_FILES or _grown() or message.get('problem') == ReadProblem.MEMORY.value
        answers.write(packed(message | {'last': last}, tail))
        answers.flush()
        if last:
            return


def answer(question: dict[str, Any]) -> Answer:
    """What is asked for, or why that cannot be."""
    try:
        return _TASKS[question['task']](question, Path(question['path']), question['name'])
    except Unreadable as error:
        return _problem(error.problem, error.pages)
    except RecursionError:
        return _problem(ReadProblem.BOMB)
    except (MemoryError, ImportError):  # a library that cannot be loaded, because there is no room left for it
        return _problem(ReadProblem.MEMORY)
    except Exception:  # noqa: BLE001 - a damaged file may raise whatever its library did not think of
        return _problem(ReadProblem.DAMAGED)


def _read(question: dict[str, Any], path: Path, name: str) -> Answer:
    reading = choose(path, name).read(path)
    _check(reading)
    return {
        'pages': [(page.number, page.text, page.label) for page in reading.pages],
        'media_type': reading.media_type,
        'has_pages': reading.has_pages,
        'note': reading.note,
    }, b''


def _check(reading: Reading) -> None:
    length = sum(len(page.text) for page in reading.pages)
    if length > MOST_CHARACTERS:
        raise Unreadable(ReadProblem.LONG)
    if not any(page.text.strip() for page in reading.pages):
        raise Unreadable(ReadProblem.EMPTY)


def _recognise(question: dict[str, Any], path: Path, name: str) -> Answer:
    from app.readers.recognition import recognised  # brings asyncio with it, a third of the start

    return {'text': recognised(for_tesseract(choose(path, name), path, question['page']), question['command'])}, b''


def _picture(question: dict[str, Any], path: Path, name: str) -> Answer:
    marks = [(start, end) for start, end in question['marks']]
    return {}, picture(choose(path, name), path, question['page'], question['width'], marks)


_TASKS = {'read': _read, 'recognise': _recognise, 'picture': _picture}


def _problem(problem: ReadProblem, pages: int | None = None) -> Answer:
    return {'problem': problem.value, 'pages': pages}, b''


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    """The two ends for us alone: what a library prints, or a program reads, must not get between our messages."""
    questions, answers = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    return os.fdopen(questions, 'rb'), os.fdopen(answers, 'wb')


def _limit(memory: int) -> None:
    """Memory, files, importance. Windows has none of these; there the time-out must do."""
    if sys.platform == 'win32':
        return
    import resource

    _go_first()
    os.nice(MANNERS)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with nullcontext() if sys.platform == 'linux' else suppress(ValueError, OSError):  # macOS may not let us
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _go_first() -> None:
    """When the computer runs out of memory, Linux shall end this process and not the program."""
    score = Path('/proc/self/oom_score_adj')
    if score.exists():
        score.write_text('1000')


def _wake(seconds: int) -> None:
    """Be ended by the system after so long, whatever is going on (none of it on Windows)."""
    if sys.platform != 'win32':
        signal.alarm(seconds)


def _grown() -> bool:
    sizes = Path('/proc/self/statm')
    if not sizes.exists():
        return False
    return int(sizes.read_text().split()[1]) * os.sysconf('SC_PAGE_SIZE') > GROWN


if __name__ == '__main__':
    main()
