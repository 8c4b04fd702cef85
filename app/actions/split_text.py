"""Splits a text: at empty lines, at every line, at a mark, or by length."""

from __future__ import annotations

import re

from app.actions.base import ActionError, Done, Field, FieldKind, Job
from app.actions.sentences import pieces
from app.actions.settings import choice_of, label_of, text_of, whole_of
from app.domain.pipelines import Shape
from app.domain.shapes import MAX_CELLS, Table, write_table
from app.domain.text import Text

_WHERE = Field(
    key='where',
    label=Text('Wo trennen?', 'Split where?'),
    kind=FieldKind.CHOICE,
    default='blank',
    choices=(
        ('blank', Text('An leeren Zeilen', 'At empty lines')),
        ('lines', Text('Nach jeder Zeile', 'After every line')),
        ('mark', Text('An einem Zeichen', 'At a sign')),
        ('length', Text('Nach einer Länge, am Satzende', 'By length, where a sentence ends')),
    ),
)
_MARK = Field(
    key='mark',
    label=Text('Zeichen', 'Sign'),
    help=Text('Zum Beispiel ein Komma oder „---“.', 'For example a comma or "---".'),
)
_LENGTH = Field(
    key='length',
    label=Text('Höchstens so viele Zeichen', 'At most so many characters'),
    kind=FieldKind.NUMBER,
    default='280',
    advanced=True,
)
_AS = Field(
    key='as',
    label=Text('Was soll herauskommen?', 'What should come out?'),
    kind=FieldKind.CHOICE,
    default='table',
    choices=(
        ('table', Text('Eine Tabelle mit Nummer und Text', 'A table with number and text')),
        ('lines', Text('Eine Liste, ein Teil je Zeile', 'A list, one part per line')),
    ),
    advanced=True,
)
_COLUMNS = (Text('Nummer', 'Number'), Text('Text', 'Text'))


class SplitText:
    """Empty parts are left out; nothing else is lost."""

    key = 'split_text'
    title = Text('Text aufteilen', 'Split a text')
    help = Text(
        'Macht aus einem Text mehrere, zum Beispiel einen für jeden Absatz.',
        'Makes several texts of one, for example one per paragraph.',
    )
    rank = 140
    fields: tuple[Field, ...] = (_WHERE, _MARK, _LENGTH, _AS)
    gives = Shape.TABLE

    def run(self, job: Job) -> Done:
        """The parts as a table or as lines."""
        parts = [part.strip() for part in _parts(job)]
        parts = [part for part in parts if part]
        if 2 * len(parts) > MAX_CELLS:
            raise ActionError('act_parts_many')
        if choice_of(job, _AS) == 'lines':
            return Done(text='\n'.join(' '.join(part.split()) for part in parts))
        columns = [column.in_language(job.language) for column in _COLUMNS]
        rows = ((str(number), part) for number, part in enumerate(parts, 1))
        return Done(text=write_table(Table.of(columns, rows)))


def _parts(job: Job) -> list[str]:
    match choice_of(job, _WHERE):
        case 'blank':
            return re.split(r'\n[^\S\n]*\n', job.text)
        case 'lines':
            return job.text.splitlines()
        case 'mark':
            mark = text_of(job, _MARK)
            if not mark:
                raise ActionError('act_setting_missing', field=label_of(job, _MARK))
            return job.text.split(mark)
        case _:
            return pieces(job.text, whole_of(job, _LENGTH, 1, 1_000_000))


PLUGIN = SplitText()
