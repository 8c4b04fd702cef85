"""Bytes to text: which of the usual encodings it is, and the characters as the rest of the program wants them."""

from __future__ import annotations

import codecs
import re
import unicodedata

_MARKS = (
    (codecs.BOM_UTF8, 'utf-8-sig'),
    (codecs.BOM_UTF16_LE, 'utf-16'),
    (codecs.BOM_UTF16_BE, 'utf-16'),
)
_CONTROL = re.compile('[\x00-\x08\x0b\x0e-\x1f\x7f\x80-\x84\x86-\x9f\u200b\u2060\ufeff\ufffe\uffff]')
_BLANKS = dict.fromkeys(map(ord, '\u00a0\u2007\u2009\u202f'), ' ')  # searching and calculating know only one
_DOTS = dict.fromkeys(map(ord, '\uf0b7\uf0a7\uf076'), '•')  # Word's own letters for the dots of its lists
_LINE_END = re.compile('\r\n?|[\x0c\x85\u2028\u2029]')
_MANY_BLANKS = re.compile(r'\n[ \t]*\n(?:[ \t]*\n)+')


def decoded(data: bytes) -> str:
    """The text; ValueError when the bytes are none."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, 'replace')
    if b'\0' in data:
        return _without_mark(data)
    for encoding in ('utf-8', 'cp1252'):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            text = data.decode('utf-8', 'replace')
            if text.count('\ufffd') * 20 < sum(letter > '\x7f' for letter in text):
                return text  # UTF-8 with a scratch
    return data.decode('latin-1')


def tidy(text: str) -> str:
    """NFC, line ends `\\n`, one kind of blank, no control characters, none at line ends, one empty line at a time."""
    text = unicodedata.normalize('NFC', _CONTROL.sub('', _LINE_END.sub('\n', text)))
    lines = (line.rstrip() for line in text.translate(_BLANKS | _DOTS).split('\n'))
    return _MANY_BLANKS.sub('\n\n', '\n'.join(lines)).strip('\n')


def _without_mark(data: bytes) -> str:
    """UTF-16 without its mark has a NUL beside nearly every letter, always on the same side."""
    even, odd = data[0:4000:2].count(0), data[1:4000:2].count(0)
    half = max(1, len(data[:4000]) // 2)
    for few, many, encoding in ((even, odd, 'utf-16-le'), (odd, even, 'utf-16-be')):
        if many > 0.4 * half and few < 0.02 * half:
            return data.decode(encoding, 'replace')
    raise ValueError('bytes, no text')
