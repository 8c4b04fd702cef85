"""The marks of a text (`[^3]`) on their way through the sanitiser: they come out as small links to our own pages."""

from __future__ import annotations

import html
import re
import secrets
from collections.abc import Mapping

from app.domain.passages import MARK
from app.web.untrusted import MAX_BYTES

# A tag as the sanitiser writes it: a quoted value may hold '>'.
_TAG = re.compile(r'(<[^">]*(?:"[^"]*"[^">]*)*>)')
_CLOSED = {'a', 'code', 'pre'}  # a link inside these is none, or is in the way


class Marks:
    """`links` are the address and the spoken name for every number that may be named.

    Before it each becomes a word that nobody can guess; after it, such a word in running text becomes a link made of
    constants and our own address. Anywhere else it goes without a trace.
    """

    def __init__(self, links: Mapping[int, tuple[str, str]]) -> None:
        self._links = links
        self._secret = secrets.token_hex(12)
        # Brackets, so that Markdown sees punctuation here as it did before.
        self._word = re.compile(rf'(?:⁅|%E2%81%85){self._secret}x(\d+)(?:⁆|%E2%81%86)')

    def hidden_in(self, source: str) -> str:
        """The source with our words for the marks that name a passage, without all others."""
        if '[^' not in source:
            return source
        return self._without_half(MARK.sub(lambda found: self._hide(int(found[1])), source))

    def shown_in(self, safe: str) -> str:
        """The sanitised text with links."""
        if self._secret not in safe:
            return safe
        pieces, inside = [], 0
        for piece in _TAG.split(safe):
            if piece.startswith('<'):
                inside += _depth(piece)
                pieces.append(self._word.sub('', piece))
            else:
                pieces.append(self._word.sub('' if inside else self._link, piece))
        return ''.join(pieces)

    def _without_half(self, text: str) -> str:
        """A very long text is cut by the sanitiser; not in the middle of one of our words."""
        cut = text.encode('utf-8', 'replace')[:MAX_BYTES].decode('utf-8', 'ignore')
        at = cut.rfind('⁅')
        begun = cut[at + 1 :]
        is_half = at >= 0 and '⁆' not in begun and f'{self._secret}x'.startswith(begun[: len(self._secret) + 1])
        return cut[:at] if is_half else cut

    def _hide(self, number: int) -> str:
        return f'⁅{self._secret}x{number}⁆' if number in self._links else ''

    def _link(self, found: re.Match[str]) -> str:
        address, name = (html.escape(text) for text in self._links[int(found[1])])
        return f'<a class="cite" href="{address}" aria-label="{name}"><sup>{found[1]}</sup></a>'


def _depth(tag: str) -> int:
    """1 for the beginning of something no link may stand in, -1 for its end."""
    name = re.match(r'</?(\w+)', tag)
    if name is None or name[1] not in _CLOSED:
        return 0
    return -1 if tag.startswith('</') else 1
