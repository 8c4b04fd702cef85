"""'Warum steht das da?': which step wrote a paragraph, and what is behind it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from app.domain.passages import Passage
from app.domain.pipelines import InputPart, Pipeline, Step
from app.domain.places import Place
from app.domain.provenance import why
from app.domain.runs import Run, StepRun

NOW = datetime(2026, 5, 4, tzinfo=UTC)
CONTRACT = 'Die Kaution beträgt drei Monatsmieten und wird auf ein Sparbuch gelegt.'
HOUSE = 'Im Treppenhaus dürfen keine Fahrräder stehen.'


def passage(number: int, text: str, document: str = 'Mietvertrag.pdf') -> Passage:
    return Passage(place=Place.of_bot('jurist'), document=document, page=2, end=len(text), text=text, number=number)


def run(*steps: tuple[str, tuple[Passage, ...]], **more: Any) -> Run:
    """Steps 's1', 's2', ... with these texts, each reading the one before it; the last text is the result."""
    made = [Step(id=f's{number}', bot_id='jurist') for number in range(1, len(steps) + 1)]
    recipe = Pipeline(id='r', owner='owner', name='Vertrag', steps=tuple(made), created_at=NOW, updated_at=NOW)
    done = [
        StepRun(id=step.id, bot_id='jurist', bot_name='Jurist', emoji='⚖️', output=output, passages=passages)
        for step, (output, passages) in zip(made, steps, strict=True)
    ]
    values: dict[str, Any] = {'inputs': {}, 'pipeline': recipe, 'result': steps[-1][0]} | more
    return Run(id='x', owner='owner', bots=(), steps=tuple(done), created_at=NOW, **values)


def test_the_first_step_that_wrote_it_is_named() -> None:
    fact = 'Die Kaution beträgt 1.500 Euro und ist schon bezahlt.'
    origin = why(run((f'Notizen\n\n{fact}', ()), (f'Liebe Anna\n\n{fact}\n\nGruß', ())), fact)
    assert origin.step is not None and origin.step.id == 's1'


def test_nearly_the_same_words_count_too() -> None:
    origin = why(
        run(
            ('Die Kaution beträgt 1.500 Euro und ist bezahlt.', ()),
            ('Die Kaution beträgt 1.500 Euro und sie ist bezahlt.', ()),
        ),
        'Die Kaution beträgt 1.500 Euro und sie ist bezahlt.',
    )
    assert origin.step is not None and origin.step.id == 's1'


def test_what_stands_nowhere_before_comes_from_the_last_step() -> None:
    origin = why(run(('Notizen zum Vertrag', ()), ('Ganz anderer Text', ())), 'Ein Absatz, den niemand kennt')
    assert origin.step is not None and origin.step.id == 's2'


def test_short_words_are_not_found_by_chance() -> None:
    origin = why(run(('Wir grüßen den Herbst', ()), ('Liebe Anna\n\nViele Grüße', ())), 'Viele Grüße')
    assert origin.step is not None and origin.step.id == 's2'


def test_the_passages_a_paragraph_names_are_found() -> None:
    given = (passage(1, HOUSE), passage(2, CONTRACT))
    origin = why(run(('Die Kaution sind drei Mieten.[^2]', given)), 'Die Kaution sind drei Mieten.[^2]')
    assert origin.named == (given[1],) and not origin.fitting and origin.read


def test_marks_of_the_step_that_wrote_it_count_when_the_result_has_none() -> None:
    given = (passage(1, CONTRACT),)
    origin = why(
        run(('Die Kaution sind drei Mieten.[^1]', given), ('Die Kaution sind drei Mieten.', ())),
        'Die Kaution sind drei Mieten.',
    )
    assert origin.step is not None and origin.step.id == 's1' and origin.named == given


def test_without_marks_the_passages_that_say_something_like_it_are_offered() -> None:
    given = (passage(0, HOUSE), passage(0, CONTRACT))
    origin = why(
        run(('Notizen', given), ('Als Kaution sind drei Monatsmieten zu zahlen.', ())),
        'Als Kaution sind drei Monatsmieten zu zahlen.',
    )
    assert origin.fitting == (given[1],) and not origin.named


def test_a_step_knows_nothing_of_what_steps_beside_it_have_read() -> None:
    made = run(('Kaution: drei Monatsmieten', (passage(0, CONTRACT),)), ('Drei Monatsmieten als Kaution', ()))
    alone = Pipeline(
        id='r',
        owner='owner',
        name='Vertrag',
        steps=(made.pipeline.steps[0], Step(id='s2', bot_id='jurist', input_source=(InputPart('start'),))),
        created_at=NOW,
        updated_at=NOW,
    )
    origin = why(
        Run(id='x', owner='owner', pipeline=alone, bots=(), inputs={}, steps=made.steps, result='x', created_at=NOW),
        'Völlig neue Worte von hier',
    )
    assert origin.step is not None and origin.step.id == 's2' and not origin.read


def test_when_no_document_was_read_that_is_said() -> None:
    assert not why(run(('Ein Gedicht über den Frühling', ())), 'Ein Gedicht über den Frühling').read


def test_what_a_person_typed_is_recognised() -> None:
    made = run(
        ('Wir treffen uns am Samstag um drei im Garten. Bring Kuchen mit!', ()),
        inputs={'thema': 'wir treffen uns am Samstag um drei im Garten', 'ort': 'Kiel'},
    )
    assert why(made, 'Wir treffen uns am Samstag um drei im Garten. Bring Kuchen mit!').typed == ('thema',)


def test_a_run_without_any_text_has_no_answer() -> None:
    assert why(run(('', ())), 'Irgendetwas').step is None
