"""A result that is kept for trying: it stands for its step until somebody lets go of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from app.domain.runs import StepFile


@dataclass(frozen=True, kw_only=True, slots=True)
class Pin:
    """The pinned result of one step, and the run it comes from."""

    text: str
    run_id: str
    at: datetime
    files: tuple[StepFile, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Pins:
    """All pinned results of one recipe, by step id; `id` is the recipe's."""

    id: str
    owner: str
    pins: Mapping[str, Pin] = field(default_factory=dict)
    version: int = 0
