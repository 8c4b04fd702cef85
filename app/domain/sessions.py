"""Proofs of who is asking: sign-ins of browsers and tokens of programs. Only hashes are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Session:
    """A signed-in browser (`kind` 'browser') or a program's token ('token'); `id` is the SHA-256 of the secret."""

    id: str
    kind: str
    account_id: str
    device: str = ''  # browser and system in a few words, or the token's name
    created_at: datetime
    seen_at: datetime
    version: int = 0
