"""Tables and fields: the row's own cells, what the rules find, and empty cells for everything else."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.shapes import read_fields, read_table
from app.practice.columns import role_of
from app.practice.write import write

BILL = '02.03.2026 Schreibwaren Huber; Papier und Ordner; 35,70 €; 19 %; Rechnung 1187'


def fields(material: str, *columns: str, frame: str = 'details', language: str = 'de') -> dict[str, str]:
    """The fields the practice engine answers."""
    return read_fields(
        write(frame=frame, task='x', material=material, language=language, today=date(2026, 3, 1), shape='fields',
              columns=columns)
    )  # fmt: skip


def rows(material: str, *columns: str, frame: str = '', language: str = 'de') -> list[tuple[str, ...]]:
    """The rows of the table the practice engine answers."""
    text = write(
        frame=frame,
        task='x',
        material=material,
        language=language,
        today=date(2026, 3, 1),
        shape='table',
        columns=columns,
    )
    table = read_table(text)
    assert table.columns == columns
    return list(table.rows)


def test_a_line_is_taken_apart_and_what_it_does_not_say_stays_empty() -> None:
    assert fields(BILL, 'Datum', 'Lieferant', 'Wofür', 'Betrag', 'Steuersatz', 'Nummer', 'Telefon', 'Farbe') == {
        'Datum': '02.03.2026', 'Lieferant': 'Schreibwaren Huber', 'Wofür': 'Papier und Ordner', 'Betrag': '35,70 €',
        'Steuersatz': '19 %', 'Nummer': '1187', 'Telefon': '', 'Farbe': '',
    }  # fmt: skip


def test_english_columns_are_understood_too() -> None:
    found = fields('Huber; paper; €35.70; due by 4 March 2026', 'Amount', 'Deadline', 'Supplier', language='en')
    assert found == {'Amount': '35.70 €', 'Deadline': '2026-03-04', 'Supplier': 'Huber'}


def test_the_cells_of_a_row_are_kept() -> None:
    row = '- Name: Becher\n- Betrag: 18,00 €\n- Farbe: blau'
    assert fields(row, 'Farbe', 'Betrag', 'Datum') == {'Farbe': 'blau', 'Betrag': '18,00 €', 'Datum': ''}


def test_a_table_keeps_its_rows_and_gets_the_columns_that_were_asked_for() -> None:
    table = '| Name | Preis |\n| --- | --- |\n| Eva | 3 € |\n| Karl | 4 € |'
    assert rows(table, 'Name', 'Telefon') == [('Eva', ''), ('Karl', '')]


def test_a_list_becomes_rows_and_only_points_with_a_day_or_sum_count() -> None:
    text = 'Hallo zusammen!\n4. März 2026 Kuchen backen, 5,00 €\nLiebe Grüße'
    assert rows(text, 'Datum', 'Betrag') == [('04.03.2026', '5,00 €')]


def test_nothing_found_is_an_empty_table() -> None:
    assert rows('Nichts.', 'Datum', 'Betrag') == []


def test_a_frame_fills_the_columns_it_knows_in_any_order() -> None:
    text = 'Montag: Suppe (250 g Linsen, 2 Möhren)'
    assert rows(text, 'Regal', 'Zutat', 'Kalorien', frame='needs') == [
        ('Brot und Vorräte', 'Linsen', ''), ('Obst und Gemüse', 'Möhren', ''),
    ]  # fmt: skip
    assert rows('Bahnfahrt 89,80 Euro', 'Preis', frame='trip_costs') == [('89,80 €',)]


@pytest.mark.parametrize(
    ('name', 'role'),
    [('Rechnungsdatum', 'date'), ('Fällig am', 'until'), ('Endbetrag', 'amount'), ('USt', 'vat_rate'),
     ('Firma', 'supplier'), ('Search words', 'keywords'), ('Wer?', 'person'), ('Farbe', ''), ('', '')],
)  # fmt: skip
def test_a_column_says_by_its_name_what_it_holds(name: str, role: str) -> None:
    assert role_of(name) == role
