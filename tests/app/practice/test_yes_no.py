"""Yes or no by rules: what can be looked up, the tone, else the words of the question."""

from __future__ import annotations

from datetime import date

import pytest

from app.engine.prompt import YES_OR_NO
from app.practice.write import write

MAIL = 'Liebe Frau Weber, am 4. Dezember 2026 ist der Wandertag in den Wildpark. Er kostet 6,50 Euro.'
ANGRY = 'Ich habe ewig gewartet und der Kuchen war trocken.'


@pytest.mark.parametrize(
    ('question', 'text', 'answer'),
    [
        ('Steht ein Datum darin?', MAIL, 'Ja'),
        ('Steht eine Frist im Text?', MAIL, 'Nein'),
        ('Fehlt ein Betrag?', MAIL, 'Nein'),
        ('Fehlt eine Telefonnummer?', MAIL, 'Ja'),
        ('Gibt es eine E-Mail-Adresse?', MAIL, 'Nein'),
        ('Geht es um den Wandertag?', MAIL, 'Ja'),
        ('Geht es um eine Klassenfahrt nach Italien?', MAIL, 'Nein'),
        ('Ist es eine Beschwerde?', ANGRY, 'Ja'),
        ('Ist es ein Lob?', ANGRY, 'Nein'),
        ('Ist der Kunde zufrieden?', 'Alles war super, danke!', 'Ja'),
        ('', MAIL, 'Nein'),
    ],
)
def test_the_answer_follows_from_the_text(question: str, text: str, answer: str) -> None:
    task = f'{question}\n\n{YES_OR_NO.de}'
    assert write(frame='', task=task, material=text, language='de', today=date(2026, 11, 22)) == answer


def test_english_is_answered_in_english() -> None:
    task = f'Is there a price in it?\n\n{YES_OR_NO.en}'
    assert write(frame='', task=task, material='It costs £5.', language='en', today=date(2026, 11, 22)) == 'Yes'


def test_a_usual_task_is_no_question_of_that_kind() -> None:
    text = write(frame='', task='Antworte mit Ja oder Nein?', material=MAIL, language='de', today=date(2026, 11, 22))
    assert text not in ('Ja', 'Nein')
