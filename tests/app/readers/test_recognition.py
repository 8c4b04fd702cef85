"""Text in pictures, recognised when tesseract is here, and said when it is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from app.domain.documents import ReadProblem
from app.readers.base import Unreadable
from app.readers.pool import ReaderPool
from app.readers.tesseract import find_tesseract
from tests.app.readers import corpus

with_tesseract = pytest.mark.skipif(find_tesseract() is None, reason='tesseract with German is not installed')
LINES = ['Größe und Öl', 'für schöne Äpfel', 'Straße 12']


def _file(folder: Path, content: bytes) -> Path:
    path = folder / 'datei'
    path.write_bytes(content)
    return path


@with_tesseract
async def test_the_words_in_a_scanned_pdf_are_recognised_with_umlauts(pool: ReaderPool, tmp_path: Path) -> None:
    path = _file(tmp_path, corpus.pdf(0, pictures=[corpus.written_picture(), corpus.written_picture(['Zweite Seite'])]))
    assert (await pool.recognise(path, 'Scan.pdf', 1)).split('\n') == LINES
    assert (await pool.recognise(path, 'Scan.pdf', 2)) == 'Zweite Seite'


@with_tesseract
@pytest.mark.parametrize('kind', ['PNG', 'JPEG', 'WEBP', 'GIF', 'BMP', 'TIFF'])
async def test_the_words_in_a_photo_are_recognised(pool: ReaderPool, tmp_path: Path, kind: str) -> None:
    text = await pool.recognise(_file(tmp_path, corpus.image(kind)), f'Foto.{kind.lower()}', 1)
    assert text.split() == ' '.join(LINES).split()


@with_tesseract
async def test_a_photo_that_was_taken_sideways_is_turned_first(pool: ReaderPool, tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was turned to the right
    lying = corpus.written_picture().transpose(Image.Transpose.ROTATE_90)
    text = await pool.recognise(_file(tmp_path, corpus.image('JPEG', lying, exif=exif)), 'Foto.jpg', 1)
    assert text.split() == ' '.join(LINES).split()


@with_tesseract
async def test_a_word_divided_at_the_line_end_is_one_word(pool: ReaderPool, tmp_path: Path) -> None:
    picture = corpus.written_picture(['Heute feiern wir im Vereins-', 'haus mit Kuchen'])
    text = await pool.recognise(_file(tmp_path, corpus.image('PNG', picture)), 'Foto.png', 1)
    assert text == 'Heute feiern wir im Vereinshaus mit Kuchen'


@with_tesseract
async def test_the_second_page_of_a_tiff_is_recognised(pool: ReaderPool, tmp_path: Path) -> None:
    second = corpus.written_picture(['Zweite Seite'])
    content = corpus.image('TIFF', save_all=True, append_images=[second])
    path = _file(tmp_path, content)
    with pytest.raises(Unreadable) as caught:
        await pool.read(path, 'Fax.tif')
    assert caught.value.pages == 2
    assert await pool.recognise(path, 'Fax.tif', 2) == 'Zweite Seite'


@with_tesseract
@pytest.mark.parametrize('content', [corpus.image('PNG', Image.new('RGB', (900, 900), 'white')), corpus.pdf(0)])
async def test_a_picture_without_words_is_named_empty(pool: ReaderPool, tmp_path: Path, content: bytes) -> None:
    with pytest.raises(Unreadable) as caught:
        await pool.recognise(_file(tmp_path, content), 'Himmel', 1)
    assert caught.value.problem is ReadProblem.EMPTY


@with_tesseract
async def test_recognising_is_offered_where_the_program_is(pool: ReaderPool) -> None:
    assert pool.can_recognise


async def test_without_the_program_a_scan_stays_a_scan(
    pool: ReaderPool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv('PATH', str(tmp_path))
    assert not pool.can_recognise
    with pytest.raises(Unreadable) as caught:
        await pool.recognise(_file(tmp_path, corpus.image('PNG')), 'Foto.png', 1)
    assert caught.value.problem is ReadProblem.SCAN
