"""What a writer is: one file with a class and `PLUGIN`, file name = `key` = the end of the file's name."""

from __future__ import annotations

import re
from typing import Protocol

from app.domain.text import Text

_NOT_IN_FILES = re.compile(r'[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]')


class Writer(Protocol):
    """Turns a result (Markdown or plain text) into the bytes of a file."""

    key: str
    title: Text  # on the button
    help: Text
    rank: int  # place in the list, lowest first

    def write(self, text: str, *, title: str, language: str) -> bytes:
        """The whole file; works for any text, also an empty one."""
        ...


def clean(text: str) -> str:
    """`text` without signs that no file format can hold, line ends as one sign."""
    return _NOT_IN_FILES.sub('', text.replace('\r\n', '\n').replace('\r', '\n'))
