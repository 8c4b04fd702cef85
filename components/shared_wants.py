"""What a recipe wants to do, one line each, what leaves the house first."""

from __future__ import annotations

from collections.abc import Iterable

from app.domain.sharing import Want
from app.services.want_words import in_words
from components.markup import box, icon, words
from components.viewer import language

SIGNS = {
    'internet': 'globe',
    'inside': 'home',
    'practice': 'info',
    'no_ai': 'warning',
    'alone': 'check',
    'reads': 'book',
    'reads_all': 'book',
    'writes': 'save',
    'asks': 'hand',
    'repeats': 'repeat',
    'calculates': 'check',
}


def shared_wants(wants: Iterable[Want]) -> None:
    """Draw the list."""
    with box('stack tight', tag='ul').mark('wants'):
        for want in wants:
            with box('row sign-line', tag='li'):
                icon(SIGNS.get(want.key, 'message'))
                words(in_words(want, language()), tag='span')
