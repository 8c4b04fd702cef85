"""Words as they are compared: folded, without endings, and without those that say nothing about what is asked."""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import snowballstemmer

WORD = re.compile(r'[^\W_]+')
HYPHENATED = re.compile(r'(?<=\w)[-\u2010]\s*\n\s*(?!(?:und|oder|bzw|sowie|bis)\b)(?=[a-zäöüß])')
UMLAUT_SPELT_OUT = re.compile(r'(?<![aeiouq])([aou])e')
LETTERS = (('ß', 'ss'), ('æ', 'a'), ('œ', 'o'), ('ø', 'o'), ('ł', 'l'), ('đ', 'd'), ('\xad', ''))
MARKS = re.compile('[\u0300-\u036f]+')
ENDINGS = re.compile(
    r'(?:(?<=[^\W_]{5})(?:ierungs?|ierbar|iert(?:e[nmrs]?)?|ieren?|ation(?:en)?|aturen?|atur|ion(?:en)?)'
    r'|ungs?|ungen|heits?|heiten|keits?|keiten|schaft|lich(?:e[nmrs]?)?|isch(?:e[nmrs]?)?|bar(?:e[nmrs]?)?'
    r'|en|er|em|es|st|t|e|(?<=[elr])n|s)$'
)
MIN_ROOT = 4  # letters: fewer stand in any other word

# Words of questions and sentences in which nothing is asked for; folded below.
GERMAN = """
    aber alle allem allen aller alles als also am an and andere anderen anderer anderes auch auf aus außer bei beim
    bin bis bist bitte bzw da dabei dadurch dafür dagegen daher damit danach dann daran darauf darf darfst darin
    darüber darum das dass davon dazu dein deine deinem deinen deiner dem den denen denn der deren des dessen dich
    die dies diese diesem diesen dieser dieses dir doch dort du durch dürfen dürft ein eine einem einen einer eines
    einige einmal er es etwa etwas euch euer eure eurem euren eurer für ganz gab geben gegen genau genug gerade
    gerne gibt gilt haben habe habt hat hatte hatten hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im
    immer in ins irgendwas ist ja je jede jedem jeden jeder jedes jemand jetzt kann kannst kein keine keinem keinen
    keiner können könnt könnte lassen lässt man mal mehr mein meine meinem meinen meiner mich mir mit möchte möchten
    muss müssen musst muß nach nämlich neben nicht nichts noch nun nur ob oder ohne sag sage schon sehr sein seine
    seinem seinen seiner seit sich sie sind so sogar solche soll sollen sollte sollten sonst sowie steht über um und
    uns unser unsere unserem unseren unserer unter usw vom von vor wann war waren warum was weil welche welchem
    welchen welcher welches wem wen wenn wer werde werden wessen weshalb wie wieder wieso wieviel viel viele will
    wir wird wirst wo wobei wodurch wofür woher wohin womit woran worauf woraus worin worum wovon wovor wozu wurde
    wurden würde zu zum zur zwar zwischen
"""
ENGLISH = """
    a about all also am an and any are as at be been but by can could did do does for from get had has have he her
    his how i if in into is it its just many may me much must my no not of on or our out please she should so some
    than that the their them then there these they this to us was we were what when where which who whom whose why
    will with would you your
"""
# Words of questions that count only where nothing else is asked.
QUESTIONING = """
    bedeuten bedeutet bekomme bekommen bekommst bekommt brauche brauchen brauchst braucht eigentlich erfahren finde
    finden findest findet geh gehe gehen geht heißen heißt hoch komme kommen kommt lang lange mach mache machen
    machst macht oft sagen sagt tu tue tun tust tut ungefähr weiß wissen find mean means need needs tell
"""


def fold(text: str) -> str:
    """Small letters without marks: `Straße` and `STRASSE`, `Müller`, `Mueller` and `Muller` are spelt the same."""
    small = text.lower()
    if not small.isascii():
        for letter, plain in LETTERS:
            small = small.replace(letter, plain)
        small = MARKS.sub('', unicodedata.normalize('NFKD', small))
    return UMLAUT_SPELT_OUT.sub(r'\1', small)


def words(text: str) -> list[str]:
    """The folded words of a text in order; words parted at the end of a line are one again."""
    if '\n' in text:
        text = HYPHENATED.sub('', text)
    return WORD.findall(fold(text))


def _list(words_of: str) -> frozenset[str]:
    return frozenset(words(words_of))


STOP_GERMAN, STOP_ENGLISH = _list(GERMAN), _list(ENGLISH)
STOP = STOP_GERMAN | STOP_ENGLISH
WEAK = _list(QUESTIONING)


def is_english(found: Iterable[str]) -> bool:
    """True when more small words of English than of German stand in it."""
    german = english = 0
    for word in found:
        german += word in STOP_GERMAN
        english += word in STOP_ENGLISH
    return english > german


_stemming = threading.Lock()  # the stemmers keep the word at hand in themselves
_german = snowballstemmer.stemmer('german')
_english = snowballstemmer.stemmer('english')


@lru_cache(maxsize=50_000)
def stem(word: str, english: bool = False) -> str:
    """A folded word without its ending."""
    with _stemming:
        return fold(str((_english if english else _german).stemWord(word)))


def says_something(word: str) -> bool:
    """False for stop words and lone letters; a lone digit says something."""
    return word not in STOP and (len(word) > 1 or word.isdigit())


def stems(found: Iterable[str], english: bool = False) -> list[str]:
    """What the index keeps of the words of a text."""
    return [stem(word, english) for word in found if says_something(word)]


@lru_cache(maxsize=5_000)
def root(word: str) -> str:
    """What is left of a folded word in all its relatives: `impf` of Impfung, geimpft and Impfausweis."""
    while True:
        shorter = ENDINGS.sub('', word, count=1)
        if shorter == word or len(shorter) < MIN_ROOT:
            return word[2:] if word.startswith('ge') and len(word) >= MIN_ROOT + 2 else word
        word = shorter
