"""Where a text comes from: marks in the result, the passages below it, and 'Warum steht das da?'."""

from __future__ import annotations

import re
from typing import Any

from nicegui import ui

from app.bootstrap import Services
from app.domain.passages import Passage
from app.domain.places import Place
from tests.pages.conftest import Window
from tests.pages.staged_run import StagedRun, mail_recipe, stage

CONTRACT = 'Die Kaution beträgt drei Monatsmieten und wird auf ein Sparbuch gelegt.'
HOUSE = 'Im Treppenhaus dürfen keine Fahrräder stehen.'


def passage(number: int, text: str, page: int = 2) -> Passage:
    place = Place.of_bot('jurist')
    return Passage(
        place=place, document='Mietvertrag.pdf', page=page, end=len(text), text=text, has_pages=True, number=number
    )


async def finished(services: Services, *, marked: bool = True) -> StagedRun:
    """A run whose second step has read two passages."""
    run = await stage(services, await mail_recipe(services), mail='Wie hoch ist die Kaution für die Wohnung?')
    await run.begin('lesen')
    await run.finish('lesen', 'Es geht um die Höhe der Kaution.')
    numbers = (1, 2) if marked else (0, 0)
    given = [passage(numbers[0], HOUSE, 7), passage(numbers[1], CONTRACT)]
    await run.begin('schreiben', passages=given)
    mark = '[^2]' if marked else ''
    text = f'Liebe Frau Meier\n\nAls Kaution sind drei Monatsmieten zu zahlen.{mark}\n\nIm Sommer ist es warm am See.'
    await run.finish('schreiben', text)
    await run.end(text)
    return run


def html_of(window: Window) -> str:
    """The formatted texts of the page."""
    found: list[Any] = [element for element in window.user.client.elements.values() if isinstance(element, ui.html)]  # type: ignore[union-attr]
    return '\n'.join(element.content for element in found)


async def test_a_result_names_its_passages_and_lists_them(services: Services, window: Window) -> None:
    run = await finished(services)
    await window.open(f'/lauf/{run.id}')
    await window.sees('Woher das steht', 'Mietvertrag.pdf, Seite 2', '1 weitere Stelle wurde gelesen')
    assert '[^' not in window.text()
    await window.until(lambda: 'class="cite"' in html_of(window), 'the text is formatted')
    address = '/unterlage/bot/jurist/Mietvertrag.pdf?seite=2&amp;stelle=0-71'
    assert (
        f'<a class="cite" href="{address}" aria-label="Stelle 2: Mietvertrag.pdf, Seite 2"><sup>2</sup></a>'
        in html_of(window)
    )
    await window.press('other-passages')
    await window.sees('Mietvertrag.pdf, Seite 7')


async def test_a_paragraph_tells_who_wrote_it_and_from_what(services: Services, window: Window) -> None:
    run = await finished(services)
    await window.open(f'/lauf/{run.id}')
    await window.press('why')
    await window.press('why-paragraph', 1)
    await window.sees('Das hat Schritt 2 geschrieben: Antworter: Antwort schreiben')
    await window.sees('Gemacht aus: dem Ergebnis davor.', 'Das steht in deinen Unterlagen', CONTRACT)
    await window.press('close-why')


async def test_without_marks_the_best_passages_are_offered_honestly(services: Services, window: Window) -> None:
    run = await finished(services, marked=False)
    await window.open(f'/lauf/{run.id}')
    await window.sees('Dafür wurden 2 Stellen gelesen')
    await window.press('why')
    await window.press('why-paragraph', 1)
    await window.sees('Das passt am besten dazu', CONTRACT)
    assert HOUSE not in window.text()


async def test_what_no_document_says_is_told_too(services: Services, window: Window) -> None:
    run = await finished(services)
    await window.open(f'/lauf/{run.id}')
    await window.press('why')
    await window.press('why-paragraph', 2)
    await window.sees('passt keine Stelle dazu')


async def test_what_a_person_typed_is_told(services: Services, window: Window) -> None:
    run = await stage(services, await mail_recipe(services), mail='Wir treffen uns am Samstag um drei im Garten.')
    for step in ('lesen', 'schreiben'):
        await run.begin(step)
        await run.finish(step, 'Wir treffen uns am Samstag um drei im Garten.')
    await run.end('Wir treffen uns am Samstag um drei im Garten.')
    await window.open(f'/lauf/{run.id}')
    await window.press('why')
    await window.press('why-paragraph')
    await window.sees('Das hat Schritt 1 geschrieben', 'Dafür wurde keine Unterlage gelesen.')
    await window.sees('Das hast du selbst geschrieben', 'Es steht in „Welche E-Mail?“.')


async def test_the_questions_can_be_put_away_again(services: Services, window: Window) -> None:
    run = await finished(services)
    await window.open(f'/lauf/{run.id}')
    await window.press('why')
    await window.until(lambda: len(window.all('why-paragraph')) == 3, 'each paragraph has its question')
    names = [button.props['aria-label'] for button in window.all('why-paragraph')]
    assert names[1].startswith('Warum steht das da? Absatz 2: Als Kaution') and not re.search(r'\[\^', names[1])
    await window.press('why')
    await window.until(lambda: not window.all('why-paragraph'), 'they are gone')


async def test_the_details_of_a_step_show_what_the_bot_has_read(services: Services, window: Window) -> None:
    run = await finished(services)
    await window.open(f'/lauf/{run.id}')
    await window.press('story')
    await window.press('read-schreiben')
    await window.sees('Diese 2 Stellen hat der Bot gelesen')
    await window.press('passages')
    await window.sees('Mietvertrag.pdf, Seite 7')
