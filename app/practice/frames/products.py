"""A text for a product out of its row: title, description and search words, from the cells alone."""

from __future__ import annotations

import re

from app.domain.shapes import ShapeProblem, read_fields
from app.practice.brief import Brief
from app.practice.columns import role_of
from app.practice.sentences import as_sentence, sentences, shorten
from app.practice.values import cells, item
from app.practice.words import keywords

TITLE_LIMIT = 60
TEXT_LIMIT = 300  # what the template's own check allows
_NAME = re.compile(r'artikel|produkt|name|item|product|titel|title', re.IGNORECASE)


def shorter(brief: Brief, name: str) -> str:
    """The same text with as many of its sentences as may be there."""
    row = cells(item(brief))
    text = row.get(' '.join(name.split()).casefold(), '')
    kept = ''
    for sentence in sentences(text):
        if len(kept) + len(sentence) + 1 > TEXT_LIMIT:
            break
        kept = f'{kept} {sentence}'.strip()
    return kept or shorten(text, TEXT_LIMIT)


def product(brief: Brief, name: str) -> str:
    """The value for one of the asked fields; '' for a field these rules know nothing about."""
    try:
        row = {key: text for key, text in read_fields(item(brief)).items() if text}
    except ShapeProblem:
        return ''
    if not row:
        return ''
    thing = next((text for key, text in row.items() if _NAME.search(key)), next(iter(row.values())))
    rest = {key: text for key, text in row.items() if text != thing}
    plain = {key: text for key, text in rest.items() if role_of(key) != 'amount'}  # a shop shows the price itself
    role = role_of(name)
    if role == 'title':
        return shorten(' – '.join([thing, ', '.join(list(plain.values())[:2])]).rstrip(' –'), TITLE_LIMIT)
    if role == 'keywords':
        return ', '.join(keywords(f'{thing} {" ".join(plain.values())}', 6))
    if role == 'what':
        details = [f'{key}: {text}' for key, text in plain.items()]
        return ' '.join(as_sentence(text) for text in [thing, *details])
    return ''
