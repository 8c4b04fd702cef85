"""The shipped ready bots: careful in both languages, plain in words, enough topics to choose from."""

from __future__ import annotations

import re
from collections import Counter

import pytest
import textstat

from app.domain.bots import ALL_TOOLS
from app.domain.names import clean_emoji, clean_name
from app.domain.personalities import Personality
from app.services.personalities import FOLDER
from app.services.personality_files import read_personalities
from tests.test_texts import BLAME, JARGON

FOUND = read_personalities(FOLDER)
BOTH = [(key, language) for key in FOUND for language in ('de', 'en')]
LONGEST_WORD = 20


def one(key: str, language: str = 'de') -> Personality:
    return FOUND[key][language]


def test_there_is_something_for_every_part_of_the_day() -> None:
    topics = Counter(one(key).topic for key in FOUND)
    assert len(FOUND) >= 24 and len(topics) >= 6
    assert all(3 <= count <= 6 for count in topics.values())
    assert len({one(key).topic_emoji for key in FOUND}) == len(topics)


def test_no_two_of_them_are_mixed_up() -> None:
    for language in ('de', 'en'):
        assert len({one(key, language).name for key in FOUND}) == len(FOUND)
        assert len({one(key, language).sample for key in FOUND}) == len(FOUND)
    assert len({(one(key).topic, one(key, 'en').topic) for key in FOUND}) == len({one(key).topic for key in FOUND})


@pytest.mark.parametrize(('key', 'language'), BOTH)
def test_personalities_are_careful(key: str, language: str) -> None:
    prompt = one(key, language).system_prompt
    assert 500 < len(prompt) < 2_000
    assert 6 <= prompt.count('\n- ') <= 10, 'concrete rules'
    assert re.search('rf[iu]nd' if language == 'de' else '[Ii]nvent', prompt), 'it may invent'
    assert ('Deutsch' if language == 'de' else 'English') in prompt
    missing = r'[Ff]ehl|nicht da|[Ll]ücke|nicht sicher|[Ss]teht .{0,12}nicht|weiß|unklar|[Uu]nsicher|Ohne Angabe'
    english = r'missing|[Nn]ot there|gap|not sure|[Nn]ot in|not know|unclear|[Uu]nsure|If nothing is said'
    assert re.search(missing if language == 'de' else english, prompt), 'what to do when something is missing'


@pytest.mark.parametrize('key', [key for key in FOUND if one(key).topic == 'Gesundheit'])
def test_health_is_explained_and_never_decided(key: str) -> None:
    assert re.search(r'kein Arzt|weder Arzt', one(key).system_prompt) and '112' in one(key).system_prompt
    assert re.search(r'no doctor|neither doctor', one(key, 'en').system_prompt)
    assert 'emergency number' in one(key, 'en').system_prompt


@pytest.mark.parametrize('key', ['amtsdeutsch', 'vertragsleser'])
def test_the_law_is_explained_and_never_decided(key: str) -> None:
    assert 'kein Anwalt' in one(key).system_prompt and 'no lawyer' in one(key, 'en').system_prompt


@pytest.mark.parametrize(('key', 'language'), BOTH)
def test_cards_speak_plainly(key: str, language: str) -> None:
    bot = one(key, language)
    assert clean_name(bot.name) == bot.name and clean_emoji(bot.emoji) == bot.emoji
    assert 0 < len(bot.sample) <= 120 and bot.sample[-1] in '.?!“”'
    assert bot.sentence.endswith('.') and len(bot.sentence) <= 80
    for text in (bot.topic, bot.name, bot.sentence):
        words = re.findall(r'[^\W_]+(?:-[^\W_]+)*', text)
        assert len(words) <= 14 and text.count(',') <= 1, text
        assert all(len(word) <= LONGEST_WORD for word in words), text
        assert not BLAME.search(text)
        assert language != 'de' or not JARGON.search(text), text


@pytest.mark.parametrize('topic', sorted({one(key).topic for key in FOUND}))
def test_a_topic_of_the_gallery_is_easy_to_read(topic: str) -> None:
    textstat.set_lang('de')
    text = ' '.join(f'{one(key).name}. {one(key).sentence}' for key in FOUND if one(key).topic == topic)
    assert textstat.wiener_sachtextformel(text, 1) <= 6
    assert textstat.flesch_reading_ease(text) >= 65


def test_tools_are_those_there_are_and_the_same_in_both_languages() -> None:
    for key in FOUND:
        assert one(key).tools == one(key, 'en').tools and set(one(key).tools) <= set(ALL_TOOLS)
        assert one(key).emoji == one(key, 'en').emoji
