"""How the material of a step is taken apart: answers by their labels, earlier results by their first line."""

from __future__ import annotations

from datetime import date

from app.domain.notice import NOTICE
from app.practice.brief import Brief, clean, read_brief


def read(material: str) -> Brief:
    return read_brief(task='', material=material, language='de', today=date(2026, 11, 22))


def test_labels_of_the_start_form_become_answers() -> None:
    brief = read('Worüber soll der Artikel sein?: Tomaten\n\nWas weißt du schon darüber?:\nTopf: 20 Liter\nSonne')
    assert brief.answers == {'topic': 'Tomaten', 'notes': 'Topf: 20 Liter\nSonne'}


def test_a_lone_answer_without_label_is_the_text() -> None:
    brief = read('Liebe Eltern, am Freitag ist Wandertag.')
    assert (brief.answers, brief.text) == ({}, 'Liebe Eltern, am Freitag ist Wandertag.')


def test_short_labels_of_own_recipes_work_too() -> None:
    assert read('Thema: Rosen\nZielgruppe: Kinder').answers == {'topic': 'Rosen', 'readers': 'Kinder'}


def test_short_words_inside_a_pasted_text_are_no_labels_when_the_form_has_its_own() -> None:
    brief = read('Welche E-Mail hast du bekommen?:\nThema: Kaffee\nKommst du?')
    assert brief.answers == {'mail': 'Thema: Kaffee\nKommst du?'}


def test_results_of_earlier_steps_are_told_apart_by_their_notice() -> None:
    brief = read(f'Worüber soll der Artikel sein?: Rosen\n\nNotizen ordnen:\n{NOTICE.de}\n\n## Thema\n\nRosen')
    assert brief.answers == {'topic': 'Rosen'}
    assert brief.earlier == ('## Thema\n\nRosen',)


def test_unreadable_characters_go_and_scripts_stay() -> None:
    assert clean('a\0b\ud800c\r\nd\u2028e') == 'ab?c\nd\ne'
    assert clean('שלום 👵🏽 مرحبا') == 'שלום 👵🏽 مرحبا'
