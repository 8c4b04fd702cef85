"""The history: pages of summaries over segments of 256, at a price that does not depend on the past."""

from __future__ import annotations

import asyncio

import orjson
from tinydb import TinyDB

from app.domain.codec import to_json
from app.domain.history import RunSummary
from app.domain.runs import RunStatus
from app.storage.store import Store
from tests.app.storage.samples import Home, begun, ended, failed, run_data, started, whole_run
from tests.fakes import MORNING


def summary(number: int) -> RunSummary:
    """A past run."""
    return RunSummary(
        id=f'past-{number}',
        number=number,
        owner='owner',
        pipeline_id='recipe',
        pipeline_name='Blog',
        emoji='📋',
        status=RunStatus.DONE,
        trigger='click',
        title='Garten',
        excerpt='Text.',
        steps_done=3,
        steps_total=3,
        practice=False,
        error_code='',
        created_at=MORNING,
        started_at=MORNING,
        finished_at=MORNING,
        duration_s=0.0,
    )


def write_past(home: Home, count: int) -> None:
    """Segments with runs 1 to `count`."""
    for index in range(count // 256 + 1):
        numbers = [number for number in range(index * 256, (index + 1) * 256) if 1 <= number <= count]
        documents = {str(number): to_json(summary(number)) for number in numbers}
        tables = {'_default': documents, 'schema': {'1': {'version': 1}}}
        home.put_file(f'history/runs-{index:06}.json', orjson.dumps(tables))


async def pages(store: Store, limit: int) -> list[list[int]]:
    """The numbers on all pages."""
    found, before = [], None
    while True:
        page, before = await store.runs.last(limit, before=before)
        found.append([entry.number for entry in page])
        if before is None:
            return found


async def test_pages_go_from_the_newest_to_the_oldest_without_gap_or_repetition(home: Home) -> None:
    write_past(home, 700)
    store = await home.open()

    found = await pages(store, 300)

    assert [len(page) for page in found] == [300, 300, 100]
    assert [number for page in found for number in page] == list(range(700, 0, -1))


async def test_a_last_page_that_is_full_has_no_page_after_it(home: Home) -> None:
    write_past(home, 600)

    assert [len(page) for page in await pages(await home.open(), 300)] == [300, 300]


async def test_open_runs_stand_among_the_others_where_they_began(store: Store) -> None:
    await whole_run(store, 'r1')
    await store.runs.create('r2', run_data('r2'))
    await store.runs.append('r2', started(), begun('a'))
    await whole_run(store, 'r3')

    page, _ = await store.runs.last(10)

    assert [(entry.id, entry.status.value) for entry in page] == [('r3', 'done'), ('r2', 'running'), ('r1', 'done')]


async def test_numbers_go_on_over_the_edge_of_a_segment(home: Home) -> None:
    write_past(home, 254)
    store = await home.open()
    for number in (255, 256, 257):
        await whole_run(store, f'r{number}')

    store = await home.open()
    page, _ = await store.runs.last(4)

    assert [entry.number for entry in page] == [257, 256, 255, 254]
    assert sorted(home.files('history/*.json')) == ['history/runs-000000.json', 'history/runs-000001.json']


async def test_a_search_reads_segment_by_segment_and_lets_others_work(home: Home) -> None:
    write_past(home, 256 * 20)
    store = await home.open()
    turns = 0

    async def others() -> None:
        nonlocal turns
        while True:
            await asyncio.sleep(0)
            turns += 1

    working = asyncio.create_task(others())
    found, before = await store.runs.last(3, match=lambda entry: entry.number in (5, 4000, 77))
    working.cancel()

    assert [entry.number for entry in found] == [4000, 77, 5]
    assert before is None
    assert turns >= 20


async def test_a_search_goes_on_where_its_page_ended(home: Home) -> None:
    write_past(home, 1000)
    store = await home.open()

    first, before = await store.runs.last(2, match=lambda entry: entry.number % 100 == 0)
    second, _ = await store.runs.last(2, before=before, match=lambda entry: entry.number % 100 == 0)

    assert [entry.number for entry in (*first, *second)] == [1000, 900, 800, 700]


async def test_a_summary_says_what_the_run_was(store: Store) -> None:
    await whole_run(store, 'r1', 'Rosen brauchen Sonne.')
    await store.runs.create('r2', run_data('r2', topic='Tulpen im Frühling'))
    await store.runs.append('r2', started(), failed('credit'))

    good, bad = store.runs.summary('r1'), store.runs.summary('r2')

    assert good is not None and bad is not None
    assert (good.excerpt, good.steps_done, good.steps_total, good.number) == ('Rosen brauchen Sonne.', 3, 3, 1)
    assert (bad.title, bad.error_code, bad.status) == ('Tulpen im Frühling', 'credit', RunStatus.FAILED)
    assert (await store.runs.last(1))[0] == [bad]


async def test_stock_tinydb_opens_a_segment(home: Home) -> None:
    await whole_run(await home.open(), 'r1')
    await home.close()

    with TinyDB(home.data / 'history' / 'runs-000000.json') as tiny:
        found = tiny.get(doc_id=1)

    assert isinstance(found, dict) and found['id'] == 'r1'


async def test_the_start_reads_nothing_of_the_past_but_the_newest_segment(home: Home) -> None:
    """Whatever is read and cannot be understood is set aside: nothing was set aside, so nothing was read."""
    write_past(home, 256 * 5)
    for index in range(5):
        home.put_file(f'history/runs-{index:06}.json', b'unreadable')
    home.put_file('runs/done/00/past-1.jsonl', b'unreadable')

    store = await home.open()
    await whole_run(store, 'r1')
    page, _ = await store.runs.last(1)

    assert store.repaired == []
    assert page[0].number == 256 * 5 + 1


async def test_a_segment_that_left_memory_comes_back_as_it_was_changed(home: Home) -> None:
    write_past(home, 256 * 8)
    store = await home.open()
    await whole_run(store, 'new')
    await pages(store, 500)

    await store.runs.delete('new')
    found = await pages(store, 5000)

    assert found == [list(range(256 * 8, 0, -1))]


async def test_no_segment_gets_larger_than_a_megabyte(home: Home) -> None:
    """The size of a file is what one change costs; 256 runs with the longest titles there can be stay below."""
    store = await home.open()
    await store.runs.create('r1', run_data('r1', topic='😀' * 500))
    await store.runs.append('r1', started(), ended('😀' * 500))
    await home.close()

    [segment] = home.files('history/*.json').values()

    assert len(segment) * 256 < 1_000_000
