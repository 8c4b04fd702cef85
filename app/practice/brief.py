"""What a frame works from: the task, the person's answers by meaning, and the results of earlier steps."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from app.domain.notice import END, RESULT, parts
from app.practice.roles import read_label

MOST = 200_000  # characters that are read of a material; `cut` tells when there were more
DOCUMENT = 'document'  # the answer that is a file, where it is read before the person's own words
# What stands before the text of a document: 'Lebenslauf.docx, Seite 2:'. It is no word of the person's.
_FILE = re.compile(
    r'^[^\n:]{1,120}\.(?:txt|md|pdf|docx|odt|xlsx|csv|html?|eml|png|jpe?g|tiff?|webp)(?:, (?:Seite|page) \d{1,5})?:\s*',
    re.IGNORECASE,
)
_CONTROL = {code: None for code in [*range(32), *range(127, 160)] if chr(code) not in '\n\t'}


@dataclass(frozen=True, kw_only=True, slots=True)
class Brief:
    """The material of one step, taken apart.

    `answers` are the fields of the start form whose meaning is known (see roles), `text` is everything else the
    person gave, `earlier` are the results of the steps before.
    """

    task: str = ''
    answers: Mapping[str, str] = field(default_factory=dict)
    text: str = ''
    earlier: tuple[str, ...] = ()
    language: str = 'de'
    today: date = date(1970, 1, 1)
    cut: bool = False

    def say(self, de: str, en: str) -> str:
        """The sentence in the language of the result."""
        return en if self.language == 'en' else de

    def answer(self, *roles: str) -> str:
        """The first of these answers that was given."""
        return next((self.answers[role] for role in roles if self.answers.get(role)), '')

    @property
    def last(self) -> str:
        """The result of the step before; '' when there is none."""
        return self.earlier[-1] if self.earlier else ''

    @property
    def everything(self) -> str:
        """All that is known, for frames that only look for facts."""
        return '\n\n'.join(piece for piece in (*self.answers.values(), self.text, *self.earlier) if piece)

    @property
    def given(self) -> str:
        """What the person typed, without earlier results; those when nothing else is there."""
        typed = '\n\n'.join(piece for piece in (*self.answers.values(), self.text) if piece)
        return typed or '\n\n'.join(self.earlier)


def read_brief(*, task: str, material: str, language: str, today: date) -> Brief:
    """Take a step's material apart: labelled answers, free text, earlier results."""
    whole = clean(material, keep=RESULT + END)
    first, *earlier = parts(whole[:MOST])
    answers, text = _answers(clean(first))
    return Brief(
        task=clean(task),
        answers=answers,
        text=text,
        earlier=tuple(whole for piece in earlier if (whole := clean(piece))),
        language='en' if language == 'en' else 'de',
        today=today,
        cut=len(whole) > MOST,
    )


def clean(text: str, keep: str = '') -> str:
    """`text` without control characters (but those to keep) and broken halves of characters, in composed form."""
    whole = text.replace('\r\n', '\n').replace('\r', '\n').replace('\u2028', '\n').replace('\u2029', '\n')
    whole = whole.encode('utf-8', 'replace').decode('utf-8')
    gone = {code: None for code in _CONTROL if chr(code) not in keep}
    return unicodedata.normalize('NFC', whole).translate(gone)


def _answers(text: str) -> tuple[dict[str, str], str]:
    """The labelled answers and what is left; short labels count only where no whole question is found."""
    answers, free = _collect(text, loose=False)
    return (answers, free) if answers else _collect(text, loose=True)


def _collect(text: str, *, loose: bool) -> tuple[dict[str, str], str]:
    """Lines after a known label belong to its answer, until the next known label."""
    collected: dict[str, list[str]] = {'': []}
    current = DOCUMENT if _FILE.match(text) else ''
    for line in text.split('\n'):
        line = _FILE.sub('', line)
        role, rest = read_label(line, loose=loose)
        current = role or current
        collected.setdefault(current, []).append(rest)
    joined = {role: '\n'.join(found).strip() for role, found in collected.items()}
    free = joined.pop('')
    if DOCUMENT in joined and len(joined) == 1:
        free = '\n\n'.join(piece for piece in (joined.pop(DOCUMENT), free) if piece)
    return {role: answer for role, answer in joined.items() if answer}, free
