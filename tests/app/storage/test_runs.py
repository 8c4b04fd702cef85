"""Runs: what was acknowledged is told the same way after every restart."""

from __future__ import annotations

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.errors import Conflict, NotFound, StoreFull
from app.domain.runs import EventType, RunStatus
from app.storage.disk import Disk
from app.storage.store import Store
from tests.app.storage.samples import Entry, Home, begun, done, ended, failed, run_data, started, whole_run


async def test_a_run_is_the_same_before_and_after_its_end_and_a_restart(home: Home) -> None:
    store = await home.open()
    run = await whole_run(store, 'r1', 'Schön.')
    events = store.runs.events('r1')

    store = await home.open()

    assert store.runs.get('r1') == run
    assert store.runs.events('r1') == events
    assert [event.seq for event in events] == list(range(1, 10))
    assert (run.status, run.result, run.step('b').output) == (RunStatus.DONE, 'Schön.', 'Schön. b')
    assert store.runs.open_runs() == []


async def test_an_open_run_goes_on_after_a_restart(home: Home) -> None:
    store = await home.open()
    await store.runs.create('r1', run_data('r1'))
    await store.runs.append('r1', started(), begun('a'))

    store = await home.open()
    run = await store.runs.append('r1', done('a'))

    assert [open_run.id for open_run in store.runs.open_runs()] == ['r1']
    assert run.step('a').status is RunStatus.DONE


async def test_creating_a_run_twice_gives_the_first_one(home: Home) -> None:
    store = await home.open()
    both = await asyncio.gather(
        store.runs.create('r1', run_data('r1', 'Rosen')), store.runs.create('r1', run_data('r1', 'Tulpen'))
    )
    await store.runs.append('r1', started(), ended())
    store = await home.open()
    again = await store.runs.create('r1', run_data('r1', 'Nelken'))

    assert [is_new for _, is_new in both] == [True, False]
    assert [run.inputs['topic'] for run, _ in (*both, again)] == ['Rosen'] * 3
    assert again[1] is False


async def test_events_of_one_append_come_all_or_none(store: Store) -> None:
    await store.runs.create('r1', run_data('r1'))

    with pytest.raises(KeyError):
        await store.runs.append('r1', started(), begun('a'), begun('nowhere'))

    assert [event.type for event in store.runs.events('r1')] == [EventType.RUN_CREATED]
    assert (await store.runs.append('r1', started())).status is RunStatus.RUNNING


async def test_appends_at_the_same_time_get_one_place_each(home: Home) -> None:
    store = await home.open()
    steps = tuple(f's{number}' for number in range(20))
    await store.runs.create('r1', run_data('r1', steps=steps))

    await asyncio.gather(*(store.runs.append('r1', begun(step)) for step in steps))

    events = (await home.open()).runs.events('r1')
    assert [event.seq for event in events] == list(range(1, 22))
    assert [event.step_id for event in events[1:]] == list(steps)


async def test_an_append_goes_through_although_nobody_waits_for_it_any_more(home: Home) -> None:
    store = await home.open()
    await store.runs.create('r1', run_data('r1'))
    paid = asyncio.create_task(store.runs.append('r1', started(), begun('a'), done('a', 'bezahlt')))
    await asyncio.sleep(0)
    paid.cancel()

    store = await home.open()

    assert store.runs.open_runs()[0].step('a').output == 'bezahlt'


async def test_only_events_after_a_number_are_told(store: Store) -> None:
    await whole_run(store, 'r1')

    assert [event.seq for event in store.runs.events('r1', after=7)] == [8, 9]
    assert store.runs.events('nobody') == []


async def test_nothing_can_be_added_to_an_unknown_or_ended_run(store: Store) -> None:
    run = await whole_run(store, 'r1')

    with pytest.raises(NotFound):
        await store.runs.append('nobody', started())
    with pytest.raises(Conflict) as caught:
        await store.runs.append('r1', started())

    assert caught.value.current == run
    assert store.runs.get('nobody') is None


@pytest.mark.parametrize('name', ['../active/r1', 'A', '', 'x' * 65, '\ud800', 'r1\n', 'con.jsonl'])
async def test_what_is_no_id_is_no_run(store: Store, name: str) -> None:
    await whole_run(store, 'r1')

    assert store.runs.get(name) is None
    assert store.runs.summary(name) is None
    assert store.runs.events(name) == []


async def test_long_texts_have_files_of_their_own_and_the_same_text_only_once(home: Home) -> None:
    store = await home.open()
    long = 'ä' * 40_000
    await store.runs.create('r1', run_data('r1', topic=long))
    await store.runs.append('r1', started(), begun('a', long + '!'), done('a', long))
    await store.runs.append('r1', ended(long))

    store = await home.open()
    run = store.runs.get('r1')

    assert run is not None
    assert (run.inputs['topic'], run.step('a').input, run.step('a').output, run.result) == (
        long,
        long + '!',
        long,
        long,
    )
    assert sorted(len(content) for content in home.files('runs/files/r1/*').values()) == [80_000, 80_001]
    assert all(len(content) < 10_000 for content in home.files('runs/done/**/*.jsonl').values())


async def test_a_text_no_encoder_takes_is_kept_as_well_as_possible(home: Home) -> None:
    store = await home.open()
    await store.runs.create('r1', run_data('r1', topic='a\ud800\x00\u202e😀'))
    before = store.runs.get('r1')

    store = await home.open()

    assert store.runs.get('r1') == before
    assert before is not None and before.inputs['topic'] == 'a\ufffd\x00\u202e😀'


async def test_a_failed_run_can_go_on(home: Home) -> None:
    store = await home.open()
    await store.runs.create('r1', run_data('r1'))
    await store.runs.append('r1', started(), begun('a'), failed())
    await home.open()

    store = await home.open()
    await store.runs.reopen('r1')
    run = await store.runs.append('r1', (EventType.RUN_RESUMED, '', {'why': 'person'}))
    page, _ = await store.runs.last(10)

    assert run.status is RunStatus.RUNNING
    assert [(summary.id, summary.status) for summary in page] == [('r1', RunStatus.RUNNING)]
    assert [open_run.id for open_run in (await home.open()).runs.open_runs()] == ['r1']


async def test_a_run_that_ends_again_while_its_first_end_is_filed_keeps_the_second(home: Home) -> None:
    store = await home.open()
    for round in range(10):
        run_id = f'r{round}'
        await store.runs.create(run_id, run_data(run_id))
        await store.runs.append(run_id, started(), failed())
        await store.runs.reopen(run_id)
        await store.runs.append(run_id, (EventType.RUN_RESUMED, '', {}), ended('Gut.'))

    page, _ = await (await home.open()).runs.last(20)

    assert [(summary.status, summary.excerpt) for summary in page] == [(RunStatus.DONE, 'Gut.')] * 10


async def test_a_finished_run_stays_finished(store: Store) -> None:
    await whole_run(store, 'r1')

    with pytest.raises(Conflict):
        await store.runs.reopen('r1')
    with pytest.raises(NotFound):
        await store.runs.reopen('nobody')


async def test_a_deleted_run_leaves_nothing_behind(home: Home) -> None:
    store = await home.open()
    await whole_run(store, 'r1', 'geheim-4711' * 8000)
    await whole_run(store, 'r2')

    await store.runs.delete('r1')

    assert store.runs.get('r1') is None and store.runs.summary('r1') is None
    assert [summary.id for summary in (await store.runs.last(10))[0]] == ['r2']
    assert not [name for name, content in home.files().items() if b'geheim-4711' in content or 'r1' in name]
    with pytest.raises(NotFound):
        await store.runs.delete('r1')


async def test_an_open_run_cannot_be_deleted(store: Store) -> None:
    await store.runs.create('r1', run_data('r1'))

    with pytest.raises(Conflict):
        await store.runs.delete('r1')


async def test_a_deletion_that_was_cut_short_is_finished_at_the_next_start(home: Home) -> None:
    store = await home.open()
    await whole_run(store, 'r1', 'lang' * 30_000)
    await home.close()
    [journal] = home.data.glob('runs/done/*/r1.jsonl')
    journal.rename(home.data / 'runs' / 'leaving' / 'r1.jsonl')

    store = await home.open()

    assert (await store.runs.last(10))[0] == []
    assert not [name for name in home.files() if 'r1' in name]


async def test_below_the_reserve_nothing_new_starts_but_what_runs_goes_on(home: Home) -> None:
    class SmallDisk(Disk):
        room = 1000

        def free(self, folder: Path) -> int:
            return self.room

    disk = SmallDisk()
    store = await home.open(disk=disk, reserve=1000)
    await store.runs.create('r1', run_data('r1'))
    disk.room = 999

    with pytest.raises(StoreFull):
        await store.runs.create('r2', run_data('r2'))
    run = await store.runs.append('r1', started(), ended())

    assert run.status is RunStatus.DONE
    assert store.runs.get('r2') is None


EVENT = st.one_of(
    st.just(started()),
    st.builds(begun, st.sampled_from('abc'), st.text(max_size=20)),
    st.builds(done, st.sampled_from('abc'), st.text(st.characters(exclude_categories=()), max_size=20)),
    st.just((EventType.RUN_PARKED, '', {'error': {'code': 'disk'}})),
    st.builds(ended, st.text(max_size=5)),
    st.just(failed()),
)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.lists(EVENT, min_size=1, max_size=4), max_size=8), st.booleans())
def test_whatever_was_accepted_is_there_after_a_restart(batches: list[list[Entry]], reopen: bool) -> None:
    async def play(folder: str) -> None:
        home = Home(Path(folder))
        store = await home.open()
        run, _ = await store.runs.create('r1', run_data('r1'))
        for batch in batches:
            try:
                run = await store.runs.append('r1', *batch)
            except (ValueError, Conflict):
                pass
            if reopen and run.status is RunStatus.FAILED:
                run = await store.runs.reopen('r1')
            assert store.runs.get('r1') == run
        events, summary = store.runs.events('r1'), store.runs.summary('r1')
        store = await home.open()
        assert (store.runs.get('r1'), store.runs.events('r1'), store.runs.summary('r1')) == (run, events, summary)
        assert (await store.runs.last(5))[0] == [summary]
        await home.close()

    with TemporaryDirectory() as folder:
        asyncio.run(play(folder))
