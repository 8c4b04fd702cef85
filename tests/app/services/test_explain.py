"""What a recipe does, in sentences: read in full for recipes of every kind, in both languages."""

from __future__ import annotations

import pytest

from app.domain.pipelines import InputPart, OnlyIf, Op, OutputPart, Pipeline, Step, StepKind, Subject
from app.domain.workspaces import Workspace
from app.services.explain import MOST_LINES, explain
from tests.app.services.told_recipes import BOTS, CHAIN, LETTER, NOW, START, bot, recipe
from tests.app.services.told_sentences import ENGLISH, GERMAN


@pytest.mark.parametrize(('recipe', 'said'), GERMAN)
def test_a_recipe_explains_itself_in_german(recipe: Pipeline, said: list[str]) -> None:
    assert explain(recipe, BOTS, 'de', [LETTER]) == said


@pytest.mark.parametrize(('recipe', 'said'), ENGLISH)
def test_a_recipe_explains_itself_in_english(recipe: Pipeline, said: list[str]) -> None:
    assert explain(recipe, BOTS, 'en', [LETTER]) == said


@pytest.mark.parametrize(
    ('op', 'value', 'german', 'english'),
    [
        (Op.IS, 'ja', 'deine Angabe „Thema“ gleich „ja“ ist', 'what you gave for “Thema” is “ja”'),
        (Op.IS_NOT, 'ja', 'deine Angabe „Thema“ nicht gleich „ja“ ist', 'what you gave for “Thema” is not “ja”'),
        (Op.CONTAINS, 'ja', 'deine Angabe „Thema“ „ja“ enthält', 'what you gave for “Thema” contains “ja”'),
        (
            Op.CONTAINS_NOT,
            'ja',
            'deine Angabe „Thema“ „ja“ nicht enthält',
            'what you gave for “Thema” does not contain “ja”',
        ),
        (Op.MORE, '5', 'deine Angabe „Thema“ mehr als 5 ist', 'what you gave for “Thema” is more than 5'),
        (Op.LESS, '5', 'deine Angabe „Thema“ weniger als 5 ist', 'what you gave for “Thema” is less than 5'),
        (
            Op.MORE,
            '1.3.2026',
            'deine Angabe „Thema“ nach dem 1.3.2026 liegt',
            'what you gave for “Thema” is after 1.3.2026',
        ),
        (
            Op.LESS,
            '1.3.2026',
            'deine Angabe „Thema“ vor dem 1.3.2026 liegt',
            'what you gave for “Thema” is before 1.3.2026',
        ),
        (Op.EMPTY, '', 'deine Angabe „Thema“ leer ist', 'what you gave for “Thema” is empty'),
        (Op.NOT_EMPTY, '', 'deine Angabe „Thema“ nicht leer ist', 'what you gave for “Thema” is not empty'),
    ],
)
def test_every_comparison_has_its_words(op: Op, value: str, german: str, english: str) -> None:
    step = bot('a', 't', '', START, only_if=OnlyIf(subject=Subject.INPUT, name='topic', op=op, value=value))
    assert f'nur, wenn {german}.' in explain(recipe(step), BOTS, 'de')[1]
    assert f'only if {english}.' in explain(recipe(step), BOTS, 'en')[1]


@pytest.mark.parametrize('language', ['de', 'en'])
def test_it_says_who_reads_the_texts_where_that_is_known(language: str) -> None:
    unknown = explain(CHAIN, BOTS, language)[-1]
    assert 'OpenAI' in explain(CHAIN, BOTS, language, outside=['OpenAI'])[-1].removeprefix(unknown)
    assert explain(CHAIN, BOTS, language, outside=[])[-1] not in (
        unknown,
        explain(CHAIN, BOTS, language, outside=['OpenAI'])[-1],
    )


def test_folders_are_called_by_their_names() -> None:
    place = OutputPart('workspace', {'workspace': 'w', 'document': 'Bericht.docx'})
    step = bot('a', 't', 'Lies.', InputPart('workspace', 'w'), output_target=(place,))
    folders = [Workspace(id='w', name='Belege', created_at=NOW, updated_at=NOW)]

    said = explain(recipe(step), BOTS, 'de', workspaces=folders)[1]

    assert 'den Unterlagen im Ordner „Belege“' in said
    assert 'als „Bericht.docx“ in den Ordner „Belege“' in said


def test_long_tasks_are_shortened_to_one_line() -> None:
    said = explain(recipe(bot('a', 't', 'Schreib etwas.\n\n' * 100, START)), BOTS, 'de')[1]
    assert said.endswith(' …“') and '\n' not in said and len(said) < 300


def test_recipes_inside_each_other_come_to_an_end() -> None:
    one = recipe(Step(id='a', kind=StepKind.RECIPE, settings={'pipeline_id': 'brief'}))
    two = Pipeline(
        id='brief',
        name='Brief',
        steps=(Step(id='b', kind=StepKind.RECIPE, settings={'pipeline_id': 'rezept'}),),
        created_at=NOW,
        updated_at=NOW,
    )
    assert len(explain(one, BOTS, 'de', [one, two])) == 4


def test_a_very_long_recipe_is_not_explained_to_the_end() -> None:
    steps = [Step(id=f's{number}', kind=StepKind.RECIPE, settings={'pipeline_id': 'brief'}) for number in range(200)]
    said = explain(recipe(*steps), BOTS, 'de', [LETTER])
    assert len(said) == MOST_LINES + 2
    assert said[-2] == 'Und so geht es weiter.'
