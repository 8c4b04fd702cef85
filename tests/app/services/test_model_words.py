"""Which AI answers, in plain words: only what is there, and only what its name says clearly."""

from __future__ import annotations

from typing import Any

import pytest

from app.domain.connections import Connection, ConnectionKind
from app.services.model_words import PlainKind, kind_of_model, plain_choices
from tests.fakes import MORNING

FAST, CAREFUL, HOME = PlainKind.FAST, PlainKind.CAREFUL, PlainKind.HOME


def connection(id: str, kind: str = 'openai', url: str = 'https://api.example.org/v1', **more: Any) -> Connection:
    times = {'created_at': MORNING, 'updated_at': MORNING}
    return Connection(id=id, kind=ConnectionKind(kind), name=id.title(), base_url=url, **times, **more)


PRACTICE = connection('practice', 'practice', '', is_default=True)


def said(*connections: Connection, **lists: list[str]) -> dict[str, str]:
    return {choice.kind.value: choice.value for choice in plain_choices(connections, lists)}


@pytest.mark.parametrize(
    ('name', 'kind'),
    [
        ('gpt-5-mini', FAST),
        ('gpt-5-nano-2025-08-07', FAST),
        ('claude-haiku-4-5', FAST),
        ('models/gemini-2.5-flash', FAST),
        ('gemini-2.5-flash-lite', FAST),
        ('mistral-small-latest', FAST),
        ('gpt-5', CAREFUL),
        ('gpt-5.1-2025-11-13', CAREFUL),
        ('openai/gpt-5', CAREFUL),
        ('claude-opus-4-1', CAREFUL),
        ('claude-sonnet-4-5', CAREFUL),
        ('gemini-2.5-pro', CAREFUL),
        ('mistral-large-latest', CAREFUL),
        ('gemini', None),  # not "mini"
        ('prometheus', None),  # not "pro"
        ('gpt-4.1', None),
        ('gpt-4o-mini-transcribe', None),
        ('gemini-2.5-flash-image', None),
        ('text-embedding-3-large', None),
        ('gpt-5-codex', None),
        ('small-pro', None),  # both
        ('', None),
    ],
)
def test_a_name_says_what_it_is_or_nothing(name: str, kind: PlainKind | None) -> None:
    assert kind_of_model(name) is kind


def test_one_of_each_kind_made_from_what_is_there() -> None:
    service = connection('openai', models=('gpt-5', 'gpt-5-mini', 'gpt-4.1'), is_default=True)
    local = connection('ollama', 'ollama', 'http://127.0.0.1:11434', models=('llama3.2',))
    assert said(service, local) == {'fast': 'openai/gpt-5-mini', 'careful': 'openai/gpt-5', 'home': 'ollama/llama3.2'}


def test_the_newest_is_taken_unless_it_is_only_for_trying_out() -> None:
    names = ('claude-3-5-haiku-20241022', 'claude-haiku-4-5-20251001', 'claude-haiku-4-5', 'claude-haiku-9-preview')
    assert said(connection('a', 'anthropic', models=names)) == {'fast': 'a/claude-haiku-4-5'}


def test_the_one_somebody_chose_comes_before_a_newer_one() -> None:
    one = connection('a', models=('gpt-4.1-mini', 'gpt-5-mini'), default_model='gpt-4.1-mini')
    assert said(one) == {'fast': 'a/gpt-4.1-mini'}


def test_the_usual_connection_is_asked_first() -> None:
    first = connection('a', models=('gpt-5-mini',))
    usual = connection('b', models=('mistral-small-latest',), is_default=True)
    assert said(first, usual) == {'fast': 'b/mistral-small-latest'}


def test_fresh_lists_count_more_than_kept_ones() -> None:
    assert said(connection('a', models=('gpt-4o-mini',)), a=['gpt-5']) == {'careful': 'a/gpt-5'}


@pytest.mark.parametrize(
    'local',
    [
        connection('x', 'ollama', 'http://127.0.0.1:11434', models=('gemma3:4b',)),
        connection('x', 'openai', 'http://192.168.1.20:1234/v1', models=('qwen3-8b',)),
        connection('x', 'openai', 'http://127.0.0.1:8081/v1'),  # a llama.cpp that nobody has asked yet
    ],
)
def test_a_program_in_the_house_stays_in_the_house(local: Connection) -> None:
    [choice] = plain_choices([local, PRACTICE])
    assert (choice.kind, choice.connection) == (HOME, local)


def test_what_ollama_passes_on_does_not_stay_in_the_house() -> None:
    cloud = connection('x', 'ollama', 'http://127.0.0.1:11434', models=('gpt-oss:120b-cloud',))
    assert said(cloud) == {} and said(cloud, PRACTICE) == {'home': 'practice'}


def test_the_practice_mode_is_the_last_that_stays_in_the_house() -> None:
    assert said(PRACTICE) == {'home': 'practice'}
    embedding_only = connection('x', 'ollama', 'http://127.0.0.1:11434', models=('nomic-embed-text',))
    assert said(embedding_only, PRACTICE) == {'home': 'practice'}


def test_a_gateway_of_which_nobody_knows_whom_it_asks_is_not_offered() -> None:
    assert said(connection('claw', 'openclaw', 'http://127.0.0.1:18789', models=('openclaw/pro',))) == {}


def test_nothing_is_offered_rather_than_guessed() -> None:
    assert said(connection('a', models=('model-a', 'gpt-4.1'))) == {}
    assert plain_choices([]) == []
