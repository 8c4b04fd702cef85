"""Web pages."""

from __future__ import annotations

from pathlib import Path

from app.domain.documents import Page, Reading
from app.readers.markup import text_of_html


class HtmlReader:
    """What a person would read on the page."""

    key = 'html'
    endings = ('html', 'htm', 'xhtml')
    media_type = 'text/html'

    def accepts(self, head: bytes, name: str) -> bool:
        """Begins like a page, or is called one."""
        start = head.lstrip(b'\xef\xbb\xbf \t\r\n')[:200].lower()
        return start.startswith((b'<!doctype html', b'<html')) or (name.endswith(_ENDINGS) and b'<' in head)

    def read(self, path: Path) -> Reading:
        """One page."""
        text = text_of_html(path.read_bytes())
        return Reading(pages=(Page(number=1, text=text),), media_type=self.media_type)


_ENDINGS = tuple(f'.{ending}' for ending in HtmlReader.endings)
PLUGIN = HtmlReader()
