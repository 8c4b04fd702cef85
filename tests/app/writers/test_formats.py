"""How headings, lists, tables and links look in each format."""

from __future__ import annotations

import io
from typing import Any

from docx import Document

from app.writers import writers

LETTER = """# An die Schule

Anna Weber
Lindenweg 3

Liebe **Frau Klein**, das ist *wichtig*.

1. Erstens
2. Zweitens
   - genauer

Danach:

1. Wieder eins

| Tag | Uhr |
|-----|-----|
| Mo  | 8   |

Mehr auf [unserer Seite](https://schule.example).
"""


def test_plain_text_has_no_marks_left() -> None:
    text = _text('txt')
    assert text.startswith('An die Schule\n=============\n')
    assert 'Anna Weber\nLindenweg 3' in text
    assert 'Liebe Frau Klein, das ist wichtig.' in text
    assert '1. Erstens\n2. Zweitens\n  - genauer\n' in text
    assert 'Mo | 8' in text
    assert 'unserer Seite (https://schule.example)' in text


def test_plain_text_opens_in_an_old_windows_editor() -> None:
    content = writers()['txt'].write('Grüße\nzweite Zeile', title='', language='de')
    assert content.startswith(b'\xef\xbb\xbf') and b'\r\n' in content


def test_markdown_is_what_the_bot_wrote() -> None:
    assert writers()['md'].write(LETTER, title='', language='de').decode() == LETTER


def test_word_has_real_headings_lists_and_tables() -> None:
    document = _word()
    styles = {paragraph.text: paragraph.style.name for paragraph in document.paragraphs}
    assert styles['An die Schule'] == 'Heading 1'
    assert styles['Erstens'] == 'List Number' and styles['genauer'] == 'List Bullet 2'
    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows] == [['Tag', 'Uhr'], ['Mo', '8']]


def test_word_keeps_bold_and_line_ends() -> None:
    paragraphs = {paragraph.text: paragraph for paragraph in _word().paragraphs}
    assert 'Anna Weber\nLindenweg 3' in paragraphs
    bold = [run.text for run in paragraphs['Liebe Frau Klein, das ist wichtig.'].runs if run.bold]
    assert bold == ['Frau Klein']


def test_a_second_list_in_word_begins_with_one_again() -> None:
    numbers = {p.text: p._p.pPr.numPr.numId.val for p in _word().paragraphs if p.style.name == 'List Number'}
    assert numbers['Erstens'] == numbers['Zweitens'] != numbers['Wieder eins']


def test_a_list_that_begins_with_seven_does_so_in_word() -> None:
    document = _word('7. Sieben\n8. Acht\n')
    number = document.paragraphs[0]._p.pPr.numPr.numId.val
    numbering = document.part.numbering_part.element
    start = next(num for num in numbering.num_lst if num.numId == number).lvlOverride_lst[0].startOverride.val
    assert start == 7


def test_links_in_word_lead_somewhere() -> None:
    targets = [part.target_ref for part in _word().part.rels.values() if part.is_external]
    assert targets == ['https://schule.example']


def test_word_checks_the_spelling_in_the_right_language() -> None:
    content = writers()['docx'].write('Hello', title='', language='en')
    assert 'w:val="en-GB"' in Document(io.BytesIO(content)).styles['Normal'].element.xml


def _text(key: str) -> str:
    content = writers()[key].write(LETTER, title='Brief', language='de')
    return content.decode('utf-8-sig').replace('\r\n', '\n')


def _word(text: str = LETTER) -> Any:
    return Document(io.BytesIO(writers()['docx'].write(text, title='Brief', language='de')))


SHOPPING = '- [ ] Brot\n- [x] Milch\n- Eier\n\nEin Satz mit [ ] darin.'


def test_boxes_to_tick_off_look_like_boxes_everywhere() -> None:
    text = writers()['txt'].write(SHOPPING, title='', language='de').decode('utf-8-sig')
    assert text.startswith('☐ Brot\r\n☑ Milch\r\n- Eier\r\n') and 'mit [ ] darin' in text
    assert '<li>☐ Brot</li>' in writers()['html'].write(SHOPPING, title='', language='de').decode()
    styles = [(paragraph.text, paragraph.style.name) for paragraph in _word(SHOPPING).paragraphs]
    assert styles[:3] == [('☐\tBrot', 'List'), ('☑\tMilch', 'List'), ('Eier', 'List Bullet')]


def test_word_prints_on_a4() -> None:
    sheet = _word().sections[0]
    assert (round(sheet.page_width.mm), round(sheet.page_height.mm)) == (210, 297)
