"""Recipes of others on the pages: looked at first, off until switched on, handed on, kept up to date."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from app.bootstrap import Services
from app.domain.accounts import Account
from app.domain.pipelines import Pipeline
from app.services.shelves import entry_key
from app.sharing import seal
from app.sharing.packed import pack
from app.sharing.table import to_table
from app.sharing.toml_writer import write
from tests.app.services.exchange import as_file
from tests.app.sharing.samples import EVERYTHING
from tests.pages.conftest import Window


@pytest.fixture
def owner(services: Services) -> Account:
    return services.accounts.builtin_owner()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a recipe."""
    place = tmp_path / 'Vereinsregal'
    place.mkdir()
    (place / 'Rechnungen.rezept').write_bytes(as_file())
    return place


async def test_a_pasted_text_is_shown_taken_in_and_switched_on(
    window: Window, services: Services, owner: Account
) -> None:
    await window.open('/rezepte/aufnehmen')
    await window.write('import-text', pack(as_file()).lower())
    await window.press('look')
    await window.sees(
        'Rechnungen prüfen',
        'Ohne Unterschrift: Wir wissen nicht, von wem das kommt.',
        'In der Datei steht: von Anna.',
        'Liest die Datei „Regeln.pdf“ von Texter.',
        'Legt die Datei „Bericht (Datum).md“ bei Texter ab.',
        'Prüfer',
    )
    assert services.pipelines.list(owner) == [] and services.bots.list(owner) == []
    await window.press('take-in')
    await window.sees('Noch ausgeschaltet', '„Rechnungen prüfen“ ist aufgenommen.')
    recipe = next(one for one in services.pipelines.list(owner) if one.name == 'Rechnungen prüfen')
    assert not recipe.is_on and window.path() == f'/rezept/{recipe.id}'
    await window.press('switch-on')
    await window.sees('Das Rezept ist eingeschaltet.')
    await window.misses('Noch ausgeschaltet')
    assert all(one.is_on for one in services.pipelines.list(owner))


async def test_one_may_look_and_go_away_again(window: Window, services: Services, owner: Account) -> None:
    await window.open('/rezepte/aufnehmen')
    await window.write('import-text', as_file().decode())
    await window.press('look')
    await window.press('not-this')
    await window.sees('Rezept aufnehmen', 'Text einfügen')
    assert services.pipelines.list(owner) == []


async def test_what_is_no_recipe_is_said_and_the_text_stays(window: Window) -> None:
    await window.open('/rezepte/aufnehmen')
    await window.write('import-text', 'Zutaten: Mehl')
    await window.press('look')
    await window.sees('Das ist keine Rezept-Datei, oder sie ging unterwegs kaputt.')
    assert window.one('import-text').value == 'Zutaten: Mehl'


async def test_what_goes_outside_cannot_be_taken_in(window: Window) -> None:
    await window.open('/rezepte/aufnehmen')
    file = as_file(**{'recipes.0.steps.0.output_target': [{'email': 'x@example.org'}]})
    await window.write('import-text', file.decode())
    await window.press('look')
    await window.sees('Schickt E-Mails an x@example.org.', 'Das kann dieses Programm noch nicht.')
    assert not window.all('take-in')


async def test_a_signature_shows_words_to_compare(window: Window, services: Services, owner: Account) -> None:
    signed = write(seal.sealed(to_table(EVERYTHING), seal.new_key(), 'Anna')).encode()
    await window.open('/rezepte/aufnehmen')
    await window.write('import-text', signed.decode())
    await window.press('look')
    await window.sees('Kommt von Anna. Diese Unterschrift ist neu für dich.', 'Ruf an und vergleich diese Wörter.')
    await services.sharing.take_in(owner, signed)
    await window.press('not-this')
    await window.write('import-text', signed.decode())
    await window.press('look')
    await window.sees('Kommt von Anna. Diese Unterschrift kennst du.', 'Genau das hast du schon aufgenommen.')


async def test_bots_alone_arrive_at_the_bots(window: Window, services: Services, owner: Account) -> None:
    bot = await services.bots.create(owner, name='Lektor', system_prompt='Sei streng.')
    file = (await services.sharing.export_bot(owner, bot.id)).content
    await window.open('/rezepte/aufnehmen')
    await window.write('import-text', file.decode())
    await window.press('look')
    await window.sees('Die Bots tun nichts von allein.')
    await window.press('take-in')
    await window.sees('Die Bots sind aufgenommen.')
    assert (window.path(), len(services.bots.list(owner))) == ('/bots', 2)


async def test_a_recipe_that_is_off_says_so_on_its_start_page_too(
    window: Window, services: Services, owner: Account
) -> None:
    taken = (await services.sharing.take_in(owner, as_file())).pipeline
    assert taken
    await window.open(f'/rezept/{taken.id}/start')
    await window.sees('Noch ausgeschaltet')
    await window.press('example')
    example = 'Rechnungen vom März'  # it came in the file
    await window.until(lambda: window.one('input-thema').value == example, 'the example is filled in')
    await window.press('start')
    await window.sees('Dieses Rezept ist noch ausgeschaltet.')
    await window.press('switch-on')
    await window.misses('Noch ausgeschaltet')
    await window.press('start')
    await window.until(lambda: window.path().startswith('/lauf/'), 'the run began')


async def test_switching_on_in_one_window_is_seen_in_the_other(
    new_window: Callable[[], Window], services: Services, owner: Account
) -> None:
    taken = (await services.sharing.take_in(owner, as_file())).pipeline
    assert taken
    first = await new_window().open(f'/rezept/{taken.id}')
    second = await new_window().open(f'/rezept/{taken.id}')
    await second.sees('Noch ausgeschaltet')
    await first.press('switch-on')
    await second.misses('Noch ausgeschaltet')


async def test_handing_on_offers_file_and_card_with_or_without_signature(
    window: Window, services: Services, owner: Account
) -> None:
    recipe = await services.templates.copy(owner, 'blog-artikel', 'de')
    await window.open(f'/rezept/{recipe.id}')
    await window.press('share')
    await window.sees('Karte zum Drucken (PDF)', 'Unterlagen, Schlüssel und Ergebnisse bleiben hier.')
    assert window.one('share-pdf').props['href'] == f'/dateien/rezept/{recipe.id}/pdf'
    await window.write('share-sign', True)
    assert window.one('share-rezept').props['href'] == f'/dateien/rezept/{recipe.id}/rezept-signed'
    await window.open(f'/bot/{recipe.steps[0].bot_id}')
    await window.press('share')
    await window.sees('Seine Unterlagen bleiben hier.')
    assert window.one('share-rezept').props['href'].startswith('/dateien/botvorlage/')


async def test_a_shelf_is_put_up_looked_at_and_taken_away(
    window: Window, services: Services, owner: Account, folder: Path
) -> None:
    await window.open('/einstellungen/regale')
    await window.sees('Noch steht hier kein Regal.')
    await window.write('shelf-place', '/etc')
    await window.press('add-shelf')
    await window.until(lambda: 'kein Regal' in window.one('shelf-place').error, 'it says why')
    await window.write('shelf-place', str(folder))
    await window.press('add-shelf')
    await window.sees('Das Regal „Vereinsregal“ steht.', 'Rechnungen prüfen', 'Neu für dich')
    await window.press('see')
    await window.sees('Liest die Datei „Regeln.pdf“ von Texter.')
    await window.press('take-in')
    await window.sees('Noch ausgeschaltet')
    await window.open('/einstellungen/regale')
    await window.sees('Hast du schon')
    await window.press('remove-shelf')
    await window.press('confirm')
    await window.sees('Das Regal „Vereinsregal“ ist weg.', 'Noch steht hier kein Regal.')
    assert len(services.pipelines.list(owner)) == 2


async def test_a_shelf_that_is_away_says_so(window: Window, services: Services, owner: Account, folder: Path) -> None:
    await services.shelves.add(owner, str(folder))
    shutil.rmtree(folder)
    await window.open('/einstellungen/regale')
    await window.sees('Das Regal ist gerade nicht zu erreichen')


@pytest.fixture
async def have(services: Services, owner: Account, folder: Path) -> tuple[Pipeline, str]:
    """A recipe from the shelf that was changed here and there since; and the address of its page."""
    shelf = await services.shelves.add(owner, str(folder))
    mine = (await services.shelves.take_in(owner, shelf.id, 'Rechnungen.rezept')).pipeline
    assert mine
    await services.pipelines.update(owner, mine.id, {'name': 'Meins'}, mine.version)
    newer = {'recipes.0.name': 'Ihres', 'recipes.0.description': 'Besser.'}
    (folder / 'Rechnungen.rezept').write_bytes(as_file(**newer))
    return mine, f'/einstellungen/regale/{shelf.id}/{entry_key("Rechnungen.rezept")}'


async def test_a_newer_one_is_taken_over_and_my_own_stays(
    window: Window, services: Services, owner: Account, have: tuple[Pipeline, str]
) -> None:
    mine, place = have
    await window.open('/einstellungen/regale')
    await window.sees('Neue Fassung')
    await window.open(place)
    await window.sees('Das ist neu', 'Das habt ihr beide geändert', 'Meins', 'Ihres')
    await window.press('take-update')
    await window.sees('Die neue Fassung ist übernommen.')
    now = services.pipelines.get(owner, mine.id)
    assert (now.name, now.description, window.path()) == ('Meins', 'Besser.', f'/rezept/{mine.id}')


async def test_the_other_side_is_a_choice(
    window: Window, services: Services, owner: Account, have: tuple[Pipeline, str]
) -> None:
    mine, place = have
    await window.open(place)
    await window.write('choose-recipe/haupt/name', 'theirs')
    await window.press('take-update')
    await window.sees('Die neue Fassung ist übernommen.')
    assert services.pipelines.get(owner, mine.id).name == 'Ihres'


async def test_or_it_becomes_a_recipe_of_its_own(
    window: Window, services: Services, owner: Account, have: tuple[Pipeline, str]
) -> None:
    await window.open(have[1])
    await window.press('as-new')
    await window.sees('Noch ausgeschaltet')
    assert {one.name for one in services.pipelines.list(owner)} == {'Meins', 'Ihres', 'Kürzen'}


async def test_an_entry_that_is_gone_is_said(window: Window, services: Services, owner: Account, folder: Path) -> None:
    shelf = await services.shelves.add(owner, str(folder))
    await window.open(f'/einstellungen/regale/{shelf.id}/0123456789abcdef')
    await window.sees('Das Rezept lässt sich gerade nicht ansehen')
