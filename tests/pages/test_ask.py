"""A text that waits for a person: read it, change it, send it back, accept or discard it; nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from app.bootstrap import Services
from app.domain.runs import Decision, Run, RunStatus
from tests.pages.conftest import Window
from tests.pages.staged_run import letter_recipe, stage


async def test_the_text_waits_with_what_to_look_at_and_until_when(services: Services, window: Window) -> None:
    run = await stage(services, await letter_recipe(services, settings={'days': 2, 'then': 'approve'}), thema='Fest')
    await window.open(f'/lauf/{run.id}')
    await run.begin('schreiben')
    await run.finish('schreiben', 'Liebe Leute')
    due = services.clock.now() + timedelta(days=1)
    await run.ask('pruefen', 'Liebe Leute', due_at=due.isoformat())
    await window.sees('Brief prüfen', 'Stimmen die Namen?', 'Ohne Antwort geht der Text morgen um', 'Passt so')
    assert window.one('ask-text').value == 'Liebe Leute'
    assert any('Ein Text wartet auf dein Ja: Brief prüfen' in sentence for sentence in window.said())
    await window.misses('Hat nicht geklappt')


async def test_accepting_goes_on_with_the_text_as_it_was_changed(services: Services, window: Window) -> None:
    run = await _asking(services)
    await window.open(f'/lauf/{run.id}')
    await window.write('ask-text', 'Liebe Nachbarn, kommt alle!')
    await window.press('approve')
    await window.sees('Fertig! Hier ist dein Ergebnis.')
    ended = services.runs.get(services.accounts.builtin_owner(), run.id)
    assert ended.step('pruefen').output == 'Liebe Nachbarn, kommt alle!'
    assert 'Liebe Nachbarn, kommt alle!' in ended.step('gruessen').input
    await window.sees('„Passt so“: von dir, heute um')


async def test_a_comment_goes_back_to_the_bot_and_the_person_is_asked_again(services: Services, window: Window) -> None:
    run = await _asking(services)
    await window.open(f'/lauf/{run.id}')
    await window.press('change')
    await window.press('give-back')
    await window.until(lambda: window.one('ask-comment').error != '', 'the field says that it is needed')
    await window.write('ask-comment', 'Bitte herzlicher anfangen')
    await window.press('give-back')
    await window.sees('Das wolltest du schon anders', 'Bitte herzlicher anfangen')
    asked = services.runs.get(services.accounts.builtin_owner(), run.id).questions
    assert [step.id for step in asked] == ['pruefen']
    await window.press('approve')
    await window.sees('Fertig! Hier ist dein Ergebnis.')


async def test_nobody_is_offered_a_change_that_no_bot_could_make(services: Services, window: Window) -> None:
    owner = services.accounts.builtin_owner()
    recipe = await services.pipelines.create(
        owner,
        {
            'name': 'Nur lesen',
            'inputs': [{'key': 'text', 'label': 'Text', 'required': True}],
            'steps': [{'id': 'lesen', 'kind': 'ask', 'input_source': 'start'}],
        },
    )
    run = await services.runs.start(owner, recipe.id, {'text': 'Hallo'})
    await window.open(f'/lauf/{run.id}')
    await window.sees('Passt so', 'Verwerfen', 'Dein Ja', 'Du hast Zeit.')
    assert not window.all('change')


async def test_a_table_is_shown_as_one_and_told_without_its_bars(services: Services, window: Window) -> None:
    table = '| Name | Betrag |\n| --- | --- |\n| Anna | 5 € |'
    run = await stage(services, await letter_recipe(services), thema='Fest')
    await run.begin('schreiben')
    await run.finish('schreiben', table)
    await run.ask('pruefen', table)
    await window.open(f'/lauf/{run.id}')
    await window.until(lambda: window.one('preview').visible, 'the table is shown as one')
    await window.sees('Name · Betrag Anna · 5 €')
    await window.open('/')
    await window.sees('Name · Betrag Anna · 5 €')


async def test_discarding_stops_and_going_on_asks_again_with_what_was_typed(services: Services, window: Window) -> None:
    run = await _asking(services)
    await window.open(f'/lauf/{run.id}')
    await window.sees('Verworfen ist nicht verloren.')
    await window.write('ask-text', 'Halb fertig')
    await _kept(services, window, run, 'Halb fertig')
    await window.press('reject')
    await window.sees('Angehalten. Alles bis hier ist gespeichert.')
    await window.press('resume')
    await window.sees('Passt so')
    await window.until(lambda: window.one('ask-text').value == 'Halb fertig', 'the typed text is back')


async def test_what_is_typed_survives_leaving_and_goes_once_it_is_answered(services: Services, window: Window) -> None:
    run = await _asking(services)
    await window.open(f'/lauf/{run.id}')
    await window.write('ask-text', 'Mein Anfang')
    await _kept(services, window, run, 'Mein Anfang')
    await window.open('/vorlagen')
    await window.open(f'/lauf/{run.id}')
    await window.until(lambda: window.one('ask-text').value == 'Mein Anfang', 'the draft is back')
    await window.press('approve')
    await window.sees('Fertig! Hier ist dein Ergebnis.')
    owner = services.accounts.builtin_owner()
    await window.until(lambda: not services.drafts.get(owner, f'ask-{run.id}-pruefen--0'), 'the draft is gone')


async def test_a_comment_that_was_begun_is_still_open_after_a_reload(services: Services, window: Window) -> None:
    run = await _asking(services)
    await window.open(f'/lauf/{run.id}')
    await window.press('change')
    await window.write('ask-comment', 'Kürzer')
    owner = services.accounts.builtin_owner()
    await window.until(
        lambda: services.drafts.get(owner, f'ask-{run.id}-pruefen--0').get('comment') == 'Kürzer', 'it is kept'
    )
    await window.open(f'/lauf/{run.id}')
    await window.sees('An den Bot zurückgeben')
    assert window.one('ask-comment').value == 'Kürzer'


async def test_the_other_window_says_who_answered_and_keeps_what_stood_there(
    services: Services, new_window: Callable[[], Window]
) -> None:
    run = await stage(services, await letter_recipe(services), thema='Fest')
    await run.begin('schreiben')
    await run.finish('schreiben', 'Liebe Leute')
    await run.ask('pruefen', 'Liebe Leute')
    window = await new_window().open(f'/lauf/{run.id}')
    await window.write('ask-text', 'Meine eigene Fassung')
    await run.answer('pruefen', text='Liebe Leute')
    await window.sees('Schon beantwortet', '„Passt so“: von dir, heute um', 'Meine eigene Fassung')
    assert not window.all('approve')


async def test_what_stood_there_is_kept_even_when_the_run_ended_meanwhile(services: Services, window: Window) -> None:
    run = await _asking(services)
    await window.open(f'/lauf/{run.id}')
    await window.write('ask-text', 'Meine eigene Fassung')
    owner = services.accounts.builtin_owner()
    await services.runs.answer(owner, run.id, 'pruefen', Decision.APPROVE, text='Die andere')
    await window.sees('Fertig! Hier ist dein Ergebnis.', 'Das hattest du hier geschrieben', 'Meine eigene Fassung')


async def test_a_passed_deadline_is_named_as_such(services: Services, window: Window) -> None:
    run = await stage(services, await letter_recipe(services), thema='Fest')
    await run.ask('pruefen', 'Liebe Leute')
    await window.open(f'/lauf/{run.id}')
    await window.sees('Passt so')
    await run.answer('pruefen', text='Liebe Leute', by='')
    await window.sees('„Passt so“: von allein nach Ablauf der Zeit, heute um')


async def test_the_preview_shows_what_stands_in_the_box(services: Services, window: Window) -> None:
    run = await _asking(services)
    await window.open(f'/lauf/{run.id}')
    assert not window.one('preview').visible
    await window.write('ask-text', '## Einladung')
    await window.press('peek')
    await window.sees('Vorschau schließen')
    await window.until(lambda: '<h2>Einladung</h2>' in _html(window), 'it is formatted')
    await window.write('ask-text', '## Fest')
    await window.until(lambda: '<h2>Fest</h2>' in _html(window), 'it follows what is typed')


async def test_an_emptied_box_is_not_taken_for_an_answer(services: Services, window: Window) -> None:
    run = await _asking(services)
    await window.open(f'/lauf/{run.id}')
    await window.write('ask-text', '  ')
    await window.press('approve')
    await window.until(lambda: window.one('ask-text').error != '', 'the box says what is missing')
    assert services.runs.get(services.accounts.builtin_owner(), run.id).questions


async def test_a_text_too_long_to_edit_can_be_read_and_accepted(services: Services, window: Window) -> None:
    run = await stage(services, await letter_recipe(services), thema='Fest')
    await run.ask('pruefen', 'Lang. ' * 40_000)
    await window.open(f'/lauf/{run.id}')
    await window.sees('Der Text ist zu lang, um ihn hier zu ändern.', 'Passt so')
    assert not window.all('ask-text') and window.one('preview').visible


async def test_other_lanes_go_on_beside_the_question(services: Services, window: Window) -> None:
    run = await stage(services, await letter_recipe(services), thema='Fest')
    await run.ask('pruefen', 'Liebe Leute')
    await window.open(f'/lauf/{run.id}')
    await window.write('ask-text', 'Ich tippe noch')
    await run.begin('schreiben')
    await window.sees('Arbeitet gerade: Schritt 1 von 3', 'Schreiber denkt nach …')
    await run.finish('schreiben', 'Nebenbei fertig')
    await window.sees('Nebenbei fertig', 'Wartet auf dein Ja')
    assert window.one('ask-text').value == 'Ich tippe noch'


async def test_a_question_inside_another_recipe_is_one_press_away(services: Services, window: Window) -> None:
    owner = services.accounts.builtin_owner()
    inner = await letter_recipe(services)
    outer = await services.pipelines.create(
        owner,
        {
            'name': 'Alles zum Fest',
            'inputs': [{'key': 'thema', 'label': 'Thema', 'required': True}],
            'steps': [
                {'id': 'brief', 'kind': 'recipe', 'input_source': 'start', 'settings': {'pipeline_id': inner.id}}
            ],
        },
    )
    run = await services.runs.start(owner, outer.id, {'thema': 'Sommerfest'})
    await window.open(f'/lauf/{run.id}')
    await window.sees('Im Rezept „Rundbrief“ wartet ein Text auf dein Ja.')
    await window.press('inside')
    await window.sees('Brief prüfen', 'Das ist ein Teil von „Alles zum Fest“.')
    await window.press('approve')
    await window.sees('Fertig! Hier ist dein Ergebnis.')
    await window.press('whole')
    await window.until(lambda: window.path() == f'/lauf/{run.id}', 'the whole recipe')
    await window.sees('Fertig! Hier ist dein Ergebnis.')


async def test_each_text_of_a_repeated_question_is_asked_by_its_place(services: Services, window: Window) -> None:
    recipe = await letter_recipe(services, for_each={'over': 'lines'})
    run = await stage(services, recipe, thema='Fest')
    await run.repeat('pruefen', 'Anna', 'Otto')
    await run.ask('pruefen', 'Liebe Anna', item=0)
    await window.open(f'/lauf/{run.id}')
    await window.sees('Text 1 von 2: Anna')
    await run.answer('pruefen', text='Liebe Anna')
    await run.finish_item('pruefen', 0, 'Liebe Anna')
    await run.ask('pruefen', 'Lieber Otto', item=1)
    await window.sees('Text 2 von 2: Otto')
    assert window.one('ask-text').value == 'Lieber Otto'


async def _asking(services: Services) -> Run:
    """A real run that waits for its person."""
    owner = services.accounts.builtin_owner()
    recipe = await letter_recipe(services)
    run = await services.runs.start(owner, recipe.id, {'thema': 'Einladung zum Sommerfest am 3. Mai'})
    while not services.runs.get(owner, run.id).questions:
        await services.clock.sleep(0.02)
    assert services.runs.get(owner, run.id).status in (RunStatus.NEEDS_YOU, RunStatus.RUNNING)
    return run


async def _kept(services: Services, window: Window, run: Run, text: str) -> None:
    owner = services.accounts.builtin_owner()
    await window.until(
        lambda: services.drafts.get(owner, f'ask-{run.id}-pruefen--0').get('text') == text, 'the draft is kept'
    )


def _html(window: Window) -> str:
    assert window.user.client
    return ' '.join(
        str(element.props['innerHTML'])
        for element in window.user.client.elements.values()
        if 'innerHTML' in element.props
    )
