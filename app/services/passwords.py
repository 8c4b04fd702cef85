"""Passwords: argon2id, never more than two at a time, and the same work whether the name is known or not."""

from __future__ import annotations

import asyncio
import unicodedata
from concurrent.futures import ThreadPoolExecutor

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from app.domain.errors import Invalid

MIN_LENGTH, MAX_LENGTH = 10, 128
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


class Passwords:
    """Hashes and checks on two threads of its own, so that guessing never slows the pages down."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(max_workers=2, thread_name_prefix='password')
        self._decoy = ''
        self.checks = 0  # how often a password was really compared; the limiter keeps this low

    async def hashed(self, password: str) -> str:
        """What to store; `Invalid` when the password is too short or too long."""
        plain = _checked(password)
        return await asyncio.get_running_loop().run_in_executor(self._threads, _HASHER.hash, plain)

    async def fits(self, stored: str, password: str) -> bool:
        """True when `password` belongs to `stored`. An empty `stored` costs the same time and never fits."""
        if len(password) > MAX_LENGTH:
            return False  # depends on the typed text only, so it tells nothing about names
        if not self._decoy:
            self._decoy = await asyncio.get_running_loop().run_in_executor(self._threads, _HASHER.hash, 'decoy')
        plain = unicodedata.normalize('NFC', password)
        loop = asyncio.get_running_loop()
        right = await loop.run_in_executor(self._threads, self._compare, stored or self._decoy, plain)
        return right and bool(stored)

    def _compare(self, stored: str, plain: str) -> bool:
        self.checks += 1
        try:
            return _HASHER.verify(stored, plain)
        except (VerificationError, InvalidHashError, UnicodeEncodeError):
            return False


def _checked(password: str) -> str:
    plain = unicodedata.normalize('NFC', password)  # an umlaut typed on a Mac and on Windows is the same
    if any(0xD800 <= ord(letter) <= 0xDFFF for letter in plain):
        raise Invalid.field('password', 'characters')
    if len(plain) < MIN_LENGTH:
        raise Invalid.field('password', 'password_short', limit=MIN_LENGTH)
    if len(plain) > MAX_LENGTH:
        raise Invalid.field('password', 'password_long', limit=MAX_LENGTH)
    return plain
