"""A file instead of typing: its words stand in the field, can be looked at, and taken out again."""

from __future__ import annotations

import json

from app.bootstrap import Services
from app.domain.pipelines import Pipeline
from tests.pages.conftest import Window


async def report_recipe(services: Services, kind: str = 'longtext') -> Pipeline:
    """A recipe with one long field and a short one."""
    owner = services.accounts.builtin_owner()
    bot = await services.bots.create(owner, name='Vorleser')
    fields = [
        {'key': 'brief', 'label': 'Welcher Brief?', 'kind': kind, 'required': True},
        {'key': 'wer', 'label': 'Für wen?'},
    ]
    steps = [{'bot_id': bot.id, 'instruction': 'Fass den Brief zusammen.'}]
    return await services.pipelines.create(owner, {'name': 'Kurz gesagt', 'inputs': fields, 'steps': steps})


def read(window: Window, **answer: object) -> None:
    """What the browser tells when the address has read a file."""
    upload = window.user.find(marker='upload')
    whole = json.dumps({'name': 'Brief.pdf', 'text': 'Liebe Emma', 'pages': None, 'note': '', **answer})
    for start in range(0, len(whole), 100_000):
        upload.trigger('piece', whole[start : start + 100_000])
    upload.trigger('answer', [])


async def test_the_words_of_a_file_stand_in_the_field(services: Services, window: Window) -> None:
    recipe = await report_recipe(services)
    await window.open(f'/rezept/{recipe.id}/start')
    read(window, pages=3)
    await window.sees('Gelesen: Brief.pdf, 3 Seiten. Prüf den Text einmal.')
    assert window.one('input-brief').value == 'Liebe Emma'
    assert 'Gelesen: Brief.pdf, 3 Seiten. Prüf den Text einmal.' in window.said()


async def test_they_go_below_what_stands_there_and_out_again(services: Services, window: Window) -> None:
    recipe = await report_recipe(services)
    await window.open(f'/rezept/{recipe.id}/start')
    await window.write('input-brief', 'Bitte ganz kurz.')
    read(window)
    await window.sees('Gelesen: Brief.pdf. Prüf den Text einmal.')
    assert window.one('input-brief').value == 'Bitte ganz kurz.\n\nLiebe Emma'
    await window.write('input-brief', 'Bitte sehr kurz.\n\nLiebe Emma\n\nUnd auf Deutsch.')
    await window.press('unread')
    await window.misses('Gelesen: Brief.pdf.')
    assert window.one('input-brief').value == 'Bitte sehr kurz.\n\nUnd auf Deutsch.'


async def test_a_file_nobody_can_read_is_told_at_its_field(services: Services, window: Window) -> None:
    recipe = await report_recipe(services)
    await window.open(f'/rezept/{recipe.id}/start')
    window.user.find(marker='upload').trigger('refused', {'key': 'type', 'name': 'lied.mp3'})
    await window.sees('Diese Art von Datei können wir nicht lesen. Nimm PDF, Word, Bild oder Text.')
    assert window.one('input-brief').error
    read(window)
    await window.until(lambda: not window.one('input-brief').error, 'the next file was fine')


async def test_a_file_that_is_longer_than_a_field_is_cut_and_said_to_be(services: Services, window: Window) -> None:
    recipe = await report_recipe(services)
    await window.open(f'/rezept/{recipe.id}/start')
    read(window, text='Ein langer Roman. ' * 40_000)
    await window.sees('Der Text ist sehr lang. Hier steht nur der Anfang.')
    assert len(window.one('input-brief').value) == 400_000


async def test_what_was_read_is_a_text_like_any_other(services: Services, window: Window) -> None:
    recipe = await report_recipe(services, kind='file')
    await window.open(f'/rezept/{recipe.id}/start')
    read(window, note='Der Text wurde auf dem Bild erkannt.')
    await window.sees('Der Text wurde auf dem Bild erkannt.')
    await window.press('start')
    await window.until(lambda: window.path().startswith('/lauf/'), 'the run')
    runs = await services.runs.recent(services.accounts.builtin_owner(), pipeline_id=recipe.id)
    run = services.runs.get(services.accounts.builtin_owner(), runs.items[0].id)
    assert dict(run.inputs) == {'brief': 'Liebe Emma', 'wer': ''}


async def test_only_long_fields_and_files_take_one(services: Services, window: Window) -> None:
    recipe = await report_recipe(services)
    await window.open(f'/rezept/{recipe.id}/start')
    assert len(window.all('upload')) == 1
