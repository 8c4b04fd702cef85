"""Checks how long a text is and whether words are in it that should not be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from app.actions.base import ActionError, Done, Field, FieldKind, Job
from app.actions.columns import extended
from app.actions.settings import choice_of, text_of, whole_of
from app.domain.comparing import folded
from app.domain.pipelines import Shape
from app.domain.shapes import Table, write_fields, write_table
from app.domain.text import Text
from app.domain.values import write_number

_LEAST = Field(key='least', label=Text('Mindestens', 'At least'), kind=FieldKind.NUMBER)
_MOST = Field(key='most', label=Text('Höchstens', 'At most'), kind=FieldKind.NUMBER)
_UNIT = Field(
    key='unit',
    label=Text('Gezählt werden', 'Count'),
    kind=FieldKind.CHOICE,
    default='characters',
    choices=(('characters', Text('Zeichen', 'characters')), ('words', Text('Wörter', 'words'))),
)
_ONE = {'characters': Text('Zeichen', 'character'), 'words': Text('Wort', 'word')}
_FORBIDDEN = Field(
    key='forbidden',
    label=Text('Diese Wörter sollen nicht vorkommen', 'These words should not appear'),
    kind=FieldKind.LONGTEXT,
    help=Text(
        'Mit Kommas getrennt. „billig*“ findet auch „billiger“.', 'Separated by commas. "cheap*" also finds "cheaper".'
    ),
)
_COLUMN = Field(
    key='column',
    label=Text('Nur diese Spalte prüfen', 'Check only this column'),
    kind=FieldKind.COLUMN,
    help=Text('Leer: der ganze Text.', 'Empty: the whole text.'),
    advanced=True,
)
_THEN = Field(
    key='then',
    label=Text('Wenn etwas nicht passt', 'If something does not fit'),
    kind=FieldKind.CHOICE,
    default='report',
    choices=(
        ('report', Text('Aufschreiben und weitermachen', 'Write it down and go on')),
        ('stop', Text('Anhalten; sonst den Text weitergeben', 'Stop; otherwise pass the text on')),
    ),
)
_RESULT, _REASON = Text('Ergebnis', 'Result'), Text('Grund', 'Reason')
_FITS, _FITS_NOT = Text('passt', 'fits'), Text('passt nicht', 'does not fit')
_SHORT, _LONG = (
    Text('{count} {unit} zu wenig', '{count} {unit} too few'),
    Text('{count} {unit} zu viel', '{count} {unit} too many'),
)
_WORDS = Text('Nicht gewünscht: {words}', 'Not wanted: {words}')
_ROW = Text('Zeile {row}: {finding}', 'Row {row}: {finding}')
_MAX = 10_000_000
_MAX_WORDS = 500  # each is looked for at every place of the text


@dataclass(frozen=True, slots=True)
class Rules:
    """What a text is checked for."""

    least: int | None
    most: int | None
    unit: str
    forbidden: re.Pattern[str] | None
    language: str

    def findings(self, text: str) -> list[str]:
        """What does not fit, in plain words; empty when all is well."""
        length, found = length_of(text, self.unit), []
        if self.least is not None and length < self.least:
            found.append(self._count(_SHORT, self.least - length))
        if self.most is not None and length > self.most:
            found.append(self._count(_LONG, length - self.most))
        words = dict.fromkeys(self.forbidden.findall(folded(text))) if self.forbidden else {}
        if words:
            found.append(_WORDS.in_language(self.language).format(words=', '.join(words)))
        return found

    def _count(self, sentence: Text, count: int) -> str:
        unit = (_ONE if count == 1 else dict(_UNIT.choices))[self.unit].in_language(self.language)
        return sentence.in_language(self.language).format(count=_shown(count, self.language), unit=unit)


class CheckText:
    """Counts and compares; it changes nothing."""

    key = 'check_text'
    title = Text('Länge und Wörter prüfen', 'Check length and words')
    help = Text(
        'Prüft einen Text, zum Beispiel auf höchstens 280 Zeichen.',
        'Checks a text, for example for 280 characters at most.',
    )
    rank = 100
    fields: tuple[Field, ...] = (_LEAST, _MOST, _UNIT, _FORBIDDEN, _THEN, _COLUMN)
    gives = Shape.FIELDS

    def run(self, job: Job) -> Done:
        """The findings as fields, or as columns of the table; when stopping is wished for, the text itself."""
        rules = _rules(job)
        if job.settings['column']:
            text, findings = _of_column(job, rules)
        else:
            found = rules.findings(job.text)
            text, findings = _fields(job, found), found
        if choice_of(job, _THEN) == 'report':
            return Done(text=text)
        if findings:
            raise ActionError('act_check_failed', findings=' · '.join(findings)[:300])
        return Done(text=job.text)


def length_of(text: str, unit: str) -> int:
    """How many characters or words the text has."""
    text = text.strip()
    return len(text) if unit == 'characters' else sum(any(map(str.isalnum, word)) for word in text.split())


def _rules(job: Job) -> Rules:
    limits = [whole_of(job, field, 0, _MAX) if job.settings[field.key] else None for field in (_LEAST, _MOST)]
    words = [folded(word) for word in re.split('[,;\n]', text_of(job, _FORBIDDEN)) if folded(word).strip('* ')]
    if len(words) > _MAX_WORDS:
        raise ActionError('act_words_many', limit=_MAX_WORDS)
    patterns = (re.escape(word.rstrip('* ')) + (r'\w*' if word.endswith('*') else '') for word in words)
    forbidden = re.compile(rf'(?<!\w)(?:{"|".join(patterns)})(?!\w)') if words else None
    return Rules(limits[0], limits[1], choice_of(job, _UNIT), forbidden, job.language)


def _fields(job: Job, findings: list[str]) -> str:
    fields = {_RESULT.in_language(job.language): (_FITS_NOT if findings else _FITS).in_language(job.language)}
    for unit, title in _UNIT.choices:
        name = title.in_language(job.language)
        fields[name[:1].upper() + name[1:]] = _shown(length_of(job.text, unit), job.language)
    if findings:
        fields[_REASON.in_language(job.language)] = '; '.join(findings)
    return write_fields(fields)


def _of_column(job: Job, rules: Rules) -> tuple[str, list[str]]:
    table = job.table()
    place = job.column(table, 'column')
    cells, findings = [], []
    for number, row in enumerate(table.rows, 1):
        found = '; '.join(rules.findings(row[place]))
        cells.append(((_FITS_NOT if found else _FITS).in_language(job.language), found))
        if found:
            findings.append(_ROW.in_language(job.language).format(row=number, finding=found))
    names = (_RESULT.in_language(job.language), _REASON.in_language(job.language))
    return write_table(extended(_unchecked(table, place, names), names, cells)), findings


def _unchecked(table: Table, place: int, names: tuple[str, ...]) -> Table:
    """Without the findings of an earlier check; the column that is checked stays, whatever its name."""
    kept = [at for at, name in enumerate(table.columns) if at == place or name not in names]
    return Table.of((table.columns[at] for at in kept), ([row[at] for at in kept] for row in table.rows))


def _shown(count: int, language: str) -> str:
    return write_number(Decimal(count), language=language)


PLUGIN = CheckText()
