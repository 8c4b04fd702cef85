"""Answers that promise a shape: checked, mended once, then named."""

from __future__ import annotations

from app.domain.pipelines import Shape, Step
from app.domain.runs import RunStatus
from tests.kitchen import Kitchen, recipe

TABLE = Step(id='a', bot_id='writer', instruction='Liste auf.', shape=Shape.TABLE, columns=('Name', 'Betrag'))
FIELDS = Step(id='a', bot_id='writer', instruction='Lies aus.', shape=Shape.FIELDS, columns=('Name',))


async def test_the_bot_is_told_the_shape_and_the_service_gets_its_schema(kitchen: Kitchen) -> None:
    kitchen.service.answer('{"rows": [{"Name": "Anna", "Betrag": "5"}]}')

    done = await kitchen.cook(recipe(TABLE))

    call = kitchen.service.calls[0]
    assert 'Name, Betrag' in call.prompt and call.schema is not None
    assert call.schema['properties']['rows']['items']['required'] == ['Name', 'Betrag']
    assert done.result == '| Name | Betrag |\n| --- | --- |\n| Anna | 5 |'


async def test_a_table_in_a_talkative_answer_is_found(kitchen: Kitchen) -> None:
    kitchen.service.answer('Gern!\n\n| betrag | Name |\n|---|:--|\n| 5 | Anna |\n\nNoch Fragen?')

    assert (await kitchen.cook(recipe(TABLE))).result == '| Name | Betrag |\n| --- | --- |\n| Anna | 5 |'


async def test_one_repair_attempt_shows_the_bot_its_answer_and_what_is_missing(kitchen: Kitchen) -> None:
    kitchen.service.answer('| Name |\n|---|\n| Anna |', tokens=(10, 5))
    kitchen.service.answer('| Name | Betrag |\n|---|---|\n| Anna | 5 |', tokens=(20, 6))

    done = await kitchen.cook(recipe(TABLE))

    again = kitchen.service.calls[1].prompt
    assert 'Es fehlt: Betrag.' in again and '| Anna |' in again
    assert done.status is RunStatus.DONE and done.usage.input_tokens == 30 and done.step('a').attempts == 2


async def test_after_that_it_fails_with_a_name(kitchen: Kitchen) -> None:
    kitchen.service.answer('Keine Ahnung.')
    kitchen.service.answer('Wirklich nicht.')

    done = await kitchen.cook(recipe(TABLE))

    assert done.error is not None and done.error.code == 'shape' and len(kitchen.service.calls) == 2


async def test_fields_are_read_from_lines_and_from_json(kitchen: Kitchen) -> None:
    kitchen.service.answer('```json\n{"name": "Anna", "Ort": "Köln"}\n```')

    assert (await kitchen.cook(recipe(FIELDS))).result == '- Name: Anna'
