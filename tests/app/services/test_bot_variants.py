"""A bot as it might be: one change, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.bots import Bot
from app.services.bot_variants import SENTENCES, Change, Variant
from tests.fakes import MORNING

BOT = Bot(
    id='klara',
    name='Klara',
    system_prompt='Du hilfst.',
    tools=('documents', 'citations'),
    created_at=MORNING,
    updated_at=MORNING,
)


@pytest.mark.parametrize('change', SENTENCES)
def test_a_sentence_is_added_below_the_personality(change: Change) -> None:
    changed = Variant(change, 'Fass dich kurz.').of(BOT)
    assert changed == replace(BOT, system_prompt='Du hilfst.\n\nFass dich kurz.')
    assert Variant(change, 'Fass dich kurz.').changes(changed) == {}, 'not twice'


def test_a_bot_without_personality_gets_the_sentence_alone() -> None:
    empty = replace(BOT, system_prompt='')
    assert Variant(Change.SHORTER, 'Fass dich kurz.').of(empty).system_prompt == 'Fass dich kurz.'


def test_another_ai_answers() -> None:
    assert Variant(Change.OTHER_AI, 'openai/gpt-5').of(BOT) == replace(BOT, model='openai/gpt-5')
    assert Variant(Change.OTHER_AI, '').changes(BOT) == {}


def test_without_its_documents_the_bot_keeps_what_else_it_may() -> None:
    changed = Variant(Change.NO_DOCUMENTS).of(BOT)
    assert changed == replace(BOT, tools=('citations',))
    assert Variant(Change.NO_DOCUMENTS).changes(changed) == {}
