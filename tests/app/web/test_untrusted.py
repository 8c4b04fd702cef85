"""Text of models and strangers: only harmless tags come out, whatever goes in."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.web.untrusted import MAX_BYTES, SCHEMES, TAGS, render_untrusted
from tests.security.vectors import VECTORS


class _Inspector(HTMLParser):
    """Notes everything in the HTML that is not on the list of the harmless."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.wrong: list[str] = []
        self.links: list[str] = []
        self.text = ''

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.wrong.append(tag)
        for name, value in attrs:
            if (tag, name) == ('a', 'href'):
                self.links.append(value or '')
            elif (tag, name, value) != ('a', 'rel', 'noopener noreferrer nofollow'):
                self.wrong.append(f'{tag} {name}={value}')

    def handle_comment(self, data: str) -> None:
        self.wrong.append(f'comment {data}')

    def handle_decl(self, decl: str) -> None:
        self.wrong.append(decl)

    def handle_pi(self, data: str) -> None:
        self.wrong.append(data)

    def handle_data(self, data: str) -> None:
        self.text += data


def inspected(text: str) -> _Inspector:
    inspector = _Inspector()
    inspector.feed(render_untrusted(text))
    inspector.close()
    return inspector


def check(text: str) -> None:
    found = inspected(text)
    assert not found.wrong
    for link in found.links:
        scheme, colon, _ = link.partition(':')
        assert colon and scheme.lower() in SCHEMES, link


def test_there_are_enough_vectors() -> None:
    assert len(VECTORS) >= 60


@pytest.mark.parametrize('name', VECTORS)
def test_no_vector_leaves_anything_but_text_and_links(name: str) -> None:
    check(VECTORS[name].replace('SINK', 'http://sink.example'))


_PIECES = st.sampled_from(
    ['<', '>', '"', "'", '&', '=', '[', ']', '(', ')', '!', '`', '*', '|', '\n', '- ', '> ', '# ', ' ', '\\', '\t']
    + ['<img ', '<a ', 'src=', 'href=', 'onerror=', 'style=', 'id=x', 'javascript:', 'https://a.example', '</', '/>']
    + ['&lt;', '&#60;', '&colon;', '<!--', '-->', '<![CDATA[', '<?', '```', '~~', 'x', 'ä', '\u202e', '\x00', '---\n']
)


@given(st.lists(_PIECES | st.text(max_size=4), max_size=60).map(''.join))
def test_no_text_at_all_does(text: str) -> None:
    check(text)


def test_what_people_write_looks_as_they_meant_it() -> None:
    source = '# Titel\n\n**Fett** und *schräg*, ~~weg~~.\n\n1. eins\n2. zwei\n\n> Zitat\n\n'
    source += '|a|b|\n|-|-|\n|1|2|\n\n`code`\n\n---'
    html = render_untrusted(source)
    for piece in ('<h1>Titel</h1>', '<strong>Fett</strong>', '<em>schräg</em>', '<s>weg</s>', '<ol>', '<td>1</td>'):
        assert piece in html
    assert '<blockquote>' in html and '<code>code</code>' in html and '<hr' in html


def test_html_and_pictures_stay_readable_as_text() -> None:
    assert 'Das Tag <script> lädt Programme.' in inspected('Das Tag <script> lädt Programme.').text
    assert inspected('![Der Hund](https://a.example/hund.png)').text.startswith('!Der Hund')


def test_links_say_where_they_lead() -> None:
    assert inspected('[Meine Bank](https://evil.example/x)').text.strip() == 'Meine Bank (evil.example)'
    assert inspected('[meine-bank.example](https://bank.example)').text.strip() == 'meine-bank.example (bank.example)'
    assert inspected('<https://good.example/a>').text.strip() == 'https://good.example/a'
    assert inspected('[good.example](https://good.example/a)').text.strip() == 'good.example'
    assert inspected('[Schreib uns](mailto:a@b.example)').text.strip() == 'Schreib uns (a@b.example)'


def test_long_texts_are_cut_and_stay_whole_characters() -> None:
    html = render_untrusted('ä' * MAX_BYTES)
    assert html.count('ä') == MAX_BYTES // 2 and '\ufffd' not in html


def test_a_text_made_to_be_slow_is_shown_as_it_is() -> None:
    assert render_untrusted('[' * 5000) == f'<pre>{"[" * 5000}</pre>'
    assert render_untrusted('<b>[' * 5000).startswith('<pre>&lt;b&gt;[')


def test_plain_line_breaks_and_amounts_survive() -> None:
    text = inspected('Miete: 1.234,50 €\nNebenkosten < 200 € & mehr').text
    assert 'Miete: 1.234,50 €' in text and 'Nebenkosten < 200 € & mehr' in text
