"""Which words of a shopping list are the same thing once and many times: Ei and Eier, Tomate and Tomaten."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from app.domain.comparing import folded

# Look like singular and plural, but are two things.
_TWO_THINGS = frozenset(
    {('kohl', 'kohle'), ('kraut', 'kräuter'), ('korn', 'körner'), ('reis', 'reise'), ('mus', 'muse')}
)
_UMLAUTS = {'a': 'ä', 'o': 'ö', 'u': 'ü'}


def same_things(names: Collection[str], language: str) -> Mapping[str, str]:
    """For every name the name that stands for it: the shortest one, when others are its plural."""
    known = {folded(name) for name in names}
    single: dict[str, str] = {}
    for name in sorted(known, key=lambda name: (len(name), name)):
        for plural in _plurals(name, language):
            if plural in known and plural != name:
                single.setdefault(plural, single.get(name, name))
    return {name: single.get(folded(name), folded(name)) for name in names}


def _plurals(name: str, language: str) -> Iterator[str]:
    """What the plural could look like; only the last word changes."""
    start, blank, word = name.rpartition(' ')
    if len(word) < 2:
        return
    forms = _english(word) if language == 'en' else _german(word)
    for form in forms:
        if (word, form) not in _TWO_THINGS:
            yield f'{start}{blank}{form}'


def _german(word: str) -> Iterator[str]:
    yield from (word + ending for ending in ('e', 'n', 'en', 'er', 'se'))
    if len(word) > 3 and word[-1] in 'aiouy':
        yield word + 's'
    place = max(word.rfind(letter) for letter in _UMLAUTS)
    if place >= 0:
        if word[place] == 'u' and word[place - 1 : place] == 'a':  # Strauß, Sträuße
            place -= 1
        changed = word[:place] + _UMLAUTS[word[place]] + word[place + 1 :]
        yield from (changed + ending for ending in ('', 'e', 'er', 'n'))


def _english(word: str) -> Iterator[str]:
    yield from (word + 's', word + 'es')
    if word.endswith('y'):
        yield word[:-1] + 'ies'
    if word.endswith('f'):
        yield word[:-1] + 'ves'
