"""Without a named frame the words of the task decide."""

from __future__ import annotations

from datetime import date

import pytest

from app.practice.brief import read_brief
from app.practice.choose import choose
from app.practice.write import FRAMES


@pytest.mark.parametrize(
    ('task', 'frame'),
    [
        ('Schreib einen Blog-Artikel über Rosen.', 'article'),
        ('Fasse den Text kurz zusammen.', 'summary'),
        ('Schreib eine Beschwerde an die Bahn.', 'complaint'),
        ('Beantworte diese E-Mail.', 'reply'),
        ('Mach eine Checkliste daraus.', 'checklist'),
        ('Prüfe die Rechtschreibung.', 'review'),
        ('Schreib einen Brief an den Vermieter.', 'letter'),
        ('Write minutes of the meeting.', 'minutes'),
        ('Make a shopping list.', 'shopping'),
        ('Übersetze diese E-Mail ins Englische.', 'translate'),
        ('Schreib eine Packliste.', 'packing'),
        ('Find five ideas for posts.', 'ideas'),
        ('Erklär mir den Arztbrief.', 'medical_words'),
        ('Sing mir ein Lied.', 'overview'),
        ('', 'overview'),
    ],
)
def test_words_choose_the_frame(task: str, frame: str) -> None:
    brief = read_brief(task=task, material='', language='de', today=date(2026, 1, 1))
    assert choose(brief) == frame
    assert frame in FRAMES
