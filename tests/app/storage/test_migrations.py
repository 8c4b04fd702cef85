"""Data of older versions: read as today's, changed on the disk only after a copy was made."""

from __future__ import annotations

import shutil
import zlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from app.domain.errors import ConfigError, StoreError
from app.domain.places import Place
from app.domain.runs import EventType, RunStatus
from app.storage.migrations import MIGRATIONS, Migration, Schema
from tests.app.storage.faulty import FaultyDisk
from tests.app.storage.samples import Home, begun, bot, done, ended
from tests.sources import ROOT

OLD = ROOT / 'tests' / 'old_data'


def shouted(document: dict[str, Any]) -> dict[str, Any]:
    """A made-up change of a later version: names are written in capitals."""
    return document | {'name': document['name'].upper()}


def titled(document: dict[str, Any]) -> dict[str, Any]:
    """The same for summaries."""
    return document | {'title': document['title'].upper()}


def renamed(event: dict[str, Any]) -> dict[str, Any]:
    """The same for events."""
    return event | {'data': event['data'] | {'trigger': 'old'}} if event['type'] == 'run.created' else event


LATER = Schema((*MIGRATIONS, Migration('bots', shouted), Migration('history', titled), Migration('journal', renamed)))


@pytest.fixture(params=sorted(path.name for path in OLD.iterdir()))
async def old_home(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Home]:
    """The data of one released version."""
    home = Home(tmp_path)
    shutil.copytree(OLD / request.param, home.data)
    yield home
    await home.close()


async def test_old_data_loads(old_home: Home) -> None:
    store = await old_home.open()

    assert [(item.id, item.name, item.settings) for item in store.bots.all()] == [
        ('klara', 'Klara Grün', {'temperature': 0.2}),
        ('writer', 'Schreiber', {}),
    ]
    assert {item.tools for item in store.bots.all()} == {('documents', 'citations')}
    assert {run.id: run.status for run in store.runs.open_runs()} == {'open-run': RunStatus.RUNNING}
    done_run = store.runs.get('done-run')
    assert done_run is not None and done_run.result == 'Fertig.' and len(done_run.step('a').output) == 70_000
    assert [entry.id for entry in (await store.runs.last(9))[0]] == ['open-run', 'failed-run', 'done-run']
    assert [document.name for document in store.files.list(Place.of_bot('klara'))] == ['Übersicht.txt']
    assert store.repaired == []


def test_a_bot_of_an_older_version_may_do_what_a_new_one_may_even_in_the_trash() -> None:
    old, today = {'id': 'klara', 'tools': []}, Schema()
    item = {'id': 'klara', 'kind': 'bot', 'content': old}

    assert today.up_to_date('bots', 1, old)['tools'] == ['documents', 'citations']
    assert today.up_to_date('trash', 1, item)['content']['tools'] == ['documents', 'citations']
    assert today.up_to_date('trash', 1, item | {'kind': 'pipeline'})['content'] == old
    assert today.up_to_date('bots', today.version, old) == old


async def test_old_data_is_read_as_todays(old_home: Home) -> None:
    before = old_home.files()

    store = await old_home.open(schema=LATER)
    runs = [store.runs.get(id) for id in ('open-run', 'done-run')]

    assert [item.name for item in store.bots.all()] == ['KLARA GRÜN', 'SCHREIBER']
    assert [run.trigger for run in runs if run] == ['old', 'old']
    assert (await store.runs.last(1, match=lambda entry: entry.id == 'done-run'))[0][0].title == 'GARTEN'
    assert {name: content for name, content in old_home.files().items() if name in before} == before


async def test_before_a_file_is_written_its_old_self_is_copied(old_home: Home) -> None:
    before = old_home.files()
    store = await old_home.open(schema=LATER)

    await store.bots.put(bot('new', 'Neu'))
    await store.runs.append('open-run', begun('b'), done('b'))
    await store.runs.append('open-run', ended('Jetzt fertig.'))
    await store.runs.reopen('failed-run')
    await store.runs.append('failed-run', (EventType.RUN_RESUMED, '', {}), ended())
    store = await old_home.open(schema=LATER)

    copies = old_home.files('backups/from-version-1/**/*')
    for name in ('collections/bots.json', 'history/runs-000000.json', 'runs/active/open-run.jsonl'):
        assert copies[f'backups/from-version-1/{name}'] == before[name]
    assert [item.name for item in store.bots.all()] == ['KLARA GRÜN', 'SCHREIBER', 'Neu']
    run = store.runs.get('open-run')
    assert run is not None and (run.trigger, run.result) == ('old', 'Jetzt fertig.')
    page = (await store.runs.last(9))[0]
    assert [(entry.id, entry.title) for entry in page] == [
        ('open-run', 'Garten'),  # made anew from its journal
        ('failed-run', 'Garten'),
        ('done-run', 'GARTEN'),
    ]


async def test_without_the_copy_nothing_is_changed(old_home: Home) -> None:
    before = old_home.files()
    disk = FaultyDisk()
    store = await old_home.open(schema=LATER, disk=disk)
    disk.bad, disk.count = 1, 0

    with pytest.raises(StoreError):
        await store.bots.put(bot('new'))

    assert old_home.files('collections/*') == {
        name: content for name, content in before.items() if name.startswith('collections/')
    }


@pytest.mark.parametrize('kind', ['collections', 'history', 'runs'])
async def test_data_of_a_newer_version_is_refused_and_left_alone(old_home: Home, kind: str) -> None:
    for path in old_home.data.rglob('*.json*'):
        if kind in path.parts and 'done' not in path.parts:
            path.write_bytes(newer(path.read_bytes()))
    before = old_home.files(f'{kind}/**/*')

    with pytest.raises(ConfigError) as caught:
        await old_home.open()

    assert caught.value.key == 'data_newer'
    assert old_home.files(f'{kind}/**/*') == before


def newer(content: bytes) -> bytes:
    """The same file, said to be of version 99."""
    if content[8:9] != b' ':
        return content.replace(b'"version":1}}}', b'"version":99}}}')
    head, rest = content.split(b'\n', 1)
    line = head[9:].replace(b'"version":1}', b'"version":99}')
    return b'%08x %s\n%s' % (zlib.crc32(line), line, rest)
