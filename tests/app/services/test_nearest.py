"""The nearest template: found by everyday words, and nothing is claimed where nothing is near."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given, settings, strategies

from app.services.nearest import Nearest
from app.services.template_files import read_folder
from app.services.templates import FOLDER
from tests.app.services.wishes import ENGLISH, GERMAN, NOTHING, UNSEEN

FILES = read_folder(FOLDER)
NEAREST = Nearest([file.in_language('de'), file.in_language('en')] for file in FILES.values())


def hits(*wishes: Mapping[str, Sequence[str]], refusing: bool) -> float:
    """How often the meant template comes first; with `refusing` it must be near enough to be offered, too."""
    found = []
    for wanted, sentences in (item for one in wishes for item in one.items()):
        for sentence in sentences:
            match = NEAREST.best(sentence) if refusing else NEAREST.rank(sentence)[0]
            found.append(match is not None and match.template_id == wanted)
    return sum(found) / len(found)


def test_every_template_has_everyday_sentences() -> None:
    assert set(GERMAN) == set(UNSEEN) == set(FILES)
    assert sum(map(len, UNSEEN.values())) >= 25


@pytest.mark.parametrize('wishes', [GERMAN, UNSEEN, ENGLISH], ids=['known', 'unseen', 'english'])
def test_the_template_that_is_meant_comes_first(wishes: Mapping[str, Sequence[str]]) -> None:
    assert hits(wishes, refusing=False) >= 0.8


def test_four_of_five_sentences_are_answered_with_the_template_that_is_meant() -> None:
    assert hits(GERMAN, UNSEEN, refusing=True) >= 0.8


def test_nine_of_ten_wishes_without_a_template_find_none() -> None:
    assert sum(NEAREST.best(sentence) is None for sentence in NOTHING) >= 0.9 * len(NOTHING)


@pytest.mark.parametrize('id', list(FILES))
def test_a_template_is_found_by_its_own_name(id: str) -> None:
    for language in ('de', 'en'):
        match = NEAREST.best(FILES[id].in_language(language).name)
        assert match is not None and match.template_id == id


@pytest.mark.parametrize(
    ('sentence', 'template_id'),
    [
        ('BESCHWERDE', 'beschwerde'),
        ('ein Beschwerdebrief', 'beschwerde'),
        ('Beschwerdn schreiben', 'beschwerde'),
        ('Uebersetzung', 'brief-uebersetzen'),
        ('Übersetzungen', 'brief-uebersetzen'),
    ],
)
def test_capitals_compounds_typing_errors_and_umlauts_do_no_harm(sentence: str, template_id: str) -> None:
    match = NEAREST.best(sentence)
    assert match is not None and match.template_id == template_id


def test_without_templates_nothing_is_near() -> None:
    assert Nearest([]).best('Beschwerde') is None


@settings(max_examples=60, deadline=None)
@given(strategies.text(max_size=2_000))
def test_any_text_gets_a_score_between_nothing_and_all(sentence: str) -> None:
    assert all(0 <= match.score <= 1.0001 for match in NEAREST.rank(sentence))
