"""Words to compare: the same for the same key, others for another."""

from __future__ import annotations

from app.sharing import seal
from app.web.phrases import words_for


def test_the_words_of_a_key_stay_the_same_for_ever() -> None:
    """People wrote them down: a change of the lists or of the counting would frighten them."""
    digest = seal.fingerprint('AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=')
    assert words_for(digest, 'de') == 'kerbe huhn messer feld rost kiste'
    assert len(words_for(digest, 'en').split()) == 6


def test_two_keys_have_different_words() -> None:
    words = {words_for(seal.fingerprint(seal.public_key_of(seal.new_key())), 'de') for _ in range(50)}
    assert len(words) == 50
