"""Whatever comes in: no exception, one notice line, first."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.notice import END, NOTICE, RESULT
from app.domain.pipelines import Shape
from app.domain.shapes import shaped
from app.practice.roles import LABELS
from app.practice.shaped import FIELDS, TABLES
from app.practice.write import FRAMES, write

TODAY = date(2026, 11, 22)
# What hides at the seams of the rules: labels, marks, numbers, other scripts, broken characters.
SEEDS = st.sampled_from(
    [label for labels in LABELS.values() for label in labels]
    + [NOTICE.de, NOTICE.en, '\n', '\n\n', ': ', '- ', '1. ', '# ', '## ', '| a | b |', '☐', '12. Dezember 2026']
    + ['31.02.2026', '1.234,50 €', '€', '1/0 l Milch', '½', 'Montag: Suppe (2 Eier, Salz)', 'Anwesend: Eva, Karl']
    + ['Eva macht das bis Freitag', 'Beschluss: ja, 4 dafür, 1 dagegen', 'Von: a@b.de', 'Liebe Grüße\nEva', 'Dafür: ja']
    + [
        RESULT,
        END,
        f'{RESULT}- Betrag: 3,50 €{END}',
        'Datum;Betrag\n1.2.2026;3 €',
        '| Thema | Ton |\n| --- | --- |\n| a | Lob |',
    ]
    + ['aber', '?', '!!!', '„', '[Lücke]', '\0', '\ud800', '\u202e', 'שלום', 'مرحبا', '👵🏽', '\u2028', '9999-12-31']
)
ANY = st.lists(SEEDS | st.text(max_size=40), max_size=14).map(' '.join) | st.text(max_size=400)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(material=ANY, task=ANY, language=st.sampled_from(['de', 'en', 'fr', '']))
@pytest.mark.parametrize('frame', [*FRAMES, ''])
def test_any_text_gives_an_honest_result(frame: str, material: str, task: str, language: str) -> None:
    text = write(frame=frame, task=task, material=material, language=language, today=TODAY)
    notice = NOTICE.in_language(language)
    assert text.split('\n', 1)[0] == notice
    assert sum(text.count(line) for line in (NOTICE.de, NOTICE.en)) == 1
    text.encode('utf-8')  # no broken halves of characters go on


NAMES = st.lists(
    st.sampled_from(
        ['Datum', 'Betrag', 'Lieferant', 'Thema', 'Ton', 'Wer', 'Bis wann', 'Text', 'Titel', 'xyz', 'E-Mail']
    )
    | st.from_regex(r'[A-Za-zÄÖÜäöüß]{1,12}( [a-zäöüß-]{1,12})?', fullmatch=True),
    max_size=6,
    unique_by=str.casefold,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(material=ANY, columns=NAMES, language=st.sampled_from(['de', 'en']), shape=st.sampled_from(['table', 'fields']))
@pytest.mark.parametrize('frame', ['', *TABLES, *FIELDS])
def test_any_text_gives_exactly_the_shape_that_was_asked_for(
    frame: str, material: str, columns: list[str], language: str, shape: str
) -> None:
    text = write(
        frame=frame, task='Lies.', material=material, language=language, today=TODAY, shape=shape, columns=columns
    )
    assert shaped(text, Shape(shape), columns).strip() == text.strip()  # accepted as it is, nothing left out
    assert NOTICE.de not in text and NOTICE.en not in text
    text.encode('utf-8')


@settings(max_examples=100, deadline=None)
@given(material=ANY, question=ANY, language=st.sampled_from(['de', 'en', 'fr']))
def test_any_question_is_answered_with_yes_or_no_alone(material: str, question: str, language: str) -> None:
    task = f'{question}\n\n' + ('Answer with yes or no only.' if language == 'en' else 'Antworte nur mit Ja oder Nein.')
    text = write(frame='article', task=task, material=material, language=language, today=TODAY, shape='table')
    assert text in (('Yes', 'No') if language == 'en' else ('Ja', 'Nein'))


@settings(max_examples=100, deadline=None)
@given(draft=ANY, comment=ANY | st.sampled_from(['Ersetze "a" durch "b"', 'kürzer', 'Füg hinzu: Danke', 'ohne "a"']))
def test_any_comment_keeps_the_draft_and_the_notice(draft: str, comment: str) -> None:
    text = write(frame='change', task=comment, material=draft, language='de', today=TODAY)
    assert text.split('\n', 1)[0] == NOTICE.de and text.count(NOTICE.de) == 1
    text.encode('utf-8')


@pytest.mark.parametrize('frame', FRAMES)
def test_nothing_given_leaves_marked_gaps_and_no_invention(frame: str) -> None:
    text = write(frame=frame, task='', material='', language='de', today=TODAY)
    assert len(text) > len(NOTICE.de)
    dates_and_sums = re.findall(r'\d{4}|\d+[.,]\d\d|€|\d\. [A-Z]', text)
    assert set(dates_and_sums) <= {'2026', '2. N', '6. D'}  # today, and two weeks from today in a complaint
    names = re.findall(r'(?:Frau|Herr|Mr|Mrs) [A-Z]\w+', text)
    assert not names


@pytest.mark.parametrize('frame', FRAMES)
@pytest.mark.parametrize('unit', ['a', '.', '1.1. ', 'Was ist das?\n', '[', '👵🏽', 'מה ', 'Ab 12 € bis Freitag. '])
def test_a_huge_text_is_read_too(frame: str, unit: str) -> None:
    text = write(frame=frame, task='', material=unit * (20_000 // len(unit)), language='de', today=TODAY)
    assert text.startswith(NOTICE.de)
