"""Words, their stems and the keywords of a text, for German and English."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_DE = """
aber alle allem allen aller alles als also am an ander andere anderen auch auf aus bei beim bereits bin bis bist bitte
da dabei dafür damit danach dann daran darauf darf das dass dein deine deinem deinen deiner dem den denn der deren des
deshalb dessen dich die dies diese diesem diesen dieser dieses dir doch dort du durch ein eine einem einen einer eines
einmal er es etwa etwas euch euer eure für gar ganz gegen geht genau gern gerne gibt gut hab habe haben hallo hat
hatte hatten hier hin ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im immer in ins ist ja jede jedem jeden jeder jedes
jetzt kann kannst kein keine keinen keiner können könnte lieber liebe machen macht man manche mal mehr mein meine
meinem meinen meiner mich mir mit möchte möchten muss müssen nach nicht nichts noch nun nur ob oder ohne schon sehr
sein seine seinem seinen seiner seit sich sie sind so soll sollen sollte sondern sonst über um und uns unser unsere
unserem unseren unter viel viele vom von vor wann war waren warum was weil welche welcher wenn wer werde werden wie
wieder wir wird wo wollen worden wurde wurden zu zum zur zwar zwischen heute morgen gestern damals sowie jedoch bzw
beispiel uhr euro januar februar märz april mai juni juli august september oktober november dezember mitte anfang ende
tag tage jahr jahre woche wochen mindestens letztes letzte letzten zusammen braucht
"""
_EN = """
a about after all also am an and any are as at be because been before being but by can could did do does doing done
down each for from get give go had has have having he her here him his how i if in into is it its just like may me
might more most must my no nor not now of off on once only or other our out over own per please same shall she should
so some such than that the their them then there these they this those through to too under until up us very was we
were what when where which while who whom why will with would you your yes hello dear thanks thank today tomorrow
january february march june july october december middle day days year years week weeks every last get gets need needs
want wants
"""
STOP_WORDS = frozenset((_DE + _EN).split())
_ENDINGS = ('ungen', 'lichen', 'erung', 'ing', 'ern', 'est', 'em', 'er', 'en', 'es', 'ed', 'ly', 'e', 's', 'n')
_UMLAUTS = str.maketrans({'ä': 'a', 'ö': 'o', 'ü': 'u', 'ß': 's'})


def words(text: str) -> list[str]:
    """All words of `text` as they are written."""
    return _WORD.findall(text)


def content_words(text: str) -> list[str]:
    """The words that carry meaning, as written."""
    return [word for word in words(text) if len(word) > 2 and word.lower() not in STOP_WORDS]


def stems(text: str) -> list[str]:
    """The stems of the words that carry meaning."""
    return [stem(word.lower()) for word in content_words(text)]


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A rough stem: 'Häuser' and 'Haus' meet, 'houses' and 'house' too."""
    base = word.lower().translate(_UMLAUTS)
    for ending in _ENDINGS:
        if base.endswith(ending) and len(base) - len(ending) >= 3:
            return base[: -len(ending)]
    return base


def keywords(text: str, count: int) -> list[str]:
    """The most frequent meaningful words, most frequent first, each in its commonest form."""
    frequency: Counter[str] = Counter()
    forms: dict[str, Counter[str]] = {}
    for word in content_words(text):
        if len(word) < 4:
            continue
        key = stem(word)
        # German nouns say what a text is about; a capital letter is worth half a mention more.
        frequency[key] += 3 if word[0].isupper() else 2
        forms.setdefault(key, Counter())[word] += 1
    return [_commonest(forms[key]) for key, _ in frequency.most_common(count)]


def related(left: str, right: str) -> int:
    """How many stems of `left` are in `right`, also inside a compound ('Samstag' in 'Samstagsarbeit')."""
    there = set(stems(right))
    return sum(any(_meet(a, b) for b in there) for a in set(stems(left)))


def _meet(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return short == long or (len(short) >= 5 and short in long)


def _commonest(forms: Counter[str]) -> str:
    return max(forms, key=lambda form: (forms[form], -len(form)))
