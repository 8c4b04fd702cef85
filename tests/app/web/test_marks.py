"""Marks in texts of strangers: a number that leads to a page of ours, or nothing; never anything else."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from app.web.marks import Marks
from app.web.untrusted import TAGS, render_untrusted
from tests.security.vectors import VECTORS

ADDRESS = '/unterlage/bot/jurist/Mietvertrag.pdf?seite=2&stelle=10-40'
LINKS = {1: (ADDRESS, 'Stelle 1: Mietvertrag.pdf, Seite 2'), 3: (ADDRESS, 'Stelle 3: Mietvertrag.pdf, Seite 2')}


class _Reader(HTMLParser):
    """Notes links of ours, what is neither ours nor harmless, and the text."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.names: list[str] = []
        self.wrong: list[str] = []
        self.text = ''
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == 'sup' and not values and self._open[-1:] == ['a']:
            return
        if tag == 'a' and 'aria-label' in values:
            self.links.append(values['href'] or '')
            self.names.append(values['aria-label'] or '')
            if set(values) != {'class', 'href', 'aria-label'} or 'a' in self._open or 'code' in self._open:
                self.wrong.append(str(attrs))
        elif tag not in TAGS or set(values) - {'href', 'rel'}:
            self.wrong.append(f'{tag} {attrs}')
        if tag not in ('br', 'hr'):
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            self._open.remove(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def shown(text: str, links: dict[int, tuple[str, str]] = LINKS) -> _Reader:
    marks = Marks(links)
    reader = _Reader()
    reader.feed(marks.shown_in(render_untrusted(marks.hidden_in(text))))
    reader.close()
    return reader


def test_a_mark_becomes_a_small_link_with_a_name() -> None:
    found = shown('Die Kaution sind drei Mieten.[^3] Sonst nichts.')
    assert found.links == [ADDRESS]
    assert found.names == ['Stelle 3: Mietvertrag.pdf, Seite 2']
    assert ' '.join(found.text.split()) == 'Die Kaution sind drei Mieten.3 Sonst nichts.'


def test_marks_that_name_nothing_disappear() -> None:
    assert shown('Eins [^2] zwei[^99] drei.').text.strip() == 'Eins zwei drei.'
    assert shown('Eins [^1].', {}).text.strip() == 'Eins.'


@pytest.mark.parametrize(
    'text',
    [
        '**fett**[^1]',
        '*schräg*[^1] und mehr',
        '| a[^1] | b |\n|---|---|\n| c | d[^1] |',
        '# Titel[^1]',
        '- Punkt[^1]',
        '> Zitat[^1]',
    ],
)
def test_marks_work_in_every_kind_of_text(text: str) -> None:
    found = shown(text)
    assert found.links and not found.wrong
    assert '*' not in found.text and '[' not in found.text


@pytest.mark.parametrize(
    'text',
    [
        '`code[^1]`',
        '```\nblock[^1]\n```',
        '[ein Link[^1]](https://example.org)',
        '[Link](https://example.org/[^1])',
        '[Link](https://example.org/[^1]"onmouseover=alert(1))',
        '<https://example.org/[^1]>',
        '[Link](https://example.org/?a=[^1] "[^1]")',
        '[^1]: https://evil.example\n\nText[^1]',
        '[a]: https://evil.example/[^1]\n\n[a]',
    ],
)
def test_no_mark_inside_a_link_or_code(text: str) -> None:
    marks = Marks(LINKS)
    safe = marks.shown_in(render_untrusted(marks.hidden_in(text)))
    found = shown(text)
    assert not found.wrong
    assert set(found.links) <= {ADDRESS}
    assert '⁅' not in safe and '%E2%81%85' not in safe


@pytest.mark.parametrize('name', VECTORS)
def test_hostile_text_around_marks_gains_nothing(name: str) -> None:
    hostile = VECTORS[name]
    for text in (f'{hostile}[^1]', f'[^1]{hostile}', hostile.replace(' ', '[^1]', 40), f'a[^1]<b[^3]>{hostile}</b>'):
        found = shown(text)
        assert not found.wrong, text[:200]
        assert set(found.links) <= {ADDRESS}


@pytest.mark.parametrize(
    'name', ['"><img src=x onerror=alert(1)>.pdf', "' onmouseover='alert(1)", '<script>.txt', '&quot;.txt']
)
def test_a_hostile_file_name_stays_a_name(name: str) -> None:
    found = shown('Text[^1]', {1: (ADDRESS, f'Stelle 1: {name}')})
    assert not found.wrong and (found.links, found.names) == ([ADDRESS], [f'Stelle 1: {name}'])


def test_our_words_for_marks_cannot_be_written_by_others() -> None:
    found = shown('⁅0123456789abcdef01234567x1⁆ und [^1]')
    assert len(found.links) == 1 and '⁅0123456789abcdef01234567x1⁆' in found.text


def test_a_text_cut_in_the_middle_of_a_mark_shows_no_rest_of_it() -> None:
    for length in range(99_940, 100_000, 3):
        assert '⁅' not in shown('x' * length + '[^1]').text
