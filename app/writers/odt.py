"""An OpenDocument text with real headings, lists and tables, for LibreOffice and others."""

from __future__ import annotations

import io
import zipfile

from app.domain.text import Text
from app.writers.base import EMPTY, Letterhead, clean
from app.writers.blocks import blocks
from app.writers.odt_body import Body
from app.writers.odt_styles import MANIFEST, MEDIA_TYPE, meta, styles

_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest a ZIP knows: the same text gives the same bytes


class OpenDocumentWriter:
    """For LibreOffice, Word and everything else that reads the open standard."""

    key = ending = 'odt'
    title = Text('OpenDocument (.odt)', 'OpenDocument (.odt)')
    help = Text('Zum Ändern mit LibreOffice.', 'For editing with LibreOffice.')
    rank = 60

    def write(self, text: str, *, title: str, language: str, letterhead: Letterhead = EMPTY) -> bytes:
        """The document; spelling is checked in the language of the result."""
        body = Body()
        for block in blocks(text):
            body.draw(block)
        parts: dict[str, str | bytes] = {
            'content.xml': body.xml(),
            'styles.xml': styles(language),
            'meta.xml': meta(clean(title)[:255]),
            'META-INF/manifest.xml': MANIFEST,
        }
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, 'w') as file:
            # the first one and not packed, so that every program sees at once what the file is
            file.writestr(zipfile.ZipInfo('mimetype', _DAY), MEDIA_TYPE)
            for name, content in parts.items():
                file.writestr(zipfile.ZipInfo(name, _DAY), content, zipfile.ZIP_DEFLATED)
        return buffer.getvalue()


PLUGIN = OpenDocumentWriter()
