"""Plain text and Markdown, whatever the encoding; also every unknown ending behind which there is text."""

from __future__ import annotations

from pathlib import Path

from app.domain.documents import Page, Reading, ReadProblem
from app.readers.base import Unreadable
from app.readers.decoding import decoded, tidy


class TextReader:
    """Text as it stands."""

    key = 'text'
    endings = ('txt', 'md', 'markdown', 'log')
    media_type = 'text/plain'

    def accepts(self, head: bytes, name: str) -> bool:
        """Takes what no other reader has taken, as long as it is text."""
        return bool(name) and _is_text(head)

    def read(self, path: Path) -> Reading:
        """One page; `TYPE` when bytes turn up that no text has."""
        try:
            text = decoded(path.read_bytes())
        except ValueError as error:
            raise Unreadable(ReadProblem.TYPE) from error
        return Reading(pages=(Page(number=1, text=tidy(text)),), media_type=self.media_type)


def _is_text(head: bytes) -> bool:
    try:
        text = decoded(head)
    except ValueError:
        return False
    strange = sum(letter < ' ' and letter not in '\t\n\r\x0c' for letter in text)
    return strange <= len(text) // 100


PLUGIN = TextReader()
