"""Fills the places of a text: one text of all fields, or one for every row of a table."""

from __future__ import annotations

from app.actions.base import ActionError, Done, Field, FieldKind, Job
from app.actions.placeholders import filled, values_of
from app.actions.settings import choice_of, label_of
from app.domain.comparing import folded
from app.domain.pipelines import Shape
from app.domain.text import Text

_FRAME = Field(
    key='frame',
    label=Text('Text mit Feldern', 'Text with fields'),
    kind=FieldKind.LONGTEXT,
    help=Text('Zum Beispiel: Hallo {Name}, bis {Datum}!', 'For example: Hello {Name}, see you on {Date}!'),
    required=True,
)
_PER = Field(
    key='per',
    label=Text('Wie viele Texte?', 'How many texts?'),
    kind=FieldKind.CHOICE,
    default='one',
    choices=(
        ('one', Text('Ein Text', 'One text')),
        ('rows', Text('Ein Text für jede Zeile der Tabelle', 'One text for every row of the table')),
    ),
)


class FillText:
    """A place that cannot be filled is an error: no letter goes out with a hole in it."""

    key = 'fill_text'
    title = Text('Text ausfüllen', 'Fill in a text')
    help = Text(
        'Setzt Angaben in deinen Text ein, zum Beispiel Name und Datum.',
        'Puts details into your text, for example name and date.',
    )
    rank = 35
    fields: tuple[Field, ...] = (_FRAME, _PER)
    gives = Shape.TEXT

    def run(self, job: Job) -> Done:
        """The filled text; with rows one text after the other."""
        frame, values = job.settings['frame'], values_of(job)
        if not frame:
            raise ActionError('act_setting_missing', field=label_of(job, _FRAME))
        if choice_of(job, _PER) == 'one':
            return Done(text=filled(frame, values))
        records = ({folded(name): cell for name, cell in record.items()} for record in job.table().records())
        return Done(text='\n\n'.join(filled(frame, values | record) for record in records))


PLUGIN = FillText()
