"""Markdown: the result exactly as the last bot wrote it."""

from __future__ import annotations

from app.domain.text import Text
from app.writers.base import EMPTY, Letterhead, clean


class MarkdownWriter:
    """For programs that understand Markdown."""

    key = ending = 'md'
    title = Text('Für Notiz-Programme (.md)', 'For notes apps (.md)')
    help = Text('Mit allen Zeichen, wie der Bot es geschrieben hat.', 'With all marks, as the bot wrote it.')
    rank = 90

    def write(self, text: str, *, title: str, language: str, letterhead: Letterhead = EMPTY) -> bytes:
        """The text itself."""
        return clean(text).encode('utf-8', 'replace')


PLUGIN = MarkdownWriter()
