"""What a person reads of a template: plain words, short sentences, easy to read."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import textstat

from app.domain.pipelines import StepKind
from tests.recipes_library.shelf import BOTH, FILES, template
from tests.test_texts import BLAME, JARGON

ALLOWED_CAPITALS = {'SEO', 'CV'}  # the name of the bot the people who asked for it know it by; the English word
LONGEST_WORD = 18


def shown(id: str, language: str) -> Iterator[str]:
    """Every sentence of the simple view."""
    one = template(id, language)
    yield from (one.name, one.description, one.category)
    for bot in one.bots:
        yield from (bot.name, bot.description)
    for folder in one.folders:
        yield from (folder.name, folder.description)
    for field in one.inputs:
        yield from (field.label, field.help)
    for step in one.steps:
        yield step.name
        yield from step.columns
        if step.kind is StepKind.ASK:
            yield step.instruction  # the person reads it


@pytest.mark.parametrize(('id', 'language'), BOTH)
def test_sentences_are_short_and_words_plain(id: str, language: str) -> None:
    for text in shown(id, language):
        for sentence in re.split(r'(?<=[.!?])\s', text):
            words = re.findall(r'[^\W_]+(?:-[^\W_]+)*', sentence)
            assert len(words) <= 14 and sentence.count(',') <= 1, sentence
            assert all(len(word) <= LONGEST_WORD for word in words), sentence
            capitals = {part for word in words for part in word.split('-') if part.isupper() and len(part) > 1}
            assert capitals <= ALLOWED_CAPITALS, sentence
        assert not BLAME.search(text)
        if language == 'de':
            assert not JARGON.search(text), text


@pytest.mark.parametrize('id', FILES)
def test_a_card_of_the_gallery_is_easy_to_read(id: str) -> None:
    textstat.set_lang('de')
    text = ' '.join(part if part[-1] in '.?!' else f'{part}.' for part in shown(id, 'de'))
    assert textstat.wiener_sachtextformel(text, 1) <= 6
    assert textstat.flesch_reading_ease(text) >= 65


def test_categories_are_everyday_topics_and_the_same_in_both_languages() -> None:
    pairs = {(template(id, 'de').category, template(id, 'en').category) for id in FILES}
    assert len({de for de, _ in pairs}) == len(pairs) == len({en for _, en in pairs})
