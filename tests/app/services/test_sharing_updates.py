"""A newer file: shown as differences, taken over as a normal save, and never over what somebody changed themselves."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.domain.codec import to_json
from app.domain.errors import Conflict, Invalid, NotFound
from app.domain.pipelines import Pipeline
from tests.app.services.exchange import ANNA, BEN, Exchange, as_file, open_exchange

MORE_STEPS = [
    {'key': 'a', 'bot': 'texter', 'instruction': 'Lies.'},
    {'key': 'n', 'bot': 'neu', 'instruction': 'Lektoriere.'},
    {'key': 'b', 'kind': 'action', 'settings': {'action': 'dedupe'}},
]


@pytest.fixture
async def exchange(tmp_path: Path) -> AsyncIterator[Exchange]:
    async with open_exchange(tmp_path) as exchange:
        yield exchange


@pytest.fixture
async def mine(exchange: Exchange) -> Pipeline:
    """Ben's recipe as it arrived, switched on."""
    taken = (await exchange.sharing.take_in(BEN, as_file())).pipeline
    assert taken
    return await exchange.sharing.switch_on(BEN, taken.id)


async def change(exchange: Exchange, recipe: Pipeline, **changes: Any) -> None:
    now = exchange.services.pipelines.get(BEN, recipe.id)
    await exchange.services.pipelines.update(BEN, recipe.id, changes, expect=now.version)


def with_task(recipe: Pipeline, place: int, task: str) -> list[Any]:
    """Its steps, one of them with another task."""
    steps = list(recipe.steps)
    steps[place] = replace(steps[place], instruction=task)
    return list(to_json(tuple(steps)))


async def test_news_are_said_in_sentences(exchange: Exchange, mine: Pipeline) -> None:
    newer = as_file(**{'recipes.0.steps.2.instruction': 'Prüfe genau.', 'bots.0.system_prompt': 'Lang.'})
    update = await exchange.services.updates.look(BEN, mine.id, newer, 'de')
    assert len(update.news) == 2 and 'Schritt 3' in update.news[0] and 'Texter' in update.news[1]
    assert (update.clashes, update.new_wants, update.fits) == ((), (), True)
    assert exchange.services.pipelines.get(BEN, mine.id) == mine  # looking changes nothing


async def test_news_and_own_changes_go_together_and_it_stays_on(exchange: Exchange, mine: Pipeline) -> None:
    await change(exchange, mine, name='Meine Prüfung', steps=with_task(mine, 0, 'Lies alles.'))
    newer = as_file(**{'recipes.0.steps.2.instruction': 'Prüfe genau.', 'bots.0.system_prompt': 'Lang.'})
    await exchange.services.updates.apply(BEN, mine.id, newer)
    now = exchange.services.pipelines.get(BEN, mine.id)
    assert (now.name, now.is_on, now.version) == ('Meine Prüfung', True, 4)
    assert (now.steps[0].instruction, now.steps[2].instruction) == ('Lies alles.', 'Prüfe genau.')
    assert [step.id for step in now.steps] == [step.id for step in mine.steps]
    assert exchange.services.bots.get(BEN, now.steps[0].bot_id).system_prompt == 'Lang.'
    assert exchange.count() == (2, 2, 1)
    again = await exchange.services.updates.look(BEN, mine.id, newer, 'de')
    assert again.clashes == () and len(again.news) == 1  # from now on, this file is what is compared with


async def test_where_both_changed_the_person_chooses(exchange: Exchange, mine: Pipeline) -> None:
    await change(exchange, mine, steps=with_task(mine, 0, 'Meine Aufgabe.'))
    newer = as_file(**{'recipes.0.steps.0.instruction': 'Ihre Aufgabe.', 'recipes.0.name': 'Neuer Name'})
    update = await exchange.services.updates.look(BEN, mine.id, newer, 'de')
    [clash] = update.clashes
    assert clash.label == 'Schritt 1'
    assert 'Meine Aufgabe.' in clash.mine and 'Ihre Aufgabe.' in clash.theirs
    await exchange.services.updates.apply(BEN, mine.id, newer)
    now = exchange.services.pipelines.get(BEN, mine.id)
    assert (now.name, now.steps[0].instruction) == ('Neuer Name', 'Meine Aufgabe.')


async def test_taking_the_other_side_is_a_choice(exchange: Exchange, mine: Pipeline) -> None:
    await change(exchange, mine, steps=with_task(mine, 0, 'Meine Aufgabe.'))
    newer = as_file(**{'recipes.0.steps.0.instruction': 'Ihre Aufgabe.'})
    update = await exchange.services.updates.look(BEN, mine.id, newer, 'de')
    await exchange.services.updates.apply(BEN, mine.id, newer, [clash.part for clash in update.clashes])
    assert exchange.services.pipelines.get(BEN, mine.id).steps[0].instruction == 'Ihre Aufgabe.'


async def test_new_steps_come_with_their_bots(exchange: Exchange, mine: Pipeline) -> None:
    newer = as_file(
        **{
            'recipes.0.steps': MORE_STEPS,
            'recipes': [{'key': 'haupt', 'name': 'Rechnungen prüfen', 'emoji': '🧾', 'steps': MORE_STEPS}],
            'bots': [
                {'key': 'texter', 'name': 'Texter', 'emoji': '✍️'},
                {'key': 'neu', 'name': 'Lektor', 'emoji': '🤖'},
            ],
        }
    )
    update = await exchange.services.updates.look(BEN, mine.id, newer, 'de')
    assert 'Neuer Bot: Lektor' in update.news
    await exchange.services.updates.apply(BEN, mine.id, newer)
    now = exchange.services.pipelines.get(BEN, mine.id)
    assert [step.instruction for step in now.steps] == ['Lies.', 'Lektoriere.', '']
    assert [step.id for step in now.steps if step.id in {one.id for one in mine.steps}] == [
        now.steps[0].id,
        now.steps[2].id,
    ]
    assert exchange.services.bots.get(BEN, now.steps[1].bot_id).name == 'Lektor'


async def test_who_wants_more_than_before_is_switched_off_again(exchange: Exchange, mine: Pipeline) -> None:
    newer = as_file(**{'recipes.0.steps.2.input_source': [{'document': 'Steuer.pdf'}]})
    update = await exchange.services.updates.look(BEN, mine.id, newer, 'de')
    assert [(want.key, want.params['name']) for want in update.new_wants] == [('reads', 'Steuer.pdf')]
    await exchange.services.updates.apply(BEN, mine.id, newer)
    assert not exchange.services.pipelines.get(BEN, mine.id).is_on


async def test_what_does_not_fit_together_is_said_and_refused(exchange: Exchange, mine: Pipeline) -> None:
    await change(exchange, mine, inputs=[{'key': 'thema', 'label': 'Worüber?'}])  # without the field "ton"
    newer = as_file(**{'recipes.0.steps.5.input_source': [{'input': 'ton'}]})
    assert not (await exchange.services.updates.look(BEN, mine.id, newer, 'de')).fits
    before = exchange.services.pipelines.get(BEN, mine.id)
    with pytest.raises(Invalid):
        await exchange.services.updates.apply(BEN, mine.id, newer)
    assert (exchange.services.pipelines.get(BEN, mine.id), exchange.count()) == (before, (2, 2, 1))


async def test_another_signature_than_before_is_told(exchange: Exchange, tmp_path: Path) -> None:
    async with open_exchange(tmp_path / 'elsewhere') as elsewhere:
        first = await elsewhere.sharing.export(ANNA, (await elsewhere.recipe()).id, sign=True)
    taken = (await exchange.sharing.take_in(BEN, first.content)).pipeline
    assert taken
    assert not (await exchange.services.updates.look(BEN, taken.id, first.content, 'de')).other_signer
    own = await exchange.sharing.export(BEN, (await exchange.sharing.switch_on(BEN, taken.id)).id, sign=True)
    assert (await exchange.services.updates.look(BEN, taken.id, own.content, 'de')).other_signer


async def test_another_recipe_under_the_same_name_is_no_newer_one(exchange: Exchange, mine: Pipeline) -> None:
    other = (await exchange.sharing.export(ANNA, (await exchange.recipe()).id)).content
    with pytest.raises(Conflict, match='shared_other'):
        await exchange.services.updates.look(BEN, mine.id, other, 'de')


async def test_only_ones_own_that_came_from_a_file_can_be_brought_up_to_date(
    exchange: Exchange, mine: Pipeline
) -> None:
    made_here = await exchange.recipe()
    for actor, id in ((ANNA, mine.id), (ANNA, made_here.id), (BEN, 'nix')):
        with pytest.raises(NotFound):
            await exchange.services.updates.look(actor, id, as_file(), 'de')
    await exchange.services.pipelines.delete(BEN, mine.id)
    with pytest.raises(NotFound):
        await exchange.services.updates.apply(BEN, mine.id, as_file())


async def test_bots_alone_are_brought_up_to_date_too(exchange: Exchange) -> None:
    bot = await exchange.services.bots.create(ANNA, name='Texter', settings={'temperature': 0.4, 'top_p': 0.5})
    taken = await exchange.sharing.take_in(BEN, (await exchange.sharing.export_bot(ANNA, bot.id)).content)
    [mine] = taken.bot_ids
    await exchange.services.bots.update(BEN, mine, {'description': 'Meiner.', 'model': 'm'})
    await exchange.services.bots.update(ANNA, bot.id, {'name': 'Schreiber', 'settings': {'top_p': None}})
    newer = (await exchange.sharing.export_bot(ANNA, bot.id)).content
    await exchange.services.updates.apply(BEN, mine, newer)
    now = exchange.services.bots.get(BEN, mine)
    assert (now.name, now.description, now.model, now.settings) == ('Schreiber', 'Meiner.', 'm', {'temperature': 0.4})
