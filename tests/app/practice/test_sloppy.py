"""What people really type: small letters, no full stops, plus and minus, half sentences."""

from __future__ import annotations

from datetime import date

import pytest

from app.practice.write import write

TODAY = date(2026, 11, 22)


def result(frame: str, material: str) -> str:
    return write(frame=frame, task='', material=material, language='de', today=TODAY)


def test_a_letter_from_half_sentences_has_no_gap_for_what_was_said() -> None:
    text = result('letter', 'hab den ausweis verloren und brauch einen neuen. kann jemand nach hause kommen?')
    assert '**Anfrage**' in text
    assert 'hab den ausweis verloren und brauch einen neuen.\n\nKann jemand nach hause kommen?' in text
    assert '[was' not in text


def test_plus_and_minus_are_for_and_against() -> None:
    text = result(
        'verdict', 'Was möchtest du entscheiden?: Hund?\nWas fällt dir dazu ein?:\n+ Bewegung\n- Kosten\n- Urlaub'
    )
    assert '| Bewegung. | Kosten. |' in text and '1 Grund dafür und 2 dagegen' in text


def test_who_was_there_is_found_in_a_sentence() -> None:
    text = result('minutes', 'da waren Sabine, Tom und ich\n- Tom kümmert sich um die Tische\n- wer macht die Kasse?')
    assert '## Anwesend\n\nSabine, Tom' in text
    assert '| Tom | Kümmert sich um die Tische | – |' in text


def test_meals_without_ingredients_are_planned_and_named() -> None:
    text = result('shopping', 'Nudeln: 500g Nudeln, 2 Dosen Tomaten\nPizza\nMittwoch Reste')
    assert 'Pizza' in result('plan', 'Nudeln: 500g Nudeln\nPizza')
    assert '☐ 500 g Nudeln' in text and '☐ 2 Dosen Tomaten' in text


def test_a_topic_alone_gives_a_plan_with_questions_and_never_an_invented_article() -> None:
    text = result('article', 'Schreib einen Artikel über Wandern mit Enkeln')
    assert '# Wandern mit Enkeln\n' in text
    assert text.count('[deine Antwort]') == 5 and text.count('?') > 5


def test_a_formal_mail_is_answered_formally_and_its_question_stays_open() -> None:
    mail = 'Sehr geehrte Frau Sommer,\n\npasst Ihnen der 8. Dezember um 9 Uhr?\n\nMit freundlichen Grüßen\nPetra Müller'
    text = result('reply', mail)
    assert 'Guten Tag Petra Müller,' in text and 'Freundliche Grüße' in text
    assert 'Zu Ihrer Frage „Passt Ihnen der 8. Dezember um 9 Uhr?“: [deine Antwort]' in text


@pytest.mark.parametrize(
    ('day', 'remark'), [('Freitag', 'passt nicht. Dieser Tag ist ein Samstag'), ('Samstag', 'stimmt')]
)
def test_a_weekday_is_held_against_its_date(day: str, remark: str) -> None:
    assert remark in result('review', f'Wir feiern am {day}, den 11. Juli 2026 im Garten.')


def test_a_wrong_total_is_noticed() -> None:
    text = result('review', 'Kuchen 4 Euro, Grillen 6 Euro, insgesamt 11 Euro.')
    assert '4,00 € + 6,00 € = 10,00 €. Im Text steht 11 Euro' in text
