"""One bot: everything saves itself, two windows lose nothing, trying out, documents, deleting."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from dataclasses import replace

import pytest

from app.bootstrap import Services
from app.domain.bots import Bot
from app.domain.codec import to_json
from app.domain.events import ConnectionsChanged
from app.domain.places import Place
from pages.bot import PARTS
from tests.pages.conftest import Window


@pytest.fixture
async def bot(services: Services) -> Bot:
    """A bot that is there already."""
    return await services.bots.create(services.accounts.builtin_owner(), name='Texter', system_prompt='freundlich')


@pytest.fixture
def stored(services: Services, bot: Bot) -> Callable[[], Bot]:
    """What is stored of it now."""
    return lambda: services.bots.get(services.accounts.builtin_owner(), bot.id)


async def test_what_is_typed_is_saved_by_itself(window: Window, bot: Bot, stored: Callable[[], Bot]) -> None:
    await window.open(f'/bot/{bot.id}')
    await window.write('bot-name', 'Fuchs')
    await window.write('bot-system_prompt', 'streng')
    await window.until(lambda: (stored().name, stored().system_prompt) == ('Fuchs', 'streng'), 'it is stored')
    await window.sees('Gespeichert', 'Fuchs')


async def test_picture_style_and_length_are_saved(window: Window, bot: Bot, stored: Callable[[], Bot]) -> None:
    await window.open(f'/bot/{bot.id}')
    await window.press('emoji')
    await window.choose_emoji('🦉')
    await window.write('bot-style', '0.2')
    await window.write('bot-length', '700')
    await window.until(lambda: stored().settings == {'temperature': 0.2, 'max_tokens': 700}, 'both are stored')
    await window.write('bot-style', '')
    await window.until(lambda: stored().settings == {'max_tokens': 700}, 'the style is as the AI suggests again')
    assert stored().emoji == '🦉'


async def test_the_ai_is_chosen_in_plain_words(window: Window, bot: Bot, stored: Callable[[], Bot]) -> None:
    await window.open(f'/bot/{bot.id}')
    await window.sees('Übliche KI', 'Bleibt im Haus', 'Hier arbeitet noch keine echte KI.')
    await window.misses('Schnell und günstig')
    assert window.one('ai-usual').props['aria-pressed'] == 'true'
    await window.press('ai-practice')
    await window.until(lambda: stored().model == 'practice', 'the choice is stored')
    assert [window.one(f'ai-{name}').props['aria-pressed'] for name in ('usual', 'practice')] == ['false', 'true']


async def test_what_is_connected_is_offered_in_plain_words_with_its_real_name(
    window: Window, bot: Bot, stored: Callable[[], Bot], services: Services
) -> None:
    await window.open(f'/bot/{bot.id}')
    owner = services.accounts.builtin_owner()
    service = await services.connections.create(
        owner, kind='openai', name='Wolke', base_url='https://ki.example.org/v1'
    )
    known = replace(service, models=('gpt-5-mini', 'gpt-5', 'anders'), models_at=services.clock.now())
    await services.store.connections.put(known)
    services.bus.publish(ConnectionsChanged(service.id))
    await window.sees('Schnell und günstig', 'Wolke (gpt-5-mini)', 'Gründlich', 'Wolke (gpt-5)')
    await window.press(f'ai-{service.id}/gpt-5')
    await window.until(lambda: stored().model == f'{service.id}/gpt-5', 'the choice is stored')
    await window.sees('Dieser Text geht an Wolke im Internet.')
    assert (window.one('bot-ai').value, window.one('bot-exact').value) == (service.id, 'gpt-5')


async def test_the_exact_list_stays_for_those_who_want_it(window: Window, bot: Bot, stored: Callable[[], Bot]) -> None:
    await window.open(f'/bot/{bot.id}')
    assert window.one('bot-ai').props['choices'][0] == ['', 'Die übliche: Übungsmodus']
    await window.write('bot-ai', 'practice')
    await window.until(lambda: stored().model == 'practice', 'the choice is stored')
    assert window.one('ai-practice').props['aria-pressed'] == 'true'


async def test_what_a_bot_may_do_is_ticked_and_followed_by_the_other_window(
    window: Window, new_window: Callable[[], Window], bot: Bot, stored: Callable[[], Bot]
) -> None:
    await window.open(f'/bot/{bot.id}')
    other = await new_window().open(f'/bot/{bot.id}')
    await window.sees('Darf in seinen Unterlagen lesen', 'Zeigt, woher ein Satz kommt')
    await window.write('tool-documents', False)
    await window.until(lambda: stored().tools == ('citations',), 'it is stored')
    await other.until(lambda: other.one('tool-documents').value is False, 'the other window follows')
    await other.write('tool-documents', True)
    await window.until(lambda: window.one('tool-documents').value is True, 'and this one too')
    assert stored().tools == ('documents', 'citations')


async def test_a_draft_of_an_older_program_without_tools_is_taken_up(
    window: Window, services: Services, bot: Bot, stored: Callable[[], Bot]
) -> None:
    base = {part: to_json(bot)[part] for part in PARTS if part != 'tools'}
    typed = {'version': '1', 'base': json.dumps(base), 'mine': json.dumps(base | {'system_prompt': 'meins'})}
    await services.drafts.save(services.accounts.builtin_owner(), f'bot-{bot.id}', typed)
    await window.open(f'/bot/{bot.id}')
    await window.until(lambda: stored().system_prompt == 'meins', 'it is stored')
    assert stored().tools == ('documents', 'citations')


async def test_an_empty_name_is_not_saved_but_not_lost(
    window: Window, new_window: Callable[[], Window], bot: Bot, stored: Callable[[], Bot]
) -> None:
    await window.open(f'/bot/{bot.id}')
    await window.write('bot-system_prompt', 'ganz neu')
    await window.until(lambda: stored().system_prompt == 'ganz neu', 'it is stored')
    await window.write('bot-name', '')
    await window.sees('Noch nicht gespeichert')
    await window.until(lambda: window.one('bot-name').error != '', 'the field says why')
    again = await new_window().open(f'/bot/{bot.id}')
    assert again.one('bot-name').value == '' and stored().name == 'Texter'


async def test_different_fields_of_two_windows_go_together(
    window: Window, new_window: Callable[[], Window], bot: Bot, stored: Callable[[], Bot]
) -> None:
    await window.open(f'/bot/{bot.id}')
    other = await new_window().open(f'/bot/{bot.id}')
    await window.write('bot-name', 'Fuchs')
    await other.write('bot-system_prompt', 'streng')
    await window.until(lambda: (stored().name, stored().system_prompt) == ('Fuchs', 'streng'), 'both are stored')
    await other.until(lambda: other.one('bot-name').value == 'Fuchs', 'the other window follows')
    await window.until(lambda: window.one('bot-system_prompt').value == 'streng', 'and this one too')


@pytest.fixture
async def clash(window: Window, services: Services, bot: Bot, stored: Callable[[], Bot]) -> AsyncIterator[Window]:
    """A window whose unsaved text meets another text that was saved meanwhile."""
    owner = services.accounts.builtin_owner()
    base = {part: to_json(bot)[part] for part in PARTS}
    typed = {'version': '1', 'base': json.dumps(base), 'mine': json.dumps(base | {'system_prompt': 'meins'})}
    await services.drafts.save(owner, f'bot-{bot.id}', typed)
    await services.bots.update(owner, bot.id, {'system_prompt': 'das andere'})
    await window.open(f'/bot/{bot.id}')
    await window.sees('Jemand hat das gerade auch geändert.')
    await window.press('both-versions')
    await window.sees('meins', 'das andere')
    yield window


async def test_of_two_versions_ones_own_can_be_taken(clash: Window, stored: Callable[[], Bot]) -> None:
    await clash.press('take-mine')
    await clash.until(lambda: stored().system_prompt == 'meins', 'it is stored')
    await clash.misses('Jemand hat das gerade auch geändert.')


async def test_the_other_version_can_be_taken_and_ones_own_comes_back(clash: Window, stored: Callable[[], Bot]) -> None:
    await clash.press('take-theirs')
    await clash.sees('Die andere Fassung steht jetzt da.', 'Gespeichert')
    assert stored().system_prompt == 'das andere'
    await clash.press_text('Rückgängig machen')
    await clash.until(lambda: stored().system_prompt == 'meins', 'nothing was lost')


async def test_a_question_is_answered_live(window: Window, bot: Bot) -> None:
    await window.open(f'/bot/{bot.id}')
    await window.write('trial-question', 'Das Treffen ist am 3. Mai um 8 Uhr im Rathaus.')
    await window.press('trial-ask')
    await window.sees('Fertig', 'Übungsmodus – noch keine echte KI verbunden', 'Antwort auf eigener Seite ansehen')


async def test_an_empty_question_is_not_sent(window: Window, bot: Bot, services: Services) -> None:
    await window.open(f'/bot/{bot.id}')
    await window.press('trial-ask')
    await window.until(lambda: window.one('trial-question').error != '', 'the field says what is missing')
    assert not (await services.runs.recent(services.accounts.builtin_owner())).items


async def test_a_document_appears_and_comes_back_after_deleting(window: Window, bot: Bot, services: Services) -> None:
    owner = services.accounts.builtin_owner()

    async def content() -> AsyncIterator[bytes]:
        yield b'Preise: 3 Euro'

    await window.open(f'/bot/{bot.id}')
    await services.documents.add(owner, Place.of_bot(bot.id), 'preise.txt', content())
    await window.sees('preise.txt', '14 Byte')
    await window.press('delete-preise.txt')
    await window.sees('„preise.txt“ liegt jetzt im Papierkorb.')
    assert not services.documents.list(owner, Place.of_bot(bot.id))
    await window.press_text('Rückgängig machen')
    await window.until(lambda: len(services.documents.list(owner, Place.of_bot(bot.id))) == 1, 'it is back')


async def test_a_refused_file_is_explained(window: Window, bot: Bot) -> None:
    await window.open(f'/bot/{bot.id}')
    window.user.find(marker='upload').trigger('refused', {'key': 'big', 'name': 'film.mp4'})
    await window.sees('Die Datei ist zu groß. Erlaubt sind 25 MB.')


async def test_a_deleted_bot_comes_back_with_one_press(window: Window, bot: Bot, services: Services) -> None:
    owner = services.accounts.builtin_owner()
    await window.open(f'/bot/{bot.id}')
    await window.press('delete-bot')
    await window.sees('Bot „Texter“ liegt jetzt im Papierkorb. Dort bleibt er 30 Tage.')
    assert not services.bots.list(owner)
    await window.press_text('Rückgängig machen')
    await window.until(lambda: len(services.bots.list(owner)) == 1, 'it is back')


async def test_an_unknown_bot_is_explained(window: Window) -> None:
    await window.open('/bot/gibt-es-nicht')
    await window.sees('Zur Startseite')
