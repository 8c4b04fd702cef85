"""Names and emoji as people type them, made safe to show anywhere."""

from __future__ import annotations

import re
import unicodedata

from app.domain.errors import Invalid

MAX_GRAPHEMES = 60
_JOINER, _VARIATION, _KEYCAP = '\u200d', '\ufe0f', '\u20e3'
_FLAG = re.compile('[\U0001f1e6-\U0001f1ff]')
_TONE = re.compile('[\U0001f3fb-\U0001f3ff]')
_TAG = '[\U000e0020-\U000e007e]'
# Characters that Unicode calls Extended_Pictographic, without the ones that are plain text by nature (©, ®, ™).
_PICTURE = (
    '[\u203c\u2049\u2139\u2194-\u2199\u21a9\u21aa\u231a\u231b\u2328\u23cf\u23e9-\u23f3\u23f8-\u23fa\u24c2'
    '\u25aa\u25ab\u25b6\u25c0\u25fb-\u25fe\u2600-\u2604\u260e\u2611\u2614\u2615\u2618\u261d\u2620\u2622\u2623'
    '\u2626\u262a\u262e\u262f\u2638-\u263a\u2640\u2642\u2648-\u2653\u265f\u2660\u2663\u2665\u2666\u2668\u267b'
    '\u267e\u267f\u2692-\u2697\u2699\u269b\u269c\u26a0\u26a1\u26a7\u26aa\u26ab\u26b0\u26b1\u26bd\u26be\u26c4'
    '\u26c5\u26c8\u26ce\u26cf\u26d1\u26d3\u26d4\u26e9\u26ea\u26f0-\u26f5\u26f7-\u26fa\u26fd\u2702\u2705'
    '\u2708-\u270d\u270f\u2712\u2714\u2716\u271d\u2721\u2728\u2733\u2734\u2744\u2747\u274c\u274e\u2753-\u2755'
    '\u2757\u2763\u2764\u2795-\u2797\u27a1\u27b0\u27bf\u2934\u2935\u2b05-\u2b07\u2b1b\u2b1c\u2b50\u2b55\u3030'
    '\u303d\u3297\u3299\U0001f004\U0001f0cf\U0001f170\U0001f171\U0001f17e\U0001f17f\U0001f18e'
    '\U0001f191-\U0001f19a\U0001f201\U0001f202\U0001f21a\U0001f22f\U0001f232-\U0001f23a\U0001f250\U0001f251'
    '\U0001f300-\U0001f3fa\U0001f400-\U0001f53d\U0001f549-\U0001f64f\U0001f680-\U0001f6ff'
    '\U0001f7e0-\U0001f7eb\U0001f7f0\U0001f90c-\U0001f93a\U0001f93c-\U0001f945\U0001f947-\U0001faff]'
)
_ELEMENT = f'{_PICTURE}(?:{_VARIATION}|{_TONE.pattern})?(?:{_TAG}{{1,8}}\U000e007f)?'
_EMOJI = re.compile(f'{_FLAG.pattern}{{2}}|[0-9#*]{_VARIATION}?{_KEYCAP}|{_ELEMENT}(?:{_JOINER}{_ELEMENT}){{0,9}}')


def clean_name(text: str) -> str:
    """The name as it is stored: NFC, trimmed, one line, nothing invisible; `Invalid` when nothing or too much is left.

    The joiner that holds one emoji together is kept inside that emoji and nowhere else.
    """
    if any(0xD800 <= ord(letter) <= 0xDFFF for letter in text):
        raise Invalid.field('name', 'characters')
    normal = unicodedata.normalize('NFC', text)
    pieces, position = [], 0
    for emoji in _EMOJI.finditer(normal):
        pieces += [_visible(normal[position : emoji.start()]), emoji[0]]
        position = emoji.end()
    pieces.append(_visible(normal[position:]))
    name = unicodedata.normalize('NFC', ' '.join(''.join(pieces).split()))
    if not name:
        raise Invalid.field('name', 'required')
    if len(graphemes(name)) > MAX_GRAPHEMES or len(name) > MAX_GRAPHEMES * 12:
        raise Invalid.field('name', 'name_long', limit=MAX_GRAPHEMES)
    return name


def clean_emoji(text: str) -> str:
    """Exactly one emoji, as it is stored; `Invalid` for anything else."""
    emoji = unicodedata.normalize('NFC', text).strip()
    if not _EMOJI.fullmatch(emoji):
        raise Invalid.field('emoji', 'emoji')
    return emoji


def graphemes(text: str) -> list[str]:
    """What a reader counts as one character: a letter with its accents, a flag, a family of emoji."""
    found: list[str] = []
    position = 0
    while position < len(text):
        emoji = _EMOJI.match(text, position)
        end = emoji.end() if emoji else position + 1
        while end < len(text) and unicodedata.category(text[end]) in ('Mn', 'Me', 'Mc'):
            end += 1
        found.append(text[position:end])
        position = end
    return found


def _visible(text: str) -> str:
    """Without control, direction, zero-width, private and unassigned characters; line breaks become blanks."""
    return ''.join(' ' if letter.isspace() else letter for letter in text if letter.isspace() or not _is_hidden(letter))


def _is_hidden(letter: str) -> bool:
    # Fillers are letters by category, but nobody sees them: a name made of them would look empty.
    filler = letter in '\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0'
    selector = (
        '\ufe00' <= letter <= '\ufe0f' or '\U000e0100' <= letter <= '\U000e01ef' or '\u180b' <= letter <= '\u180f'
    )
    return filler or selector or unicodedata.category(letter) in ('Cc', 'Cf', 'Co', 'Cn', 'Cs')
