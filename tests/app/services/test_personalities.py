"""Ready bots: read strictly, listed by topic, taken with one press."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.domain.errors import NotFound
from app.services.personalities import PersonalityService
from app.services.personality_files import read_personalities
from app.services.template_tables import TemplateFileError
from tests.app.services.house import ANNA, BEN, House, open_house

GOOD = """
order = 1
emoji = "🍲"
topic = { de = "Küche", en = "Kitchen" }

[[bots]]
key = "koch"
emoji = "🍲"
name = { de = "Koch", en = "Cook" }
sentence = { de = "Kocht.", en = "Cooks." }
system_prompt = { de = "Koch.", en = "Cook." }
sample = { de = "Was?", en = "What?" }
tools = ["documents"]
"""


class Gallery(House):
    """A household with ready bots."""

    ready: PersonalityService


@pytest.fixture
async def gallery(tmp_path: Path) -> AsyncIterator[Gallery]:
    async with open_house(tmp_path) as house:
        house.ready = PersonalityService(house.store, bots=house.bots)
        yield house


async def test_ready_bots_are_listed_topic_by_topic_in_the_language_asked(gallery: Gallery) -> None:
    german, english = (gallery.ready.list(ANNA, language) for language in ('de', 'en'))
    assert (german[0].topic, english[0].topic) == ('Briefe und Ämter', 'Letters and offices')
    topics = [bot.topic for bot in german]
    assert topics == sorted(topics, key=topics.index), 'a topic stands together'
    assert [bot.key for bot in german] == [bot.key for bot in english]
    assert gallery.ready.get(ANNA, 'reste-koch', 'fr').name == 'Reste-Koch'


async def test_a_ready_bot_becomes_a_bot_of_ones_own(gallery: Gallery) -> None:
    bot = await gallery.ready.copy(ANNA, 'reste-koch', 'de')
    ready = gallery.ready.get(ANNA, 'reste-koch', 'de')
    assert gallery.bots.list(ANNA) == [bot] and gallery.bots.list(BEN) == []
    assert (bot.name, bot.emoji, bot.description) == (ready.name, ready.emoji, ready.sentence)
    assert (bot.system_prompt, bot.tools) == (ready.system_prompt, ready.tools)


async def test_it_brings_a_question_to_try_it_with(gallery: Gallery) -> None:
    bot = await gallery.ready.copy(ANNA, 'reste-koch', 'en')
    own = await gallery.bots.create(ANNA, name='Eigener')
    assert gallery.ready.sample(ANNA, bot.id) == gallery.ready.get(ANNA, 'reste-koch', 'en').sample
    assert gallery.ready.sample(ANNA, own.id) == gallery.ready.sample(BEN, bot.id) == ''


async def test_an_unknown_one_is_not_found(gallery: Gallery) -> None:
    with pytest.raises(NotFound):
        await gallery.ready.copy(ANNA, '../briefe', 'de')
    assert gallery.bots.list(ANNA) == []


def test_a_good_file_is_read(tmp_path: Path) -> None:
    (tmp_path / 'kueche.toml').write_text(GOOD, 'utf-8')
    [(key, bot)] = read_personalities(tmp_path).items()
    assert (key, bot['de'].name, bot['en'].topic, bot['de'].tools) == ('koch', 'Koch', 'Kitchen', ('documents',))


@pytest.mark.parametrize(
    ('old', 'new', 'field'),
    [
        ('order = 1', 'order = "1"', 'order'),
        ('order = 1', 'order = 1\nextra = 2', 'extra'),
        ('emoji = "🍲"\ntopic', 'emoji = "ab"\ntopic', 'emoji'),
        ('emoji = "🍲"\nname', 'emoji = "🍲🍲"\nname', 'bots.0.emoji'),
        ('key = "koch"', 'key = "Der Koch"', 'bots.0.key'),
        ('key = "koch"', 'key = "koch"\nmodel = "x"', 'bots.0.model'),
        (', en = "Cooks."', '', 'bots.0.sentence.en'),
        ('{ de = "Was?", en = "What?" }', '"Was?"', 'bots.0.sample'),
        ('tools = ["documents"]', 'tools = ["hammer"]', 'bots.0.tools'),
        ('tools = ["documents"]', 'tools = ["documents", "documents"]', 'bots.0.tools'),
        ('tools = ["documents"]', 'tools = "documents"', 'bots.0.tools'),
        ('topic = {', 'topic = [', ''),
    ],
)
def test_a_mistake_is_named_with_its_file_and_field(tmp_path: Path, old: str, new: str, field: str) -> None:
    assert old in GOOD
    (tmp_path / 'kueche.toml').write_text(GOOD.replace(old, new), 'utf-8')
    with pytest.raises(TemplateFileError) as refused:
        read_personalities(tmp_path)
    assert (refused.value.params['file'], refused.value.params['field']) == ('kueche.toml', field)


def test_a_key_stands_in_one_file_only(tmp_path: Path) -> None:
    for name in ('a', 'b'):
        (tmp_path / f'{name}.toml').write_text(GOOD, 'utf-8')
    with pytest.raises(TemplateFileError) as refused:
        read_personalities(tmp_path)
    assert (refused.value.params['file'], refused.value.params['field']) == ('b.toml', 'bots.0.key')
