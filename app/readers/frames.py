"""How the program and a reading process talk: two lengths, then JSON, then plain bytes (a picture)."""

from __future__ import annotations

import json
import struct
from typing import Any

HEAD = struct.Struct('>II')  # bytes of JSON, bytes behind it
MOST = 64_000_000  # a longer frame is none of ours: the process that sent it has lost its way


def packed(message: dict[str, Any], tail: bytes = b'') -> bytes:
    """One message as it goes through the pipe."""
    # Lone surrogates (pdfium makes them of broken fonts) would not survive UTF-8.
    body = json.dumps(message, ensure_ascii=False).encode('utf-8', 'replace')
    return HEAD.pack(len(body), len(tail)) + body + tail


def lengths(head: bytes) -> tuple[int, int]:
    """How many bytes of JSON and how many plain bytes follow; ValueError when that cannot be."""
    body, tail = HEAD.unpack(head)
    if body + tail > MOST:
        raise ValueError(f'a frame of {body + tail} bytes')
    return body, tail


def unpacked(body: bytes) -> dict[str, Any]:
    """The JSON of a frame; ValueError when it is none."""
    message = json.loads(body)
    if not isinstance(message, dict):
        raise ValueError('a frame without an object')
    return message
