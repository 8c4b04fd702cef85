"""Who acts. Every service call has the acting account as its first argument."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum


class Role(Enum):
    """What an account may do."""

    OWNER = 'owner'  # everything; cannot be removed
    MEMBER = 'member'  # own bots, recipes and results
    GUEST = 'guest'  # start and read what was shared


@dataclass(frozen=True, kw_only=True, slots=True)
class Account:
    """A person. `password_hash` never leaves the account service and the store."""

    id: str
    name: str
    role: Role = Role.MEMBER
    language: str = ''  # empty: the language of the visit
    password_hash: str = field(default='', repr=False)
    created_at: datetime
    updated_at: datetime
    version: int = 0

    @property
    def is_owner(self) -> bool:
        """True for the person who runs this installation."""
        return self.role is Role.OWNER
