"""Choices of this installation or of one person that are made in the pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, kw_only=True, slots=True)
class Setting:
    """One group of choices, e.g. id 'appearance' or 'person-ID'."""

    id: str
    values: Mapping[str, Any] = field(default_factory=dict)
    version: int = 0
