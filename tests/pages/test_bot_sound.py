"""'So klingt der Bot': two answers side by side, and the better one taken over."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.bootstrap import Services
from app.domain.bots import Bot
from app.domain.runs import Run
from tests.pages.conftest import Window


@pytest.fixture
async def bot(services: Services) -> Bot:
    """A ready bot that was taken."""
    return await services.personalities.copy(services.accounts.builtin_owner(), 'reste-koch', 'de')


@pytest.fixture
def stored(services: Services, bot: Bot) -> Callable[[], Bot]:
    """What is stored of it now."""
    return lambda: services.bots.get(services.accounts.builtin_owner(), bot.id)


async def asked(services: Services) -> list[Run]:
    """The runs there are, oldest first."""
    owner = services.accounts.builtin_owner()
    found = (await services.runs.recent(owner)).items
    return [services.runs.get(owner, line.id) for line in reversed(found)]


async def test_the_same_question_is_answered_twice(window: Window, bot: Bot, services: Services) -> None:
    await window.open(f'/bot/{bot.id}')
    sample = services.personalities.get(services.accounts.builtin_owner(), 'reste-koch', 'de').sample
    assert window.one('sound-question').value == sample
    await window.press('sound-shorter')
    await window.sees('Dieser Satz kommt dazu: „Antworte so knapp wie möglich, höchstens in drei Sätzen.“')
    await window.press('sound-ask')
    await window.sees('So wie er jetzt ist', 'So übernehmen')
    await window.until(lambda: window.text_in(window.one('sound-answers')).count('Fertig') == 2, 'both have answered')
    runs = await asked(services)
    assert [run.inputs['text'] for run in runs] == [sample, sample]
    prompts = sorted((run.bots[0].system_prompt for run in runs), key=len)
    assert prompts[0] == bot.system_prompt and prompts[1].endswith('höchstens in drei Sätzen.')


async def test_nothing_is_saved_until_it_is_taken_over(window: Window, bot: Bot, stored: Callable[[], Bot]) -> None:
    await window.open(f'/bot/{bot.id}')
    await window.press('sound-ask')
    await window.sees('So übernehmen')
    assert stored() == bot
    await window.press('sound-adopt')
    await window.until(lambda: 'wie an einen guten Bekannten' in stored().system_prompt, 'it is stored')
    await window.sees('Der Bot antwortet ab jetzt so.')
    assert window.one('bot-system_prompt').value == stored().system_prompt
    await window.press_text('Rückgängig machen')
    await window.until(lambda: stored().system_prompt == bot.system_prompt, 'nothing was lost')


async def test_general_knowledge_alone_is_an_answer_without_documents(
    window: Window, bot: Bot, services: Services, stored: Callable[[], Bot]
) -> None:
    await window.open(f'/bot/{bot.id}')
    await window.press('sound-no_documents')
    await window.sees('Der Bot sieht dann nicht in seine Unterlagen.')
    await window.press('sound-ask')
    await window.sees('So übernehmen')
    assert {run.bots[0].tools for run in await asked(services)} == {('documents', 'citations'), ('citations',)}
    await window.press('sound-adopt')
    await window.until(lambda: stored().tools == ('citations',), 'it is stored')
    await window.until(lambda: not window.one('sound-no_documents').visible, 'there is nothing left to leave out')
    assert window.one('tool-documents').value is False


async def test_another_ai_can_answer(window: Window, bot: Bot, services: Services, stored: Callable[[], Bot]) -> None:
    await window.open(f'/bot/{bot.id}')
    assert not window.one('sound-ai').visible
    await window.press('sound-other_ai')
    await window.until(lambda: window.one('sound-ai').visible, 'it can be chosen which')
    await window.press('sound-ask')
    await window.sees('So ist der Bot schon. Wähl etwas anderes.')
    await window.write('sound-ai', 'practice')
    await window.press('sound-ask')
    await window.sees('So übernehmen')
    assert {run.bots[0].model for run in await asked(services)} == {'', 'practice'}
    await window.press('sound-adopt')
    await window.until(lambda: stored().model == 'practice', 'it is stored')


async def test_without_a_question_nothing_is_asked(window: Window, bot: Bot, services: Services) -> None:
    await window.open(f'/bot/{bot.id}')
    await window.write('sound-question', ' ')
    await window.press('sound-ask')
    await window.until(lambda: window.one('sound-question').error != '', 'the field says what is missing')
    assert not await asked(services)


async def test_a_bot_of_ones_own_is_asked_who_it_is(window: Window, services: Services) -> None:
    own = await services.bots.create(services.accounts.builtin_owner(), name='Eigener')
    await window.open(f'/bot/{own.id}')
    assert window.one('sound-question').value == 'Wer bist du, und wobei kannst du mir helfen?'
