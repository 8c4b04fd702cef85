"""kill -9 of a real librarian while people work in its folders: in the end every file is in its one right state."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path
from typing import IO

import pytest

from app.bus import Bus
from app.clock import SystemClock
from app.domain.documents import DocumentStatus
from app.library.librarian import Librarian
from app.storage.store import Store
from tests.app.library.busy_people import People
from tests.app.library.reading_process import PLACES, librarian
from tests.sources import ROOT


async def people_in(folder: Path, seed: int) -> People:
    """Two folders that are watched."""
    store = await Store.open(folder / 'data', SystemClock(), folder / 'keys', reserve=0)
    for place in PLACES:
        await store.files.make(place)
    folders = {place: store.files.folder(place) for place in PLACES}
    await store.close()
    return People(folders, random.Random(seed))


def disturbed(folder: Path, people: People, files: int, kills: int) -> int:
    """The people do their work while the process is killed and begun anew; how many files it said it had read."""
    told = 0
    for number in range(kills):
        command = [sys.executable, '-m', 'tests.app.library.reading_process', str(folder)]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None and process.stdout.readline() == b'ready\n'
            moments = 0
            for _ in people.work(files * number // kills, files * (number + 1) // kills):
                moments += 1
                if people.dice.random() < 0.03:
                    told += wait_for(people.one_more(f'dazu-{number}-{moments}.txt'), process.stdout)
            process.kill()
            told += len(process.stdout.readlines())
    return told


def wait_for(line: str, told: IO[bytes]) -> int:
    """Come back when the process has said this; how much it has said."""
    return next(number for number, one in enumerate(told, 1) if one.decode() == line)


async def wrong(folder: Path, people: People, *, read: bool = True) -> list[str]:
    """Everything that is not as it should be, after the next start has read what is left."""
    store = await Store.open(folder / 'data', SystemClock(), folder / 'keys', reserve=0)
    reader = librarian(store, Bus())
    try:
        if read:
            await reader.until_all_read(PLACES)
        found = await _wrong_states(reader, people) + await _wrong_words(reader, people)
    finally:
        await reader.close()
        await store.close()
    return found


async def _wrong_states(reader: Librarian, people: People) -> list[str]:
    found = []
    there = {(place, one.name): one for place in PLACES for one in reader.documents(place)}
    expected = {**{key: '' for key in people.texts}, **people.broken}
    if there.keys() != expected.keys():
        found.append(f'other files: {there.keys() ^ expected.keys()}')
    for key in there.keys() & expected.keys():
        status = DocumentStatus.FAILED if expected[key] else DocumentStatus.READY
        if (there[key].status, there[key].note) != (status, expected[key]):
            found.append(f'{key}: {there[key].status} {there[key].note}')
        elif not expected[key] and (await reader.reading(*key)).text.strip() != people.texts[key][1].strip():
            found.append(f'{key}: wrong text')
    return found


async def _wrong_words(reader: Librarian, people: People) -> list[str]:
    found = []
    for (place, name), (word, _) in people.texts.items():
        passages = [(one.place, one.document) for one in await reader.search(PLACES, word, 10)]
        if passages != [(place, name)]:
            found.append(f'{name} is found {len(passages)} times')
    for word in people.gone:
        if await reader.search(PLACES, word, 10):
            found.append(f'{word} is found, though it is gone')
    return found


async def test_every_file_ends_in_its_right_state_however_often_the_program_is_killed(tmp_path: Path) -> None:
    people = await people_in(tmp_path, seed=1)
    assert disturbed(tmp_path, people, files=60, kills=3) > 5
    assert await wrong(tmp_path, people) == []


@pytest.mark.slow
@pytest.mark.timeout(600)
async def test_every_file_of_two_hundred_ends_in_its_right_state_after_ten_kills(tmp_path: Path) -> None:
    people = await people_in(tmp_path, seed=2)
    assert disturbed(tmp_path, people, files=200, kills=10) > 30
    assert await wrong(tmp_path, people) == []
    assert people.texts and people.broken and people.gone


async def test_the_check_sees_what_a_librarian_would_miss(tmp_path: Path) -> None:
    """A control: a file that was exchanged without a trace, and files that nobody has read."""
    people = await people_in(tmp_path, seed=3)
    disturbed(tmp_path, people, files=12, kills=1)
    assert await wrong(tmp_path, people) == []
    (place, name), (word, text) = next(iter(people.texts.items()))
    path = people.folders[place] / name
    before = path.stat()
    people.texts[place, name] = word[::-1], text.replace(word, word[::-1])
    path.write_text(people.texts[place, name][1])
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    people.gone.append(word)
    missed = await wrong(tmp_path, people)
    assert missed == [f'{(place, name)}: wrong text', f'{name} is found 0 times', f'{word} is found, though it is gone']
    for _ in people.work(12, 24):
        pass
    assert len(await wrong(tmp_path, people, read=False)) > 10
