"""A whole installation in a folder of the test's own, and the foreign stand-in for an AI service."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from app.bootstrap import Services, build_services
from app.clock import SystemClock
from app.config import Config
from app.domain.pipelines import Shape, Step, StepKind
from app.domain.shapes import Table, write_fields, write_table
from tests.peers import aimock
from tests.recipes_library.shelf import BOTH, template
from tests.swift import swift_providers


def answer_to(step: Step) -> str:
    """An answer in the shape that was asked for; two rows, so that there is something to repeat."""
    if step.shape is Shape.TEXT:
        return f'## Antwort\n\nDas ist die Antwort auf {step.id}.'
    cells = {name: _cell(name) for name in step.columns}
    if step.shape is Shape.FIELDS:
        return write_fields(cells)
    return write_table(Table.of(cells, [cells.values(), cells.values()]))


def _cell(name: str) -> str:
    """What the steps that calculate can read."""
    numbers = {'Steuersatz': '19 %', 'Tax rate': '19 %', 'Betrag': '10,00 €', 'Amount': '10.00 €', 'Menge': '200 g'}
    days = dict.fromkeys(('Datum', 'Date', 'Tag', 'Day'), '02.03.2026')
    return (numbers | days).get(name, 'Wort')


@pytest.fixture
async def home(tmp_path: Path) -> AsyncIterator[Services]:
    """All services, as the program builds them."""
    config = Config(data_dir=tmp_path / 'data', key_dir=tmp_path / 'key')
    services = await build_services(config, SystemClock(), swift_providers())
    await services.start()
    yield services
    await services.stop()


@pytest.fixture(scope='session')
def aimock_of_templates(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """aimock with one answer per task of the shipped templates; what does not carry a task gets no answer."""
    answers = {}
    for id, language in BOTH:
        for step in template(id, language).steps:
            if step.kind is StepKind.BOT:
                answers[step.instruction] = answer_to(step)
    fixtures = [
        {'match': {'userMessage': task}, 'response': {'content': text}}
        for task, text in sorted(answers.items(), key=lambda item: -len(item[0]))
    ]
    path = tmp_path_factory.mktemp('aimock') / 'fixtures.json'
    path.write_text(json.dumps({'fixtures': fixtures}), 'utf-8')
    with aimock.running(path) as url:
        yield url
