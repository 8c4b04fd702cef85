"""What holds for every format: any text can be saved, and opens again."""

from __future__ import annotations

import importlib
import io
import pkgutil
import zipfile

import pypdfium2 as pdfium
import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

import app.writers
from app.domain.text import Text
from app.writers import writers
from app.writers.base import Writer, is_plain

EVERY = pytest.mark.parametrize('writer', list(writers().values()), ids=list(writers()))
HOSTILE = '<script>alert(1)</script> <img src=http://evil.example/x.png onerror=alert(1)> [x](javascript:alert(1))'


def test_every_file_with_a_plugin_is_offered() -> None:
    names = {info.name for info in pkgutil.iter_modules(app.writers.__path__)}
    with_plugin = {name for name in names if hasattr(importlib.import_module(f'app.writers.{name}'), 'PLUGIN')}
    assert set(writers()) == with_plugin == {
        'docx', 'pdf', 'letter', 'large', 'fridge', 'odt', 'txt', 'html', 'md',
    }  # fmt: skip


@EVERY
def test_it_says_what_it_is_in_both_languages(writer: Writer) -> None:
    for text in (writer.title, writer.help):
        assert isinstance(text, Text) and text.de and text.en
    assert not is_plain(writer) or f'.{writer.ending}' in writer.title.de


@EVERY
@settings(max_examples=40, deadline=None)
@given(text=st.text(st.characters(codec=None), max_size=300), title=st.text(max_size=60))
def test_any_text_becomes_a_file(writer: Writer, text: str, title: str) -> None:
    content = writer.write(text, title=title, language='de')
    assert isinstance(content, bytes)
    _open(content, writer.ending)


@EVERY
@pytest.mark.parametrize('text', ['', 'Grüße 🍎 שלום', '\ud800 halb', 'a\x00b\x0bc', '| |\n|-|', '- \n- ', '> ' * 80])
def test_strange_texts_too(writer: Writer, text: str) -> None:
    assert isinstance(writer.write(text, title=text, language='en'), bytes)


def test_every_ending_has_one_plain_writer() -> None:
    plain = [writer.ending for writer in writers().values() if is_plain(writer)]
    assert sorted(plain) == sorted({writer.ending for writer in writers().values()})


def test_the_web_page_runs_and_loads_nothing() -> None:
    page = writers()['html'].write(HOSTILE, title=HOSTILE, language='de').decode()
    body = page.split('<body>')[1]
    assert '<script' not in body and '<img' not in body and 'href="javascript' not in body
    assert "default-src 'none'" in page and '<title>&lt;script&gt;' in page


def _open(content: bytes, ending: str) -> None:
    """Raises when it is no file of that kind."""
    if ending == 'docx':
        Document(io.BytesIO(content))
    elif ending == 'pdf':
        with pdfium.PdfDocument(content) as document:
            assert len(document) > 0
    elif ending == 'odt':
        assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None
    else:
        content.decode('utf-8')
