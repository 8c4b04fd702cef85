"""Text in pictures, by the program tesseract; its limits are those of the process that starts it."""

from __future__ import annotations

import asyncio

from app.domain.documents import ReadProblem
from app.readers.base import Unreadable
from app.readers.decoding import tidy
from app.readers.hyphens import without_hyphens


def recognised(png: bytes, command: list[str]) -> str:
    """What tesseract reads; `EMPTY` when that is nothing, `CRASHED` when it does not come to an end."""
    text = tidy(without_hyphens(tidy(asyncio.run(_output(png, command)))))
    if not any(letter.isalnum() for letter in text):
        raise Unreadable(ReadProblem.EMPTY)
    return text


async def _output(png: bytes, command: list[str]) -> str:
    program = await asyncio.create_subprocess_exec(
        *command,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    output, _ = await program.communicate(png)
    if program.returncode:
        raise Unreadable(ReadProblem.CRASHED)
    return output.decode('utf-8', 'replace')
