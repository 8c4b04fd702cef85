"""What a recipe wants, in sentences."""

from __future__ import annotations

from app.domain.sharing import Want
from app.i18n import translate


def in_words(want: Want, language: str) -> str:
    """'Legt die Datei „Bericht (Datum).md“ bei Texter ab.'"""
    params = dict(want.params)
    if 'name' in params:
        for place in ('date', 'time', 'run', 'recipe'):
            filled = translate(language, f'explain.place.{place}')
            params['name'] = params['name'].replace(f'{{{place}}}', filled)
    return translate(language, f'shared.want.{want.key}', **params)
