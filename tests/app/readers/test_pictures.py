"""Pages for looking at: as wide as asked for, with the passage in yellow."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from app.domain.documents import ReadProblem
from app.readers.base import Unreadable
from app.readers.pool import ReaderPool
from tests.app.readers import corpus


def _file(folder: Path, content: bytes) -> Path:
    path = folder / 'datei'
    path.write_bytes(content)
    return path


def _opened(png: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(png))
    assert picture.format == 'PNG'
    return picture.convert('RGB')


def _yellow(picture: Image.Image) -> tuple[int, int, int, int] | None:
    """The box around everything that is marked: left, top, right, bottom, in hundredths of the page."""
    marked = [
        (x, y)
        for x in range(0, picture.width, 2)
        for y in range(0, picture.height, 2)
        if (pixel := picture.getpixel((x, y)))[0] > 200 and pixel[2] < 190
    ]
    if not marked:
        return None
    across, down = [x for x, _ in marked], [y for _, y in marked]
    width, height = picture.size
    return (
        100 * min(across) // width,
        100 * min(down) // height,
        100 * max(across) // width,
        100 * max(down) // height,
    )


@pytest.mark.parametrize('width', [320, 1000])
async def test_a_page_of_a_pdf_is_as_wide_as_asked_for(pool: ReaderPool, tmp_path: Path, width: int) -> None:
    picture = _opened(await pool.picture(_file(tmp_path, corpus.pdf(2)), 'Brief.pdf', 2, width=width))
    assert picture.width == width
    assert picture.height == pytest.approx(width * 842 / 595, abs=2)
    assert _yellow(picture) is None


async def test_nothing_is_wider_than_2000_pixels(pool: ReaderPool, tmp_path: Path) -> None:
    picture = _opened(await pool.picture(_file(tmp_path, corpus.pdf()), 'Brief.pdf', 1, width=50_000))
    assert picture.width == 2000


async def test_a_photo_is_shown_upright(pool: ReaderPool, tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    path = _file(tmp_path, corpus.image('JPEG', Image.new('RGB', (800, 400), 'green'), exif=exif))
    assert _opened(await pool.picture(path, 'Foto.jpg', 1, width=200)).size == (200, 400)


@pytest.mark.parametrize(
    ('passage', 'box'),
    [
        (corpus.SENTENCE, (10, 10, 71, 12)),  # the whole line, 740 points above the foot of the page
        ('wir im Vereinshaus, mit', (10, 12, 37, 15)),  # divided: the end of one line, the beginning of the next
        ('Weiß', (17, 29, 22, 30)),
    ],
)
async def test_a_passage_is_marked_where_it_stands(
    pool: ReaderPool, tmp_path: Path, passage: str, box: tuple[int, int, int, int]
) -> None:
    path = _file(tmp_path, corpus.pdf())
    text = (await pool.read(path, 'Brief.pdf')).pages[0].text
    start = text.index(passage)
    marks = [(start, start + len(passage))]
    assert _yellow(_opened(await pool.picture(path, 'Brief.pdf', 1, width=800, marks=marks))) == box


async def test_what_was_filled_into_a_form_is_shown_and_can_be_marked(pool: ReaderPool, tmp_path: Path) -> None:
    path = _file(tmp_path, corpus.form())
    text = (await pool.read(path, 'Antrag.pdf')).pages[0].text
    start = text.index('Jürgen')
    marked = _opened(await pool.picture(path, 'Antrag.pdf', 1, width=800, marks=[(start, len(text))]))
    left, top, right, bottom = _yellow(marked) or (0, 0, 0, 0)
    assert (left, top, bottom) == (10, 12, 13)


async def test_letters_nobody_knows_do_not_shift_the_mark(pool: ReaderPool, tmp_path: Path) -> None:
    path = _file(tmp_path, corpus.pdf(1, first='𝕏𝕏𝕏𝕏𝕏𝕏𝕏𝕏 Jahr: 2026'))
    text = (await pool.read(path, 'Brief.pdf')).pages[0].text
    start = text.index('Weiß')
    assert '𝕏' not in text
    marked = _opened(await pool.picture(path, 'Brief.pdf', 1, width=800, marks=[(start, start + 4)]))
    assert _yellow(marked) == (17, 29, 22, 30)


async def test_marks_that_are_not_on_the_page_are_not_drawn(pool: ReaderPool, tmp_path: Path) -> None:
    path = _file(tmp_path, corpus.pdf())
    png = await pool.picture(path, 'Brief.pdf', 1, width=400, marks=[(9_000, 9_100), (50, 20), (-5, -1)])
    assert _yellow(_opened(png)) is None


async def test_a_text_has_no_picture(pool: ReaderPool, tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as caught:
        await pool.picture(_file(tmp_path, corpus.txt()), 'Brief.txt', 1, width=400)
    assert caught.value.problem is ReadProblem.TYPE


async def test_a_page_that_is_not_there_is_named_so(pool: ReaderPool, tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as caught:
        await pool.picture(_file(tmp_path, corpus.pdf()), 'Brief.pdf', 2, width=400)
    assert caught.value.problem is ReadProblem.DAMAGED
