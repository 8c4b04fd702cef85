"""Pictures opened with a limit of pixels, the right way up, in a size that can be worked with."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.documents import ReadProblem
from app.readers.base import Unreadable

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS = 40_000_000
FORMATS = ('PNG', 'JPEG', 'WEBP', 'GIF', 'BMP', 'TIFF')


@contextmanager
def open_picture(path: Path) -> Iterator[Image]:
    """The picture, not yet decoded; `Unreadable` when it is none, damaged, or has more than 40 million pixels."""
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter('ignore')  # Pillow's own limit only warns
            with Image.open(path, formats=FORMATS) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise Unreadable(ReadProblem.BOMB)
                yield picture
    except Image.DecompressionBombError as error:
        raise Unreadable(ReadProblem.BOMB) from error
    except (UnidentifiedImageError, OSError, EOFError, SyntaxError, ValueError) as error:
        raise Unreadable(ReadProblem.DAMAGED) from error


def upright(path: Path, most_pixels: int, page: int = 1) -> Image:
    """The picture (of a TIFF that page) in RGB on white, turned as the camera was held, no bigger than that."""
    from PIL import Image, ImageOps

    with open_picture(path) as picture:
        if page > 1:
            picture.seek(page - 1)
        picture.draft('RGB', _fitting(picture.size, most_pixels))  # a JPEG is made smaller while it is decoded
        shown = ImageOps.exif_transpose(picture)
        if shown.mode != 'RGB':
            flat = Image.new('RGB', shown.size, 'white')
            clear = shown.convert('RGBA')
            flat.paste(clear, mask=clear.getchannel('A'))
            shown = flat
        size = _fitting(shown.size, most_pixels)
        return shown.resize(size, Image.Resampling.LANCZOS) if size != shown.size else shown.copy()


def as_png(picture: Image, dpi: int = 96) -> bytes:
    """Packed quickly rather than small: it only goes to the next process or the browser."""
    made = io.BytesIO()
    picture.save(made, 'PNG', compress_level=1, dpi=(dpi, dpi))
    return made.getvalue()


def _fitting(size: tuple[int, int], most_pixels: int) -> tuple[int, int]:
    shrink = min(1.0, (most_pixels / (size[0] * size[1])) ** 0.5)
    return max(1, int(size[0] * shrink)), max(1, int(size[1] * shrink))
