"""A notebook of recipes: each note in the same form, and a book with a register."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.practice.amounts import read_amount
from app.practice.brief import Brief
from app.practice.layout import blank, bullets, document, section
from app.practice.sentences import as_sentence, plain, sentences, shorten
from app.practice.values import cells, item

NEEDS = ('Zutaten', 'Ingredients')
STEPS = ('So geht es', 'How to make it')
_SERVES = re.compile(
    r'[,(–-]?\s*\b(?:für|reicht für|ergibt|for|serves|makes)\s+(\d{1,3}\s+[A-Za-zäöüÄÖÜß]+)\b\)?', re.IGNORECASE
)
_SPLIT = re.compile(r'[,;](?!\d)\s*')


@dataclass(frozen=True, slots=True)
class Dish:
    """One note, taken apart."""

    name: str
    serves: str
    needs: tuple[str, ...]
    steps: tuple[str, ...]


def card(brief: Brief) -> str:
    """One recipe in the form that all recipes of the book have."""
    dish = read_dish(item(brief), brief.language)
    gap = blank(brief.say('die Zutaten', 'the ingredients'))
    how = blank(brief.say('wie es gemacht wird', 'how it is made'))
    return document(
        f'## {dish.name or blank(brief.say("Name des Gerichts", "name of the dish"))}',
        brief.say(f'Für {dish.serves}', f'For {dish.serves}') if dish.serves else '',
        section(brief.say(*NEEDS), bullets(dish.needs) or gap, level=3),
        section(brief.say(*STEPS), '\n'.join(f'{n}. {text}' for n, text in enumerate(dish.steps, 1)) or how, level=3),
    )


def register(brief: Brief) -> str:
    """The title of the book and the names of all recipes by the alphabet, with the place each has in the book."""
    names = re.findall(r'(?m)^## (.+)$', brief.last or brief.given)
    placed = sorted(enumerate(names, 1), key=lambda entry: _sortable(entry[1]))
    lines = [f'{name} – {brief.say("Rezept", "recipe")} {number}' for number, name in placed]
    empty = brief.say('Das Buch ist noch leer.', 'The book is still empty.')
    title = plain(brief.answer('book')) or brief.say('Unser Kochbuch', 'Our cookbook')
    return document(f'# {title}', section(brief.say('Das steht darin', 'What is in it'), bullets(lines) or empty))


def read_dish(text: str, language: str) -> Dish:
    """Name in the first line, lines that begin with an amount, and sentences that say what to do."""
    own = cells(text)
    body = max(own.values(), key=len) if own and text.lstrip().startswith('- ') else text
    rows = [plain(line) for line in body.splitlines() if line.strip()]
    if not rows:
        return Dish('', '', (), ())
    head, *rest = rows if len(rows) > 1 else [rows[0].partition(':')[0], *rows[0].partition(':')[2:]]
    serves = _SERVES.search(body)
    name = shorten(_SERVES.sub('', head).strip(' ,:;.–-'), 80)
    needs: list[str] = []
    steps: list[str] = []
    for row in rest:
        pieces = [piece.strip(' .') for piece in _SPLIT.split(re.sub(r'^(?:Zutaten|Ingredients)\s*:\s*', '', row))]
        known = sum(read_amount(piece, language).number is not None for piece in pieces)
        if pieces and known * 2 >= len(pieces) and not row.endswith('.'):
            needs.extend(piece for piece in pieces if piece)
        else:
            steps.extend(as_sentence(line) for line in sentences(row) if not _SERVES.fullmatch(line.rstrip('.')))
    return Dish(name, serves[1] if serves else '', tuple(needs), tuple(steps))


def _sortable(name: str) -> str:
    return name.casefold().translate(str.maketrans('äöüß', 'aous'))
