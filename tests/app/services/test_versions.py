"""Every save is kept: who, when and everything in it, through crashes and restarts, and at a flat cost."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.domain.bots import Bot
from app.domain.codec import to_json
from app.domain.errors import Conflict, Invalid, NotFound
from app.domain.pipelines import Pipeline
from app.services.difference_words import all_in_words
from app.services.recipe_words import RecipeWords
from app.services.versions import VersionService
from app.storage.disk import Disk, OpenFile
from app.storage.version_book import SEGMENT
from tests.app.services.house import ANNA, BEN, House, open_house

MINUTES = 60.0


class CountingDisk(Disk):
    """Counts the bytes written to files with versions, and waits for nothing."""

    def __init__(self) -> None:
        self.files: Counter[str] = Counter()

    def write(self, file: OpenFile, data: bytes) -> None:
        super().write(file, data)
        if 'versions-' in file.path.name:
            self.files[file.path.name] += len(data)

    def sync(self, file: OpenFile) -> None:
        pass

    def sync_folder(self, path: Path) -> None:
        pass


class Shelf:
    """A house with its versions, and one recipe of one bot."""

    def __init__(self, house: House, folder: Path) -> None:
        self.house = house
        self.versions = VersionService(house.store, bots=house.bots, pipelines=house.pipelines)
        self.files = folder / 'data' / 'collections'

    async def fill(self) -> None:
        """The bot and the recipe."""
        self.bot = await self.house.bots.create(ANNA, name='Texter', system_prompt='Sei nett.')
        steps = [{'id': 'a', 'bot_id': self.bot.id, 'instruction': 'Schreib.'}]
        self.recipe = await self.house.pipelines.create(ANNA, {'name': 'Brief', 'steps': steps})

    async def save(self, **changes: Any) -> Pipeline:
        """Change the recipe."""
        now = self.house.pipelines.get(ANNA, self.recipe.id)
        return await self.house.pipelines.update(ANNA, now.id, changes, now.version)

    def said(self, kind: str = 'pipeline', id: str = '') -> list[list[str]]:
        """The lines in words, newest first."""
        words = RecipeWords('de', bots=self.house.bots.list(ANNA))
        lines = self.versions.list(ANNA, kind, id or self.recipe.id, limit=2000)
        return [all_in_words(line.differences, words) for line in lines]

    def names(self) -> list[str]:
        """The recipe's name in every version there is, oldest first."""
        lines = self.versions.list(ANNA, 'pipeline', self.recipe.id, limit=2000)
        numbers = sorted(save.number for line in lines for save in line.saves)
        return [self.versions.get(ANNA, 'pipeline', self.recipe.id, number).thing.name for number in numbers]


@pytest.fixture
async def shelf(tmp_path: Path) -> AsyncIterator[Shelf]:
    async with open_house(tmp_path) as house:
        shelf = Shelf(house, tmp_path)
        await shelf.fill()
        yield shelf


async def test_every_save_is_a_version_with_everything_in_it(shelf: Shelf) -> None:
    saved = [shelf.recipe, await shelf.save(name='Zwei'), await shelf.save(description='Drei', emoji='🍰')]
    assert [recipe.version for recipe in saved] == [1, 2, 3]
    for recipe in saved:
        assert shelf.versions.get(ANNA, 'pipeline', recipe.id, recipe.version).thing == recipe


async def test_lines_say_who_changed_what_and_when(shelf: Shelf) -> None:
    await shelf.house.clock.advance(5 * MINUTES)
    steps = to_json(shelf.recipe.steps)
    await shelf.save(steps=[{**steps[0], 'instruction': 'Schreib kurz.'}])
    first, second = reversed(shelf.versions.list(ANNA, 'pipeline', shelf.recipe.id))
    assert shelf.said() == [['Schritt 1: Aufgabe geändert'], []]
    assert (second.last.by, second.last.at) == ('anna', shelf.house.clock.now())
    assert first.is_first and not first.is_now
    assert second.is_now and not second.is_first


async def test_saves_within_two_minutes_are_one_line_that_opens(shelf: Shelf) -> None:
    for name in ('B', 'Br', 'Brief ans Amt'):
        await shelf.house.clock.advance(30)
        await shelf.save(name=name)
    await shelf.house.clock.advance(31)
    await shelf.save(name='Spät')
    assert shelf.said() == [['Name: Brief ans Amt → Spät'], []]
    newest, oldest = shelf.versions.list(ANNA, 'pipeline', shelf.recipe.id)
    assert [save.number for save in oldest.saves] == [4, 3, 2, 1]
    assert [save.number for save in newest.saves] == [5]


async def test_a_version_comes_back_as_a_normal_save_and_can_be_taken_back(shelf: Shelf) -> None:
    changed = await shelf.save(name='Anders', inputs=[{'key': 'topic', 'label': 'Thema'}])
    back = await shelf.versions.restore(ANNA, 'pipeline', shelf.recipe.id, 1)
    assert back == replace(shelf.recipe, version=3)
    assert (await shelf.versions.restore(ANNA, 'pipeline', shelf.recipe.id, 2)) == replace(changed, version=4)
    assert shelf.names() == ['Brief', 'Anders', 'Brief', 'Anders']


async def test_a_stale_restore_is_a_conflict(shelf: Shelf) -> None:
    await shelf.save(name='Zwei')
    await shelf.save(name='Drei')
    with pytest.raises(Conflict):
        await shelf.versions.restore(ANNA, 'pipeline', shelf.recipe.id, 1, expect=2)
    assert shelf.house.pipelines.get(ANNA, shelf.recipe.id).name == 'Drei'


async def test_a_version_whose_bot_is_gone_is_refused_with_the_step(shelf: Shelf) -> None:
    await shelf.save(steps=[])
    await shelf.house.bots.delete(ANNA, shelf.bot.id)
    with pytest.raises(Invalid) as refused:
        await shelf.versions.restore(ANNA, 'pipeline', shelf.recipe.id, 1)
    assert refused.value.problems[0].path == 'steps.0.bot_id'


async def test_a_bots_settings_come_back_too(shelf: Shelf) -> None:
    await shelf.house.bots.update(
        ANNA, shelf.bot.id, {'settings': {'temperature': 0.2}, 'system_prompt': 'Sei streng.'}
    )
    await shelf.house.bots.update(ANNA, shelf.bot.id, {'settings': {'max_tokens': 700}})
    back = await shelf.versions.restore(ANNA, 'bot', shelf.bot.id, 2)
    assert isinstance(back, Bot)
    assert (dict(back.settings), back.system_prompt) == ({'temperature': 0.2}, 'Sei streng.')


async def test_what_a_bot_may_do_comes_back_too(shelf: Shelf) -> None:
    before = shelf.house.bots.get(ANNA, shelf.bot.id)
    await shelf.house.bots.update(ANNA, shelf.bot.id, {'tools': []})
    back = await shelf.versions.restore(ANNA, 'bot', shelf.bot.id, before.version)
    assert isinstance(back, Bot) and back.tools == ('documents', 'citations')


async def test_somebody_elses_versions_are_not_there(shelf: Shelf) -> None:
    for kind, id in (('pipeline', shelf.recipe.id), ('bot', shelf.bot.id)):
        with pytest.raises(NotFound):
            shelf.versions.list(BEN, kind, id)
        with pytest.raises(NotFound):
            shelf.versions.get(BEN, kind, id, 1)
        with pytest.raises(NotFound):
            await shelf.versions.restore(BEN, kind, id, 1)


@pytest.mark.parametrize('number', [-1, 0, 2, 10**30])
async def test_a_version_that_never_was_is_not_there(shelf: Shelf, number: int) -> None:
    with pytest.raises(NotFound):
        shelf.versions.get(ANNA, 'pipeline', shelf.recipe.id, number)


async def test_a_crash_between_saving_and_keeping_loses_no_version(shelf: Shelf) -> None:
    stored = shelf.house.pipelines.get(ANNA, shelf.recipe.id)
    await shelf.house.store.pipelines.put(replace(stored, name='Vor dem Absturz'))  # what is kept stays one behind
    assert shelf.names() == ['Brief', 'Vor dem Absturz']
    await shelf.save(name='Danach')
    assert shelf.names() == ['Brief', 'Vor dem Absturz', 'Danach']


async def test_what_was_there_before_versions_were_kept_is_kept_at_the_next_save(shelf: Shelf) -> None:
    await shelf.house.store.pipelines.put(replace(shelf.recipe, id='alt', name='Von früher', version=41))
    assert [line.number for line in shelf.versions.list(ANNA, 'pipeline', 'alt')] == [42]
    await shelf.house.pipelines.update(ANNA, 'alt', {'name': 'Neu'}, 42)
    assert shelf.versions.get(ANNA, 'pipeline', 'alt', 42).thing.name == 'Von früher'


async def test_two_saves_at_once_are_both_kept(shelf: Shelf) -> None:
    changes = [{'name': 'Eins'}, {'description': 'Zwei'}, {'emoji': '🐝'}]
    await asyncio.gather(*(shelf.house.bots.update(ANNA, shelf.bot.id, change) for change in changes))
    lines = shelf.versions.list(ANNA, 'bot', shelf.bot.id)
    assert [save.number for line in lines for save in line.saves] == [4, 3, 2, 1]
    last = shelf.versions.get(ANNA, 'bot', shelf.bot.id, 4)
    assert last.thing == shelf.house.bots.get(ANNA, shelf.bot.id)


async def test_versions_are_there_after_a_restart(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        shelf = Shelf(house, tmp_path)
        await shelf.fill()
        await shelf.save(name='Zwei')
    async with open_house(tmp_path) as house:
        again = Shelf(house, tmp_path)
        again.bot, again.recipe = shelf.bot, shelf.recipe
        await again.save(name='Drei')
        assert again.names() == ['Brief', 'Zwei', 'Drei']


async def test_a_thing_from_the_trash_still_has_its_versions(shelf: Shelf) -> None:
    await shelf.save(name='Zwei')
    await shelf.house.pipelines.delete(ANNA, shelf.recipe.id)
    with pytest.raises(NotFound):
        shelf.versions.list(ANNA, 'pipeline', shelf.recipe.id)
    await shelf.house.clock.advance(5 * MINUTES)
    await shelf.house.trash.restore(ANNA, 'pipeline', shelf.recipe.id)
    assert shelf.names() == ['Brief', 'Zwei', 'Zwei']
    newest = shelf.versions.list(ANNA, 'pipeline', shelf.recipe.id)[0]
    assert (newest.last.why, newest.last.at) == ('trash', shelf.house.clock.now())


async def test_deleted_for_good_means_the_versions_too(shelf: Shelf) -> None:
    for number in range(SEGMENT + 5):
        await shelf.save(name=f'Name {number}')
    await shelf.house.pipelines.delete(ANNA, shelf.recipe.id)
    await shelf.house.trash.purge(ANNA, 'pipeline', shelf.recipe.id)
    await shelf.house.bots.delete(ANNA, shelf.bot.id)
    await shelf.house.clock.advance(31 * 24 * 3600)
    await shelf.house.trash.purge_expired()
    assert list(shelf.files.glob('versions-*')) == []


async def test_a_thousand_versions_are_all_there_and_cost_no_more_than_the_first_ones(tmp_path: Path) -> None:
    disk = CountingDisk()
    async with open_house(tmp_path, disk) as house:
        shelf = Shelf(house, tmp_path)
        await shelf.fill()
        written = []
        for number in range(2, 1001):
            disk.files.clear()
            await shelf.save(name=f'Brief Nummer {number}')
            assert len(disk.files) == 1
            written += disk.files.values()
        assert max(written[-SEGMENT:]) < 1.2 * max(written[:SEGMENT]) and max(written) < 20_000
    async with open_house(tmp_path) as house:
        again = Shelf(house, tmp_path)
        again.recipe = shelf.recipe
        lines = again.versions.list(ANNA, 'pipeline', shelf.recipe.id, limit=1000)
        assert [save.number for line in lines for save in line.saves] == list(range(1000, 0, -1))
        for number in (2, SEGMENT - 1, SEGMENT, SEGMENT + 1, 500, 777, 1000):
            kept = again.versions.get(ANNA, 'pipeline', shelf.recipe.id, number).thing
            assert kept.name == f'Brief Nummer {number}' and kept.version == number


async def test_older_lines_follow_without_a_gap(tmp_path: Path) -> None:
    async with open_house(tmp_path, CountingDisk()) as house:
        shelf = Shelf(house, tmp_path)
        await shelf.fill()
        for number in range(2, 130):
            await house.clock.advance(50)
            await shelf.save(name=f'N{number}')
        seen: list[int] = []
        lines = shelf.versions.list(ANNA, 'pipeline', shelf.recipe.id, limit=7)
        while lines:
            assert all(line.differences or line.is_first for line in lines)
            seen += [save.number for line in lines for save in line.saves]
            lines = shelf.versions.list(ANNA, 'pipeline', shelf.recipe.id, before=seen[-1], limit=7)
        assert seen == list(range(129, 0, -1))


async def test_nothing_is_read_at_the_start_and_the_newest_lines_need_only_the_newest_file(tmp_path: Path) -> None:
    async with open_house(tmp_path, CountingDisk()) as house:
        shelf = Shelf(house, tmp_path)
        await shelf.fill()
        for number in range(2, 2 * SEGMENT + 30):
            await house.clock.advance(3 * MINUTES)
            await shelf.save(name=f'N{number}')
    for path in shelf.files.glob('versions-*-0.json*'):
        path.write_bytes(b'broken')
    async with open_house(tmp_path) as house:
        again = Shelf(house, tmp_path)
        assert house.store.repaired == []
        assert len(again.versions.list(ANNA, 'pipeline', shelf.recipe.id)) == 20
        assert house.store.repaired == []
        assert len(again.versions.list(ANNA, 'pipeline', shelf.recipe.id, limit=1000)) == SEGMENT + 30
        assert len(house.store.repaired) == 2  # the oldest file, and its copy


async def test_a_version_that_cannot_be_unpacked_does_not_hide_the_others(tmp_path: Path) -> None:
    async with open_house(tmp_path, CountingDisk()) as house:
        shelf = Shelf(house, tmp_path)
        await shelf.fill()
        for number in range(2, SEGMENT + 3):
            await shelf.save(name=f'N{number}')
    path = max(shelf.files.glob('versions-*-0.json'), key=lambda path: path.stat().st_size)
    data = json.loads(path.read_text())
    entry = next(entry for entry in data['_default'].values() if entry['number'] == 3)
    entry['data'] = 'eJzLSM3JyQcABiwCFQ=='[:-4]
    path.write_text(json.dumps(data))
    async with open_house(tmp_path) as house:
        again = Shelf(house, tmp_path)
        again.recipe = shelf.recipe
        assert again.names() == ['Brief', 'N2', f'N{SEGMENT}', f'N{SEGMENT + 1}', f'N{SEGMENT + 2}']
        with pytest.raises(NotFound):
            again.versions.get(ANNA, 'pipeline', shelf.recipe.id, 3)


async def test_things_whose_digest_is_the_same_are_never_mixed_up(shelf: Shelf) -> None:
    versions = shelf.house.store.versions
    assert [version.number for version, _ in versions.segment('pipelines', shelf.recipe.id, 0)] == [1]
    _, contents = versions.segment('pipelines', shelf.recipe.id, 0)[0]
    assert contents.is_of(shelf.recipe.id)
    assert not contents.is_of(shelf.recipe.id[:-1])
