"""Finds the value a column asks for in one text: its day, its sum, who it is from. '' where nothing is found."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from app.domain.shapes import ShapeProblem, read_fields
from app.domain.values import write_date, write_number
from app.practice.brief import Brief
from app.practice.columns import role_of
from app.practice.contacts import addresses, emails, people, phones, references
from app.practice.dates import find_dates, find_deadlines, find_times
from app.practice.kinds import category_of, tone_of, topic_of
from app.practice.money import Money, find_money
from app.practice.sentences import plain, sentences, shorten
from app.practice.words import keywords

_RATE = re.compile(r'(?<![\d.,])(\d{1,2}(?:[.,]\d)?)\s?%')
_PAPER = re.compile(
    r'\b(?:Rechnungs?|Beleg|Bon|Quittung|Invoice|Receipt|Bill)[ -]*(?:Nr\.?|Nummer|No\.?|number)?\s*[:#]?\s*'
    r'([A-Z]{0,4}-?\d[\w/-]*)\b',
    re.IGNORECASE,
)
_CUT = re.compile(r'\s*(?:[;|,:–]|\s-\s)\s+')  # between the details of one line
_LONGEST_TITLE = 60


def value(brief: Brief, name: str, *, text: str = '') -> str:
    """What the text says for the column `name`: the item's own cell, else what the rules find."""
    source = text or item(brief)
    own = cells(source)
    wanted = ' '.join(name.split()).casefold()
    if wanted in own:
        return own[wanted]
    find = _FINDERS.get(role_of(name))
    return find(brief, source) if find else ''


def item(brief: Brief) -> str:
    """What a step is about: the first result it reads, else the first answer; further ones are only around it."""
    return next((text for text in (*brief.earlier, *brief.answers.values(), brief.text) if text), '')


def cells(text: str) -> dict[str, str]:
    """The cells of a row or the fields in a text, by their names in small letters."""
    try:
        found = read_fields(text)
    except ShapeProblem:
        return {}
    return {' '.join(name.split()).casefold(): cell for name, cell in found.items()}


def amount_of(text: str) -> Money | None:
    """The sum a text is about: the one it calls the total, else the largest."""
    found = [money for line in sentences(text) for money in find_money(line)]
    return next((money for money in found if money.is_total), None) or max(
        found, key=lambda money: money.amount, default=None
    )


def written(money: Money, language: str) -> str:
    """The sum as the steps that calculate write it: the currency behind it."""
    return f'{write_number(money.amount, 2, language)} {money.currency}'


def details(text: str) -> list[str]:
    """The pieces of a line that are words, without its days, sums, rates and numbers."""
    line = plain(text)
    for found in sorted(find_dates(line), key=lambda found: -found.start):
        line = f'{line[: found.start]} | {line[found.end :]}'
    pieces = [piece.strip(' .,:;|–-') for piece in _CUT.split(f' {line} ')]
    return [
        piece
        for piece in pieces
        if any(letter.isalpha() for letter in piece)
        and not (find_money(piece) or _RATE.search(piece) or _PAPER.fullmatch(piece))
    ]


def _date(brief: Brief, text: str) -> str:
    found = [found for line in sentences(text) for found in find_dates(line)]
    exact = next((day for item in found if (day := item.exact())), None)
    return write_date(exact, brief.language) if exact else (found[0].text if found else '')


def _until(brief: Brief, text: str) -> str:
    due = next((until for line in sentences(text) for until in find_deadlines(line)), '')
    return _date(brief, due) or due


def _amount(brief: Brief, text: str) -> str:
    money = amount_of(text)
    return written(money, brief.language) if money else ''


def _rate(brief: Brief, text: str) -> str:
    found = _RATE.search(text)
    return f'{found[1]} %' if found else ''


def _supplier(brief: Brief, text: str) -> str:
    return next(iter(details(text)), '')


def _what(brief: Brief, text: str) -> str:
    found = details(text)
    return ', '.join(found[1:]) if len(found) > 1 else next(iter(found), '')


def _number(brief: Brief, text: str) -> str:
    found = _PAPER.search(text)
    return found[1] if found else next((number for _, number in references(text)), '')


def _title(brief: Brief, text: str) -> str:
    return shorten(next(iter(sentences(text)), '').rstrip('.'), _LONGEST_TITLE)


def _first(find: Callable[[str], list[str]]) -> Callable[[Brief, str], str]:
    return lambda brief, text: next(iter(find(text)), '')


_FINDERS: Mapping[str, Callable[[Brief, str], str]] = {
    'vat_rate': _rate,
    'until': _until,
    'time': _first(find_times),
    'date': _date,
    'amount': _amount,
    'supplier': _supplier,
    'number': _number,
    'category': lambda brief, text: category_of(brief, text),
    'topic': lambda brief, text: topic_of(brief, text),
    'tone': lambda brief, text: tone_of(brief, text),
    'email': _first(emails),
    'phone': _first(phones),
    'address': _first(addresses),
    'person': _first(people),
    'keywords': lambda brief, text: ', '.join(keywords(text, 6)),
    'title': _title,
    'what': _what,
}
