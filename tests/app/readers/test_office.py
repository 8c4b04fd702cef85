"""What real Office files do that made ones do not: changes, controls, boxes, merged cells, preambles, claims."""

from __future__ import annotations

import pytest

from app.domain.shapes import read_table
from tests.app.readers import bombs, corpus
from tests.app.readers.conftest import Read

pytestmark = pytest.mark.asyncio(loop_scope='module')
W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'


def _docx(body: str) -> bytes:
    """A Word file with this body."""
    xml = f'<w:document xmlns:w="{W}" xmlns:mc="mc" xmlns:v="v"><w:body>{body}</w:body></w:document>'
    return corpus.changed(corpus.docx(empty=True), 'word/document.xml', lambda _: xml.encode())


def _p(text: str, inside: str = '') -> str:
    return f'<w:p>{inside}<w:r><w:t>{text}</w:t></w:r></w:p>'


async def test_tracked_changes_read_as_if_they_were_accepted(read: Read) -> None:
    old = '<w:del><w:r><w:delText>alt</w:delText></w:r></w:del>'
    new = '<w:ins><w:r><w:t>Neu ist </w:t></w:r></w:ins>'
    assert (await read('a.docx', _docx(_p('das Öl.', old + new)))).text == 'Neu ist das Öl.'


async def test_text_in_content_controls_links_and_boxes_is_read_once(read: Read) -> None:
    control = f'<w:sdt><w:sdtContent>{_p("Im Formular")}</w:sdtContent></w:sdt>'
    link = '<w:p><w:hyperlink><w:r><w:t>Ein Verweis</w:t></w:r></w:hyperlink></w:p>'
    box = f'<w:txbxContent>{_p("Im Kasten")}</w:txbxContent>'
    twice = f'<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>'  # the second for older programs
    both = f'<w:p><w:r><mc:AlternateContent>{twice}</mc:AlternateContent></w:r></w:p>'
    reading = await read('a.docx', _docx(control + link + both))
    assert reading.text == 'Im Formular\n\nEin Verweis\n\nIm Kasten'


async def test_cells_over_several_columns_keep_the_others_in_theirs(read: Read) -> None:
    wide = f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{_p("Summe")}</w:tc>'
    rows = ''.join(f'<w:tr>{"".join(f"<w:tc>{_p(cell)}</w:tc>" for cell in row)}</w:tr>' for row in ('ABC', 'abc'))
    reading = await read('a.docx', _docx(f'<w:tbl>{rows}<w:tr>{wide}<w:tc>{_p("9")}</w:tc></w:tr></w:tbl>'))
    assert read_table(reading.text).rows == (('a', 'b', 'c'), ('Summe', '', '9'))


async def test_a_word_file_finds_its_text_under_another_name(read: Read) -> None:
    document = corpus.changed(corpus.docx(), 'word/document2.xml', lambda _: _body('Woanders'))
    moved = corpus.changed(
        document, '_rels/.rels', lambda xml: xml.replace(b'word/document.xml', b'word/document2.xml')
    )
    assert 'Woanders' in (await read('a.docx', moved)).text


async def test_a_word_file_with_the_sheet_of_a_chart_inside_is_no_bomb(read: Read) -> None:
    with_chart = corpus.changed(corpus.docx(), 'word/embeddings/Tabelle.xlsx', lambda _: corpus.xlsx())
    assert corpus.SENTENCE in (await read('a.docx', with_chart)).text


async def test_a_bank_writes_a_small_table_above_the_large_one(read: Read) -> None:
    lines = ('"Konto";"DE12 3456"', '"Stand";"1.234,50 €"', '', '"Tag";"Wer";"Betrag"', '"02.03.2026";"Bäcker";"-3,50"')
    text = (await read('Umsatz.csv', '\r\n'.join(lines).encode('cp1252'))).text
    above, below = text.split('\n\n')
    assert read_table(above).rows == (('Stand', '1.234,50 €'),)
    assert read_table(below).columns == ('Tag', 'Wer', 'Betrag')


@pytest.mark.parametrize(
    'lines',
    [
        'Name;Betrag\nWeiß, Jürgen;12,50\nSöhne, Änne;3,00',
        'sep=;\r\nName;Betrag\r\n"Weiß, Jürgen";"12,50"',
        'Name\tBetrag\nWeiß, Jürgen\t12,50',
        'Name,Betrag\n"Weiß, Jürgen","12,50"\n"Söhne; Änne","3,00"',
        '\ufeffName|Betrag\nWeiß, Jürgen|12,50\n',
    ],
)
async def test_the_sign_between_the_cells_is_found_beside_other_commas(read: Read, lines: str) -> None:
    table = read_table((await read('Liste.csv', lines.encode())).text)
    assert (table.columns, table.rows[0]) == (('Name', 'Betrag'), ('Weiß, Jürgen', '12,50'))


async def test_a_list_of_one_column_stays_lines(read: Read) -> None:
    assert (await read('Liste.csv', b'Name\nAnna\nBert\n')).text == 'Name\nAnna\nBert'


async def test_an_empty_row_for_the_eye_does_not_end_a_table(read: Read) -> None:
    text = (await read('Liste.csv', 'Was;Betrag\nÄpfel;2,50\n;\nÖl;4,00\n'.encode())).text
    assert read_table(text).rows == (('Äpfel', '2,50'), ('Öl', '4,00'))


async def test_a_sheet_that_claims_to_be_huge_is_read_as_what_it_is(read: Read) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="B1048576"><v>2</v></c></row>'
    assert (await read('a.xlsx', bombs.sheet(rows))).text == '1\n\n2'


async def test_blanks_of_every_kind_are_blanks(read: Read) -> None:
    assert (await read('a.txt', '12,50\u00a0€ und\u202f1\u200b2'.encode())).text == '12,50 € und 12'


async def test_a_mail_with_a_strange_head_is_still_read(read: Read) -> None:
    mail = b'From: "=?utf-8?q?=\r\nTo: <>,,;\r\nDate: gestern\r\nMIME-Version: 1.0\r\n\r\nHallo =FC\r\n'
    assert 'Hallo' in (await read('a.eml', mail)).text


def _body(text: str) -> bytes:
    return f'<w:document xmlns:w="{W}"><w:body>{_p(text)}</w:body></w:document>'.encode()
