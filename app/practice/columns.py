"""What a column or field asks for, by its name: 'Rechnungsdatum' and 'Date' both want a day."""

from __future__ import annotations

import re

# The first that fits wins. Names are compared without capitals.
_ROLES = (
    ('vat_rate', r'(?:ust|mwst|umsatzsteuer|mehrwertsteuer|steuer|vat|tax)(?:[ -]?(?:satz|rate)| %|-%)?$|steuersatz'),
    ('until', r'frist|fällig|bis wann|bis$|deadline|due|until'),
    ('time', r'uhrzeit|zeit$|time$|beginn'),
    ('date', r'dat(?:um|e)\b|datum|\btag\b|wann|termin|\bday\b|when'),
    ('amount', r'betrag|brutto|summe|preis|kosten|geld|price|amount|cost|total|gross|sum$'),
    ('supplier', r'lieferant|händler|laden|geschäft|firma|supplier|shop|company|vendor|seller'),
    ('number', r'nummer|\bnr\b|zeichen|number|reference|\bno\b'),
    ('category', r'kategorie|konto|art der|category|account|kind of'),
    ('topic', r'thema|worum|topic|subject'),
    ('tone', r'ton$|stimmung|tone|mood'),
    ('email', r'e-?mail|mailadresse'),
    ('phone', r'telefon|handy|phone'),
    ('address', r'adresse|anschrift|address'),
    ('person', r'\bwer\b|name|person|who\b|ansprechpartner|kontakt|contact'),
    ('keywords', r'suchw|stichw|schlagw|keywords?|search words?|tags?$'),
    ('title', r'titel|überschrift|title|heading'),
    ('what', r'\bwas\b|wofür|zweck|gegenstand|posten|beschreibung|text|what|description|item|purpose'),
)


def role_of(name: str) -> str:
    """What a column of that name holds; '' when the name tells us nothing."""
    plain = ' '.join(name.split()).casefold().strip(' .:?')
    return next((role for role, pattern in _ROLES if re.search(pattern, plain)), '')
