"""Recipes: what may be left out, what is refused, and that stored ones can be started."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from app.domain.bots import Bot
from app.domain.codec import to_json
from app.domain.errors import Conflict, Invalid, NotFound
from app.domain.pipelines import InputKind, InputPart, OutputPart
from tests.app.services.house import ANNA, BEN, House, open_house


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with open_house(tmp_path) as house:
        yield house


@pytest.fixture
async def bot(house: House) -> Bot:
    return await house.bots.create(ANNA, name='Texter')


async def refusal(house: House, data: dict[str, Any]) -> list[tuple[str, str]]:
    """What is wrong with the recipe; nothing of it is stored."""
    with pytest.raises(Invalid) as refused:
        await house.pipelines.create(ANNA, {'name': 'Brief', **data})
    assert house.pipelines.list(ANNA) == []
    return [(problem.path, problem.key) for problem in refused.value.problems]


async def test_the_first_step_reads_the_form_and_every_other_the_step_before(house: House, bot: Bot) -> None:
    recipe = await house.pipelines.create(ANNA, {'name': 'Brief', 'steps': [{'bot_id': bot.id}, {'bot_id': bot.id}]})
    assert [step.input_source for step in recipe.steps] == [(InputPart('start'),), (InputPart('previous'),)]
    assert [step.output_target for step in recipe.steps] == [(OutputPart('next'),)] * 2
    assert recipe.steps[0].id and recipe.steps[0].id != recipe.steps[1].id
    assert (recipe.emoji, recipe.version) == ('📋', 1)


@pytest.mark.parametrize('bare', ['previous', {'text': 'Guten Tag'}, {'step': 'eins'}, {'document': 'a.txt'}])
async def test_a_bare_source_is_stored_as_a_list_of_one(house: House, bot: Bot, bare: Any) -> None:
    steps = [{'id': 'eins', 'bot_id': bot.id}, {'bot_id': bot.id, 'input_source': bare}]
    recipe = await house.pipelines.create(ANNA, {'name': 'Brief', 'steps': steps})
    assert to_json(recipe)['steps'][1]['input_source'] == [bare]


async def test_a_step_has_a_name_that_can_be_shown_or_none(house: House, bot: Bot) -> None:
    steps = [{'bot_id': bot.id, 'name': ' Ent\u202ewurf \u200b'}, {'bot_id': bot.id, 'name': ' '}]
    recipe = await house.pipelines.create(ANNA, {'name': 'Brief', 'steps': steps})
    assert [step.name for step in recipe.steps] == ['Entwurf', '']


async def test_a_field_gets_its_key_from_its_label(house: House) -> None:
    fields = [{'label': 'Über wen?'}, {'label': 'Über wen?'}, {'key': 'ton'}]
    recipe = await house.pipelines.create(ANNA, {'name': 'Brief', 'inputs': fields})
    assert [field.key for field in recipe.inputs] == ['ueber-wen', 'ueber-wen-2', 'ton']
    assert [field.label for field in recipe.inputs] == ['Über wen?', 'Über wen?', 'ton']
    assert recipe.inputs[0].kind is InputKind.TEXT


async def test_a_change_keeps_what_it_does_not_name(house: House, bot: Bot) -> None:
    recipe = await house.pipelines.create(ANNA, {'name': 'Brief', 'emoji': '✉️', 'steps': [{'bot_id': bot.id}]})
    changed = await house.pipelines.update(ANNA, recipe.id, {'name': 'Post'}, expect=1)
    assert (changed.name, changed.emoji, changed.steps, changed.version) == ('Post', '✉️', recipe.steps, 2)


async def test_a_stale_write_changes_nothing(house: House) -> None:
    recipe = await house.pipelines.create(ANNA, {'name': 'Brief'})
    newer = await house.pipelines.update(ANNA, recipe.id, {'name': 'Post'}, expect=1)
    with pytest.raises(Conflict) as refused:
        await house.pipelines.update(ANNA, recipe.id, {'name': 'Karte'}, expect=1)
    assert refused.value.current == newer == house.pipelines.get(ANNA, recipe.id)


async def test_a_recipe_whose_bot_was_deleted_can_still_be_renamed(house: House, bot: Bot) -> None:
    recipe = await house.pipelines.create(ANNA, {'name': 'Brief', 'steps': [{'bot_id': bot.id}]})
    await house.bots.delete(ANNA, bot.id)
    assert (await house.pipelines.update(ANNA, recipe.id, {'name': 'Post'}, expect=1)).name == 'Post'


async def test_a_bot_must_exist_and_be_ones_own(house: House, bot: Bot) -> None:
    bens = await house.bots.create(BEN, name='Fremd')
    for id in ('nobody', '', bens.id):
        assert await refusal(house, {'steps': [{'bot_id': id}]}) == [('steps.0.bot_id', 'bot_missing')]


async def test_a_circle_is_refused(house: House, bot: Bot) -> None:
    steps = [
        {'id': 'a', 'bot_id': bot.id, 'input_source': {'step': 'b'}},
        {'id': 'b', 'bot_id': bot.id, 'input_source': {'step': 'a'}},
    ]
    assert [key for _, key in await refusal(house, {'steps': steps})] == ['circle']


@pytest.mark.parametrize(
    ('data', 'path', 'key'),
    [
        ({'name': ''}, 'name', 'required'),
        ({'emoji': 'x'}, 'emoji', 'emoji'),
        ({'description': 'x' * 2001}, 'description', 'too_long'),
        ({'inputs': {}}, 'inputs', 'list'),
        ({'inputs': ['thema']}, 'inputs.0', 'object'),
        ({'inputs': [{'key': 'a'}] * 31}, 'inputs', 'too_many'),
        ({'inputs': [{'key': 'a'}, {'key': 'a'}]}, 'inputs.1.key', 'twice'),
        ({'inputs': [{'key': 'Ä b'}]}, 'inputs.0.key', 'input_key'),
        ({'inputs': [{'key': 'a', 'kind': 'colour'}]}, 'inputs.0.kind', 'choice'),
        ({'inputs': [{'key': 'a', 'kind': 'choice'}]}, 'inputs.0.choices', 'required'),
        ({'inputs': [{'key': 'a', 'kind': 'choice', 'choices': ['x'], 'default': 'y'}]}, 'inputs.0.default', 'choice'),
        ({'inputs': [{'key': 'a', 'label': 'x' * 501}]}, 'inputs.0.label', 'too_long'),
        ({'inputs': [{'key': 'a', 'label': '\ud800'}]}, 'inputs.0.label', 'characters'),
        ({'inputs': [{'key': 'a', 'choices': ['\x00']}]}, 'inputs.0.choices', 'characters'),
        ({'steps': 'x'}, 'steps', 'list'),
        ({'steps': [1]}, 'steps.0', 'object'),
        ({'steps': [{}] * 201}, 'steps', 'too_many'),
        ({'steps': [{'id': 'Nein!', 'bot_id': 'BOT'}]}, 'steps.0.id', 'id'),
        ({'steps': [{'id': 'a', 'bot_id': 'BOT'}] * 2}, 'steps.1.id', 'twice'),
        ({'steps': [{'bot_id': 'BOT', 'instruction': 'x' * 50_001}]}, 'steps.0.instruction', 'too_long'),
        ({'steps': [{'bot_id': 'BOT', 'instruction': 'a\x00'}]}, 'steps.0.instruction', 'characters'),
        ({'steps': [{'bot_id': 'BOT', 'name': '\udfff'}]}, 'steps.0.name', 'characters'),
        ({'steps': [{'bot_id': 'BOT', 'input_source': 'nowhere'}]}, 'steps.0.input_source.0', 'input_source'),
        ({'steps': [{'bot_id': 'BOT', 'input_source': [{'a': 1}]}]}, 'steps.0.input_source.0', 'input_source'),
        ({'steps': [{'bot_id': 'BOT', 'input_source': {'text': '\ud800'}}]}, 'steps.0.input_source', 'characters'),
        ({'steps': [{'bot_id': 'BOT', 'input_source': ['start'] * 51}]}, 'steps.0.input_source', 'too_many'),
        ({'steps': [{'bot_id': 'BOT', 'input_source': {'step': 'x'}}]}, 'steps.0.input_source.0', 'step_missing'),
        ({'steps': [{'bot_id': 'BOT', 'input_source': {'input': 'x'}}]}, 'steps.0.input_source.0', 'input_missing'),
        ({'steps': [{'bot_id': 'BOT', 'output_target': 'moon'}]}, 'steps.0.output_target.0', 'output_target'),
        ({'steps': [{'bot_id': 'BOT', 'output_target': {'telegram': '1'}}]}, 'steps.0.output_target.0', 'not_yet'),
        ({'steps': [{'kind': 'ask', 'settings': {'days': -1}}]}, 'steps.0.settings.days', 'ask_days'),
        ({'steps': [{'bot_id': 'BOT', 'kind': 'magic'}]}, 'steps.0.kind', 'choice'),
        ({'steps': [{'bot_id': 'BOT', 'for_each': {'lines': 'start'}}]}, 'steps.0.for_each.lines', 'unknown_field'),
        ({'steps': [{'bot_id': 'BOT', 'only_if': {'op': 'is', 'then': 'x'}}]}, 'steps.0.only_if.then', 'unknown_field'),
        ({'steps': [{'bot_id': 'BOT', 'for_each': {'at_once': 101}}]}, 'steps.0.for_each.at_once', 'range'),
        ({'steps': [{'bot_id': 'BOT', 'only_if': {'value': '\x00'}}]}, 'steps.0.only_if', 'characters'),
        ({'steps': [{'bot_id': 'BOT', 'columns': ['']}]}, 'steps.0.columns', 'columns'),
        ({'steps': [{'kind': 'action', 'settings': {'action': 'x'}}]}, 'steps.0.settings.action', 'action_unknown'),
        ({'steps': [{'kind': 'recipe'}]}, 'steps.0.settings.pipeline_id', 'recipe_missing'),
        ({'is_on': 'yes'}, 'is_on', 'type'),
        ({'steps': [{'bot_id': 'BOT', 'timeout_s': 0}]}, 'steps.0.timeout_s', 'range'),
        ({'steps': [{'bot_id': 'BOT', 'timeout_s': float('inf')}]}, 'steps.0.timeout_s', 'range'),
        ({'steps': [{'bot_id': 'BOT', 'retries': 21}]}, 'steps.0.retries', 'range'),
        ({'steps': [{'bot_id': 'BOT', 'settings': {'a': {'b': ['\x00']}}}]}, 'steps.0.settings', 'characters'),
        ({'steps': [{'bot_id': 'BOT', 'settings': {'a': float('nan')}}]}, 'steps.0.settings', 'number'),
        ({'schedule': {'kind': 'cron'}}, 'schedule.kind', 'not_yet'),
        ({'schedule': 'daily'}, 'schedule', 'object'),
        ({'colour': 'red'}, 'colour', 'unknown_field'),
    ],
)
async def test_what_cannot_be_taken_is_named_with_its_path(
    house: House, bot: Bot, data: dict[str, Any], path: str, key: str
) -> None:
    for step in data.get('steps', ()):
        if isinstance(step, dict) and step.get('bot_id') == 'BOT':
            step['bot_id'] = bot.id
    assert await refusal(house, data) == [(path, key)]


async def test_several_problems_are_named_at_once(house: House, bot: Bot) -> None:
    steps = [{'bot_id': bot.id, 'retries': 99}, {'bot_id': bot.id, 'id': '?'}]
    found = await refusal(house, {'name': '', 'steps': steps, 'inputs': [{'key': '?'}]})
    assert {path for path, _ in found} == {'name', 'steps.0.retries', 'steps.1.id', 'inputs.0.key'}


async def test_somebody_elses_recipe_does_not_exist(house: House) -> None:
    recipe = await house.pipelines.create(ANNA, {'name': 'Brief'})
    assert house.pipelines.list(BEN) == []
    with pytest.raises(NotFound):
        house.pipelines.get(BEN, recipe.id)
    with pytest.raises(NotFound):
        await house.pipelines.update(BEN, recipe.id, {'name': 'Meins'}, expect=1)
    with pytest.raises(NotFound):
        await house.pipelines.delete(BEN, recipe.id)
