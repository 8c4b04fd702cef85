"""A recipe with steps of all kinds, its program killed in the middle of three of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.browser.app_process import AppProcess
from tests.browser.seed import Seed

ID = 'produktbeschreibung'  # repeated for rows, checked by code, repeated under a condition, asks, makes a file
KILLED_AT = (('step.item_done', 'schreiben'), ('step.begin', 'kuerzen'), ('step.asked', 'ansehen'))


@pytest.fixture
def app(tmp_path: Path) -> Iterator[AppProcess]:
    """The real program, in which nobody has connected an AI."""
    started = AppProcess(tmp_path / 'data').start()
    yield started
    started.stop()


def test_a_killed_recipe_ends_like_one_that_was_left_alone(app: AppProcess) -> None:
    seed = Seed(app.url)
    recipe = seed.template(ID)
    body = {'inputs': seed.example(ID)}
    alone, killed = (_post(app, f'/pipelines/{recipe["id"]}/run', body)['id'] for _ in range(2))
    for event in KILLED_AT:
        _until(app, killed, *event)
        app.kill()
        app.start()
    for run in (alone, killed):
        _until(app, run, 'step.asked', 'ansehen')
        _post(app, f'/runs/{run}/steps/ansehen/answer', {'decision': 'approve'})
        _until(app, run, 'run.done')
    first, second = (seed.get(f'/runs/{run}') for run in (alone, killed))
    assert second['status'] == 'done' and second['result'] == first['result']
    assert [step['output'] for step in second['steps']] == [step['output'] for step in first['steps']]
    assert [step['files'] for step in second['steps']] == [step['files'] for step in first['steps']]
    _check_nothing_was_done_twice(list(_events(app, killed)))


def _check_nothing_was_done_twice(events: list[tuple[str, dict[str, Any]]]) -> None:
    """No call begins for what the journal already had as done."""
    finished = set()
    for name, data in events:
        what = (data.get('step_id'), data.get('item', data.get('data', {}).get('item')))
        if name in ('step.done', 'step.item_done'):
            finished.add(what)
        assert name != 'step.begin' or what not in finished, what
    assert sum(name == 'run.resumed' for name, _ in events) == len(KILLED_AT)


def _until(app: AppProcess, run: str, name: str, step: str = '') -> None:
    for found, data in _events(app, run):
        if found == name and data.get('step_id', '') in ('', step):
            return
    raise AssertionError(f'{name} {step} never came')


def _events(app: AppProcess, run: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The journal from its first line, and what happens, until the run has ended."""
    with httpx.stream('GET', f'{app.url}/api/runs/{run}/events', timeout=30, trust_env=False) as answer:
        name = ''
        for line in answer.iter_lines():
            if line.startswith('event:'):
                name = line.removeprefix('event:').strip()
            elif line.startswith('data:'):
                yield name, json.loads(line.removeprefix('data:'))


def _post(app: AppProcess, path: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = httpx.post(f'{app.url}/api{path}', json=body, timeout=30, trust_env=False)
    assert answer.is_success, answer.text
    found: dict[str, Any] = answer.json()
    return found
