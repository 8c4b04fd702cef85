"""Earlier versions of a bot or recipe: every save is one, saves in quick succession are read as one line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.domain.bots import Bot
from app.domain.differences import Difference
from app.domain.pipelines import Pipeline

TOGETHER = timedelta(minutes=2)
TRASH = 'trash'


@dataclass(frozen=True, kw_only=True, slots=True)
class Save:
    """One save. `by` is the account; `why` is '' or `trash` when it came back from there."""

    number: int  # the version the thing had from then on
    at: datetime
    by: str
    why: str = ''


@dataclass(frozen=True, kw_only=True, slots=True)
class VersionLine:
    """Saves of one person within two minutes, newest first, and what they changed together."""

    saves: tuple[Save, ...]
    differences: tuple[Difference, ...] = ()
    is_first: bool = False  # nothing older is kept: there is nothing to compare with
    is_now: bool = False  # its newest save is how things are now

    @property
    def number(self) -> int:
        """The version this line ended with."""
        return self.saves[0].number

    @property
    def last(self) -> Save:
        """The newest save."""
        return self.saves[0]


@dataclass(frozen=True, kw_only=True, slots=True)
class Version:
    """One version with everything in it. `is_now` when things are still, or again, like that."""

    save: Save
    thing: Bot | Pipeline
    is_now: bool
    differences: tuple[Difference, ...]  # from this version to now


def grouped(saves: Iterable[Save]) -> list[list[Save]]:
    """Oldest first in, oldest first out: a line ends after two minutes, or when somebody else saves."""
    lines: list[list[Save]] = []
    for save in saves:
        first = lines[-1][0] if lines else None
        if first and not save.why and first.by == save.by and save.at - first.at <= TOGETHER:
            lines[-1].append(save)
        else:
            lines.append([save])
    return lines


def number_in(text: str) -> int:
    """The number of a version in an address; 0, which no version has, for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0
