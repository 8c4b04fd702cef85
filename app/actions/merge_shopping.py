"""Makes one shopping list of several: the same thing once, its amounts added up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from app.actions.base import ActionError, Done, Field, FieldKind, Job
from app.actions.collation import sort_key
from app.actions.columns import column_or
from app.actions.plurals import same_things
from app.actions.quantities import Quantity, quantities, write_quantity
from app.actions.settings import label_of
from app.actions.units import Unit, convert, units
from app.domain.comparing import folded
from app.domain.pipelines import Shape
from app.domain.shapes import ShapeProblem, Table, read_table, write_table
from app.domain.text import Text

_ITEM = Field(
    key='item',
    label=Text('Spalte mit der Ware', 'Column with the item'),
    kind=FieldKind.COLUMN,
    help=Text('Leer: Ware, Zutat oder Artikel.', 'Empty: Item, Ingredient or Article.'),
    advanced=True,
)
_AMOUNT = Field(
    key='amount',
    label=Text('Spalte mit der Menge', 'Column with the amount'),
    kind=FieldKind.COLUMN,
    help=Text('Leer: Menge. Die Einheit darf daneben stehen.', 'Empty: Amount. The unit may stand next to it.'),
    advanced=True,
)
_AISLE = Field(
    key='aisle',
    label=Text('Spalte mit dem Regal', 'Column with the aisle'),
    kind=FieldKind.COLUMN,
    help=Text('Leer: Regal oder Abteilung. Danach wird sortiert.', 'Empty: Aisle. The list is sorted by it.'),
    advanced=True,
)
_USUAL_ITEM = ('Ware', 'Zutat', 'Zutaten', 'Artikel', 'Produkt', 'Item', 'Ingredient', 'Ingredients', 'Article')
_USUAL_AMOUNT = ('Menge', 'Mengen', 'Amount', 'Quantity')
_USUAL_UNIT = ('Einheit', 'Unit')
_USUAL_AISLE = ('Regal', 'Abteilung', 'Gang', 'Aisle', 'Department')
_NAMES = {'aisle': Text('Regal', 'Aisle'), 'item': Text('Ware', 'Item'), 'amount': Text('Menge', 'Amount')}
_MARK = re.compile(r'\s*(?:(?:[-*+•–☐☑]|\[[ xX]?\]|\d{1,3}[.)])\s+)*(?:(?:ca\.?|etwa|circa|about)\s+)?')
_SOME = re.compile(r'(etwas|ein wenig|ein bisschen|some|a little)\s+(?=\S)', re.IGNORECASE)
_NOT_BOUGHT = frozenset('heat time speed energy'.split())  # '20 Minuten' is no amount of a thing
_TIMES = re.compile(r'\s*[x×]\s*')
_HEADING = re.compile(r'#|.*:$|[-=_|: ]*$')
_METRIC = (('g', 'kg', 1000), ('ml', 'l', 1000))


@dataclass(slots=True)
class Entry:
    """One line of a list: what, how much, and where it is in the shop."""

    item: str
    amount: Quantity | None = None
    remark: str = ''  # an amount in words: etwas, nach Bedarf
    aisle: str = ''


@dataclass(slots=True)
class Sum:
    """All entries of one thing."""

    names: list[str] = field(default_factory=list)
    aisle: str = ''
    amounts: dict[str, list[Quantity]] = field(default_factory=dict)  # by kind of unit
    remarks: dict[str, str] = field(default_factory=dict)

    def add(self, entry: Entry) -> None:
        """One more entry of the same thing."""
        self.names.append(entry.item)
        self.aisle = self.aisle or entry.aisle
        if entry.amount:
            self.amounts.setdefault(entry.amount.unit.kind if entry.amount.unit else '', []).append(entry.amount)
        if entry.remark:
            self.remarks.setdefault(folded(entry.remark), entry.remark)


class MergeShopping:
    """Adds only what can be added: 500 g and 1 kg, but never 1 tin and 200 g."""

    key = 'merge_shopping'
    title = Text('Einkaufslisten zusammenlegen', 'Merge shopping lists')
    help = Text(
        'Zählt gleiche Waren zusammen, zum Beispiel 500 g Mehl und 1 kg Mehl.',
        'Adds up the same items, for example 500 g flour and 1 kg flour.',
    )
    rank = 115
    fields: tuple[Field, ...] = (_ITEM, _AMOUNT, _AISLE)
    gives = Shape.TABLE

    def run(self, job: Job) -> Done:
        """A table of items and amounts, by aisle where there are any."""
        entries = [entry for material in job.materials for entry in _entries(job, material.text)]
        things = same_things({entry.item for entry in entries}, job.language)
        sums: dict[str, Sum] = {}
        for entry in entries:
            sums.setdefault(things[entry.item], Sum()).add(entry)
        rows = [(found.aisle, _name(found), _amounts(found, job.language)) for found in sums.values()]
        aisle, *columns = (_NAMES[key].in_language(job.language) for key in ('aisle', 'item', 'amount'))
        if any(row[0] for row in rows):
            rows.sort(key=lambda row: (not row[0], sort_key(row[0])))
            return Done(text=write_table(Table.of((aisle, *columns), rows)))
        return Done(text=write_table(Table.of(columns, (row[1:] for row in rows))))


def _entries(job: Job, text: str) -> Iterator[Entry]:
    try:
        table = read_table(text)
    except ShapeProblem:
        yield from (entry for line in text.splitlines() if (entry := read_entry(line)))
        return
    item = column_or(job, table, _ITEM, _USUAL_ITEM)
    if item is None:
        raise ActionError('act_setting_missing', field=label_of(job, _ITEM))
    amount, aisle = column_or(job, table, _AMOUNT, _USUAL_AMOUNT), column_or(job, table, _AISLE, _USUAL_AISLE)
    unit = column_or(job, table, _AMOUNT, _USUAL_UNIT) if not job.settings['amount'] else None
    for row in table.rows:
        if not row[item]:
            continue
        if amount is None:
            entry = read_entry(row[item]) or Entry(row[item])
        else:
            entry = _with_amount(row[item], f'{row[amount]} {row[unit] if unit is not None else ""}'.strip())
        entry.aisle = row[aisle] if aisle is not None else ''
        yield entry


def read_entry(line: str) -> Entry | None:
    """'- 2 x 400 g Tomaten' · 'Mehl, 500 g' · 'Salz'; None for headings and empty lines."""
    mark = _MARK.match(line)
    text = line[mark.end() if mark else 0 :].strip()
    if not text or _HEADING.fullmatch(text) or text.startswith('#'):
        return None
    if some := _SOME.match(text):
        return Entry(text[some.end() :], remark=some[1])
    found = [amount for amount in quantities(text) if not amount.unit or amount.unit.kind not in _NOT_BOUGHT]
    if found and found[0].start == 0:
        amount, rest = _first(found, text)
        return Entry(rest, amount) if rest else None
    if found and not text[found[-1].end :].strip(') '):
        last, before = found[-1], text[: found[-1].start].rstrip()
        if last.unit or before.endswith((':', ',', '(', '–', '-')):
            return Entry(before.rstrip(' :,(–-') or text, last)
    return Entry(text)


def _first(found: list[Quantity], text: str) -> tuple[Quantity, str]:
    """The amount a line begins with, and what it is an amount of; 2 x 400 g are 800 g."""
    first = found[0]
    times = _TIMES.match(text, first.end)
    if times and first.unit is None and len(found) > 1 and found[1].start == times.end() and first.low == first.high:
        return found[1].times(first.low), text[found[1].end :].strip()
    return first, text[(times.end() if times and first.unit is None else first.end) :].strip()


def _with_amount(item: str, words: str) -> Entry:
    found = list(quantities(words))
    if len(found) == 1 and found[0].start == 0 and not words[found[0].end :].strip():
        return Entry(item, found[0])
    return Entry(item, remark=words)


def _name(found: Sum) -> str:
    """The name as it was written; of one and many the one that fits the amount."""
    names = sorted(dict.fromkeys(found.names), key=len)
    counted = found.amounts.get('', [])
    is_one = bool(counted) and sum((amount.high for amount in counted), Fraction(0)) <= 1
    if len({folded(name) for name in names}) == 1:
        return found.names[0]
    return names[0] if is_one else names[-1]


def _amounts(found: Sum, language: str) -> str:
    sums = (write_quantity(_added(amounts), language, digits=4) for amounts in found.amounts.values())
    return ' + '.join((*sums, *found.remarks.values()))


def _added(amounts: list[Quantity]) -> Quantity:
    """The sum, in a unit in which it reads well."""
    used = list(dict.fromkeys(amount.unit for amount in amounts if amount.unit))
    if not used:
        return Quantity(sum((a.low for a in amounts), Fraction(0)), sum((a.high for a in amounts), Fraction(0)))
    basic = min(used, key=lambda unit: unit.factor)
    low, high = (
        sum((convert(value, unit, basic) for value, unit in ends), Fraction(0))
        for ends in (
            [(amount.low, amount.unit) for amount in amounts if amount.unit],
            [(amount.high, amount.unit) for amount in amounts if amount.unit],
        )
    )
    target = _readable(used, high, basic)
    return Quantity(convert(low, basic, target), convert(high, basic, target), target)


def _readable(used: list[Unit], total: Fraction, basic: Unit) -> Unit:
    for small, large, step in _METRIC:
        if any(unit.key in (small, large) for unit in used):
            return units()[large if convert(total, basic, units()[small]) >= step else small]
    for unit in sorted(used, key=lambda unit: -unit.factor):
        if (convert(total, basic, unit) * 2).denominator == 1:
            return unit
    return basic


PLUGIN = MergeShopping()
