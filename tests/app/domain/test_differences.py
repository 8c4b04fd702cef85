"""Every difference between two versions is said, in plain words, and nothing else."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.bots import Bot
from app.domain.differences import bot_differences, differences, recipe_differences
from app.domain.pipelines import (
    ForEach,
    InputField,
    InputKind,
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
from app.i18n import catalogue
from app.services.difference_words import all_in_words
from app.services.recipe_words import RecipeWords

NOW = datetime(2026, 1, 1, tzinfo=UTC)
BOTS = [
    Bot(id=id, name=name, created_at=NOW, updated_at=NOW)
    for id, name in (('r', 'Recherche'), ('t', 'Texter'), ('l', 'Lektor'))
]
INNER = Pipeline(id='brief', name='Brief prüfen', created_at=NOW, updated_at=NOW)


def recipe(*steps: Step, inputs: Sequence[InputField] = (), **more: Any) -> Pipeline:
    return Pipeline(id='p', name='Rezept', inputs=tuple(inputs), steps=steps, created_at=NOW, updated_at=NOW, **more)


def said(before: Any, after: Any, language: str = 'de') -> list[str]:
    words = RecipeWords(language, bots=BOTS, recipes=[INNER])
    return all_in_words(differences(before, after), words)


A, B, C = (Step(id=id, bot_id=bot, instruction=f'Tu {id}.') for id, bot in (('a', 'r'), ('b', 't'), ('c', 'l')))
ASK = Step(id='q', kind=StepKind.ASK, settings={'days': 3, 'then': 'wait'})
SUM = Step(id='s', kind=StepKind.ACTION, settings={'action': 'sum_table', 'column': 'Betrag'})
INSIDE = Step(id='i', kind=StepKind.RECIPE, settings={'pipeline_id': 'brief'})
TOPIC = InputField(key='topic', label='Thema')
TONE = InputField(key='tone', label='Ton')


@pytest.mark.parametrize(
    ('before', 'after', 'german'),
    [
        (recipe(A, B), recipe(A, replace(B, instruction='Neu')), ['Schritt 2: Aufgabe geändert']),
        (recipe(A, B), recipe(A, C, B), ['Schritt 2 „Lektor“ ist neu']),
        (recipe(A), recipe(A, SUM), ['Schritt 2 „Summen bilden“ ist neu']),
        (
            recipe(SUM),
            recipe(replace(SUM, settings={'action': 'sum_table', 'column': 'Preis', 'how': 'max'})),
            [
                'Schritt 1: Spalte mit den Zahlen: jetzt „Preis“',
                'Schritt 1: Was willst du wissen: jetzt „Größter Wert“',
            ],
        ),
        (
            recipe(SUM),
            recipe(replace(SUM, settings={'action': 'count_rows'})),
            ['Schritt 1: jetzt „Zeilen zählen“ statt „Summen bilden“'],
        ),
        (recipe(A, B, C), recipe(B, C), ['Schritt 1 „Recherche“ entfernt']),
        (recipe(A, B, C), recipe(C, A, B), ['Schritt 3 „Lektor“ steht jetzt an Stelle 1']),
        (recipe(A, B, C), recipe(B, C, A), ['Schritt 1 „Recherche“ steht jetzt an Stelle 3']),
        (recipe(A, B), recipe(A, replace(B, bot_id='l')), ['Schritt 2: anderer Bot: Lektor statt Texter']),
        (recipe(A), recipe(replace(A, bot_id='weg')), ['Schritt 1: anderer Bot: (nicht mehr da) statt Recherche']),
        (recipe(A), recipe(replace(A, name='Entwurf')), ['Schritt 1 heißt jetzt „Entwurf“']),
        (recipe(replace(A, name='X')), recipe(A), ['Schritt 1 hat keinen eigenen Namen mehr']),
        (
            recipe(A, B),
            recipe(A, replace(B, input_source=(InputPart('step', 'a'),))),
            ['Schritt 2: arbeitet jetzt mit dem Ergebnis von Schritt 1'],
        ),
        (recipe(A), recipe(replace(A, kind=StepKind.ASK)), ['Schritt 1: Rückfrage an dich statt Bot']),
        (recipe(ASK), recipe(replace(ASK, instruction='Gut?')), ['Schritt 1: Frage an dich geändert']),
        (recipe(ASK), recipe(replace(ASK, bot_id='t')), ['Schritt 1: jetzt mit Texter']),
        (recipe(replace(ASK, bot_id='t')), recipe(ASK), ['Schritt 1: jetzt ohne Texter']),
        (
            recipe(ASK),
            recipe(replace(ASK, settings={'days': 1, 'then': 'wait'})),
            ['Schritt 1: Zeit zum Antworten jetzt 1 Tag'],
        ),
        (
            recipe(ASK),
            recipe(replace(ASK, settings={'then': 'reject'})),
            ['Schritt 1: wartet jetzt ohne Frist', 'Schritt 1: nach der Frist hört das Rezept jetzt auf'],
        ),
        (
            recipe(INSIDE),
            recipe(replace(INSIDE, settings={'pipeline_id': 'weg'})),
            ['Schritt 1: jetzt das Rezept „(nicht mehr da)“ statt „Brief prüfen“'],
        ),
        (
            recipe(INSIDE),
            recipe(replace(INSIDE, settings={'pipeline_id': 'brief', 'into': 'x'})),
            ['Schritt 1: Angaben für das Rezept geändert'],
        ),
        (
            recipe(A),
            recipe(replace(A, for_each=ForEach(over=Over.ROWS))),
            ['Schritt 1: jetzt für jede Zeile der Tabelle'],
        ),
        (recipe(replace(A, for_each=ForEach())), recipe(A), ['Schritt 1: jetzt einmal für alles']),
        (
            recipe(replace(A, for_each=ForEach())),
            recipe(replace(A, for_each=ForEach(at_once=9))),
            ['Schritt 1: jetzt höchstens 9 zugleich'],
        ),
        (
            recipe(A),
            recipe(replace(A, only_if=OnlyIf(value='Eilt'))),
            [
                'Schritt 1: jetzt nur, wenn der gelesene Text „Eilt“ enthält',
                'Schritt 1: sonst geht der Text unverändert weiter',
            ],
        ),
        (recipe(replace(A, only_if=OnlyIf())), recipe(A), ['Schritt 1: jetzt ohne Bedingung']),
        (
            recipe(replace(A, only_if=OnlyIf())),
            recipe(replace(A, only_if=OnlyIf(otherwise=Otherwise.NOTHING))),
            ['Schritt 1: sonst kommt nichts heraus'],
        ),
        (
            recipe(A),
            recipe(replace(A, shape=Shape.TABLE, columns=('Ort', 'Preis'))),
            ['Schritt 1: gibt jetzt eine Tabelle', 'Schritt 1: Spalten jetzt: Ort, Preis'],
        ),
        (
            recipe(A),
            recipe(replace(A, output_target=(OutputPart('document', {'document': 'x.md'}),))),
            ['Schritt 1: der Text geht jetzt als „x.md“ in die Unterlagen von Recherche'],
        ),
        (recipe(A), recipe(A, inputs=[TOPIC]), ['Feld „Thema“ ist neu']),
        (recipe(inputs=[TOPIC]), recipe(inputs=[replace(TOPIC, required=True)]), ['Feld „Thema“ ist jetzt Pflicht']),
        (
            recipe(inputs=[replace(TOPIC, required=True)]),
            recipe(inputs=[TOPIC]),
            ['Feld „Thema“ kann jetzt leer bleiben'],
        ),
        (
            recipe(inputs=[TOPIC]),
            recipe(inputs=[replace(TOPIC, label='Worum geht es?')]),
            ['Feld „Thema“ heißt jetzt „Worum geht es?“'],
        ),
        (
            recipe(inputs=[TOPIC]),
            recipe(inputs=[replace(TOPIC, kind=InputKind.DATE)]),
            ['Feld „Thema“: „Ein Tag“ statt „Ein paar Wörter“'],
        ),
        (recipe(inputs=[TOPIC, TONE]), recipe(inputs=[TONE]), ['Feld „Thema“ entfernt']),
        (recipe(), replace(recipe(), name='Neu'), ['Name: Rezept → Neu']),
        (recipe(), replace(recipe(), emoji='🍰', description='Kuchen'), ['Bild: 📋 → 🍰', 'Beschreibung geändert']),
        (recipe(), replace(recipe(), schedule=Schedule(kind='cron')), ['Wann es läuft: geändert']),
        (recipe(), replace(recipe(), is_on=False), ['Rezept ausgeschaltet']),
        (replace(recipe(), is_on=False), recipe(), ['Rezept eingeschaltet']),
    ],
)
def test_a_recipe_says_what_changed(before: Pipeline, after: Pipeline, german: list[str]) -> None:
    assert said(before, after) == german
    assert len(said(before, after, 'en')) == len(german)


@pytest.mark.parametrize(
    ('changes', 'german'),
    [
        ({'name': 'Autor'}, ['Name: Texter → Autor']),
        ({'system_prompt': 'Sei nett.'}, ['Wesen geändert']),
        ({'model': 'c1/gpt'}, ['KI: c1/gpt statt die übliche']),
        (
            {'settings': {'temperature': 0.2}},
            ['Wie er schreibt: „Genau und gleichmäßig“ statt „Wie die KI es vorschlägt“'],
        ),
        ({'settings': {'max_tokens': 1234}}, ['Wie lang er schreibt: „1234“ statt „Wie die KI es vorschlägt“']),
        ({'settings': {'stop': ['x']}}, ['Einstellung „stop“ geändert']),
        ({'tools': ('web',)}, ['Werkzeuge geändert']),
        ({'tools': ('documents',)}, ['Darf jetzt in seinen Unterlagen lesen']),
        ({'tools': ('citations',)}, ['Zeigt jetzt, woher ein Satz kommt']),
    ],
)
def test_a_bot_says_what_changed(changes: dict[str, Any], german: list[str]) -> None:
    bot = BOTS[1]
    assert said(bot, replace(bot, **changes)) == german
    assert len(said(bot, replace(bot, **changes), 'en')) == len(german)


def test_long_texts_come_along_to_be_compared() -> None:
    task = recipe_differences(recipe(A), recipe(replace(A, instruction='Neu')))[0]
    assert (task.old, task.new) == ('Tu a.', 'Neu')
    personality = bot_differences(BOTS[0], replace(BOTS[0], system_prompt='Nett'))[0]
    assert (personality.old, personality.new) == ('', 'Nett')


def test_a_bot_and_a_recipe_cannot_be_compared() -> None:
    with pytest.raises(TypeError):
        differences(BOTS[0], INNER)


# What is not part of a version's content: who saved it and when, and what can never change.
NEVER = {'id', 'owner', 'created_at', 'updated_at', 'version'}
OTHER: dict[str, Any] = {
    'kind': StepKind.ASK,
    'bot_id': 'other',
    'input_source': (InputPart('start'),),
    'output_target': (OutputPart('document', {'document': 'x'}),),
    'timeout_s': 1.0,
    'idle_timeout_s': 1.0,
    'retries': 9,
    'settings': {'x': 1},
    'for_each': ForEach(),
    'only_if': OnlyIf(),
    'shape': Shape.TABLE,
    'columns': ('x',),
    'inputs': (TOPIC,),
    'steps': (A,),
    'schedule': Schedule(kind='cron'),
    'is_on': False,
    'tools': ('x',),
}


@pytest.mark.parametrize('name', [field.name for field in dataclasses.fields(Step) if field.name != 'id'])
def test_every_part_of_a_step_has_words_of_its_own(name: str) -> None:
    lines = recipe_differences(recipe(A), recipe(replace(A, **{name: OTHER.get(name, 'other')})))
    assert lines and all(line.key.startswith('diff.step.') for line in lines)


@pytest.mark.parametrize('thing', [INNER, BOTS[0]], ids=['recipe', 'bot'])
def test_every_part_of_a_thing_has_words_of_its_own(thing: Any) -> None:
    for field in dataclasses.fields(thing):
        if field.name not in NEVER:
            lines = differences(thing, replace(thing, **{field.name: OTHER.get(field.name, 'other')}))
            assert lines and all(line.key != 'diff.more' for line in lines), field.name


WORD = st.sampled_from(['', 'a', 'b'])
SETTINGS = st.dictionaries(
    st.sampled_from(['action', 'days', 'then', 'pipeline_id', 'into', 'values', 'x']), st.sampled_from(['a', 1, None])
)
STEPS = st.builds(
    Step,
    id=st.sampled_from(['a', 'b', 'c', 'd']),
    bot_id=WORD,
    name=WORD,
    instruction=WORD,
    input_source=st.lists(st.builds(InputPart, st.sampled_from(['start', 'previous', 'text']), WORD), max_size=2).map(
        tuple
    ),
    output_target=st.lists(
        st.sampled_from([OutputPart('next'), OutputPart('document', {'document': 'x'})]), max_size=2
    ).map(tuple),
    kind=st.sampled_from(StepKind),
    practice=WORD,
    timeout_s=st.sampled_from([1.0, 2.0]),
    idle_timeout_s=st.sampled_from([None, 1.0]),
    retries=st.integers(0, 1),
    settings=SETTINGS,
    for_each=st.none() | st.builds(ForEach, over=st.sampled_from(Over), at_once=st.integers(1, 2)),
    only_if=st.none()
    | st.builds(
        OnlyIf,
        subject=st.sampled_from(Subject),
        name=WORD,
        op=st.sampled_from(Op),
        value=WORD,
        otherwise=st.sampled_from(Otherwise),
    ),
    shape=st.sampled_from(Shape),
    columns=st.lists(WORD, max_size=2).map(tuple),
)
FIELDS = st.builds(
    InputField,
    key=WORD,
    label=WORD,
    kind=st.sampled_from(InputKind),
    required=st.booleans(),
    default=WORD,
    help=WORD,
    choices=st.lists(WORD, max_size=2).map(tuple),
)
RECIPES = st.builds(
    Pipeline,
    id=st.just('p'),
    name=WORD,
    emoji=WORD,
    description=WORD,
    inputs=st.lists(FIELDS, max_size=3).map(tuple),
    steps=st.lists(STEPS, max_size=4).map(tuple),
    schedule=st.builds(Schedule, kind=st.sampled_from(['manual', 'cron']), settings=SETTINGS),
    template_id=WORD,
    is_on=st.booleans(),
    created_at=st.just(NOW),
    updated_at=st.sampled_from([NOW, datetime(2026, 2, 1, tzinfo=UTC)]),
    version=st.integers(1, 3),
)
BOT_VERSIONS = st.builds(
    Bot,
    id=st.just('b'),
    name=WORD,
    emoji=WORD,
    description=WORD,
    system_prompt=WORD,
    model=WORD,
    settings=st.dictionaries(
        st.sampled_from(['temperature', 'max_tokens', 'x']), st.sampled_from([None, 0.2, 700, 'y', ['z']])
    ),
    tools=st.lists(WORD, max_size=2).map(tuple),
    created_at=st.just(NOW),
    updated_at=st.just(NOW),
    version=st.integers(1, 3),
)


def content(thing: Any) -> Any:
    return replace(thing, updated_at=NOW, version=0)


@given(st.one_of(st.tuples(RECIPES, RECIPES), st.tuples(BOT_VERSIONS, BOT_VERSIONS)))
def test_different_things_have_differences_and_equal_ones_none(pair: tuple[Any, Any]) -> None:
    before, after = pair
    lines = differences(before, after)
    assert bool(lines) == (content(before) != content(after))
    assert differences(before, replace(before, updated_at=NOW, version=9)) == []
    for line in lines:
        for language in ('de', 'en'):
            assert line.key in catalogue(language)
    assert all(text and '{' not in text for text in said(before, after))


@given(RECIPES, st.data())
def test_one_changed_part_of_a_recipe_is_never_missed(before: Pipeline, data: st.DataObject) -> None:
    """Nearly equal recipes, too: one step or field is replaced, doubled, or all stand in another order."""
    part = data.draw(st.sampled_from(['steps', 'inputs']))
    entries = list(getattr(before, part))
    if entries and data.draw(st.booleans()):
        entries[data.draw(st.integers(0, len(entries) - 1))] = data.draw(STEPS if part == 'steps' else FIELDS)
    else:
        entries = data.draw(st.permutations(entries))
    after = replace(before, **{part: tuple(entries)})
    assert bool(recipe_differences(before, after)) == (content(before) != content(after))
