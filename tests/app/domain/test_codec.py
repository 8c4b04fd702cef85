"""Domain values to JSON and back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from app.domain.bots import Bot
from app.domain.codec import from_json, to_json
from app.domain.errors import Invalid
from app.domain.pipelines import InputField, InputKind, InputPart, OutputPart, Pipeline, Step, StepKind
from app.domain.runs import StepError, Usage
from tests.fakes import MORNING
from tests.kitchen import bot, recipe


@dataclass(frozen=True, kw_only=True)
class Measured:
    """A float that programs like to send as a whole number."""

    height: float
    names: tuple[str, ...] = ()


def test_a_recipe_comes_back_as_it_was() -> None:
    parts = (InputPart('start'), InputPart('step', ref='a'), InputPart('document', name='Brief.txt'))
    step = Step(id='b', bot_id='x', input_source=parts, output_target=(OutputPart('document', {'document': 'A.md'}),))
    pipeline = recipe(Step(id='a', bot_id='x'), step, inputs=[InputField(key='k', label='L', kind=InputKind.CHOICE)])

    assert from_json(Pipeline, to_json(pipeline)) == pipeline


def test_json_has_the_shape_of_the_contract() -> None:
    step = Step(id='a', input_source=(InputPart('previous'), InputPart('workspace', ref='w', name='N')))

    data = to_json(step)

    assert data['input_source'] == ['previous', {'workspace': 'w', 'document': 'N'}]
    assert data['output_target'] == ['next']
    assert data['kind'] == 'bot'


def test_what_is_missing_takes_the_default_and_what_is_unknown_is_dropped() -> None:
    step = from_json(Step, {'id': 'a', 'colour': 'red'})

    assert step == Step(id='a')
    assert step.kind is StepKind.BOT


def test_the_json_is_a_copy() -> None:
    settings = {'temperature': 1}
    data = to_json(bot('writer', settings=settings))
    data['settings']['temperature'] = 2

    assert settings == {'temperature': 1}


def test_a_whole_number_is_fine_where_a_fraction_is_meant() -> None:
    height = from_json(Measured, {'height': 2}).height

    assert height == 2.0 and isinstance(height, float)


def test_nothing_is_fine_where_nothing_may_be() -> None:
    assert from_json(Usage, {'input_tokens': None}).input_tokens is None


@pytest.mark.parametrize(
    ('kind', 'data', 'path', 'key'),
    [
        (Bot, [], '', 'object'),
        (Bot, {'id': 'a'}, 'name', 'required'),
        (Bot, {'id': 'a', 'name': 3}, 'name', 'type'),
        (Bot, to_json(bot('a')) | {'version': True}, 'version', 'type'),
        (Bot, to_json(bot('a')) | {'tools': 'hammer'}, 'tools', 'list'),
        (Bot, to_json(bot('a')) | {'tools': ['hammer', 1]}, 'tools.1', 'type'),
        (Bot, to_json(bot('a')) | {'settings': []}, 'settings', 'object'),
        (Bot, to_json(bot('a')) | {'created_at': 'yesterday'}, 'created_at', 'time'),
        (Bot, to_json(bot('a')) | {'created_at': 5}, 'created_at', 'time'),
        (Step, {'id': 'a', 'kind': 'magic'}, 'kind', 'choice'),
        (Step, {'id': 'a', 'kind': []}, 'kind', 'choice'),
        (Step, {'id': 'a', 'input_source': ['start', {'moon': 'x'}]}, 'input_source.1', 'input_source'),
        (Step, {'id': 'a', 'output_target': [{'document': 3}]}, 'output_target.0', 'output_target'),
        (Step, {'id': 'a', 'timeout_s': '5'}, 'timeout_s', 'type'),
        (Step, {'id': 'a', 'timeout_s': True}, 'timeout_s', 'type'),
        (Usage, {'input_tokens': '3'}, 'input_tokens', 'type'),
        (StepError, {'code': None}, 'code', 'type'),
    ],
)
def test_what_does_not_fit_is_named_with_its_path(kind: type[Any], data: Any, path: str, key: str) -> None:
    with pytest.raises(Invalid) as trouble:
        from_json(kind, data)

    assert [(problem.path, problem.key) for problem in trouble.value.problems] == [(path, key)]


def test_paths_begin_where_the_caller_says() -> None:
    with pytest.raises(Invalid) as trouble:
        from_json(tuple[Bot, ...], [to_json(bot('a')), {'id': 'b'}], 'bots')

    assert trouble.value.problems[0].path == 'bots.1.name'


def test_times_keep_their_zone() -> None:
    assert from_json(Bot, to_json(bot('a'))).created_at == MORNING
