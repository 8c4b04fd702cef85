"""A whole file as one line, for a QR code and for pasting: `rezept:` and base 32 of the squeezed content.

Base 32 has capitals and digits only: a QR code stores them in 5.5 bits each (base 64 would take 8), and a line break,
a blank or small letters on the way do no harm.
"""

from __future__ import annotations

import base64
import binascii
import re
import zlib

from app.domain.errors import Malformed, TooLarge
from app.sharing.toml_reader import MAX_BYTES

PREFIX = 'REZEPT:'
MAX_PACKED = 200_000  # letters; a file that is larger travels as a file


def pack(content: bytes) -> str:
    """The file as one line."""
    squeezed = zlib.compress(content, 9)
    return PREFIX + base64.b32encode(squeezed).decode().rstrip('=')


def is_packed(text: bytes) -> bool:
    """True when it says so itself; then `unpack` gives the file."""
    return text.lstrip()[: len(PREFIX)].upper() == PREFIX.encode()


def unpack(text: bytes) -> bytes:
    """The file in the line; `Malformed` when it is none, `TooLarge` when it would fill the memory."""
    if len(text) > MAX_PACKED:
        raise TooLarge(MAX_BYTES // 1_000_000, 'shared_big')
    letters = re.sub(rb'\s+', b'', text)[len(PREFIX) :].upper().rstrip(b'=')
    reader = zlib.decompressobj()
    try:
        squeezed = base64.b32decode(letters + b'=' * (-len(letters) % 8))
        content = reader.decompress(squeezed, MAX_BYTES)
    except (binascii.Error, zlib.error) as error:
        raise Malformed('shared_unreadable') from error
    if reader.unconsumed_tail:
        raise TooLarge(MAX_BYTES // 1_000_000, 'shared_big')
    if not reader.eof:
        raise Malformed('shared_unreadable')
    return content
