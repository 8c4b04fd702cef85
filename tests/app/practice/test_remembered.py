"""The practice engine with documents: it finds their sentences and names them, it never answers by itself."""

from __future__ import annotations

from datetime import date

from app.domain.notice import without_notice
from app.domain.passages import Remembered
from app.practice.write import write

LEASE = Remembered(
    label='Mietvertrag.pdf, Seite 2',
    text='Die Miete beträgt 640 Euro.\nDie Kündigungsfrist beträgt drei Monate. Haustiere sind erlaubt.',
    mark='[^1]',
)
GARDEN = Remembered(label='Garten.txt', text='Die Tomaten brauchen viel Sonne und jeden Tag Wasser.', mark='')


def answer(question: str, *documents: Remembered, frame: str = '') -> str:
    text = write(frame=frame, task='', material=question, language='de', today=date(2026, 3, 2), documents=documents)
    return without_notice(text).strip()


def test_the_sentence_that_fits_is_given_with_its_mark() -> None:
    found = answer('Wie lang ist die Kündigungsfrist?', LEASE, GARDEN)

    assert found.splitlines()[2] == '- Die Kündigungsfrist beträgt drei Monate. [^1]'


def test_without_a_mark_the_document_is_named() -> None:
    assert '(Garten.txt)' in answer('Wie viel Wasser brauchen die Tomaten?', LEASE, GARDEN)


def test_what_stands_nowhere_is_not_invented() -> None:
    assert 'Unterlagen' not in answer('Xylophon?', LEASE, GARDEN)


def test_a_recipe_with_its_own_frame_is_not_disturbed() -> None:
    assert answer('Tomaten kaufen', GARDEN, frame='checklist') == answer('Tomaten kaufen', frame='checklist')
