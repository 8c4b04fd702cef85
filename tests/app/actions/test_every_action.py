"""What holds for every action: it names what it cannot do, and gives the same for the same."""

from __future__ import annotations

import importlib
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import app.actions
from app.actions import actions
from app.actions.base import Action, ActionError, Field, FieldKind, settings_of
from app.domain.pipelines import Shape
from app.domain.shapes import read_fields, read_table
from app.domain.text import Text
from app.i18n import catalogue
from tests.calculating import play, table
from tests.sources import ROOT
from tests.test_texts import BLAME, JARGON

EVERY = pytest.mark.parametrize('action', list(actions().values()), ids=list(actions()))
BILLS = table('Tag | Betrag | Art', '2.3.2026 | 12,50 € | Essen', '1.3.2026 | 3 € | essen', '1.3.2026 | 3 € | Bahn')
# What each action can do something with: its texts and settings.
SAMPLES: dict[str, tuple[tuple[str, ...], dict[str, str]]] = {
    'sum_table': ((BILLS,), {'column': 'Betrag'}),
    'count_rows': ((BILLS,), {'column': 'Art'}),
    'vat': ((BILLS,), {'column': 'Betrag'}),
    'add_days': (('Rechnung vom 2.3.2026',), {}),
    'add_workdays': (('Rechnung vom 2.3.2026',), {'state': 'BY'}),
    'dedupe': ((BILLS,), {'columns': 'Tag, Betrag'}),
    'sort_table': ((BILLS,), {'column': 'Betrag'}),
    'filter_table': ((BILLS,), {'column': 'Betrag', 'op': 'more', 'value': '5'}),
    'join_tables': ((BILLS, table('Art | Konto', 'Essen | 1', 'Bahn | 2')), {'column': 'Art'}),
    'pick_columns': ((BILLS,), {'columns': 'Betrag, Tag'}),
    'check_text': (('Ein kurzer Text.',), {'most': '10', 'forbidden': 'kurz*'}),
    'convert_units': (('2 EL Öl',), {'to': 'ml'}),
    'scale_amounts': (('500 g Mehl',), {'want': '6'}),
    'merge_shopping': (('500 g Mehl', '1 kg Mehl'), {}),
    'fill_text': (('- Name: Anna',), {'frame': 'Hallo {Name}!'}),
    'split_text': (('Eins.\n\nZwei.',), {}),
    'join_text': (('Eins.', 'Zwei.'), {}),
    'make_calendar': ((table('Termin | Datum | Uhrzeit', 'Zahnarzt | 5.3.2026 | 8 Uhr'),), {}),
    'make_csv': ((BILLS,), {}),
    'make_xlsx': ((BILLS,), {}),
}
ODD = [
    'x' * 100_000,
    ' \t' * 50_000,
    '| a | b |\n| --- | --- |\n' + '| 1 | = |\n' * 10_000,
    '|' * 100_000,
    'a;b\n' + '"' * 99_999,
    '{"a":' * 20_000,
    '[{"Betrag": 1e999999, "x": "\\ud800"}]',
    '- a: b\n' * 15_000,
    '1/0 0/0 ½½ 1.1.0001 31.12.9999 99:99 ' * 2_500,
    '1' * 100_000,
    '9.9.' * 25_000,
    '500 g ' * 16_000,
    '(' * 100_000,
    'Hallo {Name} ' * 7_000,
    '\ud800\x00\x0b\u2028\ufeff\u202e' * 15_000,
    '. ' * 50_000,
    '## \n- [ ] ' * 12_000,
    '٣٤٥ ½ Ⅷ ² 1²3' * 8_000,
]


def test_every_file_with_a_plugin_is_offered_and_sampled() -> None:
    names = {info.name for info in pkgutil.iter_modules(app.actions.__path__)}
    plugins = {name for name in names if hasattr(importlib.import_module(f'app.actions.{name}'), 'PLUGIN')}
    assert set(actions()) == plugins == set(SAMPLES)
    ranks = [action.rank for action in actions().values()]
    assert ranks == sorted(set(ranks))


def test_heavy_libraries_wait_until_they_are_needed() -> None:
    names = {'holidays', 'icalendar', 'openpyxl'}
    code = f'import sys; from app.actions import actions; actions(); print({names} & set(sys.modules))'
    told = subprocess.run([sys.executable, '-c', code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == 'set()'


@EVERY
def test_its_fields_are_complete(action: Action) -> None:
    assert isinstance(action.gives, Shape) and action.fields
    assert len({field.key for field in action.fields}) == len(action.fields)
    assert 'action' not in {field.key for field in action.fields}
    for field in action.fields:
        assert bool(field.choices) == (field.kind is FieldKind.CHOICE), field.key
        assert not field.choices or field.default in dict(field.choices), field.key
        assert field.kind is not FieldKind.YES_NO or field.default in ('yes', 'no'), field.key
        assert not (field.required and field.advanced), field.key
    assert settings_of(action, {}) == {field.key: field.default for field in action.fields}


@EVERY
def test_its_texts_are_plain_in_both_languages(action: Action) -> None:
    for text in _texts(action):
        assert text.de.strip() and text.en.strip()
        assert set(re.findall(r'\{\w+\}', text.en)) or '{' not in text.de
        assert not JARGON.search(text.de) and not BLAME.search(text.de), text.de
        for sentence in re.split(r'(?<=[.!?:])\s', text.de):
            assert len(re.findall(r'\w+', sentence)) <= 14 and sentence.count(',') <= 1, sentence
    assert action.help.de.endswith('.') and not action.title.de.endswith('.')
    assert len(action.title.de) <= 40


@EVERY
def test_it_does_its_work_and_the_same_again(action: Action) -> None:
    texts, given = SAMPLES[action.key]
    done = play(action.key, *texts, **given)
    assert done.text and done == play(action.key, *texts, **given)
    assert play(action.key, *texts, language='en', **given).text
    if action.gives is Shape.TABLE:
        assert read_table(done.text).columns
    elif action.gives is Shape.FIELDS:
        assert read_fields(done.text)


@EVERY
def test_the_order_in_which_settings_come_makes_no_difference(action: Action) -> None:
    texts, given = SAMPLES[action.key]
    assert play(action.key, *texts, **dict(reversed(given.items()))) == play(action.key, *texts, **given)


@EVERY
@pytest.mark.parametrize('texts', [(), ('',), (' \n ',), ('', BILLS)])
def test_with_little_to_read_it_says_what_is_missing(action: Action, texts: tuple[str, ...]) -> None:
    for chosen in ({}, SAMPLES[action.key][1]):
        _play_or_name(action, texts, chosen)


@EVERY
@pytest.mark.parametrize('text', ODD, ids=range(len(ODD)))
@pytest.mark.timeout(30)
def test_odd_texts_never_break_it_or_hold_it_up(action: Action, text: str) -> None:
    for chosen in _settings_for(action, text):
        _play_or_name(action, (text,) * len(SAMPLES[action.key][0]), chosen)


@EVERY
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_odd_settings_never_break_it(action: Action, data: st.DataObject) -> None:
    words = st.sampled_from(['Betrag', 'Tag', 'Art', '-1', '99999999', '1/0', '{Tag}', '{', 'today', 'yes', ',', ''])
    chosen = {field.key: data.draw(_value(field) | words | st.text(max_size=20)) for field in action.fields}
    _play_or_name(action, (BILLS, 'Am 2.3.2026: 500 g Mehl für 3 €', SAMPLES[action.key][0][0]), chosen)


def _settings_for(action: Action, text: str) -> Iterator[dict[str, str]]:
    """The sample's settings, and the first column for everything that is a column."""
    yield SAMPLES[action.key][1]
    try:
        column = read_table(text).columns[0]
    except ValueError:
        column = 'a'
    named = {f.key: column for f in action.fields if f.kind in (FieldKind.COLUMN, FieldKind.COLUMNS)}
    yield SAMPLES[action.key][1] | named


def _value(field: Field) -> st.SearchStrategy[str]:
    return st.sampled_from([key for key, _ in field.choices]) if field.choices else st.just(field.default)


def _play_or_name(action: Action, texts: tuple[str, ...], given: dict[str, str]) -> None:
    """Text, or an error that is in the catalogue with exactly the values it needs."""
    sentences = catalogue('de')
    try:
        done = play(action.key, *texts, **given)
    except ActionError as error:
        for part in ('what', 'do', 'button'):
            str(sentences[f'err.{error.key}.{part}']).format(**error.params)
        assert all(isinstance(value, (str, int)) for value in error.params.values())
        return
    assert isinstance(done.text, str)
    for file in done.files:
        assert isinstance(file.content, bytes) and file.content and '/' not in file.name and len(file.name) <= 90


def _texts(action: Action) -> Iterator[Text]:
    yield from (action.title, action.help)
    for field in action.fields:
        yield field.label
        if field.help.de or field.help.en:
            yield field.help
        yield from (text for _, text in field.choices)
