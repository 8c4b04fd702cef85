"""Ids: made by us, never changed by a rename, safe as a folder name and in an address."""

from __future__ import annotations

import re
import secrets
import unicodedata

ID = re.compile(r'[a-z0-9][a-z0-9-]{0,63}')
_GERMAN = str.maketrans({'ä': 'ae', 'ö': 'oe', 'ü': 'ue', 'ß': 'ss', 'Ä': 'ae', 'Ö': 'oe', 'Ü': 'ue'})
_ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789'  # no l, o, 0, 1: people read ids aloud on the phone


def is_id(text: object) -> bool:
    """True for `[a-z0-9][a-z0-9-]{0,63}` and nothing else."""
    return isinstance(text, str) and ID.fullmatch(text) is not None


def new_id(name: str = '', letters: int = 8) -> str:
    """A fresh id that begins with the readable part of `name`: 'Brief ans Amt' -> 'brief-ans-amt-k3v9x2qa'."""
    plain = unicodedata.normalize('NFKD', name.translate(_GERMAN)).encode('ascii', 'ignore').decode().lower()
    slug = re.sub(r'[^a-z0-9]+', '-', plain).strip('-')[:40].strip('-')
    tail = ''.join(secrets.choice(_ALPHABET) for _ in range(letters))
    return f'{slug}-{tail}' if slug else tail
