"""Puts texts one below the other: everything that is read, or the cells of a column."""

from __future__ import annotations

from collections.abc import Iterator

from app.actions.base import Done, Field, FieldKind, Job
from app.actions.settings import choice_of, is_yes, text_of
from app.domain.pipelines import Shape
from app.domain.text import Text

_BETWEEN = Field(
    key='between',
    label=Text('Dazwischen kommt', 'In between comes'),
    kind=FieldKind.CHOICE,
    default='blank',
    choices=(
        ('blank', Text('Eine leere Zeile', 'An empty line')),
        ('line', Text('Eine neue Zeile', 'A new line')),
        ('comma', Text('Ein Komma', 'A comma')),
        ('rule', Text('Ein Strich', 'A rule')),
        ('mark', Text('Etwas anderes', 'Something else')),
    ),
)
_MARK = Field(
    key='mark',
    label=Text('Etwas anderes, nämlich', 'Something else, namely'),
    advanced=True,
)
_COLUMN = Field(
    key='column',
    label=Text('Nur diese Spalte einer Tabelle', 'Only this column of a table'),
    kind=FieldKind.COLUMN,
    help=Text('Leer: alles, was der Schritt liest.', 'Empty: everything the step reads.'),
)
_HEADINGS = Field(
    key='headings',
    label=Text('Überschrift über jeden Text', 'Heading above every text'),
    kind=FieldKind.YES_NO,
    default='no',
    help=Text('Bei einer Tabelle ist das die erste andere Spalte.', 'For a table it is the first other column.'),
)
_SIGNS = {'blank': '\n\n', 'line': '\n', 'comma': ', ', 'rule': '\n\n---\n\n'}


class JoinText:
    """Empty texts are left out."""

    key = 'join_text'
    title = Text('Texte zusammenfügen', 'Join texts')
    help = Text(
        'Macht aus mehreren Texten einen, zum Beispiel einen Rundbrief.',
        'Makes one text of several, for example a newsletter.',
    )
    rank = 45
    fields: tuple[Field, ...] = (_BETWEEN, _HEADINGS, _COLUMN, _MARK)
    gives = Shape.TEXT

    def run(self, job: Job) -> Done:
        """One text."""
        between = choice_of(job, _BETWEEN)
        mark = text_of(job, _MARK) if between == 'mark' else ''
        sign = _SIGNS.get(between, f' {mark} ' if mark else ' ')
        if not is_yes(job, _HEADINGS):
            return Done(text=sign.join(text for _, text in _texts(job)))
        return Done(text=sign.join(f'## {name}\n\n{text}' if name else text for name, text in _texts(job)))


def _texts(job: Job) -> Iterator[tuple[str, str]]:
    """Heading and text of everything that is not empty."""
    if not job.settings['column']:
        parts = ((material.label, material.text.strip()) for material in job.materials)
    else:
        table = job.table()
        place = job.column(table, 'column')
        other = next((number for number in range(len(table.columns)) if number != place), None)
        parts = (('' if other is None else row[other], row[place]) for row in table.rows)
    yield from ((' '.join(name.split()), text) for name, text in parts if text)


PLUGIN = JoinText()
