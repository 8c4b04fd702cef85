"""Words that were divided at the end of a line, in one piece again."""

from __future__ import annotations

import re

# What pdfium puts in the place of a hyphen and the line end behind it, and the hyphens that stay before a line end.
_DIVIDED = re.compile('(?<=[^\\W\\d_])(?:[\ufffe\x02]|[-\u2010\u00ad][ \t]*\n\n?)(?=(\\w+))')
_LEFT_OVER = re.compile('[\ufffe\x02]')
# "Vor- und Nachteile", "Ein- oder Ausgang": the hyphen belongs to the word and a blank follows it.
_AND = frozenset(('und', 'oder', 'bis', 'sowie', 'bzw', 'and', 'or', 'to'))


def without_hyphens(text: str) -> str:
    """`Vereins-⏎haus` as `Vereinshaus`, `E-Mail-⏎Adresse` as `E-Mail-Adresse`; lines end with `\\n`."""
    return _LEFT_OVER.sub('-', _DIVIDED.sub(_joined, text)).replace('\u00ad', '')


def _joined(found: re.Match[str]) -> str:
    after = found[1]
    if after.lower() in _AND:
        return '- '
    return '' if after[0].islower() else '-'
