"""The extractive summary: the text's own sentences, the important ones, in their order."""

from __future__ import annotations

from app.practice.sentences import sentences
from app.practice.summary import pick, summarise
from app.practice.words import keywords

NEWS = """
Der Gemeinderat hat am Montag den Abriss der alten Turnhalle beschlossen. Das Wetter war an diesem Abend schön.
Die Turnhalle ist 60 Jahre alt, und der Abriss kostet 300.000 Euro. Viele Leute trugen Hüte.
Der Turnverein muss bis zum Abriss der Turnhalle in die Schule umziehen. Jemand hustete laut.
Ein neuer Bau der Turnhalle ist für den Gemeinderat erst 2028 möglich.
"""


def test_the_important_sentences_remain() -> None:
    short = summarise(NEWS, 3)
    assert short[0].startswith('Der Gemeinderat hat am Montag')
    assert not any('hustete' in line or 'Hüte' in line or 'Wetter' in line for line in short)


def test_every_sentence_of_a_summary_stands_in_the_text_in_this_order() -> None:
    found = sentences(NEWS)
    places = [found.index(line) for line in summarise(NEWS, 4)]
    assert places == sorted(places)


def test_repetitions_count_once() -> None:
    assert pick(['Immer derselbe Satz steht hier.'] * 50, 3) == ['Immer derselbe Satz steht hier.']


def test_keywords_are_the_words_it_is_about() -> None:
    assert keywords(NEWS, 2) == ['Turnhalle', 'Abriss']
    assert keywords('The houses and the house were old houses in the garden.', 1) == ['houses']
