"""What a start form takes."""

from __future__ import annotations

from typing import Any

import pytest

from app.domain.errors import Invalid
from app.domain.pipelines import InputField, InputKind
from app.services.run_inputs import checked_inputs


def take(kind: InputKind, value: Any, **more: Any) -> str:
    """What becomes of a value in a field of this kind."""
    return checked_inputs((InputField(key='k', label='Feld', kind=kind, **more),), {'k': value})['k']


def refusal(kind: InputKind, value: Any, **more: Any) -> tuple[str, str]:
    """Where and why a value is refused."""
    with pytest.raises(Invalid) as trouble:
        take(kind, value, **more)
    return trouble.value.problems[0].path, trouble.value.problems[0].key


@pytest.mark.parametrize('text', ['5', '-5', '1.234,50', '1234,5', '0,5', '1234.50', '1.234.567', ' 7 '])
def test_numbers_the_german_way_and_the_programs_way(text: str) -> None:
    assert take(InputKind.NUMBER, text) == text


@pytest.mark.parametrize('text', ['viel', '1,2,3', '12.34,5', '1e5', 'NaN', '٣', '--1', '1.'])
def test_what_is_no_number(text: str) -> None:
    assert refusal(InputKind.NUMBER, text) == ('inputs.k', 'number')


def test_a_program_may_send_a_number_as_a_number() -> None:
    assert take(InputKind.NUMBER, 12) == '12'
    assert refusal(InputKind.NUMBER, True) == ('inputs.k', 'type')
    assert refusal(InputKind.NUMBER, float('nan')) == ('inputs.k', 'number')


@pytest.mark.parametrize('text', ['2026-03-02', '2.3.2026', '02.03.2026', '29.2.2028'])
def test_days(text: str) -> None:
    assert take(InputKind.DATE, text) == text


@pytest.mark.parametrize('text', ['30.2.2026', 'morgen', '2026-13-01', '3.2026'])
def test_what_is_no_day(text: str) -> None:
    assert refusal(InputKind.DATE, text) == ('inputs.k', 'date')


def test_a_choice_is_one_of_those_on_offer() -> None:
    assert take(InputKind.CHOICE, 'rot', choices=('rot', 'blau')) == 'rot'
    assert refusal(InputKind.CHOICE, 'Rot', choices=('rot', 'blau')) == ('inputs.k', 'choice')


def test_an_empty_field_takes_its_default_and_a_needed_one_without_is_missing() -> None:
    assert take(InputKind.TEXT, ' ', default='Katzen', required=True) == 'Katzen'
    assert take(InputKind.TEXT, None) == ''
    assert refusal(InputKind.TEXT, ' \n', required=True) == ('inputs.k', 'required')


@pytest.mark.parametrize('value', [[], {}, 5, True])
def test_only_text_is_text(value: Any) -> None:
    assert refusal(InputKind.TEXT, value) == ('inputs.k', 'type')


@pytest.mark.parametrize('text', ['a\0b', 'halb \ud83d'])
def test_what_no_file_can_hold_is_refused(text: str) -> None:
    assert refusal(InputKind.LONGTEXT, text) == ('inputs.k', 'characters')


def test_a_text_as_long_as_a_library_is_refused() -> None:
    assert refusal(InputKind.LONGTEXT, 'x' * 500_001) == ('inputs.k', 'too_long')


def test_every_problem_is_told_at_once() -> None:
    fields = (InputField(key='a', label='A', required=True), InputField(key='b', label='B', kind=InputKind.NUMBER))

    with pytest.raises(Invalid) as trouble:
        checked_inputs(fields, {'b': 'x', 'c': '1'})

    assert sorted(problem.path for problem in trouble.value.problems) == ['inputs.a', 'inputs.b', 'inputs.c']
