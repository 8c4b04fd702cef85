"""Finds people, addresses, phone numbers and reference numbers in text."""

from __future__ import annotations

import re
from collections.abc import Iterable

EMAIL = re.compile(r'(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}')
_PHONE = re.compile(r'(?<![\w.,/-])(?:\+\d{2,3}|\(?0\d{1,5}\)?)[ /-]?(?:\(0\))?\d(?:[ /-]?\d){4,11}(?![\w.,]?\d)')
_IBAN = re.compile(r'\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b')
_STREET_DE = re.compile(
    r'\b[A-ZÄÖÜ][\wäöüß.-]{1,40}(?: [A-ZÄÖÜ][\wäöüß.-]{1,30}){0,2}?'
    r'(?:straße|strasse|str\.|weg|gasse|platz|allee|ring|damm|ufer| Straße| Weg| Platz| Allee| Gasse) \d{1,4}[a-z]?\b'
)
_STREET_EN = re.compile(
    r'\b\d{1,4}[a-z]? [A-Z][a-z]{1,30}(?: [A-Z][a-z]{1,30}){0,2} '
    r'(?:Street|St|Road|Rd|Lane|Avenue|Ave|Drive|Close|Way|Square|Place|Court)\b'
)
_TOWN = re.compile(r'\b\d{5} [A-ZÄÖÜ][a-zäöüß]{2,30}(?:[- ](?:am|im|an|bei|der|[A-ZÄÖÜ][a-zäöüß]{2,30})){0,3}')
_POSTCODE_EN = re.compile(r'\b(?:[A-Z][a-z]+ )?[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b')
_TITLE = r'(?:Herrn?|Frau|Dr\.|Prof\.|Mr\.?|Mrs\.?|Ms\.?|Miss|Familie)'
_NAME = r'[A-ZÄÖÜ][a-zäöüßé]{1,25}(?:-[A-ZÄÖÜ][a-zäöüß]{1,25})?'
PERSON = re.compile(rf'\b{_TITLE} (?:(?:Dr\.|Prof\.) )*{_NAME}(?: {_NAME})?')
_NOT_NAMES = frozenset(
    'und oder ist hat aus in am im der die das mit von vom zum zur and or is has the with from'.split()
)
_REFERENCE = re.compile(
    r'\b(Aktenzeichen|Az\.?|Geschäftszeichen|Kundennummer|Kunden-?Nr\.?|Rechnungsnummer|Rechnungs-?Nr\.?|Bestellnummer'
    r'|Bestell-?Nr\.?|Vertragsnummer|Vorgangsnummer|Steuernummer|Bestellung Nr\.?|Rechnung Nr\.?|Kennziffer'
    r'|reference(?: number)?|order number|order no\.?|invoice number|customer number|case number|file number)'
    r'\s*(?:lautet|ist|is)?[:#]?\s*([A-Z0-9][\w./-]*(?: [0-9][\w./-]*)?)',
    re.IGNORECASE,
)


def emails(text: str) -> list[str]:
    """E-mail addresses."""
    return _unique(EMAIL.findall(text))


def phones(text: str) -> list[str]:
    """Phone numbers as written; an IBAN or a date is none."""
    return _unique(match.strip() for match in _PHONE.findall(_IBAN.sub(' ', text)))


def ibans(text: str) -> list[str]:
    """Bank accounts."""
    return _unique(_IBAN.findall(text))


def addresses(text: str) -> list[str]:
    """Streets with a number and towns with a post code, joined when they stand together."""
    streets = [match for pattern in (_STREET_DE, _STREET_EN) for match in pattern.finditer(text)]
    towns = [match for pattern in (_TOWN, _POSTCODE_EN) for match in pattern.finditer(text)]
    found = []
    for street in streets:
        near = next((town for town in towns if 0 <= town.start() - street.end() <= 4), None)
        if near:
            towns.remove(near)
        found.append(f'{street.group()}, {near.group()}' if near else street.group())
    return _unique([*found, *(town.group() for town in towns)])


def people(text: str) -> list[str]:
    """People named with a form of address: 'Frau Weber', 'Mr Jones'."""
    found = []
    for match in PERSON.finditer(text):
        words = match.group().split()
        found.append(' '.join(word for word in words if word.lower() not in _NOT_NAMES))
    return _unique(found)


def references(text: str) -> list[tuple[str, str]]:
    """Numbers that a sender wants to be quoted: ('Aktenzeichen', 'WG 4711/26')."""
    found = {
        match[2].rstrip('.,;'): match[1].rstrip('.')
        for match in _REFERENCE.finditer(text)
        if any(letter.isdigit() for letter in match[2])
    }
    return [(label, number) for number, label in found.items()]


def _unique(items: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(item.strip(' .,;') for item in items))
