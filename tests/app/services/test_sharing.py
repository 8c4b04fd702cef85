"""A recipe travels: nothing of ours goes along, nothing arrives that runs by itself, all of it or nothing."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.domain.bots import Bot
from app.domain.errors import AppError, Conflict, Invalid, NotFound, StoreFull
from app.domain.pipelines import Pipeline, StepKind
from app.domain.places import Place
from app.domain.sharing import Trust
from app.sharing.packed import pack
from tests.app.services.exchange import ANNA, BEN, Exchange, as_file, open_exchange, open_small
from tests.app.services.house import pieces


@pytest.fixture
async def exchange(tmp_path: Path) -> AsyncIterator[Exchange]:
    async with open_exchange(tmp_path) as exchange:
        yield exchange


async def test_a_recipe_arrives_with_its_bots_switched_off_and_with_new_ids(exchange: Exchange) -> None:
    mine = await exchange.recipe()
    file = await exchange.sharing.export(ANNA, mine.id)
    theirs = (await exchange.sharing.take_in(BEN, file.content)).pipeline
    assert theirs and file.name == 'Einladung.rezept'
    assert (theirs.name, theirs.emoji, theirs.description, theirs.inputs) == (
        'Einladung',
        '💌',
        'Lädt ein.',
        mine.inputs,
    )
    assert [step.instruction for step in theirs.steps] == ['Schreib eine Einladung.', 'Kürze sie.']
    assert (theirs.is_on, theirs.owner, theirs.schedule.kind) == (False, 'ben', 'manual')
    [bot] = exchange.services.bots.list(BEN)
    assert (bot.name, bot.system_prompt, bot.settings, bot.model) == ('Texter', 'Sei kurz.', {'temperature': 0.4}, '')
    assert not ids_of(mine) & ids_of(theirs) and {step.bot_id for step in theirs.steps} == {bot.id}


async def test_nothing_of_ours_is_in_the_file(exchange: Exchange) -> None:
    mine = await exchange.recipe()
    bot = exchange.services.bots.list(ANNA)[0]
    secret = {'api_key': 'sk-canary', 'base_url': 'http://canary.example', 'temperature': 0.1}
    await exchange.services.bots.update(ANNA, bot.id, {'model': 'canary-connection/canary-model', 'settings': secret})
    await exchange.services.documents.add(ANNA, Place.of_bot(bot.id), 'canary.txt', pieces(b'privat'))
    text = (await exchange.sharing.export(ANNA, mine.id, sign=True)).content.decode()
    assert 'canary' not in text and 'is_on' not in text and 'schedule' not in text and 'http' not in text
    key = exchange.services.store.secrets.get('sharing-key')
    assert key and key not in text
    for id in ids_of(mine):
        assert not re.search(rf'\b{re.escape(id)}\b', text), id


async def test_the_same_recipe_gives_the_same_file_again(exchange: Exchange) -> None:
    mine = await exchange.recipe()
    first = await exchange.sharing.export(ANNA, mine.id, sign=True)
    assert await exchange.sharing.export(ANNA, mine.id, sign=True) == first


async def test_it_cannot_be_started_before_somebody_switched_it_on(exchange: Exchange) -> None:
    file = await exchange.sharing.export(ANNA, (await exchange.recipe()).id)
    theirs = (await exchange.sharing.take_in(BEN, file.content)).pipeline
    assert theirs
    with pytest.raises(Conflict, match='switched_off'):
        await exchange.services.runs.start(BEN, theirs.id, {'anlass': 'Fest'})
    assert (await exchange.sharing.switch_on(BEN, theirs.id)).is_on
    await exchange.services.runs.start(BEN, theirs.id, {'anlass': 'Fest'})


async def test_recipes_inside_travel_along_and_are_switched_on_together(exchange: Exchange) -> None:
    inner = await exchange.recipe()
    outer = await exchange.recipe(
        name='Außen', steps=[{'kind': 'recipe', 'settings': {'pipeline_id': inner.id, 'into': 'anlass'}}]
    )
    file = await exchange.sharing.export(ANNA, outer.id)
    taken = (await exchange.sharing.take_in(BEN, file.content)).pipeline
    assert taken and taken.name == 'Außen' and taken.steps[0].kind is StepKind.RECIPE
    inside = exchange.services.pipelines.get(BEN, str(taken.steps[0].settings['pipeline_id']))
    assert inside.name == 'Einladung' and not inside.is_on
    await exchange.sharing.switch_on(BEN, taken.id)
    assert all(recipe.is_on for recipe in exchange.services.pipelines.list(BEN))


async def test_every_step_kind_arrives_as_it_was_sent(exchange: Exchange) -> None:
    taken = (await exchange.sharing.take_in(BEN, as_file())).pipeline
    assert taken
    await exchange.sharing.switch_on(BEN, taken.id)
    again = await exchange.sharing.export(BEN, taken.id)
    shared = (await exchange.sharing.open(again.content)).shared
    original = (await exchange.sharing.open(as_file())).shared
    assert (shared.recipes, shared.bots) == (original.recipes, original.bots)  # the keys too: it is still the same


async def test_a_bot_travels_alone(exchange: Exchange) -> None:
    await exchange.recipe()
    bot = exchange.services.bots.list(ANNA)[0]
    file = await exchange.sharing.export_bot(ANNA, bot.id)
    taken = await exchange.sharing.take_in(BEN, file.content)
    assert taken.pipeline is None and file.name == 'Texter.rezept'
    assert [mine.id for mine in exchange.services.bots.list(BEN)] == list(taken.bot_ids)
    assert (await exchange.sharing.inspect(BEN, file.content)).has_same == taken.bot_ids[0]


async def test_a_line_from_a_code_is_as_good_as_a_file(exchange: Exchange) -> None:
    line = pack((await exchange.sharing.export(ANNA, (await exchange.recipe()).id)).content)
    assert (await exchange.sharing.inspect(BEN, line.encode())).opened.shared.title == 'Einladung'
    assert (await exchange.sharing.take_in(BEN, line.encode())).pipeline


async def test_what_belongs_to_somebody_else_cannot_be_handed_on(exchange: Exchange) -> None:
    mine = await exchange.recipe()
    with pytest.raises(NotFound):
        await exchange.sharing.export(BEN, mine.id)
    with pytest.raises(NotFound):
        await exchange.sharing.export_bot(BEN, exchange.services.bots.list(ANNA)[0].id)


async def test_a_recipe_without_its_bot_is_not_handed_on(exchange: Exchange) -> None:
    mine = await exchange.recipe()
    await exchange.services.bots.delete(ANNA, mine.steps[0].bot_id)
    with pytest.raises(Invalid):
        await exchange.sharing.export(ANNA, mine.id)


REFUSED = {
    'recipes.0.name': ' ',
    'recipes.0.emoji': 'nix',
    'recipes.1.steps': [{'key': 'k', 'bot': 'texter', 'input_source': [{'step': 'weg'}]}],
    'recipes.0.inputs': [],
    'bots.0.name': '\u200b',
    'bots.1.emoji': '🔎🔎',
}


@pytest.mark.parametrize('path', REFUSED)
async def test_what_the_services_would_refuse_makes_nothing_at_all(exchange: Exchange, path: str) -> None:
    file = as_file(**{path: REFUSED[path]})
    for look in (exchange.sharing.inspect, exchange.sharing.take_in):
        with pytest.raises(Invalid) as refused:
            await look(BEN, file)
        assert refused.value.problems[0].path.startswith(path.rsplit('.', 1)[0])
    assert exchange.count() == (0, 0, 0)


@pytest.mark.parametrize('room', [200, 2_000, 4_500])
async def test_a_full_disk_in_the_middle_leaves_nothing_behind(tmp_path: Path, room: int) -> None:
    async with open_small(tmp_path) as (sharing, disk):
        disk.room = room  # not enough for the first bot, for the second recipe, for the note where it came from
        with pytest.raises(StoreFull):
            await sharing.take_in(BEN, as_file(**{'recipes.0.example_inputs': {'thema': 'x' * 5_000}}))
        store = sharing.workshop.store
        assert (store.pipelines.all(), store.bots.all(), store.trash.all()) == ([], [], [])
        disk.room = None
        assert (await sharing.take_in(BEN, as_file())).pipeline


async def test_taking_in_twice_does_not_make_the_same_bots_twice(exchange: Exchange) -> None:
    await exchange.sharing.take_in(BEN, as_file())
    assert exchange.count() == (2, 2, 1)
    seen = await exchange.sharing.inspect(BEN, as_file())
    assert seen.new_bots == frozenset() and seen.has_same
    await exchange.sharing.take_in(BEN, as_file())
    assert exchange.count() == (4, 2, 2)
    assert (await exchange.sharing.inspect(ANNA, as_file())).new_bots == {'texter', 'pruefer'}


async def test_a_bot_with_documents_or_changes_is_never_lent_to_a_recipe_that_arrives(exchange: Exchange) -> None:
    await exchange.sharing.take_in(BEN, as_file())
    texter, pruefer = sorted(exchange.services.bots.list(BEN), key=lambda bot: bot.name, reverse=True)
    await exchange.services.documents.add(BEN, Place.of_bot(texter.id), 'Regeln.pdf', pieces(b'privat'))
    await exchange.services.bots.update(BEN, pruefer.id, {'description': 'Meiner.'})
    taken = await exchange.sharing.take_in(BEN, as_file())
    assert not {texter.id, pruefer.id} & set(taken.bot_ids)


async def test_a_bot_made_here_is_not_lent_even_when_it_looks_alike(exchange: Exchange) -> None:
    mine = await exchange.recipe()
    file = await exchange.sharing.export(ANNA, mine.id)
    taken = await exchange.sharing.take_in(ANNA, file.content)
    assert set(taken.bot_ids).isdisjoint({step.bot_id for step in mine.steps})


async def test_it_says_what_it_wants(exchange: Exchange) -> None:
    seen = await exchange.sharing.inspect(BEN, as_file())
    assert [want.key for want in seen.wants] == ['practice', 'reads', 'writes', 'asks', 'repeats', 'calculates']
    assert seen.wants[1].params == {'name': 'Regeln.pdf', 'bot': 'Texter'}
    taken = (await exchange.sharing.take_in(BEN, as_file())).pipeline
    assert taken and exchange.sharing.wants(BEN, taken.id) == seen.wants


@pytest.mark.parametrize(
    ('target', 'key'),
    [
        ({'email': 'x@example.org'}, 'email'),
        ({'webhook': 'http://x.example'}, 'webhook'),
        ({'telegram': '5'}, 'telegram'),
    ],
)
async def test_what_goes_outside_is_named_first_and_refused(
    exchange: Exchange, target: dict[str, str], key: str
) -> None:
    file = as_file(**{'recipes.0.steps.0.output_target': [target]})
    seen = await exchange.sharing.inspect(BEN, file)
    assert (seen.wants[0].key, seen.wants[0].is_outward) == (key, True)
    with pytest.raises(Invalid):
        await exchange.sharing.take_in(BEN, file)
    assert exchange.count() == (0, 0, 0)


async def test_all_documents_of_a_bot_are_named_as_such(exchange: Exchange) -> None:
    file = as_file(**{'recipes.0.steps.0.input_source': ['start']})
    assert 'reads_all' in [want.key for want in (await exchange.sharing.inspect(BEN, file)).wants]


async def test_texts_that_leave_the_house_are_announced(exchange: Exchange) -> None:
    owner = exchange.services.accounts.builtin_owner()
    await exchange.services.connections.create(
        owner, kind='openai', name='Wolke', base_url='https://api.example.org/v1', default_model='m', is_default=True
    )
    want = (await exchange.sharing.inspect(BEN, as_file())).wants[0]
    assert (want.key, want.params) == ('internet', {'service': 'Wolke'})


async def test_a_signature_is_known_from_the_second_file_on(exchange: Exchange, tmp_path: Path) -> None:
    async with open_exchange(tmp_path / 'elsewhere') as elsewhere:
        first = (await elsewhere.sharing.export(ANNA, (await elsewhere.recipe()).id, sign=True)).content
        second = (await elsewhere.sharing.export(ANNA, (await elsewhere.recipe(name='Zwei')).id, sign=True)).content
        assert (await elsewhere.sharing.inspect(BEN, first)).trust is Trust.OWN
    assert (await exchange.sharing.inspect(BEN, first)).trust is Trust.UNKNOWN
    assert (await exchange.sharing.inspect(BEN, second)).trust is Trust.UNKNOWN  # looking alone is no trust
    await exchange.sharing.take_in(BEN, first)
    assert (await exchange.sharing.inspect(BEN, second)).trust is Trust.KNOWN
    assert (await exchange.sharing.inspect(ANNA, second)).trust is Trust.UNKNOWN  # everybody trusts for themselves
    async with open_exchange(tmp_path / 'impostor') as impostor:
        false = (await impostor.sharing.export(ANNA, (await impostor.recipe()).id, sign=True)).content
    assert (await exchange.sharing.inspect(BEN, false)).trust is Trust.NAMESAKE
    assert (await exchange.sharing.inspect(BEN, as_file())).trust is Trust.UNSIGNED


async def test_what_was_looked_at_is_held_for_the_one_who_looked(exchange: Exchange) -> None:
    seen = await exchange.sharing.inspect(BEN, as_file())
    assert exchange.sharing.held(BEN, seen.opened.sha256) == as_file()
    assert exchange.sharing.held(ANNA, seen.opened.sha256) is None
    for number in range(5):
        await exchange.sharing.inspect(BEN, as_file(**{'made_by': str(number)}))
    assert exchange.sharing.held(BEN, seen.opened.sha256) is None


async def test_examples_come_from_the_template_or_the_file_and_travel_on(exchange: Exchange) -> None:
    copy = await exchange.services.templates.copy(ANNA, 'blog-artikel', 'de')
    examples = exchange.sharing.examples(ANNA, copy, 'de')
    file = await exchange.sharing.export(ANNA, copy.id)
    taken = (await exchange.sharing.take_in(BEN, file.content)).pipeline
    assert taken and taken.template_id == '' and examples
    assert exchange.sharing.examples(BEN, taken, 'de') == {name: text for name, text in examples.items() if text}


@pytest.mark.parametrize('content', [b'', b'x', b'rezept:x', b'[', b'format = 1\nkind = "recipe"', b'\x00' * 5000])
async def test_what_is_no_recipe_is_refused_with_a_sentence(exchange: Exchange, content: bytes) -> None:
    with pytest.raises(AppError) as refused:
        await exchange.sharing.inspect(BEN, content)
    assert 400 <= refused.value.status < 500


async def test_what_was_deleted_for_good_is_forgotten(exchange: Exchange) -> None:
    taken = (await exchange.sharing.take_in(BEN, as_file())).pipeline
    assert taken
    await exchange.services.pipelines.delete(BEN, taken.id)
    await exchange.sharing.take_in(BEN, as_file())
    assert exchange.sharing.origins.get(BEN, taken.id)  # still in the trash
    await exchange.services.trash.purge(BEN, 'pipeline', taken.id)
    await exchange.sharing.take_in(BEN, as_file())
    assert exchange.sharing.origins.get(BEN, taken.id) is None


def ids_of(recipe: Pipeline | Bot) -> set[str]:
    assert isinstance(recipe, Pipeline)
    return {recipe.id, recipe.owner, *(step.id for step in recipe.steps), *(step.bot_id for step in recipe.steps)}
