"""Pieces are also found by meaning, when an AI has turned them and the question into numbers."""

from __future__ import annotations

import math
import random
from pathlib import Path

import pytest

from app.search.index import Index
from tests.app.search.folder import entry, reading

TEXTS = {
    'Arzt.txt': 'Die Praxis öffnet um acht.',
    'Auto.txt': 'Der Wagen braucht neue Reifen.',
    'Brot.txt': 'Der Teig ruht eine Stunde.',
}
MEANING = {'Arzt.txt': [1.0, 0.1, 0.0], 'Auto.txt': [0.0, 1.0, 0.1], 'Brot.txt': [0.1, 0.0, 2.0]}


@pytest.fixture
def index(tmp_path: Path) -> Index:
    """Three documents of which a model knows the meaning."""
    index = Index(tmp_path / 'reading.sqlite3')
    for name, text in TEXTS.items():
        index.put(entry(name), reading(text))
    names = [text.partition('\n')[0] for _, text in index.vectors_missing('klein', 9)]
    ids = [id for id, _ in index.vectors_missing('klein', 9)]
    index.put_vectors('klein', {id: MEANING[f'{name}.txt'] for id, name in zip(ids, names, strict=True)})
    return index


def documents(
    index: Index, question: str, *vector: float, model: str = 'klein', names: tuple[str, ...] = ()
) -> list[str]:
    """What is found, by name."""
    return [chunk.document for chunk in index.search(question, 3, names, (model, vector))]


def test_a_question_without_a_common_word_finds_what_it_means(index: Index) -> None:
    assert index.search('Bäckerei', 3) == []
    assert documents(index, 'Bäckerei', 0.0, 0.0, 1.0)[0] == 'Brot.txt'


def test_what_is_found_both_ways_comes_first(index: Index) -> None:
    assert documents(index, 'Praxis', 0.6, 0.5, 0.1)[0] == 'Arzt.txt'
    scores = [chunk.score for chunk in index.search('Praxis', 3, (), ('klein', [0.6, 0.5, 0.1]))]
    assert scores == sorted(scores, reverse=True) and 0 < scores[-1] and scores[0] <= 1


def test_the_text_for_the_model_begins_with_name_and_heading(tmp_path: Path) -> None:
    index = Index(tmp_path / 'reading.sqlite3')
    index.put(entry('Satzung.pdf'), reading('# § 5 Kündigung\n\n' + 'Sie geht schriftlich. ' * 80))
    texts = [text for _, text in index.vectors_missing('klein', 9)]
    assert len(texts) > 1
    assert texts[-1].startswith('Satzung\n# § 5 Kündigung\nSie geht schriftlich.')


def test_only_what_is_missing_is_asked_for(index: Index) -> None:
    assert index.vectors_missing('klein', 9) == []
    assert len(index.vectors_missing('gross', 2)) == 2
    index.put(entry('Arzt.txt'), reading('Die Praxis ist umgezogen.'))
    assert [text for _, text in index.vectors_missing('klein', 9)] == ['Arzt\nDie Praxis ist umgezogen.']


def test_numbers_that_come_too_late_are_passed_over(index: Index) -> None:
    late = index.vectors_missing('gross', 9)
    index.put(entry('Arzt.txt'), reading('Die Praxis ist umgezogen.'))
    index.remove(['Auto.txt'])
    index.put_vectors('gross', {id: [1.0, 0.0] for id, _ in late})
    assert [text for _, text in index.vectors_missing('gross', 9)] == ['Arzt\nDie Praxis ist umgezogen.']
    assert documents(index, 'Bäckerei', 1.0, 0.0, model='gross') == ['Brot.txt']


def test_removed_and_other_documents_are_not_found_by_meaning(index: Index) -> None:
    assert documents(index, 'Bäckerei', 0.0, 0.0, 1.0, names=('Auto.txt',)) == ['Auto.txt']
    index.remove(['Brot.txt'])
    assert 'Brot.txt' not in documents(index, 'Bäckerei', 0.0, 0.0, 1.0)


def test_a_renamed_document_keeps_its_meaning(index: Index) -> None:
    index.rename('Brot.txt', entry('Sauerteig.txt'))
    assert index.vectors_missing('klein', 9) == []
    assert documents(index, 'Bäckerei', 0.0, 0.0, 1.0)[0] == 'Sauerteig.txt'


@pytest.mark.parametrize('strange', [(), (0.0, 0.0, 0.0), (math.nan, 1.0, 1.0), (math.inf, 1.0, 1.0), (1.0,)])
def test_strange_numbers_do_no_harm(index: Index, strange: tuple[float, ...]) -> None:
    assert documents(index, 'Reifen', *strange)[0] == 'Auto.txt'
    index.put_vectors('klein', {1: strange})
    assert documents(index, 'Reifen', 0.0, 1.0, 0.0)[0] == 'Auto.txt'


def test_without_numbers_words_decide(index: Index) -> None:
    assert documents(index, 'Reifen', 1.0, model='nie benutzt') == ['Auto.txt']


def test_among_many_pieces_the_nearest_ones_are_found(tmp_path: Path) -> None:
    chance = random.Random(4)
    index = Index(tmp_path / 'reading.sqlite3')
    index.put(entry('Buch.pdf'), reading(*[f'Blatt {number}' for number in range(1500)]))
    ids = [id for id, _ in index.vectors_missing('klein', 9999)]
    numbers = {id: [chance.gauss(0.2, 1) for _ in range(256)] for id in ids}
    index.put_vectors('klein', numbers)
    for id in chance.sample(ids, 5):
        question = [number + chance.gauss(0, 0.8) for number in numbers[id]]
        found = index.search('qqq', 3, (), ('klein', question))
        assert found[0].text == f'Blatt {ids.index(id)}'
