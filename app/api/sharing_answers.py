"""What answers about recipes that travel look like."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field

from app.api.answers import Bot, Pipeline
from app.api.document_answers import Answer


class Want(Answer):
    """One thing a recipe would do, in the visitor's language."""

    key: str
    message: str
    is_outward: bool = Field(description='Not possible here: a recipe that wants it is refused.')


class SharedBot(Answer):
    """A bot in a file."""

    name: str
    emoji: str
    description: str
    is_new: bool = Field(description='False: you took in exactly this bot before.')


class SharedFolder(Answer):
    """A folder that would be made, empty."""

    name: str
    emoji: str
    description: str


class Inspection(Answer):
    """What is in a file and what it wants; nothing of it was taken in."""

    kind: Literal['recipe', 'bot']
    name: str
    emoji: str
    description: str
    made_by: str
    made_at: str
    sha256: str
    steps: list[str] = Field(description='What the recipe does, in sentences.')
    bots: list[SharedBot]
    folders: list[SharedFolder]
    wants: list[Want]
    trust: Literal['unsigned', 'own', 'known', 'unknown', 'namesake']
    signed_by: str
    fingerprint: str = Field(description='Words to compare with the one who signed, on the phone for example.')
    has_same: str = Field(description='Id of a recipe or bot you took in from exactly this content, or empty.')


class TakenIn(Answer):
    """What came of a file; a recipe is switched off until you switch it on."""

    kind: Literal['recipe', 'bot']
    pipeline: Pipeline | None
    bots: list[Bot]


class Shelf(Answer):
    """A place with `.rezept` files."""

    id: str
    name: str
    place: str
    created_at: datetime
    version: int


class ShelfEntry(Answer):
    """A file on a shelf, and how it stands to what you have."""

    file: str
    standing: Literal['new', 'here', 'changed', 'broken']
    kind: str
    name: str
    emoji: str
    description: str
    have_id: str
    problem: str = Field(description='Why a broken one cannot be taken in.')
