"""Damaged files: set aside, the good copy used, named in `repaired`; nothing starts empty over something."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.accounts import Account
from app.domain.errors import StoreBroken
from app.domain.runs import RunStatus
from tests.app.storage.samples import Home, begun, bot, done, run_data, started, whole_run
from tests.fakes import MORNING

DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    'halved': lambda content: content[: len(content) // 2],
    'zeros': lambda content: bytes(len(content)),
    'empty': lambda content: b'',
    'html': lambda content: b'<!doctype html><title>Sign in to the hotel WLAN</title>\n',
    'other json': lambda content: b'[1, 2, 3]',
}
damages = pytest.mark.parametrize('damage', DAMAGES.values(), ids=list(DAMAGES))


def spoil(path: Path, damage: Callable[[bytes], bytes]) -> None:
    """As a failing disk or a helpful program would; the copy is another file afterwards."""
    content = damage(path.read_bytes())
    path.unlink()
    path.write_bytes(content)


@damages
async def test_a_damaged_collection_goes_on_with_its_copy(home: Home, damage: Callable[[bytes], bytes]) -> None:
    store = await home.open()
    await store.bots.put(bot(name='vorher'))
    await store.bots.put(bot(name='nachher'))
    await home.close()
    spoil(home.data / 'collections' / 'bots.json', damage)

    store = await home.open()

    assert [item.name for item in store.bots.all()] == ['vorher']  # at most the newest write is missing
    assert store.repaired == ['collections/bots.json']
    assert 'collections/bots.json.damaged-1' in home.files()
    await store.bots.put(bot(name='weiter'))
    assert [item.name for item in (await home.open()).bots.all()] == ['weiter']


@damages
async def test_without_a_good_copy_both_are_kept_aside(home: Home, damage: Callable[[bytes], bytes]) -> None:
    store = await home.open()
    await store.bots.put(bot())
    await store.bots.put(bot())
    await store.pipelines.delete('nobody')
    await home.close()
    for name in ('bots.json', 'bots.json.bak'):
        spoil(home.data / 'collections' / name, damage)

    store = await home.open()

    assert store.bots.all() == []
    assert sorted(store.repaired) == ['collections/bots.json', 'collections/bots.json.bak']
    assert {'collections/bots.json.damaged-1', 'collections/bots.json.bak.damaged-1'} <= home.files().keys()


async def test_unreadable_accounts_stop_the_start_instead_of_opening_the_door(home: Home) -> None:
    store = await home.open()
    await store.accounts.put(Account(id='owner', name='Oma', created_at=MORNING, updated_at=MORNING))
    await home.close()
    spoil(home.data / 'collections' / 'accounts.json', DAMAGES['zeros'])
    before = home.files('collections/*')

    with pytest.raises(StoreBroken):
        await home.open()

    assert home.files('collections/*') == before


async def test_a_second_damage_gets_the_next_number(home: Home) -> None:
    for _ in range(2):
        store = await home.open()
        await store.bots.put(bot())
        await home.close()
        spoil(home.data / 'collections' / 'bots.json', DAMAGES['html'])

    await home.open()

    assert {f'collections/bots.json.damaged-{number}' for number in (1, 2)} <= home.files().keys()


async def test_a_collection_that_was_taken_away_comes_back_from_its_copy(home: Home) -> None:
    store = await home.open()
    await store.bots.put(bot(name='eins'))
    await store.bots.put(bot(name='zwei'))
    await home.close()
    (home.data / 'collections' / 'bots.json').unlink()

    store = await home.open()

    assert [item.name for item in store.bots.all()] == ['eins']


async def test_a_journal_damaged_in_the_middle_ends_its_run_and_nothing_is_called_again(home: Home) -> None:
    store = await home.open()
    await store.runs.create('r1', run_data('r1'))
    await store.runs.append('r1', started())
    await store.runs.append('r1', begun('a'), done('a', 'gut'))
    await store.runs.append('r1', begun('b'))
    await store.runs.append('r1', done('b', 'bezahlt'))
    await store.runs.append('r1', begun('c'))
    await home.close()
    journal = home.data / 'runs' / 'active' / 'r1.jsonl'
    spoil(journal, lambda content: content.replace(b'bezahlt', b'be\0ahlt'))

    store = await home.open()
    run = store.runs.get('r1')

    assert run is not None and run.error is not None
    assert (run.status, run.error.code) == (RunStatus.FAILED, 'damaged')
    assert [step.status.value for step in run.steps] == ['done', 'cancelled', 'waiting']
    assert store.repaired == ['runs/active/r1.jsonl']
    assert b'be\0ahlt' in home.files()['runs/active/r1.jsonl.damaged-1']
    assert store.runs.open_runs() == []
    assert (await home.open()).runs.get('r1') == run


@damages
async def test_an_ended_run_that_cannot_be_read_any_more_is_named(home: Home, damage: Callable[[bytes], bytes]) -> None:
    store = await home.open()
    await whole_run(store, 'r1')
    await home.close()
    [journal] = home.data.glob('runs/done/*/r1.jsonl')
    spoil(journal, damage)

    store = await home.open()
    run = store.runs.get('r1')
    await whole_run(store, 'r2')

    assert run is None or run.status is RunStatus.FAILED
    assert len(store.repaired) == 1 and store.repaired[0].endswith('r1.jsonl')
    assert store.runs.get('r1') == run
    assert [entry.id for entry in (await store.runs.last(5))[0]] == ['r2', 'r1']


async def test_a_long_text_that_is_missing_is_damage_too(home: Home) -> None:
    store = await home.open()
    await store.runs.create('r1', run_data('r1'))
    await store.runs.append('r1', started(), begun('a'))
    await store.runs.append('r1', done('a', 'x' * 70_000))
    await home.close()
    [text] = home.data.glob('runs/files/r1/*')
    spoil(text, DAMAGES['halved'])

    run = (await home.open()).runs.get('r1')

    assert run is not None and run.error is not None
    assert (run.status, run.error.code, run.step('a').output) == (RunStatus.FAILED, 'damaged', '')


@damages
async def test_a_damaged_part_of_the_history_is_made_anew_from_the_journals(
    home: Home, damage: Callable[[bytes], bytes]
) -> None:
    store = await home.open()
    for number in range(5):
        await whole_run(store, f'r{number}')
    before, _ = await store.runs.last(10)
    await home.close()
    for path in home.data.glob('history/*'):
        spoil(path, damage)

    store = await home.open()
    new = await whole_run(store, 'new')
    await store.runs.settle()  # the part is made anew beside everything else
    after, _ = await store.runs.last(10)

    assert after[1:] == before
    assert after[0].id == new.id and after[0].number > before[0].number
    assert 'history/runs-000000.json' in store.repaired


async def test_a_history_that_was_taken_away_is_made_anew(home: Home) -> None:
    store = await home.open()
    for number in range(3):
        await whole_run(store, f'r{number}')
    await home.close()
    for path in home.data.glob('history/*'):
        path.unlink()

    store = await home.open()
    await whole_run(store, 'new')
    await store.runs.settle()

    page, _ = await store.runs.last(10)
    assert [(entry.id, entry.number) for entry in page] == [('new', 4), ('r2', 3), ('r1', 2), ('r0', 1)]


async def test_what_was_half_written_is_swept_away(home: Home) -> None:
    store = await home.open()
    await store.bots.put(bot())
    await home.close()
    home.put_file('collections/bots.json.new', b'{"_def')
    home.put_file('runs/active/r9.jsonl.new', b'0000')
    home.put_file('bots/klara/incoming-x', b'half')

    store = await home.open()

    assert store.repaired == []
    assert not [name for name in home.files() if name.endswith('.new') or 'incoming' in name]
