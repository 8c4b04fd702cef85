"""Shelves: an owner puts one up, nothing leads out of it, and what lies there is shown next to what one has."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from app.config import read_config
from app.domain.accounts import Role
from app.domain.errors import AppError, Forbidden, Invalid, NotFound
from app.domain.sharing import Shelf, ShelfEntry, Standing
from app.services.shelf_web import checked_address
from tests.app.services.exchange import ANNA, BEN, Exchange, as_file, open_exchange
from tests.peers.hostile import Answer, Peer
from tests.peers.llama import free_port

OWNER = replace(ANNA, role=Role.OWNER)


@pytest.fixture
async def exchange(tmp_path: Path) -> AsyncIterator[Exchange]:
    async with open_exchange(tmp_path) as exchange:
        yield exchange


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / 'Unsere Rezepte'
    place.mkdir()
    (place / 'Rechnungen.rezept').write_bytes(as_file())
    return place


def index_of(files: Mapping[str, bytes], **more: object) -> bytes:
    entries = [{'file': name, 'sha256': hashlib.sha256(content).hexdigest()} for name, content in files.items()]
    return json.dumps({'format': 1, 'name': 'Verein', 'recipes': entries} | more).encode()


def web(files: Mapping[str, bytes], index: bytes = b'') -> Peer:
    """A web site with an index and these files beside it."""
    pages = {'/rezepte/index.json': index or index_of(files)}
    pages |= {f'/rezepte/{name.replace(" ", "%20")}': content for name, content in files.items()}
    return Peer(Answer(status=404), side={path: Answer(parts=[content]) for path, content in pages.items()})


def standings(entries: object) -> dict[str, Standing]:
    assert isinstance(entries, list)
    return {entry.file: entry.standing for entry in entries}


async def test_a_folder_is_a_shelf_and_its_recipes_can_be_taken_in(exchange: Exchange, folder: Path) -> None:
    shelf = await exchange.services.shelves.add(OWNER, str(folder))
    assert (shelf.name, shelf.is_web, exchange.services.shelves.list(BEN)) == ('Unsere Rezepte', False, [shelf])
    [entry] = await exchange.services.shelves.browse(BEN, shelf.id)
    assert entry.standing is Standing.NEW and entry.inspection
    assert entry.inspection.opened.shared.title == 'Rechnungen prüfen'
    taken = (await exchange.services.shelves.take_in(BEN, shelf.id, entry.file)).pipeline
    assert taken and not taken.is_on and taken.owner == 'ben'
    [entry] = await exchange.services.shelves.browse(BEN, shelf.id)
    assert (entry.standing, entry.have_id) == (Standing.HERE, taken.id)
    [entry] = await exchange.services.shelves.browse(OWNER, shelf.id)
    assert entry.standing is Standing.NEW  # everybody has their own


async def test_what_changed_stands_first_and_what_is_broken_last(exchange: Exchange, folder: Path) -> None:
    shelf = await exchange.services.shelves.add(OWNER, str(folder))
    await exchange.services.shelves.take_in(BEN, shelf.id, 'Rechnungen.rezept')
    (folder / 'Rechnungen.rezept').write_bytes(as_file(**{'recipes.0.name': 'Neu', 'made_by': 'Anna'}))
    (folder / 'Anders.rezept').write_bytes(as_file(**{'recipes.0.name': 'Anders'}))
    (folder / 'Aaa.rezept').write_bytes(b'kaputt')
    (folder / 'Liesmich.txt').write_bytes(as_file())
    entries = await exchange.services.shelves.browse(BEN, shelf.id)
    assert [(entry.file, entry.standing) for entry in entries] == [
        ('Rechnungen.rezept', Standing.CHANGED),
        ('Anders.rezept', Standing.NEW),
        ('Aaa.rezept', Standing.BROKEN),
    ]
    assert entries[-1].problem == 'shared_unreadable'


async def test_a_file_saved_anew_with_the_same_recipe_is_no_news(exchange: Exchange, folder: Path) -> None:
    shelf = await exchange.services.shelves.add(OWNER, str(folder))
    await exchange.services.shelves.take_in(BEN, shelf.id, 'Rechnungen.rezept')
    (folder / 'Rechnungen.rezept').write_bytes(as_file(made_by='Ben', made_at='2027-01-01'))
    assert standings(await exchange.services.shelves.browse(BEN, shelf.id)) == {'Rechnungen.rezept': Standing.HERE}


async def test_only_an_owner_puts_shelves_up_and_takes_them_away(exchange: Exchange, folder: Path) -> None:
    with pytest.raises(Forbidden):
        await exchange.services.shelves.add(BEN, str(folder))
    shelf = await exchange.services.shelves.add(OWNER, str(folder), 'Familie')
    with pytest.raises(Forbidden):
        await exchange.services.shelves.remove(BEN, shelf.id)
    taken = await exchange.services.shelves.take_in(BEN, shelf.id, 'Rechnungen.rezept')
    await exchange.services.shelves.remove(OWNER, shelf.id)
    assert exchange.services.shelves.list(BEN) == [] and taken.pipeline in exchange.services.pipelines.list(BEN)


async def test_shelves_are_still_there_after_a_restart(tmp_path: Path, folder: Path) -> None:
    async with open_exchange(tmp_path) as exchange:
        shelf = await exchange.services.shelves.add(OWNER, str(folder))
    async with open_exchange(tmp_path) as exchange:
        assert exchange.services.shelves.list(BEN) == [shelf]


async def test_the_same_shelf_twice_is_refused(exchange: Exchange, folder: Path) -> None:
    await exchange.services.shelves.add(OWNER, str(folder))
    with pytest.raises(Invalid) as refused:
        await exchange.services.shelves.add(OWNER, f'{folder}/.')
    assert refused.value.problems[0].key == 'shelf_twice'


async def test_a_shelf_lies_where_the_owner_allowed_it(exchange: Exchange, tmp_path: Path, folder: Path) -> None:
    (tmp_path / '.versteckt').mkdir()
    (tmp_path / 'Umweg').symlink_to('/etc')
    wrong = {
        '/etc': 'shelf_folder_outside',
        '/': 'shelf_folder_outside',
        str(tmp_path): 'shelf_folder_outside',  # the data folder lies below it
        str(tmp_path / 'data' / 'secrets'): 'shelf_folder_outside',
        str(tmp_path / '.versteckt'): 'shelf_folder_outside',
        str(tmp_path / 'Umweg'): 'shelf_folder_outside',
        f'{folder}/../../..': 'shelf_folder_outside',
        str(tmp_path / 'nichts'): 'shelf_folder_missing',
        str(folder / 'Rechnungen.rezept'): 'shelf_folder_missing',
        'Rezepte': 'shelf_place',
        '': 'shelf_place',
        'a\x00b': 'shelf_place',
        'file:///etc': 'shelf_place',
    }
    for place, key in wrong.items():
        with pytest.raises(Invalid) as refused:
            await exchange.services.shelves.add(OWNER, place)
        assert refused.value.problems[0].key == key, place


async def test_nothing_on_a_shelf_leads_out_of_it(exchange: Exchange, tmp_path: Path, folder: Path) -> None:
    (tmp_path / 'geheim.rezept').write_bytes(as_file())
    (folder / 'Link.rezept').symlink_to(tmp_path / 'geheim.rezept')
    (folder / 'Ordner.rezept').mkdir()
    os.mkfifo(folder / 'Rohr.rezept')
    shelf = await exchange.services.shelves.add(OWNER, str(folder))
    assert list(standings(await exchange.services.shelves.browse(BEN, shelf.id))) == ['Rechnungen.rezept']
    names = ('Link.rezept', 'Rohr.rezept', 'Ordner.rezept', '../geheim.rezept', f'{tmp_path}/geheim.rezept', 'x')
    for name in (*names, '..', '', 'Rechnungen.rezept/', 'Rechnungen.rezept\x00', '%2e%2e/geheim.rezept'):
        with pytest.raises(NotFound):
            await exchange.services.shelves.take_in(BEN, shelf.id, name)


async def test_a_shelf_that_became_a_link_is_not_followed(exchange: Exchange, tmp_path: Path, folder: Path) -> None:
    shelf = await exchange.services.shelves.add(OWNER, str(folder))
    os.rename(folder, tmp_path / 'weg')
    with pytest.raises(AppError, match='shelf_away'):
        await exchange.services.shelves.browse(BEN, shelf.id)
    os.symlink('/etc', folder)
    with pytest.raises(AppError, match='shelf_away'):
        await exchange.services.shelves.browse(BEN, shelf.id)


async def test_large_files_and_too_many_are_left(exchange: Exchange, folder: Path) -> None:
    (folder / 'Gross.rezept').write_bytes(b'#' * 1_000_001)
    for number in range(250):
        (folder / f'z{number}.rezept').write_bytes(b'x')
    shelf = await exchange.services.shelves.add(OWNER, str(folder))
    found = standings(await exchange.services.shelves.browse(BEN, shelf.id))
    assert len(found) == 200 and found['Gross.rezept'] is Standing.BROKEN


async def test_an_address_is_a_shelf_too(exchange: Exchange) -> None:
    async with web({'Rechnungen prüfen.rezept': as_file(), 'b.rezept': as_file(made_by='B')}) as site:
        site._side = {key.replace('ü', '%C3%BC'): value for key, value in site._side.items()}
        shelf = await exchange.services.shelves.add(OWNER, f'{site.url}/rezepte/')
        assert (shelf.name, shelf.place) == ('Verein', f'{site.url}/rezepte/index.json')
        found = standings(await exchange.services.shelves.browse(BEN, shelf.id))
        assert found == {'Rechnungen prüfen.rezept': Standing.NEW, 'b.rezept': Standing.NEW}
        assert (await exchange.services.shelves.take_in(BEN, shelf.id, 'b.rezept')).pipeline
        with pytest.raises(NotFound):
            await exchange.services.shelves.take_in(BEN, shelf.id, 'c.rezept')


async def test_a_file_that_is_not_what_the_index_says_is_broken(exchange: Exchange) -> None:
    index = index_of({'a.rezept': b'something else', 'b.rezept': as_file()})
    async with web({'a.rezept': as_file()}, index) as site:
        shelf = await exchange.services.shelves.add(OWNER, f'{site.url}/rezepte/index.json')
        entries = await exchange.services.shelves.browse(BEN, shelf.id)
        assert {entry.problem for entry in entries} == {'shelf_file'}
        with pytest.raises(NotFound):
            await exchange.services.shelves.take_in(BEN, shelf.id, 'a.rezept')


@pytest.mark.parametrize(
    'index',
    [
        b'',
        b'[]',
        b'{"format": 2, "recipes": []}',
        b'{"format": 1, "recipes": [], "more": 1}',
        b'{"format": 1, "recipes": ' + b'[' * 100_000,
        b'<html>',
        index_of({'../secret.rezept': b''}),
        index_of({'http:x.rezept': b''}),
        index_of({'//evil.example/x.rezept': b''}),
        index_of({'a.toml': b''}),
        index_of({f'{number}.rezept': b'' for number in range(201)}),
        index_of({'a.rezept': b''}, name=5),
    ],
)
async def test_an_index_that_is_none_or_leads_elsewhere_is_refused(exchange: Exchange, index: bytes) -> None:
    async with web({}, index or b' ') as site:
        with pytest.raises(Invalid) as refused:
            await exchange.services.shelves.add(OWNER, f'{site.url}/rezepte')
    assert refused.value.problems[0].key == 'shelf_index'
    assert [request.path for request in site.requests] == ['/rezepte/index.json']


async def test_an_address_that_does_not_answer_is_away(exchange: Exchange) -> None:
    async with web({'a.rezept': as_file()}) as site:
        shelf = await exchange.services.shelves.add(OWNER, f'{site.url}/rezepte')
    with pytest.raises(AppError, match='shelf_away'):
        await exchange.services.shelves.browse(BEN, shelf.id)
    with pytest.raises(Invalid) as refused:
        await exchange.services.shelves.add(OWNER, f'http://127.0.0.1:{free_port()}/')
    assert refused.value.problems[0].key == 'shelf_unreachable'


@pytest.mark.parametrize(
    'text',
    [
        'http://',
        'http://anna:geheim@example.org/',
        'https://example.org/?x=1',
        'https://example.org/#x',
        'http://example.org:99999/',
        'http://exa mple.org/',
        'http://example.org/../x',
        'http://example.org/a%2f..%2fb',
        'http://[::1/',
        'ftp://example.org/',
        'http://1.2.3/',
    ],
)
def test_addresses_with_more_than_a_place_are_refused(text: str) -> None:
    with pytest.raises(Invalid):
        checked_address(text)


def test_an_address_of_a_folder_means_its_index() -> None:
    assert checked_address(' https://Example.org/rezepte/ ') == 'https://example.org/rezepte/index.json'
    assert checked_address('https://example.org') == 'https://example.org/index.json'
    assert checked_address('http://nas:8080/liste.json') == 'http://nas:8080/liste.json'


def test_an_entry_without_a_problem_needs_none() -> None:
    assert ShelfEntry(file='a.rezept', standing=Standing.NEW).problem == ''
    assert not Shelf(id='a', name='A', place='/x', created_at=ANNA.created_at).is_web


def test_where_shelves_may_lie_is_a_setting() -> None:
    home = {'HOME': '/home/anna'}
    assert read_config([], home).folders[0] == Path('/home/anna') and Path('/media') in read_config([], home).folders
    assert read_config([], {**home, 'OO_FOLDERS': f'/a{os.pathsep}/b'}).folders == (Path('/a'), Path('/b'))
    assert read_config(['--folders', '/c'], home).folders == (Path('/c'),)
