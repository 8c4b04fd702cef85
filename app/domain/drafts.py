"""What somebody typed and has not sent yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """Values of one form of one person; `id` is made of both."""

    id: str
    owner: str
    form: str
    values: Mapping[str, str] = field(default_factory=dict)
    updated_at: datetime
    version: int = 0
