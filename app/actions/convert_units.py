"""Turns amounts into another unit of the same kind."""

from __future__ import annotations

from app.actions.base import ActionError, Done, Field, FieldKind, Job
from app.actions.quantities import Quantity, quantities, write_quantity
from app.actions.settings import choice_of
from app.actions.units import Unit, convert, units
from app.domain.pipelines import Shape
from app.domain.shapes import Table, write_table
from app.domain.text import Text

_UNITS = (
    ('g', Text('Gramm (g)', 'Grams (g)')),
    ('kg', Text('Kilogramm (kg)', 'Kilograms (kg)')),
    ('mg', Text('Milligramm (mg)', 'Milligrams (mg)')),
    ('t', Text('Tonnen (t)', 'Tonnes (t)')),
    ('pfund', Text('Pfund (500 g)', 'German pounds (500 g)')),
    ('zentner', Text('Zentner (50 kg)', 'German hundredweights (50 kg)')),
    ('oz', Text('Unzen (oz)', 'Ounces (oz)')),
    ('lb', Text('Englische Pfund (lb)', 'Pounds (lb)')),
    ('ml', Text('Milliliter (ml)', 'Millilitres (ml)')),
    ('cl', Text('Zentiliter (cl)', 'Centilitres (cl)')),
    ('dl', Text('Deziliter (dl)', 'Decilitres (dl)')),
    ('l', Text('Liter (l)', 'Litres (l)')),
    ('tl', Text('Teelöffel (TL, 5 ml)', 'Teaspoons (5 ml)')),
    ('el', Text('Esslöffel (EL, 15 ml)', 'Tablespoons (15 ml)')),
    ('tasse', Text('Tassen (250 ml)', 'Cups (250 ml)')),
    ('prise', Text('Prisen (16 sind 1 TL)', 'Pinches (16 are 1 teaspoon)')),
    ('mm', Text('Millimeter (mm)', 'Millimetres (mm)')),
    ('cm', Text('Zentimeter (cm)', 'Centimetres (cm)')),
    ('dm', Text('Dezimeter (dm)', 'Decimetres (dm)')),
    ('m', Text('Meter (m)', 'Metres (m)')),
    ('km', Text('Kilometer (km)', 'Kilometres (km)')),
    ('zoll', Text('Zoll', 'Inches')),
    ('fuss', Text('Fuß', 'Feet')),
    ('meile', Text('Meilen', 'Miles')),
    ('cm2', Text('Quadratzentimeter (cm²)', 'Square centimetres (cm²)')),
    ('m2', Text('Quadratmeter (m²)', 'Square metres (m²)')),
    ('ar', Text('Ar (100 m²)', 'Ares (100 m²)')),
    ('ha', Text('Hektar (ha)', 'Hectares (ha)')),
    ('km2', Text('Quadratkilometer (km²)', 'Square kilometres (km²)')),
    ('celsius', Text('Grad Celsius (°C)', 'Degrees Celsius (°C)')),
    ('fahrenheit', Text('Grad Fahrenheit (°F)', 'Degrees Fahrenheit (°F)')),
    ('kelvin', Text('Kelvin (K)', 'Kelvin (K)')),
    ('s', Text('Sekunden (s)', 'Seconds (s)')),
    ('min', Text('Minuten (min)', 'Minutes (min)')),
    ('h', Text('Stunden (h)', 'Hours (h)')),
    ('tag', Text('Tage', 'Days')),
    ('woche', Text('Wochen', 'Weeks')),
    ('kcal', Text('Kilokalorien (kcal)', 'Kilocalories (kcal)')),
    ('kj', Text('Kilojoule (kJ)', 'Kilojoules (kJ)')),
    ('kwh', Text('Kilowattstunden (kWh)', 'Kilowatt hours (kWh)')),
    ('kmh', Text('Kilometer je Stunde (km/h)', 'Kilometres per hour (km/h)')),
    ('ms', Text('Meter je Sekunde (m/s)', 'Metres per second (m/s)')),
    ('mph', Text('Meilen je Stunde (mph)', 'Miles per hour (mph)')),
)
_TO = Field(key='to', label=Text('Umrechnen in', 'Convert to'), kind=FieldKind.CHOICE, default='g', choices=_UNITS)
_COLUMN = Field(
    key='column',
    label=Text('Nur in dieser Spalte', 'Only in this column'),
    kind=FieldKind.COLUMN,
    help=Text('Leer: alle passenden Mengen im ganzen Text.', 'Empty: all amounts in the whole text that fit.'),
)
_FROM = Field(
    key='from',
    label=Text('Wenn keine Einheit dabeisteht', 'If there is no unit'),
    kind=FieldKind.CHOICE,
    default='none',
    choices=(('none', Text('So lassen', 'Leave it')), *_UNITS),
    advanced=True,
)


class ConvertUnits:
    """Amounts of another kind stay in a text; in a column they are an error, for the whole column is to change."""

    key = 'convert_units'
    title = Text('Einheiten umrechnen', 'Convert units')
    help = Text(
        'Rechnet Mengen um, zum Beispiel 2 EL in 30 ml.',
        'Converts amounts, for example 2 tbsp to 30 ml.',
    )
    rank = 120
    fields: tuple[Field, ...] = (_TO, _COLUMN, _FROM)
    gives = Shape.TEXT

    def run(self, job: Job) -> Done:
        """The text with the amounts converted, or the table with its column converted."""
        target, given = units()[choice_of(job, _TO)], units().get(choice_of(job, _FROM))
        if not job.settings['column']:
            text, count = _converted(job.text, target, given, job.language)
            if not count:
                raise ActionError('act_no_quantity', unit=dict(_UNITS)[target.key].in_language(job.language))
            return Done(text=text)
        table = job.table()
        place = job.column(table, 'column')
        rows = []
        for number, row in enumerate(table.rows, 1):
            cell, count = _converted(row[place], target, given, job.language)
            if row[place] and not count:
                unit = dict(_UNITS)[target.key].in_language(job.language)
                raise ActionError('act_cell_unit', row=number, cell=row[place][:60], unit=unit)
            rows.append((*row[:place], cell, *row[place + 1 :]))
        return Done(text=write_table(Table(table.columns, tuple(rows))))


def converted(amount: Quantity, target: Unit) -> Quantity:
    """The amount in another unit; ValueError when it has none or one of another kind."""
    if amount.unit is None:
        raise ValueError('no unit')
    low, high = (convert(value, amount.unit, target) for value in (amount.low, amount.high))
    return Quantity(low, high, target, start=amount.start, end=amount.end)


def _converted(text: str, target: Unit, given: Unit | None, language: str) -> tuple[str, int]:
    """The text with all amounts that fit converted, and how many those are."""
    pieces, position, count = [], 0, 0
    for amount in quantities(text):
        amount = _below_zero(amount, text)
        unit = amount.unit or given
        if unit is None or unit.kind != target.kind:
            continue
        new = converted(Quantity(amount.low, amount.high, unit), target)
        pieces += [text[position : amount.start], write_quantity(new, language, digits=4)]
        position, count = amount.end, count + 1
    return ''.join((*pieces, text[position:])), count


def _below_zero(amount: Quantity, text: str) -> Quantity:
    """Degrees may be below zero; a sign before any other amount is a dash."""
    before = text[max(0, amount.start - 2) : amount.start]
    if amount.unit and amount.unit.kind == 'heat' and before[-1:] in ('-', '−', '–') and not before[:-1].strip():
        return Quantity(-amount.low, -amount.high, amount.unit, amount.word, amount.start - 1, amount.end)
    return amount


PLUGIN = ConvertUnits()
