"""All bots: made with a name alone, seen in every window."""

from __future__ import annotations

from collections.abc import Callable

from app.bootstrap import Services
from tests.pages.conftest import Window


async def test_a_name_is_enough_for_a_bot(window: Window, services: Services) -> None:
    await window.open('/bots')
    await window.sees('Hier wohnen bald deine Bots.')
    await window.write('bot-name', 'Texter')
    await window.press('create-bot')
    await window.sees('„Texter“ ist da.', 'Noch kein Wesen')
    await window.misses('Hier wohnen bald deine Bots.')
    assert [bot.name for bot in services.bots.list(services.accounts.builtin_owner())] == ['Texter']


async def test_picture_and_personality_can_be_given_at_once(window: Window, services: Services) -> None:
    await window.open('/bots')
    await window.press('emoji')
    await window.choose_emoji('🦊')
    await window.write('bot-name', 'Fuchs')
    await window.write('bot-personality', 'Du bist schlau.')
    await window.press('create-bot')
    await window.sees('Du bist schlau.')
    bot = services.bots.list(services.accounts.builtin_owner())[0]
    assert (bot.emoji, bot.system_prompt) == ('🦊', 'Du bist schlau.')


async def test_a_ready_bot_is_taken_with_one_press(window: Window, services: Services) -> None:
    await window.open('/bots')
    await window.sees('Fertige Bots', 'Amts-Lotse')
    await window.misses('Reste-Koch')
    await window.press('topic-Kochen und Haushalt')
    await window.sees('Reste-Koch', 'Kocht aus dem, was noch da ist.')
    await window.misses('Amts-Lotse')
    assert '4 Bots zum Thema Kochen und Haushalt' in window.said()
    await window.press('take-reste-koch')
    await window.until(lambda: window.path().startswith('/bot/'), 'its page opens')
    [bot] = services.bots.list(services.accounts.builtin_owner())
    assert (bot.name, bot.emoji, window.path()) == ('Reste-Koch', '🍲', f'/bot/{bot.id}')


async def test_what_is_not_in_the_table_is_not_chosen(window: Window, services: Services) -> None:
    await window.open('/bots')
    await window.press('emoji')
    await window.choose_emoji('<b>')
    await window.write('bot-name', 'Fuchs')
    await window.press('create-bot')
    await window.sees('„Fuchs“ ist da.')
    assert services.bots.list(services.accounts.builtin_owner())[0].emoji == '🤖'


async def test_without_a_name_the_field_says_so(window: Window, services: Services) -> None:
    await window.open('/bots')
    await window.press('create-bot')
    await window.until(lambda: window.one('bot-name').error != '', 'the field says what is missing')
    assert not services.bots.list(services.accounts.builtin_owner())


async def test_only_one_emoji_is_taken(window: Window) -> None:
    await window.open('/bots')
    await window.press('emoji')
    await window.write('emoji-own', 'ab')
    await window.press('emoji-take')
    await window.until(lambda: window.one('emoji-own').error != '', 'the field says what is wrong')


async def test_a_bot_made_elsewhere_appears_and_goes(window: Window, services: Services) -> None:
    owner = services.accounts.builtin_owner()
    await window.open('/bots')
    bot = await services.bots.create(owner, name='Neuling')
    await window.sees('Neuling')
    await services.bots.update(owner, bot.id, {'name': 'Alter Hase'})
    await window.sees('Alter Hase')
    await services.bots.delete(owner, bot.id)
    await window.misses('Alter Hase')


async def test_what_was_typed_is_there_after_a_reload(
    window: Window, new_window: Callable[[], Window], services: Services
) -> None:
    owner = services.accounts.builtin_owner()
    await window.open('/bots')
    await window.write('bot-name', 'Halb getipp')
    await window.until(lambda: services.drafts.get(owner, 'new-bot') != {}, 'the draft is kept')
    again = await new_window().open('/bots')
    assert again.one('bot-name').value == 'Halb getipp'
