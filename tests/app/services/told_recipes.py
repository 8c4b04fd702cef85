"""Recipes of every kind, and what they say about themselves in both languages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from app.domain.bots import Bot
from app.domain.pipelines import (
    ForEach,
    InputField,
    InputPart,
    OnlyIf,
    Op,
    Otherwise,
    OutputPart,
    Over,
    Pipeline,
    Schedule,
    Shape,
    Step,
    StepKind,
    Subject,
)

NOW = datetime(2026, 1, 1, tzinfo=UTC)
BOTS = [
    Bot(id=id, name=name, created_at=NOW, updated_at=NOW)
    for id, name in (('r', 'Recherche'), ('t', 'Texter'), ('s', 'SEO-Bot'))
]
TOPIC = InputField(key='topic', label='Thema', required=True)
TONE = InputField(key='tone', label='Ton')
START, TOPIC_PART = InputPart('start'), InputPart('input', 'topic')


def recipe(*steps: Step, inputs: Sequence[InputField] = (TOPIC,), **more: Any) -> Pipeline:
    return Pipeline(
        id='rezept', name='Rezept', inputs=tuple(inputs), steps=steps, created_at=NOW, updated_at=NOW, **more
    )


def bot(id: str, bot_id: str, task: str = '', *source: InputPart, **more: Any) -> Step:
    return Step(id=id, bot_id=bot_id, instruction=task, input_source=source or (InputPart('previous'),), **more)


def reads(*ids: str) -> tuple[InputPart, ...]:
    return tuple(InputPart('step', id) for id in ids)


CHAIN = recipe(
    bot('a', 'r', 'Finde fünf Fakten.', START),
    bot('b', 't', 'Schreib einen Artikel.'),
    bot('c', 's', 'Verbessere die Überschrift.'),
)
LANES = recipe(
    bot('a', 'r', 'Finde Gründe dafür.', TOPIC_PART),
    bot('b', 'r', 'Finde Gründe dagegen.', TOPIC_PART),
    bot('c', 't', 'Wäge ab.', *reads('a', 'b')),
    inputs=(TOPIC, TONE),
)
LONG_LANES = recipe(
    bot('a', 'r', '', START),
    bot('b', 'r'),
    bot('c', 't', '', START),
    bot('d', 't'),
    bot('e', 's', '', *reads('b', 'd')),
)
QUESTIONS = recipe(
    bot('a', 't', 'Schreib einen Brief.', START),
    Step(id='b', kind=StepKind.ASK, instruction='Ist der Ton so gut?', settings={'days': 3, 'then': 'approve'}),
    Step(id='c', kind=StepKind.ASK, settings={'days': 1, 'then': 'reject'}),
    Step(id='d', kind=StepKind.ASK, settings={'days': 7, 'then': 'wait'}),
    Step(id='e', kind=StepKind.ASK),
)
SPAIN = OnlyIf(subject=Subject.FIELD, name='Land', op=Op.IS, value='Spanien', otherwise=Otherwise.NOTHING)
REPEATED = recipe(
    bot('a', 'r', 'Nenne Städte.', START, shape=Shape.TABLE, columns=('Stadt', 'Land')),
    bot('b', 't', 'Beschreib die Stadt.', for_each=ForEach(over=Over.ROWS, at_once=3), only_if=SPAIN),
    bot('c', 't', for_each=ForEach(at_once=1)),
    bot('d', 't', '', InputPart('document', name='Liste.txt'), for_each=ForEach(over=Over.FILES, at_once=2)),
)
ASKED = OnlyIf(subject=Subject.QUESTION, name='Ist das eine Beschwerde?', op=Op.YES)
CONDITIONS = recipe(
    bot('a', 'r', '', TOPIC_PART, only_if=ASKED),
    bot('b', 't', only_if=OnlyIf(op=Op.CONTAINS, value='Eilt', otherwise=Otherwise.NOTHING)),
    bot('c', 't', only_if=OnlyIf(subject=Subject.FIELD, name='Betrag', op=Op.MORE, value='1.000')),
)
SHAPES = recipe(
    bot('a', 'r', '', START, shape=Shape.TABLE),
    bot('b', 't', shape=Shape.FIELDS),
    bot('c', 't', shape=Shape.FIELDS, columns=('Name', 'Ort', 'Jahr')),
)
LETTER = Pipeline(
    id='brief',
    name='Brief prüfen',
    inputs=(InputField(key='text', label='Text', required=True), TONE),
    steps=(bot('x', 't', 'Prüfe den Brief.', START), bot('y', 's', 'Kürze ihn.', *reads('x'))),
    created_at=NOW,
    updated_at=NOW,
)
INSIDE = {'pipeline_id': 'brief', 'into': 'text', 'values': {'tone': 'nett'}}
TO_FILE = (OutputPart('next'), OutputPart('document', {'document': 'Brief {date}.md'}))
NESTED = recipe(
    bot('a', 'r', 'Sammle.', TOPIC_PART),
    Step(id='b', kind=StepKind.RECIPE, name='Prüfung', settings=INSIDE),
    bot('c', 't', 'Fertig.', output_target=TO_FILE),
)
GONE = recipe(
    bot('a', 'weg'),
    Step(id='b', kind=StepKind.RECIPE, settings={'pipeline_id': 'weg'}),
    Step(id='c', kind=StepKind.ACTION, settings={'action': 'weg'}),
    bot('d', 't', '', *reads('weg')),
    inputs=(TONE,),
    is_on=False,
    schedule=Schedule(kind='cron'),
)
SUM = {'action': 'sum_table', 'column': 'Betrag', 'how': 'average', 'group': ''}
CALCULATED = recipe(
    Step(id='a', kind=StepKind.ACTION, settings=SUM, input_source=(TOPIC_PART,)),
    Step(id='b', kind=StepKind.ACTION, settings={'action': 'vat', 'total': 'no'}),
)
SOURCES = recipe(
    bot('a', 'r', '', TOPIC_PART, InputPart('input', 'tone')),
    bot('b', 't', '', InputPart('text', 'Guten Tag'), InputPart('previous'), *reads('a')),
    inputs=(TOPIC, TONE),
)
ALONE = recipe(bot('a', 'r', 'Erzähl einen Witz.', START), inputs=())
