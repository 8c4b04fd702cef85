"""Marks on paper: numbers in the text, and below where they lead."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.passages import Passage
from app.domain.places import Place
from app.writers import writers
from app.writers.blocks import blocks
from app.writers.sources import with_sources

TEXT = 'Die Miete ist am dritten Werktag fällig.[^2] Hunde sind erlaubt. [^1]'


def passage(number: int, document: str = 'Mietvertrag.pdf', page: int = 4, has_pages: bool = True) -> Passage:
    return Passage(place=Place.of_bot('b'), document=document, page=page, text='…', number=number, has_pages=has_pages)


HOUSE_RULES = passage(1, 'Hausordnung.txt', has_pages=False)


def test_marks_become_numbers_and_the_sources_stand_below() -> None:
    assert with_sources(TEXT, [HOUSE_RULES, passage(2)], 'de') == (
        'Die Miete ist am dritten Werktag fällig.[2] Hunde sind erlaubt. [1]\n\n'
        '## Quellen\n\n- [1] Hausordnung.txt\n- [2] Mietvertrag.pdf, Seite 4\n'
    )


def test_the_list_is_in_the_language_of_the_result() -> None:
    assert with_sources('Due.[^2]', [passage(2)], 'en').endswith('## Sources\n\n- [2] Mietvertrag.pdf, page 4\n')


def test_only_passages_that_are_named_are_listed() -> None:
    assert 'Hausordnung' not in with_sources('Fällig.[^2]', [HOUSE_RULES, passage(2)], 'de')


def test_a_mark_that_names_nothing_leaves_no_trace() -> None:
    assert with_sources('Fällig.[^2][^9]', [passage(2)], 'de').startswith('Fällig.[2]\n')
    assert with_sources('Fällig.[^9]', [passage(2)], 'de') == 'Fällig.'
    assert with_sources('Fällig.[^2]', [], 'de') == 'Fällig.'


@pytest.mark.parametrize('name', ['a_b_c.pdf', '*fett*.txt', '[x](http://evil.example).md', '<b>.txt', 'a`b`.txt'])
def test_a_document_is_called_as_it_is(name: str) -> None:
    last = blocks(with_sources('Ja.[^1]', [passage(1, name, has_pages=False)], 'de'))[-1]
    assert ''.join(span.text for span in last.line) == f'[1] {name}'
    assert not any(span.link or span.bold or span.italic or span.code for span in last.line)


@pytest.mark.parametrize('text', ['Ja [^1](http://evil.example)', '[^1]: Mietvertrag', '[^1][^1]: x'])
def test_a_number_never_becomes_a_link(text: str) -> None:
    found = blocks(with_sources(text, [passage(1)], 'de'))
    assert not any(span.link for block in found for span in block.line)
    assert '[1]' in ''.join(span.text for span in found[0].line)


@given(st.text(alphabet='a [^12](:]\n', max_size=60))
def test_no_mark_is_left_in_any_text(text: str) -> None:
    assert '[^1]' not in with_sources(text, [passage(1), passage(2)], 'de').replace('\\', '')


@pytest.mark.parametrize('key', ['txt', 'html', 'md'])
def test_the_sources_stand_in_the_file(key: str) -> None:
    content = writers()[key].write(with_sources(TEXT, [passage(2)], 'de'), title='', language='de').decode()
    assert 'Quellen' in content and '[2] Mietvertrag.pdf, Seite 4' in content
