"""The one-time code that lets somebody create the owner from another device than this computer."""

from __future__ import annotations

import hmac
import secrets
import sys
from collections.abc import Callable

from app.clock import Clock
from app.domain.errors import AppError, TooMany

VALID_FOR = 15 * 60.0  # seconds
TRIES = 5
_ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'  # 32 signs nobody mixes up: 9 of them are 45 bit


class WrongCode(AppError):
    """Not the code that was shown."""

    status = 403

    def __init__(self) -> None:
        super().__init__('setup_code')


class SetupCode:
    """At most one code at a time; used up after 5 wrong tries, and the next one comes only after its 15 minutes."""

    def __init__(self, clock: Clock, show: Callable[[str], None] | None = None) -> None:
        self._clock = clock
        self._show = show or _print
        self._code = ''
        self._tries = 0
        self._until = float('-inf')

    def offer(self) -> None:
        """Show a code at the server unless one is out already."""
        if self._clock.monotonic() < self._until:
            return
        letters = ''.join(secrets.choice(_ALPHABET) for _ in range(9))
        self._code, self._tries, self._until = letters, 0, self._clock.monotonic() + VALID_FOR
        self._show('-'.join((letters[:3], letters[3:6], letters[6:])))

    def check(self, typed: str) -> None:
        """`WrongCode` or `TooMany` unless `typed` is the code shown; case, blanks and hyphens do not matter."""
        left = self._until - self._clock.monotonic()
        if left <= 0 or not self._code:
            self.offer()
            raise WrongCode()
        if self._tries >= TRIES:
            raise TooMany(int(left) + 1)
        self._tries += 1
        plain = ''.join(letter for letter in typed.upper() if letter.isalnum())
        if not hmac.compare_digest(plain.encode('utf-8', 'replace'), self._code.encode()):
            raise WrongCode()

    def use_up(self) -> None:
        """The code has done its work."""
        self._code, self._until = '', float('-inf')


def _print(code: str) -> None:
    # To the terminal only, never into a log file.
    print(f'code for creating the owner from another device (15 minutes): {code}', file=sys.stderr, flush=True)
