"""Photos and other pictures: no text by themselves, so they are scans of one page."""

from __future__ import annotations

from pathlib import Path

from app.domain.documents import Reading, ReadProblem
from app.readers.base import Unreadable
from app.readers.pictures import open_picture

_STARTS = (b'\x89PNG\r\n\x1a\n', b'\xff\xd8\xff', b'GIF87a', b'GIF89a', b'BM', b'II*\0', b'MM\0*')


class ImageReader:
    """Looks whether it is one, and how big."""

    key = 'image'
    endings = ('png', 'jpg', 'jpeg', 'webp', 'gif', 'bmp', 'tif', 'tiff')
    media_type = 'image/*'

    def accepts(self, head: bytes, name: str) -> bool:
        """By the bytes alone."""
        if head.startswith(b'BM'):  # two letters may also begin a text
            return head[6:10] == b'\0\0\0\0'
        return head.startswith(_STARTS) or (head.startswith(b'RIFF') and head[8:12] == b'WEBP')

    def read(self, path: Path) -> Reading:
        """Always `Unreadable`: a scan, or damaged, or far too big. A TIFF may have pages, as scanners make them."""
        with open_picture(path) as picture:
            picture.load()
            pages = getattr(picture, 'n_frames', 1) if picture.format == 'TIFF' else 1
        raise Unreadable(ReadProblem.SCAN, pages=pages)


PLUGIN = ImageReader()
