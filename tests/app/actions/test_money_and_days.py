"""VAT to the cent, deadlines to the day."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.actions.add_days import months_later
from app.actions.add_workdays import PLUGIN as WORKDAYS
from app.actions.add_workdays import Holidays
from app.actions.base import ActionError, settings_of
from app.actions.vat import parts_of
from app.domain.values import read_date, read_number, write_date
from tests.calculating import columns, fields, play, rows, table

CENTS = st.decimals(-(10**12), 10**12, places=2)
RATES = st.sampled_from([Decimal(19), Decimal(7), Decimal(0)])
STATES = st.sampled_from([key for key, _ in WORKDAYS.fields[1].choices])
DAYS = st.dates(date(1992, 1, 1), date(2090, 12, 31))


@given(CENTS, RATES, st.sampled_from(['net', 'gross']))
def test_net_and_tax_are_always_gross(amount: Decimal, rate: Decimal, kind: str) -> None:
    parts = parts_of(amount, rate, kind)
    assert parts.net + parts.tax == parts.gross
    assert getattr(parts, kind) == amount
    assert all(value == value.quantize(Decimal('0.01')) for value in (parts.net, parts.tax, parts.gross))
    exact = amount * rate / (100 if kind == 'net' else 100 + rate)
    assert abs(parts.tax - exact) <= Decimal('0.005')


@given(CENTS, RATES)
def test_from_net_to_gross_and_back_is_the_same_net(net: Decimal, rate: Decimal) -> None:
    assert parts_of(parts_of(net, rate, 'net').gross, rate, 'gross').net == net


def test_half_a_cent_is_rounded_up() -> None:
    assert parts_of(Decimal('0.50'), Decimal(7), 'net').tax == Decimal('0.04')  # 0.035
    assert parts_of(Decimal('-0.50'), Decimal(7), 'net').tax == Decimal('-0.04')
    assert parts_of(Decimal('1.005'), Decimal(0), 'net').net == Decimal('1.01')


def test_one_amount_is_taken_apart() -> None:
    done = play('vat', '119,00 €')
    assert columns(done) == ('Netto', 'Steuer', 'Brutto') and rows(done) == [('100,00 €', '19,00 €', '119,00 €')]
    assert rows(play('vat', 'Die Rechnung über 1.070,- € ist da.', rate='7')) == [
        ('1.000,00 €', '70,00 €', '1.070,00 €')
    ]
    english = play('vat', '100', given='net', language='en')
    assert columns(english) == ('Net', 'Tax', 'Gross') and rows(english) == [('100.00', '19.00', '119.00')]


@pytest.mark.parametrize(
    ('text', 'key'),
    [('Guten Tag', 'act_no_amount'), ('Erst 5 €, dann 7 €.', 'act_many_amounts'), ('', 'act_no_amount')],
)
def test_of_two_amounts_none_is_guessed(text: str, key: str) -> None:
    with pytest.raises(ActionError, match=key):
        play('vat', text)


def test_a_column_gets_net_tax_gross_and_totals_of_the_rounded_rows() -> None:
    done = play('vat', table('Was | Netto | Satz', 'a | 0,10 | 7', 'b | 0,10 | 7 %', 'c | 100 |', 'd | |'),
                column='Netto', rate_column='Satz', given='net')  # fmt: skip
    assert columns(done) == ('Was', 'Netto', 'Satz', 'Steuer', 'Brutto')
    assert [row[1:] for row in rows(done)] == [
        ('0,10', '7', '0,01', '0,11'), ('0,10', '7 %', '0,01', '0,11'), ('100,00', '', '19,00', '119,00'),
        ('', '', '', ''), ('100,20', '', '19,02', '119,22'),
    ]  # fmt: skip
    assert rows(done)[-1][0] == 'Gesamt'
    with pytest.raises(ActionError, match='act_no_rate'):
        play('vat', table('Betrag | Satz', '1 | 16'), column='Betrag', rate_column='Satz')


@settings(deadline=None)
@given(st.lists(CENTS, min_size=1, max_size=8), RATES)
def test_totals_are_the_sums_of_their_columns(amounts: list[Decimal], rate: Decimal) -> None:
    text = table('Nr | Betrag', *(f'{place} | {amount:f}' for place, amount in enumerate(amounts)))
    *lines, total = rows(play('vat', text, column='Betrag', rate=str(rate)))
    for place in (2, 3, 4):
        assert sum(read_number(line[place]) or Decimal(0) for line in lines) == read_number(total[place])


def test_days_weeks_and_months_are_added() -> None:
    assert fields(play('add_days', 'Rechnung vom 2.3.2026')) == {'Neues Datum': '16.03.2026', 'Wochentag': 'Montag'}
    assert fields(play('add_days', '31. Januar 2026', number='1', unit='months'))['Neues Datum'] == '28.02.2026'
    assert fields(play('add_days', start='today', number='-1', unit='weeks', name='Frist'))['Frist'] == '23.02.2026'
    assert fields(play('add_days', '29.2.2024', number='1', unit='years', language='en')) == {
        'New day': '2025-02-28', 'Weekday': 'Friday',
    }  # fmt: skip


def test_the_field_with_the_day_can_be_named() -> None:
    text = '- Rechnung: 2.3.2026\n- Lieferung: 1.2.2026'
    with pytest.raises(ActionError, match='act_many_days') as error:
        play('add_days', text)
    assert error.value.params['days'] == '2.3.2026 · 1.2.2026'
    assert fields(play('add_days', text, column='Lieferung'))['Neues Datum'] == '15.02.2026'
    with pytest.raises(ActionError, match='act_missing_fields'):
        play('add_days', text, column='Mahnung')
    with pytest.raises(ActionError, match='act_no_day_found'):
        play('add_days', 'irgendwann')


def test_every_row_of_a_table_gets_its_day() -> None:
    text = table('Kunde | Rechnung', 'Anna | 2.3.2026', 'Bert |')
    done = play('add_days', text, column='Rechnung', name='Fällig')
    assert columns(done)[-1] == 'Fällig' and [row[-1] for row in rows(done)] == ['16.03.2026', '']
    with pytest.raises(ActionError, match='act_no_day'):
        play('add_days', table('Kunde | Rechnung', 'Anna | bald'), column='Rechnung')


def test_the_number_may_come_from_the_start_form() -> None:
    assert fields(play('add_days', '- Frist: 7\n- Datum: 2.3.2026', number='{Frist}'))['Neues Datum'] == '09.03.2026'
    with pytest.raises(ActionError, match='act_bad_number'):
        play('add_days', '2.3.2026', number='bald')
    with pytest.raises(ActionError, match='act_not_whole'):
        play('add_days', '2.3.2026', number='1,5')


def test_a_day_beyond_the_calendar_is_an_error() -> None:
    with pytest.raises(ActionError, match='act_day_far'):
        play('add_days', '31.12.9999')
    with pytest.raises(ActionError, match='act_day_far'):
        play('add_workdays', '1.1.1980')


@given(st.dates(date(1900, 1, 1), date(2900, 1, 1)), st.integers(-5_000, 5_000))
def test_months_land_in_the_right_month(day: date, months: int) -> None:
    later = months_later(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)


@pytest.mark.parametrize(
    ('start', 'number', 'state', 'end'),
    [
        ('30.4.2026', '1', 'DE', '04.05.2026'),  # 1 May is a Friday
        ('3.6.2026', '1', 'BY', '05.06.2026'),  # Corpus Christi in Bavaria
        ('3.6.2026', '1', 'BE', '04.06.2026'),
        ('7.3.2025', '1', 'BE', '10.03.2025'),  # 8 March is a Saturday that year
        ('30.10.2026', '1', 'SN', '02.11.2026'),
        ('17.11.2026', '1', 'SN', '19.11.2026'),  # day of repentance, only in Saxony
        ('19.9.2024', '1', 'TH', '23.09.2024'),  # world children's day, only in Thuringia
        ('24.12.2026', '1', 'DE', '28.12.2026'),
        ('2.4.2026', '1', 'DE', '07.04.2026'),  # Easter
        ('7.4.2026', '-1', 'DE', '02.04.2026'),
        ('4.4.2026', '0', 'DE', '07.04.2026'),
        ('2.3.2026', '10', 'DE', '16.03.2026'),
    ],
)
def test_workdays_know_the_holidays_of_the_states(start: str, number: str, state: str, end: str) -> None:
    assert fields(play('add_workdays', start, number=number, state=state))['Neues Datum'] == end


def test_saturdays_can_count() -> None:
    assert fields(play('add_workdays', '6.3.2026', number='1', saturday='yes'))['Wochentag'] == 'Samstag'


def test_all_sixteen_states_are_there() -> None:
    states = {key for key, _ in WORKDAYS.fields[1].choices} - {settings_of(WORKDAYS, {})['state']}
    assert len(states) == 16
    assert all(date(2026, 10, 3) in Holidays(state) for state in states)


@settings(max_examples=60, deadline=None)
@given(DAYS, st.integers(-300, 300), STATES)
def test_workdays_never_land_on_a_free_day_and_count_each_other_once(day: date, number: int, state: str) -> None:
    text = fields(play('add_workdays', write_date(day), number=str(number), state=state))['Neues Datum']
    landed = read_date(text)
    free = Holidays(state)
    assert landed is not None and landed.weekday() < 5 and landed not in free
    if number > 0:
        between = (day + timedelta(days=n) for n in range(1, (landed - day).days + 1))
        assert sum(one.weekday() < 5 and one not in free for one in between) == number


def test_rounding_is_what_the_decimal_module_calls_half_up() -> None:
    exact = Decimal('33.33') * 19 / 100
    assert parts_of(Decimal('33.33'), Decimal(19), 'net').tax == exact.quantize(Decimal('0.01'), ROUND_HALF_UP)
