"""Texts packed small: whole, or as what is different from another text in one place."""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Callable
from dataclasses import dataclass

_MOST = 64 * 1024 * 1024  # a file that was tampered with must not fill the memory


@dataclass(frozen=True, kw_only=True, slots=True)
class Packed:
    """`start` letters of the other text, then `data` unpacked, then its last `end` letters."""

    start: int = 0
    end: int = 0
    data: str = ''


def pack(text: str, base: str = '') -> Packed:
    """`text` as a change of `base`."""
    most = min(len(text), len(base))
    start = _longest(most, lambda size: text.startswith(base[:size]))
    end = _longest(most - start, lambda size: text.endswith(base[len(base) - size :]))
    middle = text[start : len(text) - end]
    return Packed(start=start, end=end, data=base64.b64encode(zlib.compress(middle.encode(), 6)).decode())


def unpack(packed: Packed, base: str = '') -> str:
    """The text; ValueError when it was not packed like that."""
    if min(packed.start, packed.end) < 0 or packed.start + packed.end > len(base):
        raise ValueError('does not fit its base')
    try:
        unpacker = zlib.decompressobj()
        middle = unpacker.decompress(base64.b64decode(packed.data), _MOST)
    except (binascii.Error, zlib.error) as error:
        raise ValueError('cannot be unpacked') from error
    if not unpacker.eof:
        raise ValueError('cut short, or too long')
    return base[: packed.start] + middle.decode() + base[len(base) - packed.end :]


def _longest(most: int, holds: Callable[[int], bool]) -> int:
    """The largest size up to `most` for which it holds; it holds for all smaller ones too."""
    low, high = 0, most
    while low < high:
        size = (low + high + 1) // 2
        low, high = (size, high) if holds(size) else (low, size - 1)
    return low
