"""Files that actions make: they open again with what was in the table, and nothing in them can do harm."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from openpyxl import load_workbook

from app.actions.appointments import Appointment
from app.actions.base import ActionError
from app.actions.make_calendar import ics_of
from app.actions.make_csv import csv_of
from app.actions.make_xlsx import xlsx_of
from app.domain.shapes import Table, read_table
from app.domain.values import write_date
from tests.calculating import TODAY, columns, play, rows, table

BERLIN = ZoneInfo('Europe/Berlin')
CELLS = st.text(st.characters(codec='utf-8', exclude_categories=['Cc', 'Cs']), max_size=12) | st.sampled_from(
    ['=1+1', '+49 170 1', '-3,50', '- Punkt', '@x', '1.234,50 €', 'a;b', 'a"b', 'zwei\nZeilen', '007', '#N/A', '19 %']
)
TABLES = st.integers(1, 4).flatmap(
    lambda width: st.builds(
        Table.of,
        st.lists(CELLS, min_size=width, max_size=width),
        st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=5),
    )
)


def _csv_rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode('utf-8-sig'), newline=''), delimiter=';'))


@given(TABLES)
def test_a_csv_file_has_the_same_cells_and_no_formula(given_table: Table) -> None:
    again = _csv_rows(csv_of(given_table))
    for line, wanted in zip(again, (given_table.columns, *given_table.rows), strict=True):
        for cell, text in zip(line, wanted, strict=True):
            assert cell in (text, f"'{text}")
            assert not cell.startswith(('=', '@')) and (cell == text or text[0] in '=+-@')


def test_in_a_csv_file_numbers_stay_numbers() -> None:
    done = play('make_csv', table('Was | Wert', '=1+1 | -3,50', '-2+3 | +5', '@a | - Punkt'), name='Kasse {Heute}')
    assert done.files[0].name == 'Kasse 02.03.2026.csv'
    assert done.files[0].content.startswith(b'\xef\xbb\xbf')
    assert _csv_rows(done.files[0].content) == [
        ['Was', 'Wert'], ["'=1+1", '-3,50'], ["'-2+3", '+5'], ["'@a", "'- Punkt"],
    ]  # fmt: skip
    assert rows(done)[0] == ('=1+1', '-3,50')


@given(TABLES.filter(lambda table: len(table.columns) > 1))
def test_a_csv_file_can_be_read_by_the_next_step(given_table: Table) -> None:
    plain = Table.of(given_table.columns, ([cell.lstrip('=+-@') for cell in row] for row in given_table.rows))
    if all(name[0] not in '=+-@' for name in plain.columns):
        assert read_table(csv_of(plain).decode()) == plain


@pytest.mark.parametrize(
    'name', ['../../etc/passwd', 'a/b\\c:d', '', '...', 'CON', 'x' * 500, 'Kasse.csv', '\u202egpj']
)
def test_no_name_leaves_its_folder(name: str) -> None:
    made = play('make_csv', table('a', '1'), name=name).files[0].name
    assert made.endswith('.csv') and not set(made) & set('/\\:\u202e') and not made.startswith('.')
    assert made.lower() not in ('con.csv', '.csv') and len(made) < 90 and not made.endswith('.csv.csv')


def _sheet(content: bytes) -> list[list[object]]:
    sheet = load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    return [list(row) for row in sheet.iter_rows()]


def test_in_an_excel_file_numbers_and_days_are_real() -> None:
    text = table(
        'Was | Betrag | Tag | Satz | PLZ | Telefon | Nummer',
        'Miete | 1.234,50 € | 2.3.2026 | 19 % | 01067 | +49 170 123 | 1234567890123456',
    )
    head, row = _sheet(play('make_xlsx', text).files[0].content)
    assert all(cell.font.bold for cell in head)
    assert [cell.value for cell in row] == [
        'Miete', 1234.5, datetime(2026, 3, 2), 0.19, '01067', '+49 170 123', '1234567890123456',
    ]  # fmt: skip
    assert [cell.number_format for cell in row[1:4]] == ['#,##0.00 "€"', 'DD.MM.YYYY', '0%']


@settings(deadline=None, max_examples=50)
@given(TABLES)
def test_an_excel_file_has_the_same_cells_and_no_formula(given_table: Table) -> None:
    head, *lines = _sheet(xlsx_of(given_table, TODAY, 'de'))
    assert [cell.value for cell in head] == list(given_table.columns)
    assert not any(any(row) for row in given_table.rows[len(lines) :])  # empty rows at the end are not in the file
    for line, wanted in zip(lines, given_table.rows, strict=False):
        for cell, text in zip(line, wanted, strict=True):
            assert cell.data_type in ('s', 'n', 'd')
            if isinstance(cell.value, str):
                assert cell.value.replace('\r\n', '\n') == text
                assert cell.quotePrefix or not text.startswith(('=', '+', '-', '@'))


@given(st.decimals(-(10**12), 10**12, places=2))
@settings(deadline=None, max_examples=30)
def test_money_is_exact_in_an_excel_file(money: Decimal) -> None:
    _, (cell,) = _sheet(xlsx_of(Table.of(['a'], [[f'{money:f}']]), TODAY, 'de'))
    assert Decimal(repr(cell.value)) == money


def test_the_same_table_makes_the_same_excel_file_on_the_same_day() -> None:
    one = Table.of(['a', 'b'], [['1', 'x']])
    assert xlsx_of(one, TODAY, 'de') == xlsx_of(one, TODAY, 'de')
    assert xlsx_of(one, TODAY, 'de') != xlsx_of(one, date(2026, 3, 3), 'de')


def test_a_cell_that_does_not_fit_is_named() -> None:
    with pytest.raises(ActionError) as error:
        play('make_xlsx', table('a', '1', 'x' * 40_000))
    assert error.value.params == {'row': 2, 'limit': 32767}


PLANS = table(
    'Termin | Datum | Uhrzeit | Ort',
    'Zahnarzt | 5.3.2026 | 14–15:30 Uhr | Praxis; 1. Stock',
    'Ferien | 30.3.2026 | | ',
    'Fest | Samstag, 28. März 2026 | von 22 bis 4 Uhr | Garten',
    'Anruf | 6.3.2026, 8 Uhr | | ',
)


def _events(content: bytes) -> list[dict[str, object]]:
    calendar = Calendar.from_ical(content)
    return [
        {key: event[key].dt if hasattr(event[key], 'dt') else str(event[key]) for key in event}
        for event in calendar.walk('VEVENT')
    ]


def test_appointments_are_in_the_calendar_with_the_time_of_berlin() -> None:
    done = play('make_calendar', PLANS)
    dentist, holiday, party, call = _events(done.files[0].content)
    assert done.files[0].name == 'Termine.ics'
    assert dentist['SUMMARY'] == 'Zahnarzt' and dentist['LOCATION'] == 'Praxis; 1. Stock'
    assert dentist['DTSTART'] == datetime(2026, 3, 5, 14, tzinfo=BERLIN)
    assert dentist['DTEND'] == datetime(2026, 3, 5, 15, 30, tzinfo=BERLIN)
    assert (holiday['DTSTART'], holiday['DTEND']) == (date(2026, 3, 30), date(2026, 3, 31))
    assert party['DTEND'] == datetime(2026, 3, 29, 4, tzinfo=BERLIN)  # the clock changes that night
    assert call['DTEND'] == datetime(2026, 3, 6, 9, tzinfo=BERLIN)
    assert len({event['UID'] for event in _events(done.files[0].content)}) == 4


def test_the_text_shows_how_the_appointments_were_understood() -> None:
    done = play('make_calendar', PLANS)
    assert columns(done) == ('Termin', 'Datum', 'Uhrzeit', 'Ende', 'Ort')
    assert rows(done)[0] == ('Zahnarzt', '05.03.2026', '14:00–15:30', '', 'Praxis; 1. Stock')
    assert rows(done)[2] == ('Fest', '28.03.2026', '22:00', '29.03.2026 04:00', 'Garten')
    assert play('make_calendar', done.text).files == done.files
    assert rows(play('make_calendar', '- Was: Müll\n- Tag: 5.3.2026')) == [('Müll', '05.03.2026')]


def test_the_file_is_the_same_on_the_same_day_and_its_entries_keep_their_ids() -> None:
    today, later = play('make_calendar', PLANS), play('make_calendar', PLANS, today=date(2026, 4, 1))
    assert today.files == play('make_calendar', PLANS).files != later.files
    ids = [[event['UID'] for event in _events(done.files[0].content)] for done in (today, later)]
    assert ids[0] == ids[1]
    assert len(set(ids[0])) == 4
    twice = table('Termin | Datum', 'a | 5.3.2026', 'a | 5.3.2026')
    assert len({event['UID'] for event in _events(play('make_calendar', twice).files[0].content)}) == 2


@pytest.mark.parametrize(
    ('row', 'key'),
    [
        ('a | bald | 8 Uhr | ', 'act_no_day'),
        ('a | 5.3.2026 | mittags | ', 'act_no_time'),
        (' | 5.3.2026 | | ', 'act_no_title'),
        ('a | 5.3.2026 | | 4.3.2026', 'act_end_early'),
        ('a | 5.3.2026 | | 14 Uhr', 'act_no_time'),
        ('a | 5.3.0026 | | ', 'act_day_far'),
    ],
)
def test_what_cannot_be_read_is_named(row: str, key: str) -> None:
    with pytest.raises(ActionError) as error:
        play('make_calendar', table('Termin | Datum | Uhrzeit | Ende', row))
    assert error.value.key == key


APPOINTMENTS = st.builds(
    lambda title, day, hours, length, place: (
        Appointment(title, day, day + timedelta(days=length % 5), place)
        if hours is None
        else Appointment(
            title,
            datetime.combine(day, hours.replace(second=0, microsecond=0)),
            datetime.combine(day, hours.replace(second=0, microsecond=0)) + timedelta(minutes=length),
            place,
        )
    ),
    CELLS.map(str.strip).filter(bool),
    st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    st.none() | st.times(),
    st.integers(0, 3_000),
    CELLS.map(str.strip),
)


@settings(deadline=None, max_examples=60)
@given(st.lists(APPOINTMENTS, min_size=1, max_size=4))
def test_a_calendar_file_has_the_same_appointments(found: list[Appointment]) -> None:
    events = _events(ics_of(found, TODAY))
    for event, entry in zip(events, found, strict=True):
        assert event['SUMMARY'] == entry.title and event.get('LOCATION', '') == entry.place
        if isinstance(entry.start, datetime) and isinstance(entry.end, datetime):
            assert event['DTSTART'] == entry.start.replace(tzinfo=BERLIN)
            assert event['DTEND'] == entry.end.replace(tzinfo=BERLIN)
        else:
            assert event['DTSTART'] == entry.start and event['DTEND'] == entry.end + timedelta(days=1)
    assert len({str(event['UID']) for event in events}) == len(found)


@settings(deadline=None, max_examples=60)
@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.times(), st.integers(1, 5_000))
def test_the_shown_table_makes_the_same_file_again(day: date, clock: object, minutes: int) -> None:
    text = table('Termin | Datum | Uhrzeit', f'a | {write_date(day)} | {clock:%H:%M}')
    done = play('make_calendar', text, minutes=str(minutes))
    assert play('make_calendar', done.text).files == done.files
