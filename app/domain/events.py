"""What happened, told to whoever looks. Events inform, they never do work."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.domain.runs import Run, StepRun


@dataclass(frozen=True, slots=True)
class Event:
    """Base of everything on the bus. `about` is the id of the thing; equal type and id may be merged."""

    about: str

    @property
    def urgent(self) -> bool:
        """True when it must not wait for the next bundle (it ends something)."""
        return False

    def merged_with(self, newer: Event) -> Event:
        """One event for both; the newest value wins unless a class says otherwise."""
        return newer


@dataclass(frozen=True, slots=True)
class RunChanged(Event):
    """A run was created, moved on or ended; `about` = run id."""

    run: Run

    @property
    def urgent(self) -> bool:
        return self.run.status.is_final


@dataclass(frozen=True, slots=True)
class StepChanged(Event):
    """A step of a run changed its state; `about` = 'RUN_ID/STEP_ID'."""

    run_id: str
    step: StepRun

    @property
    def urgent(self) -> bool:
        return self.step.status.is_final


@dataclass(frozen=True, slots=True)
class StepText(Event):
    """A piece of text of a running step; `about` = 'RUN_ID/STEP_ID'. Never on disk.

    `offset` is where the piece begins in the text so far (characters), so that a late viewer can tell what it has.
    A piece with offset 0 starts the text anew (another attempt).
    """

    run_id: str
    step_id: str
    offset: int
    piece: str

    def merged_with(self, newer: Event) -> Event:
        assert isinstance(newer, StepText)
        if newer.offset != self.offset + len(self.piece):
            return newer  # another attempt began
        return replace(self, piece=self.piece + newer.piece)


@dataclass(frozen=True, slots=True)
class BotsChanged(Event):
    """A bot was saved, deleted or restored; `about` = bot id."""


@dataclass(frozen=True, slots=True)
class PipelinesChanged(Event):
    """A recipe was saved, deleted or restored; `about` = pipeline id."""


@dataclass(frozen=True, slots=True)
class PinsChanged(Event):
    """A result was pinned or let go of; `about` = pipeline id."""


@dataclass(frozen=True, slots=True)
class WorkspacesChanged(Event):
    """A workspace was saved, deleted or restored; `about` = workspace id."""


@dataclass(frozen=True, slots=True)
class DocumentsChanged(Event):
    """A file of a folder came, went or was read; `about` = id of the bot or workspace."""


@dataclass(frozen=True, slots=True)
class ConnectionsChanged(Event):
    """A connection was saved, deleted or found; `about` = connection id."""


@dataclass(frozen=True, slots=True)
class DraftChanged(Event):
    """The draft of a recipe is being made, is there, or is gone; `about` = account id."""


@dataclass(frozen=True, slots=True)
class ShelvesChanged(Event):
    """A shelf was put up or taken away; `about` = shelf id."""
