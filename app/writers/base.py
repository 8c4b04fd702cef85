"""What a writer is: one file with a class and `PLUGIN`, file name = `key`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from app.domain.sender import Sender
from app.domain.text import Text

_NOT_IN_FILES = re.compile(r'[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]')


@dataclass(frozen=True, kw_only=True, slots=True)
class Letterhead:
    """Who writes, and on which day; both may be unknown."""

    sender: Sender = Sender()
    day: date | None = None


EMPTY = Letterhead()


class Writer(Protocol):
    """Turns a result (Markdown or plain text) into the bytes of a file.

    Every ending has one plain writer, whose key is the ending; the others are for a special purpose.
    """

    key: str
    ending: str  # of the file's name
    title: Text  # on the button
    help: Text
    rank: int  # place in the list, lowest first

    def write(self, text: str, *, title: str, language: str, letterhead: Letterhead = EMPTY) -> bytes:
        """The whole file; works for any text, also an empty one."""
        ...


def is_plain(writer: Writer) -> bool:
    """True for the one writer that gives the whole text in its format."""
    return writer.key == writer.ending


def clean(text: str) -> str:
    """`text` without signs that no file format can hold, line ends as one sign."""
    return _NOT_IN_FILES.sub('', text.replace('\r\n', '\n').replace('\r', '\n'))
