"""Who writes to whom: name, address, form of address, greeting and closing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.practice.brief import Brief
from app.practice.contacts import EMAIL, PERSON, addresses, emails, phones
from app.practice.layout import blank
from app.practice.sentences import plain
from app.practice.words import STOP_WORDS

_POSTCODE = re.compile(r'\b\d{5}\s+(\S.*)$')
_GROUP = re.compile(
    r'\b(?:alle|an die|Mitglieder|Nachbarn|Eltern|Familie|Freunde|Kollegen|Verein|Gruppe|Team|liebe|all|everyone|'
    r'members|'
    r'neighbours|neighbors|parents|friends|colleagues|family)\b',
    re.IGNORECASE,
)
_LEAD = re.compile(r'^(?:an|to|für|for)\s+(?:den|die|das|meine[nr]?|unsere[nr]?|my|our|the)?\s*', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Party:
    """A writer or a receiver: the first line is the name, the rest the address."""

    lines: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name; '' when nothing is known."""
        return self.lines[0] if self.lines else ''

    @property
    def town(self) -> str:
        """The town out of 'post code town'; '' without a post code."""
        return next((match[1].strip() for line in self.lines if (match := _POSTCODE.search(line))), '')

    @property
    def has_address(self) -> bool:
        """True when there is more than a name."""
        return len(self.lines) > 1


def read_party(text: str) -> Party:
    """'Erika Muster, Gartenweg 5, 12345 Neustadt' or the same in lines."""
    pieces = text.splitlines() if '\n' in text.strip() else re.split(r'[,;]\s+', text)
    clean = [plain(piece).rstrip(',;') for piece in pieces]
    return Party(tuple(piece for piece in clean if piece)[:8])


def own_lines(brief: Brief) -> list[str]:
    """The writer's lines for the top of a letter, gaps marked."""
    me = read_party(brief.answer('sender', 'name'))
    name = me.name or blank(brief.say('dein Name', 'your name'))
    if me.has_address:
        return list(me.lines)
    gap = (('deine Straße und Hausnummer', 'your street and number'), ('Postleitzahl und Ort', 'post code and town'))
    return [name, *(blank(brief.say(de, en)) for de, en in gap)]


def their_lines(brief: Brief) -> list[str]:
    """The receiver's lines, gaps marked. Without an own answer an address in the text is taken."""
    them = read_party(brief.answer('recipient'))
    if them.has_address:
        return list(them.lines)
    if them.lines:
        return [them.name, blank(brief.say('Adresse', 'address'))]
    return [blank(brief.say('Name und Adresse', 'name and address'))]


def writer(brief: Brief) -> str:
    """The writer's name, or a marked gap."""
    return read_party(brief.answer('name', 'sender')).name or blank(brief.say('dein Name', 'your name'))


def person_in(text: str) -> str:
    """The first person with a form of address in `text`: 'Frau Weber'; '' without one."""
    match = PERSON.search(text)
    return match.group().replace('Herrn ', 'Herr ') if match else ''


def formal_greeting(brief: Brief, receiver: str) -> str:
    """'Sehr geehrte Frau Weber,', or the one for nobody in particular."""
    person = person_in(receiver)
    if person.startswith('Frau '):
        return f'Sehr geehrte {person},' if brief.language == 'de' else f'Dear Ms {person[5:]},'
    if person.startswith('Herr '):
        return f'Sehr geehrter {person},' if brief.language == 'de' else f'Dear Mr {person[5:]},'
    if person and brief.language == 'en':
        return f'Dear {person},'
    return brief.say('Sehr geehrte Damen und Herren,', 'Dear Sir or Madam,')


def after_greeting(brief: Brief, sentence: str) -> str:
    """In German the text goes on in small letters after 'Sehr geehrte Frau Weber,'."""
    first = sentence.split(' ', 1)[0]
    if brief.language == 'en' or first in ('Sie', 'Ihr', 'Ihre', 'Ihnen') or first.lower() not in STOP_WORDS:
        return sentence
    return sentence[0].lower() + sentence[1:]


def friendly_greeting(brief: Brief, receiver: str) -> str:
    """A greeting for a message: by name, to a group, or for anybody."""
    person = person_in(receiver)
    if person:
        return f'{brief.say("Guten Tag", "Dear")} {person},'
    if _GROUP.search(receiver):
        return brief.say('Hallo zusammen,', 'Hello everyone,')
    name = _LEAD.sub('', plain(EMAIL.sub('', receiver.split('\n', 1)[0].split(',', 1)[0]))).strip(' <>')
    if name and name[0].isupper() and len(name.split()) <= 2:
        return f'{brief.say("Hallo", "Hello")} {name.split()[0]},'
    return brief.say('Guten Tag,', 'Hello,')


def reach(text: str) -> list[str]:
    """Addresses, phone numbers and e-mail addresses in `text`."""
    return [*addresses(text), *phones(text), *emails(text)]
