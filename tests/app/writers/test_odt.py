"""OpenDocument: what the standard asks for, and the text with its headings, lists and tables."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.writers import writers
from app.writers.odt_styles import MEDIA_TYPE, NAMES
from tests.app.writers.sheets import texts
from tests.app.writers.test_formats import LETTER

SOFFICE = shutil.which('soffice')
SIGNS = '€ „Grüße“ – … ß ẞ ł ✓ →'


def parts(text: str = LETTER, language: str = 'de') -> dict[str, bytes]:
    content = writers()['odt'].write(text, title='Brief & Gruß', language=language)
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {name: file.read(name) for name in file.namelist()}


def body(text: str = LETTER) -> ElementTree.Element:
    found = ElementTree.fromstring(parts(text)['content.xml']).find('office:body/office:text', NAMES)
    assert found is not None
    return found


def words(element: ElementTree.Element) -> str:
    return ''.join(element.itertext())


def test_the_first_part_says_what_the_file_is_and_is_not_packed() -> None:
    content = writers()['odt'].write('x', title='', language='de')
    assert content[30:38] == b'mimetype' and content[38 : 38 + len(MEDIA_TYPE)] == MEDIA_TYPE.encode()
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        assert file.infolist()[0].compress_type == zipfile.ZIP_STORED


def test_every_part_is_listed_and_every_style_is_there() -> None:
    found = parts()
    listed = ElementTree.fromstring(found['META-INF/manifest.xml'])
    paths = {value for entry in listed for name, value in entry.attrib.items() if name.endswith('full-path')}
    assert paths == {'/', *found} - {'mimetype', 'META-INF/manifest.xml'}
    style = f'{{{NAMES["style"]}}}name'
    trees = [ElementTree.fromstring(found[name]) for name in ('content.xml', 'styles.xml')]
    known = {element.get(style) for tree in trees for element in tree.iter()}
    used = {
        value for element in trees[0].iter() for name, value in element.attrib.items() if name.endswith('style-name')
    }
    assert used <= known


def test_headings_lists_and_tables_are_real() -> None:
    (heading, *_) = body().findall('text:h', NAMES)
    assert words(heading) == 'An die Schule' and heading.get(f'{{{NAMES["text"]}}}outline-level') == '1'
    lists = body().findall('text:list', NAMES)
    assert [words(item.find('text:p', NAMES)) for item in lists[0]] == ['Erstens', 'Zweitens']  # type: ignore[arg-type]
    assert [words(item) for item in lists[0].iterfind('text:list-item/text:list/text:list-item', NAMES)] == ['genauer']
    rows = body().findall('.//table:table-row', NAMES)
    assert [[words(cell) for cell in row] for row in rows] == [['Tag', 'Uhr'], ['Mo', '8']]


def test_bold_words_line_ends_and_links() -> None:
    content = parts()['content.xml'].decode()
    assert 'text:style-name="Tb">Frau Klein<' in content and '<text:line-break' in content
    assert 'xlink:href="https://schule.example"' in content


def test_a_list_that_begins_with_seven_does_so() -> None:
    (numbered,) = body('7. Sieben\n8. Acht').findall('text:list', NAMES)
    assert numbered[0].get(f'{{{NAMES["text"]}}}start-value') == '7'


def test_title_language_and_boxes() -> None:
    found = parts('- [ ] Brot', 'en')
    assert '<dc:title>Brief &amp; Gruß</dc:title>' in found['meta.xml'].decode()
    assert 'fo:language="en"' in found['styles.xml'].decode()
    assert words(body('- [ ] Brot\n- [x] Milch')) == '☐ Brot☑ Milch'


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(['# H', '- a', '  - b', '    1. c', '- - x', '1. c', '> q', '|a|b|', '|-|-|', '', '  w']))
)
def test_any_mixture_is_well_formed(lines: list[str]) -> None:
    found = parts('\n'.join(lines))
    for name in ('content.xml', 'styles.xml', 'meta.xml'):
        ElementTree.fromstring(found[name])


@pytest.mark.slow
@pytest.mark.skipif(SOFFICE is None, reason='LibreOffice is not installed')
@pytest.mark.parametrize('key', ['odt', 'docx'])
def test_libreoffice_draws_it(key: str, tmp_path: Path) -> None:
    assert SOFFICE is not None
    file = tmp_path / f'brief.{key}'
    file.write_bytes(writers()[key].write(f'{LETTER}\n\n{SIGNS}', title='Brief', language='de'))
    home = f'-env:UserInstallation=file://{tmp_path}/home'
    command = [SOFFICE, home, '--headless', '--convert-to', 'pdf', '--outdir', str(tmp_path), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    sheet = texts((tmp_path / 'brief.pdf').read_bytes())[0]
    assert 'An die Schule' in sheet and 'Zweitens' in sheet
    assert all(sign in sheet for sign in SIGNS.split())  # a sign from another font may be drawn before its neighbours
