"""Files that go out: the bytes as they are, always as an attachment, never something a browser would run."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote

from starlette.responses import StreamingResponse

from app.domain.errors import NotFound

CHUNK = 256 * 1024
BYTES: dict[int | str, dict[str, Any]] = {
    200: {
        'description': 'The bytes, always as an attachment',
        'content': {'application/octet-stream': {'schema': {'type': 'string', 'format': 'binary'}}},
    }
}


async def attachment(path: Path, name: str) -> StreamingResponse:
    """The answer that hands out the file under this name; NotFound when it is gone."""
    file = await asyncio.to_thread(_open, path, name)
    size = os.fstat(file.fileno()).st_size
    return StreamingResponse(
        _pieces(file, size),
        media_type='application/octet-stream',  # never something a browser would run or draw in our name
        headers={
            'Content-Length': str(size),
            'Content-Disposition': content_disposition(name),
            'X-Content-Type-Options': 'nosniff',
            'Cache-Control': 'no-store',
        },
    )


def content_disposition(name: str) -> str:
    """RFC 6266: a plain name for old programs, the real one (RFC 5987) for all others."""
    plain = ''.join(
        letter if letter.isascii() and letter.isprintable() and letter not in '"\\%;' else '_' for letter in name
    )
    return f'attachment; filename="{plain}"; filename*=UTF-8\'\'{quote(name, safe="")}'


def _open(path: Path, name: str) -> IO[bytes]:
    try:
        return path.open('rb')
    except OSError as error:  # deleted by hand a moment ago, or a folder
        raise NotFound('document', name) from error


async def _pieces(file: IO[bytes], size: int) -> AsyncIterator[bytes]:
    """Exactly `size` bytes, as announced, even when somebody appends to the file meanwhile."""
    with file:
        while size > 0 and (piece := await asyncio.to_thread(file.read, min(CHUNK, size))):
            size -= len(piece)
            yield piece
