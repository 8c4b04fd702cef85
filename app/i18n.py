"""Sentences in two languages from flat JSON catalogues; German is the reference."""

from __future__ import annotations

import json
import logging
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = ('de', 'en')
_FOLDER = Path(__file__).parent / 'locales'
log = logging.getLogger(__name__)


@cache
def catalogue(language: str) -> dict[str, str | list[str]]:
    """All sentences of a language: key -> sentence, or [one, many] for counted things."""
    result: dict[str, str | list[str]] = json.loads((_FOLDER / f'{language}.json').read_text('utf-8'))
    return result


def translate(language: str, key: str, **params: Any) -> str:
    """The sentence for `key`. A counted sentence needs `count`. A missing key falls back to German and is logged."""
    sentence = catalogue(language if language in LANGUAGES else 'de').get(key)
    if sentence is None:
        log.error('no sentence %r in %r', key, language)
        sentence = catalogue('de').get(key) or catalogue('de')['err.unknown.what']
    if isinstance(sentence, list):
        sentence = sentence[0] if params.get('count') == 1 else sentence[1]
    return sentence.format_map(_Lenient(params)) if params else sentence


def best_language(accept: str, default: str) -> str:
    """The language for an `Accept-Language` header: the first of ours in order of preference, else `default`."""
    wishes = []
    for position, part in enumerate(accept[:400].split(',')):
        name, _, quality = part.strip().partition(';q=')
        try:
            weight = float(quality) if quality else 1.0
        except ValueError:
            weight = 0.0
        wishes.append((-weight, position, name.strip().lower()[:2]))
    for weight, _, name in sorted(wishes):
        if name in LANGUAGES and weight < 0:
            return name
    return default


class _Lenient(dict[str, Any]):
    """A placeholder nobody filled stays visible instead of breaking the page."""

    def __missing__(self, key: str) -> str:
        return '{' + key + '}'
