"""The printed card of a recipe: its words in one language, and its code."""

from __future__ import annotations

from app.domain.sharing import Shared, SharedRecipe
from app.i18n import translate
from app.services.explain import explain
from app.sharing import card_pdf, card_png, qr
from app.sharing.card import Card, pages
from app.sharing.packed import pack
from app.sharing.seal import sealed
from app.sharing.table import to_table
from app.sharing.things import as_bots, as_recipes, as_workspaces
from app.sharing.toml_writer import write

FORMATS = ('pdf', 'png')


def draw(shared: Shared, form: str, language: str, key: str = '', name: str = '') -> bytes:
    """The card as PDF or PNG. With `key` its code carries a signature, which makes it larger."""
    card = card_of(shared, language, key, name)
    if form == 'png':
        return card_png.draw(pages(card, is_endless=True)[0])
    return card_pdf.draw(pages(card), card.title)


def card_of(shared: Shared, language: str, key: str = '', name: str = '') -> Card:
    """What stands on it."""
    recipe = shared.recipes[0]
    code = qr.matrix(code_text(shared, key, name))
    bots = [f'{bot.name}: {bot.description}' if bot.description else bot.name for bot in shared.bots]
    steps = tuple(steps_of(shared, language)[1:])  # the first says what is given: on the card a section of its own
    sections = (
        (translate(language, 'card.ingredients'), tuple(_ingredients(recipe))),
        (translate(language, 'card.steps'), steps),
        (translate(language, 'card.bots'), tuple(bots)),
    )
    who = translate(language, 'card.from', name=shared.made_by) if shared.made_by else ''
    return Card(
        title=recipe.name,
        description=recipe.description,
        sections=tuple((heading, lines) for heading, lines in sections if lines),
        code=code,
        code_note=translate(language, 'card.code' if code else 'card.no_code'),
        foot=' · '.join(part for part in (who, translate(language, 'card.made_with')) if part),
    )


def code_text(shared: Shared, key: str = '', name: str = '') -> str:
    """The file as the line in the code; without a signature also without a seal, a code guards itself."""
    table = to_table(shared)
    return pack(write(sealed(table, key, name) if key else table).encode())


def steps_of(shared: Shared, language: str) -> list[str]:
    """What the recipe does, step by step, in sentences made from the recipe itself."""
    main, *inside = as_recipes(shared)
    return explain(main, as_bots(shared), language, inside, workspaces=as_workspaces(shared))


def _ingredients(recipe: SharedRecipe) -> list[str]:
    return [f'{field.label} ({field.help})' if field.help else field.label for field in recipe.inputs]
