"""The words by which the parts of a letter are known, in German and English."""

from __future__ import annotations

import re

_GREETED = (
    r'Sehr geehrte|Sehr verehrte|Liebe[rs]?\b|Werte[rs]?\b|Guten (?:Tag|Morgen|Abend)\b|Grüß(?: Gott|e dich)\b'
    r'|Hallo\b|Dear\b|Hello\b|To whom it may concern'
)
_MONTHS = (
    'Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember'
    '|January|February|March|May|June|July|October|December'
)
_DAY = (
    rf'(?:\d{{1,2}}\.? ?(?:{_MONTHS}) \d{{4}}|(?:{_MONTHS}) \d{{1,2}}, \d{{4}}'
    r'|\d{1,2}\. ?\d{1,2}\. ?\d{2,4}|\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}/\d{4})'
)

SALUTATION = re.compile(rf'(?:{_GREETED})(?!.*[.:;?]$)')
FORMAL = re.compile(r'Sehr (?:geehrte|verehrte)|Dear (?:Sir|Madam|Mr|Mrs|Ms|Dr)|To whom')
CLOSING = re.compile(
    r'(?:(?:Mit|Viele|Liebe|Herzliche|Freundliche|Beste|Schöne|Sonnige|Ganz liebe)\b.{0,40}Gr(?:ü|ue|u)(?:ß|ss)'
    r'|Hochachtungsvoll|Herzlichst\b|Es grüßt|Yours (?:sincerely|faithfully|truly)|Sincerely'
    r'|(?:With )?(?:Kind|Best|Warm|Many)\b.{0,20}(?:regards|wishes|greetings))(?!.*[.:;?]$)',
    re.IGNORECASE,
)
SUBJECT = re.compile(r'(?:Betreff|Betr\.|Betrifft|Subject|Re)\s*:\s*')
DATE = re.compile(rf'(?:(?:Datum|Date):\s*)?(?:[\w .()/-]{{2,40}}, ?)?(?:(?:den|am|on) )?{_DAY}')
REFERENCE = re.compile(
    r'[A-ZÄÖÜ][\w. -]{0,30}(?:[Zz]eichen|[Nn]ummer|\bNr\.|-Nr\.|[Rr]eference|[Nn]umber|Nachricht vom)\s*:\s*\S'
)
LABELS = re.compile(r'(?:Absender(?:in)?|Von|From|Sender|Empfänger(?:in)?|An|To|Recipient|Receiver)\s*:\s*')
TO = re.compile(r'(?:Empfänger(?:in)?|Recipient|Receiver|An|To)\s*:|An (?:die|das|den)\b|An$|Herrn\b|Firma\b|To the\b')
CONTACT = re.compile(r'@|(?:Tel|Telefon|Phone|Mobil|Handy|Fax|E-?Mail)\b\.?\s*:?|^\+?[\d /()-]{6,}$', re.IGNORECASE)
POSTCODE = re.compile(r'\b\d{5} [A-ZÄÖÜ]')
ATTACHMENTS = re.compile(r'(?:Anlagen?|Enclosures?|Encl|Enc|P\.? ?S)\b\.?\s*:?', re.IGNORECASE)
GAP = re.compile(r'\[[^\]]*\](?:,? ?\[[^\]]*\])*')  # a bot writes [Adresse] for what it was not told
SIGNATURE_LINE = re.compile(r'[_.\s-]{3,}|[(\[](?:Unterschrift|Signature)[)\]]', re.IGNORECASE)
BREAK = re.compile(r'\s*(?:#{1,6} |(?:[-*_] ?){3,}$|```)')  # where something other than the letter begins
