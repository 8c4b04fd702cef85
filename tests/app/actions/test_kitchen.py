"""Units, recipes for more people, shopping lists."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.actions.base import ActionError
from app.actions.convert_units import PLUGIN as CONVERT
from app.actions.merge_shopping import read_entry
from app.actions.plurals import same_things
from app.actions.quantities import Quantity, quantities, write_quantity
from app.actions.scale_amounts import scaled
from app.actions.units import Unit, convert, unit_of, units
from tests.calculating import columns, play, rows, table

UNITS = st.sampled_from(list(units().values()))
PAIRS = UNITS.flatmap(lambda unit: st.tuples(st.just(unit), UNITS.filter(lambda other: other.kind == unit.kind)))
AMOUNTS = st.fractions(-(10**6), 10**6, max_denominator=1_000)


@given(AMOUNTS, PAIRS)
def test_there_and_back_is_exactly_the_same(amount: Fraction, pair: tuple[Unit, Unit]) -> None:
    assert convert(convert(amount, *pair), *reversed(pair)) == amount


@pytest.mark.parametrize(
    ('amount', 'source', 'target', 'result'),
    [
        ('1', 'pfund', 'g', '500'), ('1', 'lb', 'g', '453.59237'), ('16', 'oz', 'lb', '1'),
        ('1', 'zoll', 'cm', '2.54'),
        ('1', 'meile', 'km', '1.609344'), ('2', 'el', 'tl', '6'), ('1', 'tasse', 'ml', '250'),
        ('16', 'prise', 'tl', '1'),
        ('100', 'celsius', 'fahrenheit', '212'), ('-40', 'fahrenheit', 'celsius', '-40'),
        ('0', 'celsius', 'kelvin', '273.15'),
        ('1', 'ha', 'm2', '10000'), ('1', 'kcal', 'kj', '4.184'), ('36', 'kmh', 'ms', '10'),
        ('2', 'woche', 'tag', '14'),
    ],
)  # fmt: skip
def test_the_factors_are_the_official_ones(amount: str, source: str, target: str, result: str) -> None:
    assert convert(Fraction(amount), units()[source], units()[target]) == Fraction(result)


def test_every_unit_that_can_be_measured_can_be_chosen() -> None:
    offered = [key for key, _ in CONVERT.fields[0].choices]
    assert offered == list(dict.fromkeys(offered))
    assert set(offered) == {unit.key for unit in units().values() if unit.kind != unit.key}


@pytest.mark.parametrize(
    ('word', 'key'),
    [
        ('Esslöffel', 'el'),
        ('tbsp', 'el'),
        ('G', 'g'),
        ('Pck.', 'packung'),
        ('Dosen', 'dose'),
        ('Liter', 'l'),
        ('°C', 'celsius'),
    ],
)
def test_units_are_known_by_many_names(word: str, key: str) -> None:
    assert unit_of(word) is units()[key]
    assert unit_of('Mehl') is None


def test_amounts_in_a_text_are_converted_and_the_rest_stays() -> None:
    text = '2 EL Öl, 1/2 TL Salz und 250 g Mehl bei 180 °C'
    assert play('convert_units', text, to='ml').text == '30 ml Öl, 2,5 ml Salz und 250 g Mehl bei 180 °C'
    assert play('convert_units', text, to='fahrenheit').text.endswith('bei 356 °F')
    assert play('convert_units', 'bei -10 °C', to='fahrenheit').text == 'bei 14 °F'
    assert play('convert_units', '1.500 g', to='kg', language='en').text == '1.5 kg'
    assert play('convert_units', '3 lb', to='kg').text == '1,361 kg'
    with pytest.raises(ActionError, match='act_no_quantity'):
        play('convert_units', '250 g Mehl', to='ml')  # nobody knows how much room a gram takes


def test_a_column_is_converted_as_a_whole() -> None:
    text = table('Was | Menge', 'Mehl | 2 Pfund', 'Salz | 10', 'Luft |')
    assert [row[1] for row in rows(play('convert_units', text, column='Menge', to='g', **{'from': 'g'}))] == [
        '1.000 g', '10 g', '',
    ]  # fmt: skip
    with pytest.raises(ActionError) as error:
        play('convert_units', text, column='Menge', to='g')
    assert error.value.key == 'act_cell_unit' and error.value.params['row'] == 2


RECIPE = """# Apfelkuchen für 4 Personen
- 500 g Mehl (Type 405)
- 2–3 EL Zucker
- ½ TL Salz
- 3 Äpfel
- 1 Dose (400 g) Pfirsiche
- 2 x 100 g Butter
- ca. 1 1/2 Tassen Milch (3,5 % Fett)
1. Ofen auf 180 °C vorheizen.
2. 100 ml Wasser dazugeben und 20 Minuten backen.
Am 3.4.2026 um 14:30 Uhr"""


def test_a_recipe_is_scaled_but_not_its_oven() -> None:
    assert (
        play('scale_amounts', RECIPE, have='4', want='6').text
        == """# Apfelkuchen für 6 Personen
- 750 g Mehl (Type 405)
- 3–4 ½ EL Zucker
- ¾ TL Salz
- 4 ½ Äpfel
- 1 ½ Dosen (400 g) Pfirsiche
- 3 x 100 g Butter
- ca. 2 ¼ Tassen Milch (3,5 % Fett)
1. Ofen auf 180 °C vorheizen.
2. 150 ml Wasser dazugeben und 20 Minuten backen.
Am 3.4.2026 um 14:30 Uhr"""
    )


def test_a_table_is_scaled_in_its_column_of_amounts() -> None:
    text = table('Zutat | Menge', 'Mehl | 500 g', 'Eier | 3', 'Salz | etwas')
    assert [row[1] for row in rows(play('scale_amounts', text, '- Personen: 8', want='{Personen}'))] == [
        '1.000 g', '6', 'etwas',
    ]  # fmt: skip
    with pytest.raises(ActionError, match='act_setting_missing'):
        play('scale_amounts', table('a | b', '1 | 2'), want='2')
    with pytest.raises(ActionError, match='act_number_range'):
        play('scale_amounts', RECIPE, have='0', want='2')
    with pytest.raises(ActionError, match='act_no_portions'):
        play('scale_amounts', 'Nur Luft und Liebe', want='2')


@given(AMOUNTS, st.fractions(0, 50), st.fractions(0, 50))
def test_scaling_twice_is_scaling_once(amount: Fraction, first: Fraction, second: Fraction) -> None:
    quantity = Quantity(amount, amount + 1)
    assert quantity.times(first).times(second) == quantity.times(first * second)


@given(
    st.integers(1, 400),
    st.sampled_from(['g', 'EL', 'Dosen', 'ml']),
    st.sampled_from([2, 3, 5]),
    st.sampled_from([1, 2, 4]),
)
def test_scaling_a_line_twice_is_scaling_it_once(number: int, unit: str, up: int, down: int) -> None:
    line = f'- {number} {unit} Irgendwas'
    first, second = Fraction(up), Fraction(1, down)
    twice = scaled(scaled(line, first, 'de')[0], second, 'de')[0]
    assert twice == scaled(line, first * second, 'de')[0]
    assert scaled(scaled(line, first, 'de')[0], 1 / first, 'de')[0].split()[1] == str(number)


@given(
    st.integers(0, 999), st.sampled_from([Fraction(0), Fraction(1, 2), Fraction(1, 4), Fraction(2, 3), Fraction(7, 8)])
)
def test_a_written_amount_is_read_as_the_same(whole: int, part: Fraction) -> None:
    amount = whole % 20 + part
    (again,) = quantities(write_quantity(Quantity(amount, amount, units()['el']), 'de'))
    assert again.low == again.high == amount


MONDAY = """# Montag
- 500 g Mehl
- 2 Eier
- 1 Zwiebel
- 2 EL Öl
- Salz
- 1 Dose Mais
"""
TUESDAY = """Mehl, 1 kg
1 Ei
2–3 Zwiebeln
1 TL Öl
salz
2 x 400 g Bohnen
Eis
2 Dosen Mais
200 g Mais
etwas Pfeffer"""


def test_two_lists_become_one() -> None:
    done = play('merge_shopping', MONDAY, TUESDAY)
    assert columns(done) == ('Ware', 'Menge')
    assert rows(done) == [
        ('Mehl', '1,5 kg'), ('Eier', '3'), ('Zwiebeln', '3–4'), ('Öl', '7 TL'), ('Salz', ''),
        ('Mais', '3 Dosen + 200 g'),
        ('Bohnen', '800 g'), ('Eis', ''), ('Pfeffer', 'etwas'),
    ]  # fmt: skip


def test_the_list_follows_the_aisles() -> None:
    text = table('Zutat | Menge | Einheit | Regal', 'Milch | 1 | l | Kühlung', 'Apfel | 1 | | Obst', 'Salz | etwas | |',
                 'Äpfel | 3 | | ', 'Milch | 500 | ml | ')  # fmt: skip
    assert rows(play('merge_shopping', text)) == [
        ('Kühlung', 'Milch', '1,5 l'), ('Obst', 'Äpfel', '4'), ('', 'Salz', 'etwas'),
    ]  # fmt: skip


def test_singular_and_plural_are_one_thing_but_eis_is_no_ei() -> None:
    names = [
        'Ei',
        'Eier',
        'Eis',
        'Kohl',
        'Kohle',
        'rote Zwiebel',
        'rote Zwiebeln',
        'Nuss',
        'Nüsse',
        'Kiwi',
        'Kiwis',
        'Mais',
    ]
    found = same_things(names, 'de')
    assert found['Eier'] == found['Ei'] != found['Eis']
    assert found['Kohl'] != found['Kohle']
    assert len(set(found.values())) == 8
    assert same_things(['tomato', 'tomatoes', 'berry', 'berries'], 'en')['berries'] == 'berry'


@pytest.mark.parametrize(
    ('line', 'item', 'amount'),
    [
        ('- [ ] 3 Äpfel', 'Äpfel', '3'),
        ('Mehl Type 405', 'Mehl Type 405', ''),
        ('Eier (6)', 'Eier', '6'),
        ('Cola 2 Flaschen', 'Cola', '2 Flaschen'),
        ('1 Packung Reis', 'Reis', '1 Packung'),
        ('Milch 3,5 %', 'Milch 3,5 %', ''),
        ('20 Minuten Geduld', '20 Minuten Geduld', ''),
    ],
)
def test_lines_as_people_write_them(line: str, item: str, amount: str) -> None:
    entry = read_entry(line)
    assert entry is not None and entry.item == item
    assert (write_quantity(entry.amount, 'de') if entry.amount else '') == amount


@given(st.lists(st.tuples(st.integers(1, 5_000), st.sampled_from(['g', 'kg', 'Pfund'])), min_size=1, max_size=6))
def test_nothing_is_lost_when_lists_are_merged(amounts: list[tuple[int, str]]) -> None:
    lists = [f'- {number} {unit} Mehl' for number, unit in amounts]
    ((_, merged),) = rows(play('merge_shopping', *lists))
    (total,) = quantities(merged)
    assert total.unit is not None
    grams = {'g': 1, 'kg': 1_000, 'Pfund': 500}
    assert convert(total.low, total.unit, units()['g']) == sum(number * grams[unit] for number, unit in amounts)
