"""Finds the parts of a letter in a text: who writes to whom, when, about what, and the words between the greetings.

Whatever is not there stays empty. What stands around the letter, such as a list of things to do, is left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain.notice import without_notice
from app.writers.base import clean
from app.writers.blocks import plain
from app.writers.letter_words import (
    ATTACHMENTS,
    BREAK,
    CLOSING,
    CONTACT,
    DATE,
    FORMAL,
    GAP,
    LABELS,
    POSTCODE,
    REFERENCE,
    SALUTATION,
    SIGNATURE_LINE,
    SUBJECT,
    TO,
)

_SHORT = 90  # letters of a line that belongs to an address or a name
_LONGEST_ADDRESS = 9  # lines


@dataclass(frozen=True, kw_only=True, slots=True)
class LetterParts:
    """The parts as plain lines, only `body` is Markdown."""

    sender: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()  # how else to reach the sender
    receiver: tuple[str, ...] = ()
    references: tuple[str, ...] = ()  # 'Ihr Zeichen: ...'
    date: str = ''  # often with the place before it
    subject: str = ''
    salutation: str = ''
    body: str = ''
    closing: str = ''
    signature: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()


def looks_like_a_letter(text: str) -> bool:
    """True when somebody is greeted at the start and at the end, formally or with an address."""
    parts = letter_parts(text)
    return bool(parts.closing and (FORMAL.match(parts.salutation) or (parts.salutation and len(parts.receiver) > 1)))


def letter_parts(text: str) -> LetterParts:
    """The letter in a text; a text without greetings is all body."""
    lines = _lines(text)
    start = next((at for at, line in enumerate(lines) if _is(SALUTATION, line)), None)
    if start is None:
        return _without_greeting(lines)
    end = next((at for at, line in enumerate(lines[start + 1 :], start + 1) if _is(CLOSING, line)), len(lines))
    if end == len(lines):  # no closing: the letter ends where something else begins
        end = next((at for at, line in enumerate(lines[start:], start) if BREAK.match(line)), len(lines))
    closing = plain(lines[end]) if end < len(lines) and _is(CLOSING, lines[end]) else ''
    parts = LetterParts(
        salutation=plain(lines[start]), body='\n'.join(lines[start + 1 : end]).strip('\n'), closing=closing
    )
    if closing:
        parts = _with_end(parts, lines[end + 1 :])
    return _with_head(parts, lines[:start])


def _lines(text: str) -> list[str]:
    lines = [line.rstrip().removesuffix('\\') for line in without_notice(clean(text)).strip().split('\n')]
    if lines and lines[0].startswith('```'):  # some bots put a letter into a box
        end = next((at for at, line in enumerate(lines[1:], 1) if line.startswith('```')), len(lines))
        lines = [*lines[1:end], '', '---', *lines[end + 1 :]]
    return lines


def _is(pattern: re.Pattern[str], line: str) -> bool:
    return len(line) <= _SHORT and bool(pattern.match(plain(line)))


def _without_greeting(lines: Sequence[str]) -> LetterParts:
    """A heading at the start becomes the subject."""
    first = next((at for at, line in enumerate(lines) if line), 0)
    if lines and re.match(r'#{1,6} ', lines[first]):
        return LetterParts(subject=plain(lines[first]), body='\n'.join(lines[first + 1 :]).strip('\n'))
    return LetterParts(body='\n'.join(lines).strip('\n'))


def _with_end(parts: LetterParts, lines: Sequence[str]) -> LetterParts:
    """Name and enclosures below the closing; the letter ends where something else begins."""
    end = next((at for at, line in enumerate(lines) if BREAK.match(line)), len(lines))
    signature: list[str] = []
    attachments: list[str] = []
    for paragraph in _paragraphs(lines[:end]):
        words = [plain(line) for line in paragraph]
        if ATTACHMENTS.match(words[0]):
            attachments += words
        elif not attachments and all(len(line) <= _SHORT and not line.endswith('.') for line in words):
            signature += [line for line in words if not SIGNATURE_LINE.fullmatch(line) and not GAP.fullmatch(line)]
    return replace(parts, signature=tuple(signature[:5]), attachments=tuple(attachments))


def _with_head(parts: LetterParts, lines: Sequence[str]) -> LetterParts:
    """Sort the paragraphs above the greeting."""
    left: list[list[str]] = []
    labelled: dict[str, list[str]] = {}
    for paragraph in _paragraphs(lines):
        parts, rest = _without_single_lines(parts, paragraph)
        label = LABELS.match(rest[0]) if rest else None
        if label:
            kind = 'receiver' if TO.match(label[0]) else 'sender'
            labelled.setdefault(kind, []).extend(line for line in (rest[0][label.end() :].strip(), *rest[1:]) if line)
        elif rest and _is_address(rest):
            left.append(rest)
    return _with_addresses(parts, left, labelled)


def _without_single_lines(parts: LetterParts, paragraph: Sequence[str]) -> tuple[LetterParts, list[str]]:
    """Take date, subject and references out of a paragraph; the rest comes back as plain lines."""
    rest = []
    is_bold = all(re.fullmatch(r'\*\*.+\*\*|__.+__', line) for line in paragraph)
    for line in paragraph:
        words = plain(line)
        subject = SUBJECT.match(words)
        if subject:
            parts = replace(parts, subject=words[subject.end() :].strip() or parts.subject)
        elif re.match(r'#{1,6} ', line) or (is_bold and not LABELS.match(words)):
            parts = replace(parts, subject=words)
        elif len(words) <= _SHORT and DATE.fullmatch(words):
            parts = replace(parts, date=re.sub(r'^(?:Datum|Date):\s*', '', words))
        elif len(words) <= _SHORT and REFERENCE.match(words):
            parts = replace(parts, references=(*parts.references, words))
        elif words and not GAP.fullmatch(words):
            rest.append(words)
    return parts, rest


def _with_addresses(parts: LetterParts, left: list[list[str]], labelled: dict[str, list[str]]) -> LetterParts:
    sender, receiver = labelled.get('sender', []), labelled.get('receiver', [])
    if not receiver and left:
        receiver = next((one for one in left if TO.match(one[0])), [])
        left = [one for one in left if one is not receiver]
    if not sender and left and (receiver or len(left) > 1 or _names(left[0], parts.signature)):
        sender = left.pop(0)
    if not receiver and left:
        receiver = left.pop(0)
    return replace(
        parts,
        sender=tuple(line for line in sender if not CONTACT.search(line))[:_LONGEST_ADDRESS],
        contacts=tuple(line for line in sender if CONTACT.search(line))[:4],
        receiver=tuple(line for line in receiver if '@' not in line and line.rstrip(':') not in ('An', 'To'))[
            :_LONGEST_ADDRESS
        ],
    )


def _is_address(lines: Sequence[str]) -> bool:
    if len(lines) > _LONGEST_ADDRESS or any(len(line) > _SHORT for line in lines):
        return False
    return len(lines) > 1 or bool(POSTCODE.search(lines[0]) or TO.match(lines[0]))


def _names(address: Sequence[str], signature: Sequence[str]) -> bool:
    return any(name in line for name in signature for line in address)


def _paragraphs(lines: Sequence[str]) -> list[list[str]]:
    found: list[list[str]] = [[]]
    for line in lines:
        if line.strip() and not re.fullmatch(r'\s*(?:[-*_] ?){3,}', line):
            found[-1].append(line.strip())
        elif found[-1]:
            found.append([])
    return [paragraph for paragraph in found if paragraph]
