"""Reads a pasted e-mail: who wrote it, what about, which questions and appointments are in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.practice.facts import when
from app.practice.people import person_in
from app.practice.sentences import as_sentence, plain, sentences

_HEADER = re.compile(
    r'\s*(Von|Absender|From|Betreff|Subject|An|To|Gesendet|Sent|Datum|Date|Cc)\s*:\s*(.+)$', re.IGNORECASE
)
_GREETING = re.compile(
    r'\s*(?:Sehr geehrte[rn]?|Liebe[rn]?|Hallo|Guten (?:Tag|Morgen|Abend)|Hi|Moin|Servus|Grüß Gott|Dear|Hello|'
    r'Good \w+)\b'
    r'[^.!?\n]{0,80}[,!.]?\s*$',
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r'\s*(?:(?:Mit )?(?:freundlichen|besten|herzlichen|lieben|vielen|schönen) Grüßen|(?:Viele|Liebe|Herzliche|Beste|'
    r'Schöne|Freundliche|Sonnige) Grüße|Gruß|LG|MfG|Bis bald|Bis dann|Dein|Deine|Ihr|Ihre|(?:Best|Kind|Warm) regards|'
    r'Regards|Yours(?: \w+)?|Best wishes|Love|Cheers|Sincerely|See you(?: soon)?|Many thanks)\b[^.?\n]{0,30}$',
    re.IGNORECASE,
)
_ASKS = re.compile(
    r'\b(?:bitte|könntest|könnten Sie|kannst du|können Sie|magst du|würdest|gib(?:st)? (?:mir|uns)|sag (?:mir|uns)|'
    r'melde dich|schick|please|could you|can you|would you|let (?:me|us) know)\b',
    re.IGNORECASE,
)
_KINDS = (
    (
        'complaint',
        r'beschwer|reklam|unzufrieden|enttäuscht|ärger|kaputt|defekt|mangel|mahnung|complain|unhappy|disappointed'
        r'|broken|faulty|annoyed',
    ),
    (
        'appointment',
        r'termin|treffen|verabred|einlad|besuch|vorbeikommen|kommst du|kommen sie|feier|geburtstag|sitzung|zum kaffee'
        r'|appointment|meet|invite|invitation|visit|come over|come round|party|celebrat|birthday',
    ),
)
_FORMAL = re.compile(r'\b(?:Sie|Ihnen|Ihre[mnrs]?)\b(?<!^Sie)')
_FAMILIAR = re.compile(r'\b(?:du|dich|dir|dein\w*|euch|euer\w*|eure\w*)\b', re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Mail:
    """What a reader notes about a mail. `kind`: complaint, appointment, question or message."""

    sender: str
    address: str
    subject: str
    kind: str
    formal: bool
    body: tuple[str, ...]
    questions: tuple[str, ...]
    requests: tuple[str, ...]
    times: tuple[str, ...]


def read_mail(text: str) -> Mail:
    """Take a mail apart."""
    headers, lines = _split(text)
    body_lines, signature = _without_signature(lines)
    body = tuple(dict.fromkeys(sentences('\n'.join(line for line in body_lines if not _GREETING.fullmatch(line)))))
    questions = tuple(sentence for sentence in body if sentence.rstrip('"“”»').endswith('?'))
    written_by = headers.get('von', '')
    address = re.search(r'[\w.+-]+@[\w.-]+\w', written_by)
    name = re.sub(r'[<(].*|[\w.+-]+@[\w.-]+', '', written_by).strip(' "\'')
    return Mail(
        sender=_name(signature) or name,
        address=address.group() if address else '',
        subject=headers.get('betreff', ''),
        kind=_kind(' '.join([headers.get('betreff', ''), *body]).lower(), questions),
        formal=_is_formal(' '.join(body)),
        body=body,
        questions=questions,
        requests=tuple(line for line in body if line not in questions and _ASKS.search(line)),
        times=tuple(dict.fromkeys(time for line in body for time in when(line))),
    )


def _split(text: str) -> tuple[dict[str, str], list[str]]:
    """The header lines at the top, under their German names, and the lines below."""
    names = {'from': 'von', 'absender': 'von', 'subject': 'betreff'}
    headers: dict[str, str] = {}
    lines = [line[:1_500] for line in text.splitlines() if not line.lstrip().startswith('>')]
    while lines and (not lines[0].strip() or _HEADER.match(lines[0])):
        match = _HEADER.match(lines.pop(0))
        if match:
            key = match[1].lower()
            headers.setdefault(names.get(key, key), match[2].strip())
    return headers, lines


def _without_signature(lines: list[str]) -> tuple[list[str], list[str]]:
    """The lines of the body, and those from the closing words on."""
    for index in range(len(lines) - 1, -1, -1):
        if _CLOSING.fullmatch(lines[index]) and len(lines) - index <= 12:
            return lines[:index], lines[index + 1 :] or [lines[index]]
    filled = [line for line in lines if line.strip()]
    last = filled[-1].strip() if filled else ''
    if len(filled) > 1 and len(last.split()) <= 3 and last.replace(' ', '').replace('-', '').isalpha():
        return lines[: len(lines) - 1 - lines[::-1].index(filled[-1])], [last]
    return lines, []


def _name(signature: list[str]) -> str:
    line = next((plain(line) for line in signature if line.strip()), '')
    looks_like = 0 < len(line.split()) <= 4 and len(line) < 50 and not any(letter.isdigit() for letter in line)
    return line.strip(' ,.') if looks_like and not _CLOSING.fullmatch(line) else ''


def _kind(text: str, questions: tuple[str, ...]) -> str:
    found = next((kind for kind, pattern in _KINDS if re.search(pattern, text)), '')
    return found or ('question' if questions else 'message')


def _is_formal(text: str) -> bool:
    return len(_FORMAL.findall(text)) > len(_FAMILIAR.findall(text))


def greeting_for(mail: Mail, language: str) -> str:
    """The first line of an answer."""
    person = person_in(mail.sender)
    first = mail.sender.split()[0] if mail.sender else ''
    if language == 'en':
        return f'Dear {person or (mail.sender if mail.formal else first)},' if mail.sender else 'Hello,'
    if person or (mail.formal and mail.sender):
        return f'Guten Tag {person or mail.sender},'
    return f'Hallo {first},' if first else 'Guten Tag,'


def quoted(question: str) -> str:
    """A question as it is shown in an answer."""
    return as_sentence(question)
