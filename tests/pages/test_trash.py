"""The trash: look, bring back, delete for good after one question."""

from __future__ import annotations

from collections.abc import AsyncIterator

from app.bootstrap import Services
from app.domain.places import Place
from app.i18n import translate
from tests.pages.conftest import Window


async def test_an_empty_trash_says_so_and_leads_home(window: Window) -> None:
    await window.open('/einstellungen/papierkorb')
    await window.sees('Der Papierkorb ist leer.', 'Zur Startseite')


async def test_what_was_deleted_is_brought_back(window: Window, services: Services) -> None:
    owner = services.accounts.builtin_owner()
    bot = await services.bots.create(owner, name='Texter')
    await window.open('/einstellungen/papierkorb')
    await services.bots.delete(owner, bot.id)
    await window.sees('Texter', 'Bot, gelöscht heute um', 'Noch 29 Tage da.')
    await window.press('restore')
    await window.sees('„Texter“ ist wieder da.', 'Der Papierkorb ist leer.')
    assert services.bots.get(owner, bot.id).name == 'Texter'


async def test_deleting_for_good_asks_once(window: Window, services: Services) -> None:
    owner = services.accounts.builtin_owner()
    recipe = await services.pipelines.create(owner, {'name': 'Alt'})
    await services.pipelines.delete(owner, recipe.id)
    await window.open('/einstellungen/papierkorb')
    await window.press('purge')
    await window.sees('„Alt“ endgültig löschen?', 'Danach kann niemand es zurückholen.')
    assert services.trash.list(owner)
    await window.press('confirm')
    await window.sees('„Alt“ ist endgültig gelöscht.')
    assert not services.trash.list(owner)


async def test_a_file_whose_bot_is_gone_says_what_to_do(window: Window, services: Services) -> None:
    owner = services.accounts.builtin_owner()

    async def content() -> AsyncIterator[bytes]:
        yield b'x'

    bot = await services.bots.create(owner, name='Texter')
    await services.documents.add(owner, Place.of_bot(bot.id), 'a.txt', content())
    item = await services.documents.delete(owner, Place.of_bot(bot.id), 'a.txt')
    await services.bots.delete(owner, bot.id)
    await window.open('/einstellungen/papierkorb')
    numbers = [found.id for found in services.trash.list(owner)]
    await window.press('restore', numbers.index(item.id))
    await window.sees(translate('de', 'err.bot_in_trash.what'), translate('de', 'err.bot_in_trash.do'))
    assert len(services.trash.list(owner)) == 2
