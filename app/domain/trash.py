"""What was deleted and can come back for 30 days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, kw_only=True, slots=True)
class TrashItem:
    """One deleted thing; `content` is what restoring needs, its files lie under `trash/ID/`."""

    id: str  # of the deleted thing; for a document an id of its own
    kind: str  # bot | pipeline | document | connection | workspace
    name: str
    deleted_at: datetime
    owner: str = ''
    content: Mapping[str, Any] = field(default_factory=dict)
    version: int = 0
