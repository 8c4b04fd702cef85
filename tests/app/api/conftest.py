"""The real application in-process: real store, engine and armour, a clock and an AI service in the test's hand."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.types import ASGIApp

from app.actions import actions
from app.api import create_api
from app.bootstrap import Services, build_services
from app.clock import SystemClock
from app.config import Config
from app.engine.executor import Brain
from app.engine.live_text import LiveText
from app.engine.local import LocalExecutor
from app.services.describe import DescribeService
from app.services.health import HealthService
from app.services.runs import RunService
from app.web.sessions import Guard
from tests.app.services.proposals import handed_in
from tests.fakes import FakeBrain, FakeClock, FakeProvider


@dataclass
class Site:
    """The application and a visitor of it."""

    app: ASGIApp
    services: Services
    http: httpx.AsyncClient
    ai: FakeProvider

    async def bot(self, **values: object) -> dict[str, object]:
        """A bot, made over REST."""
        answer = await self.http.post('/api/bots', json={'name': 'Texter', **values})
        return dict(answer.raise_for_status().json())

    async def recipe(self, steps: int = 1, **values: object) -> dict[str, object]:
        """A recipe of so many steps, made over REST."""
        bot = await self.bot()
        body = {
            'name': 'Brief',
            'inputs': [{'key': 'thema', 'label': 'Thema'}],
            'steps': [{'id': f's{number}', 'bot_id': bot['id'], 'instruction': 'Schreib.'} for number in range(steps)],
        }
        answer = await self.http.post('/api/pipelines', json=body | values)
        return dict(answer.raise_for_status().json())


def visitor(app: ASGIApp, **headers: str) -> httpx.AsyncClient:
    """Somebody at this computer."""
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url='http://127.0.0.1:8080', headers=headers, timeout=20
    )


def mounted(services: Services, keep_alive: float = 15.0, patience: float = 30.0) -> ASGIApp:
    """The API where the site has it, behind the layer that knows who is asking."""
    api = Starlette(routes=[Mount('/api', create_api(services, keep_alive=keep_alive, patience=patience))])
    return Guard(api, accounts=services.accounts)


def describing(services: Services, brain: Brain) -> DescribeService:
    """The service that drafts recipes, with this AI."""
    return DescribeService(
        brain=brain,
        bots=services.bots,
        pipelines=services.pipelines,
        templates=services.templates,
        drafts=services.drafts,
        bus=services.bus,
        clock=services.clock,
    )


@asynccontextmanager
async def open_site(folder: Path, keep_alive: float = 15.0) -> AsyncIterator[Site]:
    """The application over the data in `folder`, with an AI service that answers as the test says."""
    clock = SystemClock()
    config = Config(data_dir=folder / 'data', key_dir=folder / 'key', folders=(folder.parent,))
    services = await build_services(config, clock)
    ai = FakeProvider(clock=FakeClock())
    live_text = LiveText()
    shared = {'store': services.store, 'bus': services.bus, 'clock': clock, 'live_text': live_text}
    executor = LocalExecutor(brain=FakeBrain(ai), actions=actions(), library=services.librarian, **shared)
    services = replace(
        services,
        executor=executor,
        describe=describing(services, FakeBrain(FakeProvider(FakeClock(), reply=lambda request: handed_in()))),
        runs=RunService(executor=executor, actions=actions(), **shared),
        health=HealthService(services.store, executor, clock),
    )
    app = mounted(services, keep_alive)
    async with visitor(app) as http:
        yield Site(app, services, http, ai)
    await services.stop()


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    async with open_site(tmp_path) as site:
        yield site
