"""Actions on tables: sums, groups, order, choice and joins."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.actions.base import ActionError
from app.actions.collation import sort_key
from app.domain.comparing import folded, holds, measured
from app.domain.pipelines import Op
from app.domain.shapes import Table, read_table, write_table
from app.domain.values import read_number, write_number
from tests.calculating import columns, play, rows, table

BILLS = table(
    'Wer | Betrag | Tag',
    'Anna | 12,50 € | 02.03.2026',
    'Bert | 3 € | 28.02.2026',
    'anna  | 1.000,25 € | 1.3.2026',
    'Zoë | | 5.3.2026',
)
WORDS = st.text(st.sampled_from('aäbzZ 01|\\'), max_size=6)
MONEY = st.decimals(-(10**15), 10**15, places=2)


def test_a_sum_stands_below_its_rows() -> None:
    done = play('sum_table', BILLS, column='betrag')
    assert rows(done)[:4] == list(read_table(BILLS).rows)
    assert rows(done)[-1] == ('Gesamt', '1.015,75 €', '')


def test_only_the_sum_is_a_table_of_one_cell() -> None:
    done = play('sum_table', BILLS, column='Betrag', show='result')
    assert columns(done) == ('Summe',) and rows(done) == [('1.015,75 €',)]
    english = play('sum_table', BILLS, column='Betrag', show='result', language='en')
    assert columns(english) == ('Sum',) and rows(english) == [('1015.75 €',)]


def test_groups_are_added_whatever_their_capitals() -> None:
    done = play('sum_table', BILLS, column='Betrag', group='Wer')
    assert columns(done) == ('Wer', 'Summe')
    assert rows(done) == [
        ('Anna', '1.012,75 €'), ('Bert', '3,00 €'), ('Zoë', '0,00 €'), ('Gesamt', '1.015,75 €'),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ('how', 'result'), [('average', '338,58 €'), ('min', '3,00 €'), ('max', '1.000,25 €'), ('sum', '1.015,75 €')]
)
def test_empty_cells_count_for_nothing(how: str, result: str) -> None:
    assert rows(play('sum_table', BILLS, column='Betrag', how=how, show='result')) == [(result,)]


def test_a_cell_that_is_no_number_is_named() -> None:
    with pytest.raises(ActionError) as error:
        play('sum_table', table('Was | Wert', 'a | 1', 'b | viel'), column='Wert')
    assert error.value.key == 'act_no_number'
    assert error.value.params == {'row': 2, 'column': 'Wert', 'cell': 'viel'}


def test_euros_and_dollars_are_not_added() -> None:
    with pytest.raises(ActionError, match='act_mixed_marks'):
        play('sum_table', table('Was | Wert', 'a | 1 €', 'b | 2 $'), column='Wert')


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(['Auto', 'auto ', 'Bahn', '']), MONEY), max_size=20))
def test_sums_are_exact_in_any_grouping(cells: list[tuple[str, Decimal]]) -> None:
    text = write_table(Table.of(['Art', 'Wert'], [(name, write_number(money, 2)) for name, money in cells]))
    whole = play('sum_table', text, column='Wert', show='result')
    assert read_number(rows(whole)[0][0]) == sum((money for _, money in cells), Decimal(0))
    groups = rows(play('sum_table', text, column='Wert', group='Art'))
    for name, money in groups[:-1]:
        assert read_number(money) == sum(value for art, value in cells if folded(art) == folded(name))
    assert read_number(groups[-1][1]) == read_number(rows(whole)[0][0])


def test_rows_are_counted_most_frequent_first() -> None:
    assert rows(play('count_rows', BILLS)) == [('4',)]
    assert rows(play('count_rows', BILLS, column='Wer')) == [
        ('Anna', '2'),
        ('Bert', '1'),
        ('Zoë', '1'),
        ('Gesamt', '4'),
    ]
    assert rows(play('count_rows', '- eins\n\n- zwei')) == [('2',)]


def test_doubles_are_left_out_and_counted() -> None:
    done = play('dedupe', BILLS, columns='Wer')
    assert [row[0] for row in rows(done)] == ['Anna', 'Bert', 'Zoë']
    assert done.text.endswith('\n\n1 doppelte Zeile weggelassen.')
    assert play('dedupe', 'Milch\nBrot\nMILCH \n').text == 'Milch\nBrot'
    assert play('dedupe', 'Milch\nmilch', say='yes', language='en').text == 'Milch\n\n1 double row left out.'


@settings(deadline=None)
@given(st.lists(st.tuples(WORDS, WORDS), max_size=12), st.sampled_from(['', 'a', 'a, b']))
def test_leaving_out_doubles_twice_changes_nothing_and_keeps_the_order(cells: list[tuple[str, str]], by: str) -> None:
    text = write_table(Table.of(['a', 'b'], cells))
    once = play('dedupe', text, columns=by)
    assert rows(play('dedupe', once.text, columns=by)) == rows(once)
    all_rows = list(Table.of(['a', 'b'], cells).rows)
    places = [all_rows.index(row) for row in rows(once)]
    assert places == sorted(set(places))


def test_numbers_and_days_are_sorted_as_such_and_empty_cells_come_last() -> None:
    assert [row[1] for row in rows(play('sort_table', BILLS, column='Betrag'))] == [
        '3 €', '12,50 €', '1.000,25 €', '',
    ]  # fmt: skip
    assert [row[2] for row in rows(play('sort_table', BILLS, column='Tag', order='down'))] == [
        '5.3.2026', '02.03.2026', '1.3.2026', '28.02.2026',
    ]  # fmt: skip
    assert rows(play('sort_table', BILLS, column='Betrag', order='down'))[-1][1] == ''


def test_words_are_sorted_as_in_a_german_dictionary() -> None:
    words = ['Zebra', 'Äpfel', 'apfel', 'Straße', 'Strasse', 'Öl', 'Ofen', 'Regal 10', 'Regal 2', 'Éclair']
    assert play('sort_table', '\n'.join(words)).text.splitlines() == [
        'apfel', 'Äpfel', 'Éclair', 'Ofen', 'Öl', 'Regal 2', 'Regal 10', 'Strasse', 'Straße', 'Zebra',
    ]  # fmt: skip


def test_equal_rows_go_on_by_a_second_column() -> None:
    text = table('Ort | Name', 'Ulm | Bert', 'Aalen | Zoe', 'Ulm | Anna')
    assert rows(play('sort_table', text, column='Ort', then='Name')) == [
        ('Aalen', 'Zoe'), ('Ulm', 'Anna'), ('Ulm', 'Bert'),
    ]  # fmt: skip


@settings(deadline=None)
@given(st.lists(WORDS | st.integers(-99, 99).map(str), max_size=12), st.sampled_from(['up', 'down']))
def test_sorting_keeps_every_row_and_puts_them_in_order(cells: list[str], order: str) -> None:
    given_rows = list(Table.of(['a', 'b'], [(cell, str(place)) for place, cell in enumerate(cells)]).rows)
    result = rows(play('sort_table', write_table(Table.of(['a', 'b'], given_rows)), column='a', order=order))
    assert sorted(result) == sorted(given_rows)
    there = [cell for cell, _ in result if cell]
    assert not any(cell for cell, _ in result[len(there) :])
    key = read_number if all(isinstance(measured(cell), Decimal) for cell in there) else sort_key
    pairs = list(zip(there, there[1:], strict=False))
    assert all(key(a) <= key(b) if order == 'up' else key(a) >= key(b) for a, b in pairs)


def test_rows_are_chosen_as_conditions_compare() -> None:
    assert [row[0] for row in rows(play('filter_table', BILLS, column='Betrag', op='more', value='10'))] == [
        'Anna', 'anna',
    ]  # fmt: skip
    assert len(rows(play('filter_table', BILLS, column='Tag', op='less', value='2. März 2026'))) == 2
    assert len(rows(play('filter_table', BILLS, column='Wer', op='is', value='ANNA'))) == 2
    assert rows(play('filter_table', BILLS, column='Betrag', op='empty')) == [('Zoë', '', '5.3.2026')]


def test_the_value_may_come_from_the_start_form() -> None:
    done = play('filter_table', BILLS, '- Grenze: 100 €', column='Betrag', op='more', value='{Grenze}')
    assert [row[0] for row in rows(done)] == ['anna']


def test_a_cell_that_is_neither_more_nor_less_is_named() -> None:
    with pytest.raises(ActionError) as error:
        play('filter_table', table('Was | Wert', 'a | 1', 'b | viel'), column='Wert', op='more', value='0')
    assert error.value.params['row'] == 2 and error.value.params['cell'] == 'viel'


@settings(deadline=None)
@given(st.lists(WORDS, max_size=10), st.sampled_from([Op.IS, Op.IS_NOT, Op.CONTAINS, Op.CONTAINS_NOT]), WORDS)
def test_a_choice_and_its_opposite_share_all_rows(cells: list[str], op: Op, value: str) -> None:
    text = write_table(Table.of(['a', 'b'], [(cell, str(place)) for place, cell in enumerate(cells)]))
    wanted = value.strip() or 'x'
    result = rows(play('filter_table', text, column='a', op=op.value, value=wanted))
    assert result == [row for row in rows(play('pick_columns', text, columns='a, b')) if holds(op, row[0], wanted)]


def test_two_tables_become_one() -> None:
    ages = table('Name | Alter', 'ANNA | 40', 'Bert | 50', 'Bert | 51', ' | 99')
    places = table('Name | Ort', 'Anna | Ulm', 'Bert | Aalen', 'Carl | Bonn', ' | Nirgends')
    assert rows(play('join_tables', places, ages, column='Name')) == [
        ('Anna', 'Ulm', '40'), ('Bert', 'Aalen', '50'), ('Bert', 'Aalen', '51'), ('Carl', 'Bonn', ''),
        ('', 'Nirgends', ''),
    ]  # fmt: skip
    assert len(rows(play('join_tables', places, ages, column='Name', keep='inner'))) == 3


def test_numbers_join_however_they_are_written() -> None:
    left, right = table('Nr | a', '1.000 | x'), table('Nummer | a', '1000,0 | y')
    done = play('join_tables', left, right, column='Nr', other='Nummer')
    assert columns(done) == ('Nr', 'a', 'a 2') and rows(done) == [('1.000', 'x', 'y')]


def test_a_join_that_explodes_is_stopped() -> None:
    text = write_table(Table.of(['a'], [['x']] * 2_000))
    with pytest.raises(ActionError, match='act_join_big'):
        play('join_tables', text, text, column='a')


def test_columns_are_chosen_moved_and_renamed() -> None:
    done = play('pick_columns', BILLS, columns='Betrag, Wer', names='Euro,')
    assert columns(done) == ('Euro', 'Wer') and rows(done)[0] == ('12,50 €', 'Anna')
    commas = table('Menge, netto | b', '1 | 2')
    assert columns(play('pick_columns', commas, columns='b, Menge, netto')) == ('b', 'Menge, netto')
    with pytest.raises(ActionError, match='act_names_count'):
        play('pick_columns', BILLS, columns='Betrag', names='a, b')


def test_a_column_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(ActionError) as error:
        play('sum_table', BILLS, column='Preis')
    assert error.value.params == {'name': 'Preis', 'columns': 'Wer, Betrag, Tag'}


@pytest.mark.timeout(120)
@pytest.mark.parametrize('size', [5_000, pytest.param(50_000, marks=pytest.mark.slow)])
@pytest.mark.parametrize(
    ('key', 'chosen'),
    [
        ('sum_table', {'column': 'Betrag', 'group': 'Wer'}),
        ('sort_table', {'column': 'Tag', 'then': 'Betrag'}),
        ('filter_table', {'column': 'Betrag', 'op': 'more', 'value': '10'}),
        ('dedupe', {}),
        ('vat', {'column': 'Betrag'}),
        ('join_tables', {'column': 'Nr'}),
        ('make_csv', {}),
        ('make_xlsx', {}),
        ('add_workdays', {'column': 'Tag', 'number': '3'}),
        ('check_text', {'column': 'Wer', 'forbidden': 'a, b'}),
        ('merge_shopping', {'item': 'Wer', 'amount': 'Nr'}),
    ],
)
def test_fifty_thousand_rows_are_no_trouble(key: str, chosen: dict[str, str], size: int) -> None:
    lines = ([str(n), f'Kunde {n % 500}', f'{n % 28 + 1}.3.2026', f'{n % 977},{n % 100:02} €'] for n in range(size))
    text = write_table(Table.of(['Nr', 'Wer', 'Tag', 'Betrag'], lines))
    texts = (text, text) if key == 'join_tables' else (text,)
    assert len(rows(play(key, *texts, **chosen))) >= 500
