"""Describing a recipe: nothing is saved unseen, nothing typed is lost, and who reads the sentence is said before."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

import pytest

from app.bootstrap import Services
from app.domain.errors import ProviderError
from tests.app.services.proposals import SENTENCE, handed_in
from tests.fakes import FakeClock, FakeProvider
from tests.pages.conftest import Window

PAGE = '/rezepte/entwurf'


@pytest.fixture
async def service(services: Services) -> AsyncIterator[FakeProvider]:
    """An AI in the internet that answers as the test says."""
    fake = FakeProvider(FakeClock(), fields=services.connections.providers['openai'].fields)
    services.connections.providers['openai'] = fake  # type: ignore[index]
    owner = services.accounts.builtin_owner()
    address = {'base_url': 'https://api.example.com/v1', 'api_key': 'k' * 20, 'default_model': 'm'}
    await services.connections.create(owner, kind='openai', name='Beispiel-KI', **address)
    yield fake


async def described(window: Window, sentence: str = SENTENCE) -> None:
    """Write the sentence on the page for new recipes and send it."""
    await window.open('/rezepte/neu')
    await window.write('sentence', sentence)
    await window.press('describe')
    await window.until(lambda: window.path() == PAGE, 'the page of the draft')


async def test_the_draft_is_shown_and_nothing_is_saved(
    services: Services, service: FakeProvider, window: Window
) -> None:
    service.answer(handed_in())
    await described(window)
    await window.sees('Dein Entwurf', 'Noch ist nichts gespeichert.', 'Beispiel-KI', SENTENCE)
    await window.sees('Schritt 1 „Notizen ordnen“', 'Ordner arbeitet mit allem', 'Du wirst gefragt: „Stimmt alles?“')
    await window.sees('Diese Dienste im Internet lesen Texte mit: Beispiel-KI.')
    owner = services.accounts.builtin_owner()
    assert services.pipelines.list(owner) == [] and services.bots.list(owner) == []
    assert window.said()[-1] == 'Dein Entwurf ist da: Brief an den Vermieter'


async def test_creating_leads_to_the_editor_under_the_changed_name(
    services: Services, service: FakeProvider, window: Window
) -> None:
    service.answer(handed_in())
    await described(window)
    await window.write('draft-name', 'Brief an Herrn Maier')
    await window.press('create')
    await window.until(lambda: window.path().startswith('/rezept/brief-an-herrn-maier-'), 'the editor')
    owner = services.accounts.builtin_owner()
    assert [bot.name for bot in services.bots.list(owner)] == ['Ordner', 'Schreiber']
    await window.open(PAGE)
    await window.sees('Was soll das Rezept tun?')
    assert window.one('sentence').value == ''


async def test_the_draft_is_still_there_after_a_reload_and_in_another_window(
    services: Services, service: FakeProvider, new_window: Callable[[], Window]
) -> None:
    first, second = new_window(), new_window()
    await second.open(PAGE)
    service.answer(handed_in())
    await described(first)
    await first.sees('Dein Entwurf')
    await second.sees('Dein Entwurf', 'Rezept anlegen')
    await first.open('/rezepte/neu')
    await first.press('draft-waiting')
    await first.sees('Dein Entwurf', 'Brief schreiben')
    await second.press('create')
    await first.sees('Was soll das Rezept tun?')


async def test_describing_it_differently_keeps_the_sentence(
    services: Services, service: FakeProvider, window: Window
) -> None:
    service.answer(handed_in())
    await described(window)
    await window.press('describe-again')
    await window.sees('Entwurf machen lassen')
    assert window.one('sentence').value == SENTENCE
    assert services.describe.kept(services.accounts.builtin_owner()) is None


async def test_while_the_ai_works_one_can_cancel(services: Services, service: FakeProvider, window: Window) -> None:
    service.hang()
    await described(window)
    await window.sees('Dein Entwurf entsteht', 'Dein Satz wird gelesen', 'Du kannst die Seite ruhig schließen.')
    await window.press('stop')
    await window.sees('Was soll das Rezept tun?')
    assert window.one('sentence').value == SENTENCE
    assert (service.open, service.closed_early) == (0, 1)


async def test_trouble_says_what_to_do_and_the_next_try_works(
    services: Services, service: FakeProvider, window: Window
) -> None:
    service.fail(ProviderError('credit', service='Beispiel-KI'))
    await described(window)
    await window.sees('Das Guthaben beim KI-Dienst', 'Entwurf machen lassen')
    assert window.one('sentence').value == SENTENCE
    service.answer(handed_in())
    await window.press('describe')
    await window.sees('Noch ist nichts gespeichert.')


async def test_a_draft_nobody_can_use_is_told(services: Services, service: FakeProvider, window: Window) -> None:
    service.answer('Nein.')
    service.answer('Wirklich nicht.')
    await described(window)
    await window.sees('Die KI hat keinen brauchbaren Entwurf geschickt.', 'Beschreib es etwas anders')


async def test_it_says_before_where_the_sentence_goes(
    services: Services, service: FakeProvider, window: Window
) -> None:
    await window.open('/rezepte/neu')
    await window.sees('Dein Satz und die Namen deiner Bots gehen an Beispiel-KI im Internet.')


async def test_an_empty_sentence_is_told_at_its_field(services: Services, window: Window) -> None:
    await window.open('/rezepte/neu')
    await window.press('describe')
    await window.until(lambda: bool(window.one('sentence').error), 'the field says what is missing')
    assert window.path() == '/rezepte/neu'


async def test_without_an_ai_the_template_is_called_a_template(services: Services, window: Window) -> None:
    await window.open(PAGE)
    await window.sees('Noch ist keine KI verbunden. Wir suchen die Vorlage, die am besten passt.')
    await described(window, 'schreib mir einen Blog-Artikel über Rosen')
    await window.sees('Das ist unsere Vorlage „Blog-Artikel erstellen“.', 'Neu erfunden ist hier nichts.')
    await window.press('create')
    await window.until(lambda: window.path().startswith('/rezept/blog-artikel'), 'the editor')
    (made,) = services.pipelines.list(services.accounts.builtin_owner())
    assert made.template_id == 'blog-artikel'


async def test_when_nothing_fits_there_are_two_ways_on(services: Services, window: Window) -> None:
    await described(window, 'Fahr mein Auto in die Garage')
    await window.sees('Dazu haben wir keine Vorlage.')
    assert window.one('sentence').value == 'Fahr mein Auto in die Garage'
    await window.press('empty-recipe')
    await window.until(lambda: window.path() == '/rezepte/neu', 'a new recipe')
    await window.open(PAGE)
    await window.press('all-templates')
    await window.until(lambda: window.path() == '/vorlagen', 'the gallery')


async def test_an_empty_search_in_the_gallery_leads_here_with_its_words(services: Services, window: Window) -> None:
    await window.open('/vorlagen')
    await window.write('search', 'xyzzy')
    await window.sees('Nichts gefunden? Beschreib es')
    await window.press('describe')
    await window.until(lambda: window.path() == PAGE, 'the page of the draft')
    await window.sees('Was soll das Rezept tun?')
    assert window.one('sentence').value == 'xyzzy'
