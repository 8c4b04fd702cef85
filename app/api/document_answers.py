"""What answers about documents look like, and the base of all answers."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

DOCUMENT_STATUS = Literal['reading', 'ready', 'failed']


class Answer(BaseModel):
    """Base of all answers; closed, so that the tests notice a field nobody described."""

    model_config = ConfigDict(extra='forbid')


class Document(Answer):
    """A file in a folder."""

    name: str
    size: int
    media_type: str
    modified_at: datetime
    status: DOCUMENT_STATUS
    pages: int | None
    note: str = Field(description='Why it could not be read, or how it was read; a sentence.')


class TextPage(Answer):
    """One page of a document; a document without pages has one."""

    number: int = Field(description='From 1.')
    label: str = Field(description='The name of a sheet of a spreadsheet, else empty.')
    text: str = Field(description='Paragraphs apart by an empty line, tables as Markdown tables, headings with `#`.')


class DocumentText(Answer):
    """What was read in a document."""

    name: str
    pages: list[TextPage]
    note: str = Field(description='How it was read, if that needs saying; a sentence.')


class Place(Answer):
    """A folder of documents."""

    kind: Literal['bot', 'workspace']
    id: str


class Passage(Answer):
    """A piece of a document; `start` and `end` are characters of its page, `number` is the mark `[^n]` in an answer."""

    place: Place
    document: str
    page: int
    start: int
    end: int
    text: str
    has_pages: bool
    number: int


class Workspace(Answer):
    """A folder with documents and the bots that may read them."""

    id: str
    name: str
    emoji: str
    description: str
    parent_id: str
    bot_ids: list[str]
    documents_path: str
    created_at: datetime
    updated_at: datetime
    version: int


class WorkspaceWithDocuments(Workspace):
    """A workspace with what lies in its folder."""

    documents: list[Document]
