"""The start form: filled by hand or with the example, kept while typed, started once."""

from __future__ import annotations

from collections.abc import Callable

from app.bootstrap import Services
from app.domain.connections import ConnectionKind
from tests.pages.conftest import Window
from tests.pages.staged_run import letter_recipe, mail_recipe


async def test_the_example_is_enough_to_start(services: Services, window: Window) -> None:
    recipe = await services.templates.copy(services.accounts.builtin_owner(), 'blog-artikel', 'de')
    await window.open(f'/rezept/{recipe.id}/start')
    await window.sees('3 Bots arbeiten nacheinander.', 'Übungsmodus: Dein Text bleibt auf diesem Rechner.')
    await window.press('example')
    await window.press('start')
    await window.until(lambda: window.path().startswith('/lauf/'), 'the run')
    await window.sees('Fertig! Hier ist dein Ergebnis.', 'Tomaten')


async def test_a_missing_answer_is_told_at_its_field(services: Services, window: Window) -> None:
    recipe = await mail_recipe(services)
    await window.open(f'/rezept/{recipe.id}/start')
    await window.press('start')
    await window.until(lambda: bool(window.one('input-mail').props.get('error')), 'the field says what is missing')
    assert window.path() == f'/rezept/{recipe.id}/start'


async def test_what_was_typed_is_there_in_another_window(services: Services, new_window: Callable[[], Window]) -> None:
    recipe = await mail_recipe(services)
    owner = services.accounts.builtin_owner()
    first, second = new_window(), new_window()
    await first.open(f'/rezept/{recipe.id}/start')
    await first.write('input-mail', 'Liebe Oma')
    await first.until(lambda: bool(services.drafts.get(owner, f'start-{recipe.id}')), 'the draft is kept')
    await second.open(f'/rezept/{recipe.id}/start')
    assert second.one('input-mail').value == 'Liebe Oma'


async def test_a_started_form_is_empty_the_next_time(services: Services, window: Window) -> None:
    recipe = await mail_recipe(services)
    await window.open(f'/rezept/{recipe.id}/start')
    await window.write('input-mail', 'Liebe Oma')
    await window.press('start')
    await window.sees('Fertig! Hier ist dein Ergebnis.')
    await window.open(f'/rezept/{recipe.id}/start')
    assert window.one('input-mail').value == ''


async def test_a_double_press_starts_one_run(services: Services, window: Window) -> None:
    recipe = await mail_recipe(services)
    await window.open(f'/rezept/{recipe.id}/start')
    await window.write('input-mail', 'Liebe Oma')
    await window.press('start')
    await window.press('start')
    await window.until(lambda: window.path().startswith('/lauf/'), 'the run')
    runs = await services.runs.recent(services.accounts.builtin_owner(), pipeline_id=recipe.id)
    assert len(runs.items) == 1


async def test_it_says_when_the_text_leaves_the_house(services: Services, window: Window) -> None:
    recipe = await mail_recipe(services)
    await services.connections.create(
        services.accounts.builtin_owner(),
        kind=ConnectionKind.OPENAI,
        name='Mistral',
        base_url='https://api.mistral.ai/v1',
        api_key='k' * 20,
        default_model='small',
    )
    await window.open(f'/rezept/{recipe.id}/start')
    await window.sees('Dieser Text geht an Mistral im Internet.')


async def test_a_recipe_inside_is_no_way_around_that_sentence(services: Services, window: Window) -> None:
    owner = services.accounts.builtin_owner()
    cloud = await services.connections.create(
        owner,
        kind=ConnectionKind.OPENAI,
        name='Mistral',
        base_url='https://api.mistral.ai/v1',
        api_key='k' * 20,
        default_model='small',
    )
    inner = await mail_recipe(services)
    for step in inner.steps:
        bot = services.bots.get(owner, step.bot_id)
        await services.bots.update(owner, bot.id, {'model': f'{cloud.id}/small'}, expect=bot.version)
    step = {'id': 'innen', 'kind': 'recipe', 'input_source': 'start', 'settings': {'pipeline_id': inner.id}}
    fields = [{'key': 'mail', 'label': 'E-Mail', 'required': True}]
    outer = await services.pipelines.create(owner, {'name': 'Außen', 'inputs': fields, 'steps': [step]})
    await window.open(f'/rezept/{outer.id}/start')
    await window.sees('Dieser Text geht an Mistral im Internet.')


async def test_only_bots_are_counted_as_bots(services: Services, window: Window) -> None:
    recipe = await letter_recipe(services)
    await window.open(f'/rezept/{recipe.id}/start')
    await window.sees('2 Bots arbeiten nacheinander.')


async def test_an_unknown_recipe_is_told_kindly(services: Services, window: Window) -> None:
    await window.open('/rezept/gibt-es-nicht/start')
    await window.sees('Zur Startseite')
