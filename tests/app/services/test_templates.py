"""The gallery: looking, copying, starting."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.domain.errors import NotFound
from app.services.templates import TemplateService
from tests.app.services.house import ANNA, BEN, House, open_house

BLOG = 'blog-artikel'


class Gallery(House):
    """A household with a gallery."""

    templates: TemplateService


@pytest.fixture
async def gallery(tmp_path: Path) -> AsyncIterator[Gallery]:
    async with open_house(tmp_path) as house:
        house.templates = TemplateService(
            house.store, bots=house.bots, pipelines=house.pipelines, workspaces=house.workspaces
        )
        yield house


async def test_templates_are_listed_in_order_and_in_the_language_asked(gallery: Gallery) -> None:
    german, english = (gallery.templates.list(ANNA, language) for language in ('de', 'en'))
    assert german[0].name == 'Blog-Artikel erstellen'
    assert english[0].name == 'Write a blog article'
    assert [template.id for template in german] == [template.id for template in english]
    assert gallery.templates.get(ANNA, BLOG, 'fr').name == german[0].name


async def test_an_unknown_template_is_not_found(gallery: Gallery) -> None:
    with pytest.raises(NotFound):
        gallery.templates.get(ANNA, 'nichts', 'de')
    with pytest.raises(NotFound):
        await gallery.templates.copy(ANNA, '../blog-artikel', 'de')


async def test_a_copy_is_an_own_recipe_with_own_bots(gallery: Gallery) -> None:
    recipe = await gallery.templates.copy(ANNA, BLOG, 'de')
    template = gallery.templates.get(ANNA, BLOG, 'de')
    bots = {bot.id: bot for bot in gallery.bots.list(ANNA)}
    assert (recipe.name, recipe.owner, recipe.template_id) == (template.name, ANNA.id, BLOG)
    assert [bots[step.bot_id].name for step in recipe.steps] == ['Recherche-Bot', 'Schreib-Bot', 'SEO-Bot']
    assert [step.practice for step in recipe.steps] == ['research', 'article', 'seo']
    assert [bot.system_prompt for bot in bots.values()] == [bot.system_prompt for bot in template.bots]
    assert recipe.inputs == template.inputs
    assert gallery.bots.list(BEN) == [] and gallery.pipelines.list(BEN) == []


async def test_a_second_copy_uses_the_same_bots_even_when_they_were_changed(gallery: Gallery) -> None:
    first = await gallery.templates.copy(ANNA, BLOG, 'de')
    await gallery.bots.update(ANNA, first.steps[0].bot_id, {'name': 'Rita'})
    second = await gallery.templates.copy(ANNA, BLOG, 'de')
    assert second.id != first.id
    assert [step.bot_id for step in second.steps] == [step.bot_id for step in first.steps]
    assert len(gallery.bots.list(ANNA)) == 3


async def test_a_deleted_bot_is_made_anew_and_another_language_has_its_own(gallery: Gallery) -> None:
    first = await gallery.templates.copy(ANNA, BLOG, 'de')
    await gallery.bots.delete(ANNA, first.steps[1].bot_id)
    second = await gallery.templates.copy(ANNA, BLOG, 'de')
    assert second.steps[0].bot_id == first.steps[0].bot_id
    assert second.steps[1].bot_id != first.steps[1].bot_id
    english = await gallery.templates.copy(ANNA, BLOG, 'en')
    assert not {step.bot_id for step in english.steps} & {step.bot_id for step in second.steps}
    assert english.inputs[0].label == 'What should the article be about?'


async def test_starting_twice_leads_to_the_same_recipe(gallery: Gallery) -> None:
    first, second = await asyncio.gather(*(gallery.templates.for_start(ANNA, BLOG, 'de') for _ in range(2)))
    assert first.id == second.id
    assert len(gallery.pipelines.list(ANNA)) == 1 and len(gallery.bots.list(ANNA)) == 3


async def test_starting_never_touches_a_recipe_that_was_changed(gallery: Gallery) -> None:
    mine = await gallery.templates.for_start(ANNA, BLOG, 'de')
    await gallery.pipelines.update(ANNA, mine.id, {'name': 'Mein Blog'}, mine.version)
    fresh = await gallery.templates.for_start(ANNA, BLOG, 'de')
    assert fresh.id != mine.id
    assert gallery.pipelines.get(ANNA, mine.id).name == 'Mein Blog'
    assert (await gallery.templates.for_start(ANNA, BLOG, 'en')).id != fresh.id


async def test_where_bots_come_from_survives_a_restart(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        first = await TemplateService(
            house.store, bots=house.bots, pipelines=house.pipelines, workspaces=house.workspaces
        ).copy(ANNA, BLOG, 'de')
    async with open_house(tmp_path) as house:
        templates = TemplateService(
            house.store, bots=house.bots, pipelines=house.pipelines, workspaces=house.workspaces
        )
        assert (await templates.for_start(ANNA, BLOG, 'de')).id == first.id
        again = await templates.copy(ANNA, BLOG, 'de')
    assert [step.bot_id for step in again.steps] == [step.bot_id for step in first.steps]


FOLDER_FILE = """
order = 1
emoji = "🧾"
name = { de = "Belege", en = "Receipts" }
description = { de = "Liest Belege.", en = "Reads receipts." }
category = { de = "Haushalt", en = "Household" }

[[inputs]]
key = "monat"
required = true
label = { de = "Welcher Monat?", en = "Which month?" }
help = { de = "Ein Wort.", en = "One word." }
example = { de = "März", en = "March" }

[[bots]]
key = "leser"
emoji = "🗂️"
name = { de = "Leser", en = "Reader" }
description = { de = "Liest.", en = "Reads." }
system_prompt = { de = "Lies.", en = "Read." }

[[folders]]
key = "belege"
emoji = "🧾"
name = { de = "Alle Belege", en = "All receipts" }
description = { de = "Leg sie hinein.", en = "Put them in." }
bots = ["leser"]

[[steps]]
id = "lesen"
bot = "leser"
practice = "facts"
input_source = ["start", { workspace = "belege" }]
output_target = ["next", { workspace = "belege", document = "Liste {date}.md" }]
name = { de = "Lesen", en = "Read" }
instruction = { de = "Lies alles.", en = "Read it all." }
"""


@pytest.fixture
async def receipts(tmp_path: Path) -> AsyncIterator[Gallery]:
    """A gallery with one template that has a folder."""
    (tmp_path / 'library').mkdir()
    (tmp_path / 'library/belege.toml').write_text(FOLDER_FILE, 'utf-8')
    async with open_house(tmp_path) as house:
        house.templates = TemplateService(
            house.store,
            bots=house.bots,
            pipelines=house.pipelines,
            workspaces=house.workspaces,
            folder=tmp_path / 'library',
        )
        yield house


async def test_a_copy_has_its_folder_and_its_bot_may_read_there(receipts: Gallery) -> None:
    recipe = await receipts.templates.copy(ANNA, 'belege', 'de')
    [folder], [bot] = receipts.workspaces.list(ANNA), receipts.bots.list(ANNA)
    assert (folder.name, folder.emoji, folder.bot_ids) == ('Alle Belege', '🧾', (bot.id,))
    assert recipe.steps[0].input_source[1].to_json() == {'workspace': folder.id}
    assert recipe.steps[0].output_target[1].to_json() == {'workspace': folder.id, 'document': 'Liste {date}.md'}


async def test_a_second_copy_reads_in_the_same_folder_whatever_it_is_called_now(receipts: Gallery) -> None:
    first = await receipts.templates.copy(ANNA, 'belege', 'de')
    [folder] = receipts.workspaces.list(ANNA)
    await receipts.workspaces.update(ANNA, folder.id, {'name': 'Zettel', 'bot_ids': []})
    second = await receipts.templates.copy(ANNA, 'belege', 'de')
    assert [one.name for one in receipts.workspaces.list(ANNA)] == ['Zettel']
    assert second.steps[0].input_source == first.steps[0].input_source
    assert receipts.workspaces.get(ANNA, folder.id).bot_ids == (second.steps[0].bot_id,)


async def test_a_folder_that_was_deleted_is_made_anew(receipts: Gallery) -> None:
    first = await receipts.templates.for_start(ANNA, 'belege', 'de')
    assert (await receipts.templates.for_start(ANNA, 'belege', 'de')).id == first.id
    [folder] = receipts.workspaces.list(ANNA)
    await receipts.workspaces.delete(ANNA, folder.id)
    second = await receipts.templates.for_start(ANNA, 'belege', 'de')
    assert second.id != first.id and receipts.workspaces.list(ANNA)[0].id != folder.id


async def test_everybody_has_a_folder_of_their_own(receipts: Gallery) -> None:
    await receipts.templates.copy(ANNA, 'belege', 'de')
    await receipts.templates.copy(BEN, 'belege', 'de')
    assert {one.owner for one in receipts.store.workspaces.all()} == {'anna', 'ben'}
