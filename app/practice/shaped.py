"""Answers in exactly the shape that was asked for: a table, or fields. Cells stay empty where nothing is found.

Such an answer carries no notice line: the line would become a field, and the run says anyway that it was practice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from app.domain.notice import without_notice
from app.domain.pipelines import Shape
from app.domain.shapes import ShapeProblem, Table, read_fields, write_fields, write_table
from app.practice.brief import Brief
from app.practice.columns import role_of
from app.practice.facts import Fact, find_facts
from app.practice.frames import morning, trips, week
from app.practice.frames.bookkeeping import tables
from app.practice.frames.products import product, shorter
from app.practice.sentences import lines, sentences, shorten
from app.practice.values import item, value

# Frames that make rows of their own, with what their cells are called in both languages.
TABLES: Mapping[str, tuple[Callable[[Brief], list[tuple[str, ...]]], tuple[tuple[str, str], ...]]] = {
    'trip_costs': (trips.costs, (('Posten', 'Item'), ('Betrag', 'Amount'))),
    'needs': (week.needs, (('Zutat', 'Ingredient'), ('Menge', 'Amount'), ('Regal', 'Aisle'))),
    'appointments': (morning.appointments, (('Tag', 'Day'), ('Uhrzeit', 'Time'), ('Was', 'What'))),
}
# Frames that fill fields in a way of their own; '' leaves a field to the common rules.
FIELDS: Mapping[str, Callable[[Brief, str], str]] = {
    'product': product,
    'shorter': shorter,
    'details': lambda brief, name: '',
}
MOST_ROWS = 200
_HARD = frozenset('vat_rate until time date amount number email phone address'.split())  # found, or surely not there


def shaped_answer(brief: Brief, shape: Shape, columns: Sequence[str], frame: str) -> str:
    """The answer of a step that promised a table or fields."""
    if shape is Shape.FIELDS:
        return write_fields(_clean(_fields(brief, columns, frame)))
    table = _table(brief, columns, frame)
    return write_table(Table.of(table.columns, ([without_notice(cell) for cell in row] for row in table.rows)))


def _clean(fields: Mapping[str, str]) -> dict[str, str]:
    return {name: ' '.join(without_notice(text).split()) for name, text in fields.items()}


def _fields(brief: Brief, columns: Sequence[str], frame: str) -> dict[str, str]:
    if columns:
        special = FIELDS.get(frame, FIELDS['details'])
        return {name: special(brief, name) or value(brief, name) for name in columns}
    try:
        return read_fields(item(brief))
    except ShapeProblem:
        pass
    found = {name: ', '.join(fact.text for fact in facts) for name, facts in _kinds(brief) if facts}
    return found or {brief.say('Text', 'Text'): shorten(item(brief), 200)}


def _table(brief: Brief, columns: Sequence[str], frame: str) -> Table:
    if frame in TABLES:
        return _made(brief, columns, frame)
    given = next(iter(tables(brief)), None)
    if not columns:
        return given or _facts_table(brief)
    if given is not None and _is_about(given, columns):
        return Table.of(columns, ([_cell(brief, record, name) for name in columns] for record in given.records()))
    return Table.of(columns, _rows(brief, columns))


def _made(brief: Brief, columns: Sequence[str], frame: str) -> Table:
    """The rows of a frame; a column it knows nothing about stays empty."""
    make, heads = TABLES[frame]
    made = Table.of((brief.say(*head) for head in heads), make(brief)[:MOST_ROWS])
    places = [_place(made, name) for name in columns or made.columns]
    return Table.of(columns or made.columns, (['' if at is None else row[at] for at in places] for row in made.rows))


def _place(table: Table, name: str) -> int | None:
    """The column of that name, else the one that holds the same."""
    try:
        return table.column(name)
    except KeyError:
        role = role_of(name)
        return next((at for at, known in enumerate(table.columns) if role and role_of(known) == role), None)


def _cell(brief: Brief, record: Mapping[str, str], name: str) -> str:
    """The row's own cell, else what the rules find in the whole row."""
    return value(brief, name, text=write_fields(record))


def _rows(brief: Brief, columns: Sequence[str]) -> list[list[str]]:
    """One row for each point of the text; where days or sums are asked for, only points that have one."""
    hard = [place for place, name in enumerate(columns) if role_of(name) in _HARD]
    rows = [[value(brief, name, text=block) for name in columns] for block in _blocks(item(brief))[:MOST_ROWS]]
    return [row for row in rows if any(row[place] for place in hard or range(len(row)))]


def _blocks(text: str) -> list[str]:
    """The lines of a list, or the sentences of a text in one piece."""
    found = lines(text)
    return found if len(found) > 1 else sentences(text)


def _is_about(table: Table, columns: Sequence[str]) -> bool:
    """False for lines with semicolons that only look like a table: then the first of them would be lost as its head."""
    asked = {' '.join(name.split()).casefold() for name in columns}
    return any(name.casefold() in asked or (role_of(name) and not re.search(r'\d', name)) for name in table.columns)


def _facts_table(brief: Brief) -> Table:
    head = (brief.say('Art', 'Kind'), brief.say('Angabe', 'Detail'), brief.say('Satz', 'Sentence'))
    return Table.of(
        head, ((name, fact.text, shorten(fact.sentence, 140)) for name, facts in _kinds(brief) for fact in facts)
    )


def _kinds(brief: Brief) -> list[tuple[str, Sequence[Fact]]]:
    found = find_facts(item(brief))
    return [
        (brief.say('Frist', 'Deadline'), found.deadlines),
        (brief.say('Termin', 'Date'), found.dates),
        (brief.say('Betrag', 'Sum'), found.money),
        (brief.say('Person', 'Person'), found.people),
        (brief.say('Adresse', 'Address'), found.addresses),
        (brief.say('Telefon', 'Phone'), found.phones),
        (brief.say('E-Mail', 'E-mail'), found.emails),
    ]
