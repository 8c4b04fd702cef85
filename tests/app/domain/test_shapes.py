"""Tables and fields inside texts: what is written is read again, and what models answer is read too."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.domain.pipelines import Shape
from app.domain.shapes import ShapeProblem, Table, read_fields, read_table, schema_of, shaped, write_fields, write_table

ODD = st.text(st.sampled_from(list('ab|\\<br/>*:;,-#`"\n\r\t \u2028\x85\x0bäß{}[]')), max_size=12) | st.sampled_from(
    ['<br>', '<BR />', '\\<br>', '\\\\', 'a|b', '\\|', '---', '| --- |', '- A: b', '```', '[1]', '']
)
CELLS = ODD | st.text(max_size=20)
TABLES = st.integers(1, 5).flatmap(
    lambda width: st.builds(
        Table.of,
        st.lists(CELLS, min_size=width, max_size=width),
        st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=5),
    )
)
PEOPLE = Table(('Name', 'Betrag'), (('Anna', '12,50 €'), ('Bert', '3 €')))


@settings(max_examples=400)
@given(TABLES)
@example(Table.of(['a'], [['x<br>y|\\']]))
@example(Table.of(['---'], [['---'], ['']]))
def test_a_written_table_is_read_as_the_same(table: Table) -> None:
    assert read_table(write_table(table)) == table
    assert read_table(f'Davor steht ein Satz.\n\n{write_table(table)}\n\nUnd danach.') == table


@settings(max_examples=400)
@given(st.dictionaries(CELLS, CELLS | st.lists(CELLS).map('\n'.join), min_size=1, max_size=6))
def test_written_fields_are_read_as_the_same(fields: dict[str, str]) -> None:
    again = read_fields(write_fields(fields))
    assert list(again.values()) == [_lines_without_blanks_behind(value) for value in fields.values()]
    assert write_fields(again) == write_fields(fields)
    names = [' '.join(name.split()) for name in fields]
    if all(names) and len({name.casefold() for name in names}) == len(names):
        assert list(again) == names


def _lines_without_blanks_behind(value: str) -> str:
    return '\n'.join(line.rstrip() for line in value.strip().splitlines())


def test_the_line_breaks_and_indents_of_a_value_stay() -> None:
    fields = {'Anschrift': 'Anna Weber\n  Hinterhaus\n\n12345 Ort', 'Uhrzeit: von': '8 Uhr', 'leer': ''}
    assert read_fields(write_fields(fields)) == fields


def test_cells_of_a_table_keep_their_signs_and_look_like_markdown() -> None:
    table = Table.of(['a|b'], [['C:\\x\nzweite <br> Zeile']])
    assert write_table(table) == '| a\\|b |\n| --- |\n| C:\\\\x<br>zweite \\<br> Zeile |'


@pytest.mark.parametrize(
    'text',
    [
        'Name | Betrag\n:--- | ---:\nAnna | 12,50 €\nBert | 3 €',
        'Name;Betrag\nAnna;12,50 €\nBert;3 €\n',
        '\ufeffName;Betrag\r\nAnna;"12,50 €"\r\nBert;3 €\r\n',
        'Name\tBetrag\nAnna\t12,50 €\nBert\t3 €',
        'Name,Betrag\nAnna,"12,50 €"\nBert,3 €',
        'Hier ist sie:\n\nName, Betrag\nAnna, "12,50 €"\nBert, 3 €'.replace(', "', ',"'),
        'Gern!\n```json\n[{"Name": "Anna", "Betrag": "12,50 €"}, {"Name": "Bert", "Betrag": "3 €"}]\n```',
        '{"rows": [{"Name": "Anna", "Betrag": "12,50 €"}, {"Name": "Bert", "Betrag": "3 €"}]}',
        '```csv\nName;Betrag\nAnna;12,50 €\nBert;3 €\n```',
    ],
)
def test_tables_as_models_and_programs_write_them(text: str) -> None:
    assert read_table(text) == PEOPLE


@pytest.mark.parametrize(
    'text',
    [
        '',
        'Hallo Anna,\nich komme, wenn du magst',
        'Liebe Anna, danke\nIch komme, gern',
        'Erst dies, dann das, am Ende ist es so lang, dass es kein Tabellenkopf ist\nUnd, so, weiter, eben',
        'a | b\nc | d',
        '[]',
        '{"rows": []}',
        '[1, 2]',
    ],
)
def test_prose_is_no_table(text: str) -> None:
    with pytest.raises(ShapeProblem):
        read_table(text)


def test_numbers_in_json_stay_the_numbers_they_are() -> None:
    table = read_table('[{"kg": 1.234, "Jahr": 2026, "ja": true, "x": null, "viel": 1e999999999}]')
    assert table.rows == (('1,234', '2026', 'ja', '', '1e999999999'),)


@pytest.mark.parametrize(
    'text',
    [
        '- Name: Anna\n- Ort: Köln',
        '**Name:** Anna\n**Ort**: Köln',
        'Ergebnis\n\n1. Name: Anna\n2. **Ort:** Köln\n\nViele Grüße',
        '{"Name": "Anna", "Ort": "Köln"}',
        '## Name: Anna\nOrt : Köln\n| a: b |\nSiehe https://example.org',
    ],
)
def test_fields_as_models_write_them(text: str) -> None:
    assert read_fields(text) == {'Name': 'Anna', 'Ort': 'Köln'}


def test_an_answer_without_rows_is_a_table_without_rows() -> None:
    assert read_table(shaped('{"rows": []}', Shape.TABLE, ('Tag', 'Was'))) == Table(('Tag', 'Was'))


def test_a_shape_puts_columns_in_order_and_names_missing_ones() -> None:
    text = write_table(PEOPLE)
    assert read_table(shaped(text, Shape.TABLE, ('betrag', 'Name'))).columns == ('betrag', 'Name')
    with pytest.raises(ShapeProblem) as problem:
        shaped(text, Shape.TABLE, ('Name', 'Ort'))
    assert problem.value.key == 'columns_missing' and problem.value.names == ('Ort',)
    assert shaped('Ort: Köln\nName: Anna', Shape.FIELDS, ('Name', 'Ort')) == '- Name: Anna\n- Ort: Köln'
    assert schema_of(Shape.TEXT, ('a',)) is None


HOSTILE = {
    'one long row': '| a |\n| - |\n' + '|' * 50_000 + '\n' + '|\n' * 25_000,
    'many json keys': '[' + ','.join(f'{{"k{n}":1}}' for n in range(8_000)) + ']',
    'deep json': '[{"a":' + '[' * 900 + ']' * 900 + '}]',
    'deeper json': '{"a":' * 50_000,
    'one long cell': 'a;b\n"' + 'x' * 200_000,
    'blanks': '- ' + ' ' * 100_000 + 'x',
    'blanks and a colon': 'x' + ' ' * 100_000 + ':',
    'backslashes': 'a|b\n-|-\n' + '\\' * 100_000,
    'fences': '```\n' * 25_000,
    'rules': '|' + '-' * 50_000 + '|x\n' + '|' + ' ' * 50_000 + '-',
    'breaks': '|a|\n|-|\n|' + '<br ' * 25_000,
    'lines': '- a: b\n' + '  c\n' * 25_000,
    'half an emoji': '[{"a": "\\ud83d"}]',
}


@pytest.mark.parametrize('text', HOSTILE.values(), ids=HOSTILE)
@pytest.mark.timeout(20)
def test_hostile_texts_are_read_or_refused_and_never_hold_up(text: str) -> None:
    for read in (read_table, read_fields):
        try:
            str(read(text)).encode()
        except ShapeProblem as problem:
            assert problem.key in ('no_table', 'no_fields')


@given(st.text(max_size=300) | st.lists(ODD).map('\n'.join))
def test_no_text_breaks_the_readers(text: str) -> None:
    for shape in Shape:
        try:
            assert isinstance(shaped(text, shape), str)
        except ShapeProblem:
            pass
