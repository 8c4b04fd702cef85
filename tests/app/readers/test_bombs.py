"""Files that want to bring the program down: each gets its named problem, and the program does not even grow."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import psutil
import pytest
import pytest_asyncio

from app.domain.documents import ReadProblem
from app.readers.base import Unreadable
from app.readers.pool import ReaderPool
from tests.app.readers import bombs, corpus
from tests.app.readers.bombs import BOMBS

pytestmark = pytest.mark.asyncio(loop_scope='module')
SCARCE = 64 << 20  # bytes of memory for a process, which is enough for a letter
GROWTH = 150_000_000  # bytes, over all of them, making them included


@pytest_asyncio.fixture(scope='module', loop_scope='module')
async def hasty() -> AsyncIterator[ReaderPool]:
    """For those that only the limit of time can stop."""
    pool = ReaderPool(seconds=5)
    yield pool
    await pool.close()


@pytest.fixture(scope='module')
def at_first() -> int:
    """How big the program is before the first bomb."""
    return psutil.Process().memory_info().rss


@pytest.mark.parametrize('title', BOMBS)
async def test_a_bomb_is_named_and_the_program_does_not_grow(
    long_pool: ReaderPool, hasty: ReaderPool, tmp_path: Path, title: str, at_first: int
) -> None:
    name, write, expected = BOMBS[title]
    write(tmp_path / name)
    with pytest.raises(Unreadable) as caught:
        await (hasty if ReadProblem.SLOW in expected else long_pool).read(tmp_path / name, name)
    assert caught.value.problem in expected
    assert psutil.Process().memory_info().rss - at_first < GROWTH


@pytest.mark.parametrize(
    ('name', 'content'),
    [
        ('a.html', b'<html><body>' + b'<p>a<b>b</b>' * 200_000),
        ('a.odt', corpus.odt(''.join(f'<text:p>{number * 7919}</text:p>' for number in range(200_000)))),
    ],
)
async def test_what_wants_more_memory_than_there_is_says_so(tmp_path: Path, name: str, content: bytes) -> None:
    pool = ReaderPool(memory=SCARCE)
    (tmp_path / name).write_bytes(content)
    with pytest.raises(Unreadable) as caught:
        await pool.read(tmp_path / name, name)
    await pool.close()
    assert caught.value.problem is ReadProblem.MEMORY


async def test_after_all_bombs_a_letter_is_still_read(long_pool: ReaderPool, tmp_path: Path) -> None:
    path = tmp_path / 'Brief.pdf'
    path.write_bytes(corpus.pdf())
    assert corpus.SENTENCE in (await long_pool.read(path, 'Brief.pdf')).text


@pytest.mark.parametrize('box', ['0 0 1000000 1000000', '0 0 1 1000000', '0 0 1000000 1', '0 0 0 0', '9 9 -9 1e30'])
async def test_a_page_of_any_size_has_a_picture_of_a_sane_size(long_pool: ReaderPool, tmp_path: Path, box: str) -> None:
    path = tmp_path / 'Plakat.pdf'
    path.write_bytes(bombs.blank_pdf(box))
    png = await long_pool.picture(path, 'Plakat.pdf', 1, width=2000)
    assert len(png) < 5_000_000


async def test_a_picture_of_far_too_many_pixels_is_not_shown(long_pool: ReaderPool, tmp_path: Path) -> None:
    path = tmp_path / 'Riese.png'
    BOMBS['a picture of 900 million pixels'][1](path)
    with pytest.raises(Unreadable) as caught:
        await long_pool.picture(path, 'Riese.png', 1, width=400)
    assert caught.value.problem is ReadProblem.BOMB
