"""A recipe with folders travels: the folders arrive empty, and nothing that lies in them goes along."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.domain.codec import to_json
from app.domain.errors import Conflict, Invalid
from app.domain.pipelines import Pipeline
from app.domain.places import Place
from app.domain.workspaces import Workspace
from app.services.sharing_updates import UpdateService
from app.services.want_words import in_words
from tests.app.services.exchange import ANNA, BEN, Exchange, open_exchange
from tests.app.services.house import pieces


@pytest.fixture
async def exchange(tmp_path: Path) -> AsyncIterator[Exchange]:
    async with open_exchange(tmp_path) as exchange:
        yield exchange


async def filing(exchange: Exchange) -> tuple[Pipeline, Workspace]:
    """Anna's recipe that reads in one folder of hers and writes into it; in it lies a secret."""
    recipe = await exchange.recipe()
    bot = recipe.steps[0].bot_id
    other = await exchange.services.bots.create(ANNA, name='Zeuge')
    folder = await exchange.services.workspaces.create(
        ANNA, name='Akten', emoji='🗄️', description='Vom Amt.', bot_ids=(bot, other.id)
    )
    await exchange.services.documents.add(ANNA, Place.of_workspace(folder.id), 'canary.txt', pieces(b'canary'))
    step = {
        'id': 'drei',
        'bot_id': bot,
        'instruction': 'Fass zusammen.',
        'input_source': ['previous', {'workspace': folder.id}],
        'output_target': ['next', {'workspace': folder.id, 'document': 'Kurz {date}.docx'}],
    }
    steps = [*to_json(recipe.steps), step]
    recipe = await exchange.services.pipelines.update(ANNA, recipe.id, {'steps': steps}, expect=recipe.version)
    return recipe, folder


async def test_the_folder_arrives_empty_and_only_bots_of_the_file_may_read_there(exchange: Exchange) -> None:
    mine, folder = await filing(exchange)
    file = await exchange.sharing.export(ANNA, mine.id)
    taken = await exchange.sharing.take_in(BEN, file.content)
    [theirs], [bot] = exchange.services.workspaces.list(BEN), exchange.services.bots.list(BEN)
    assert (theirs.name, theirs.emoji, theirs.description) == ('Akten', '🗄️', 'Vom Amt.')
    assert theirs.bot_ids == (bot.id,) and theirs.id != folder.id
    assert exchange.services.documents.list(BEN, Place.of_workspace(theirs.id)) == []
    assert taken.pipeline and not taken.pipeline.is_on
    last = taken.pipeline.steps[-1]
    assert [part.to_json() for part in last.input_source] == ['previous', {'workspace': theirs.id}]
    assert last.output_target[1].to_json() == {'workspace': theirs.id, 'document': 'Kurz {date}.docx'}
    with pytest.raises(Conflict, match='switched_off'):
        await exchange.services.runs.start(BEN, taken.pipeline.id, {'anlass': 'Fest'})


async def test_neither_files_nor_ids_nor_other_readers_go_along(exchange: Exchange) -> None:
    mine, folder = await filing(exchange)
    text = (await exchange.sharing.export(ANNA, mine.id, sign=True)).content.decode()
    assert 'canary' not in text and 'Zeuge' not in text
    for id in (folder.id, *folder.bot_ids, mine.id):
        assert not re.search(rf'\b{re.escape(id)}\b', text), id


async def test_it_says_where_it_would_read_and_write(exchange: Exchange) -> None:
    mine, _ = await filing(exchange)
    file = await exchange.sharing.export(ANNA, mine.id)
    said = [in_words(want, 'de') for want in (await exchange.sharing.inspect(BEN, file.content)).wants]
    assert 'Texter liest im Ordner „Akten“.' in said and 'Legt Texte in den Ordner Akten.' in said
    assert [in_words(want, 'de') for want in exchange.sharing.wants(ANNA, mine.id)] == said


async def test_taking_it_in_twice_makes_two_folders(exchange: Exchange) -> None:
    """A recipe of somebody else never gets to read in a folder that is there already."""
    file = await exchange.sharing.export(ANNA, (await filing(exchange))[0].id)
    await exchange.sharing.take_in(BEN, file.content)
    [first] = exchange.services.workspaces.list(BEN)
    await exchange.services.documents.add(BEN, Place.of_workspace(first.id), 'geheim.txt', pieces(b'geheim'))
    taken = await exchange.sharing.take_in(BEN, file.content)
    assert len(exchange.services.workspaces.list(BEN)) == 2
    assert taken.bot_ids[0] not in exchange.services.workspaces.get(BEN, first.id).bot_ids


async def test_a_newer_file_keeps_the_folder_and_what_it_is_called_here(exchange: Exchange) -> None:
    mine, folder = await filing(exchange)
    taken = await exchange.sharing.take_in(BEN, (await exchange.sharing.export(ANNA, mine.id)).content)
    assert taken.pipeline
    [theirs] = exchange.services.workspaces.list(BEN)
    await exchange.services.workspaces.update(BEN, theirs.id, {'name': 'Meine Akten'})
    steps = to_json(mine.steps)
    steps[-1]['instruction'] = 'Fass sehr kurz zusammen.'
    mine = await exchange.services.pipelines.update(ANNA, mine.id, {'steps': steps}, expect=mine.version)
    newer = (await exchange.sharing.export(ANNA, mine.id)).content
    updates = UpdateService(exchange.sharing)
    update = await updates.look(BEN, taken.pipeline.id, newer, 'de')
    assert update.fits and not update.clashes
    await updates.apply(BEN, taken.pipeline.id, newer)
    now = exchange.services.pipelines.get(BEN, taken.pipeline.id)
    assert now.steps[-1].instruction == 'Fass sehr kurz zusammen.'
    assert now.steps[-1].input_source[1].ref == theirs.id
    assert [one.name for one in exchange.services.workspaces.list(BEN)] == ['Meine Akten']


async def test_a_folder_with_a_name_no_folder_can_have_is_refused_as_a_whole(exchange: Exchange) -> None:
    file = await exchange.sharing.export(ANNA, (await filing(exchange))[0].id)
    bad = re.sub(r'\[seal\].*', '', file.content.decode(), flags=re.DOTALL).replace('"Akten"', '"Akten\u202e"')
    before = exchange.count()
    with pytest.raises(Invalid):
        await exchange.sharing.take_in(BEN, bad.encode())
    assert exchange.count() == before and exchange.services.workspaces.list(BEN) == []
