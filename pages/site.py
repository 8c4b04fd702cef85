"""The web site as a whole: NiceGUI, our armour, REST and the pages, served until told to end."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import webbrowser
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

from nicegui import app as nicegui_app
from nicegui import ui
from nicegui.server import Server

from app.api import create_api
from app.bootstrap import Services
from app.web.harden import harden
from components import design
from components.door import close_on_revoke
from pages import files, routes

GRACE = 2  # seconds open connections get at the end; the engine needs the rest of the five
RECONNECT = 60.0  # seconds of bad Wi-Fi a page survives


def serve(services: Services) -> int:
    """Serve until SIGTERM or SIGINT; the exit code."""
    config = services.config
    nicegui_app.mount('/api', create_api(services))
    design.install()
    files.install(services)
    nicegui_app.router.lifespan_context = _with_services(services, nicegui_app.router.lifespan_context)
    harden(nicegui_app, services)
    close_on_revoke(services)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _already_ended)  # the server raises what ended it once more when it is through
    try:
        ui.run(
            lambda: routes.root(services),
            host=config.host,
            port=config.port,
            title='openOrchestrator',
            favicon=Path(__file__).parent.parent / 'assets' / 'icon.svg',
            language='de' if config.language == 'de' else 'en-US',
            dark=False,  # our own tokens follow the device or the person's choice, see assets/theme.js
            tailwind=False,
            show=False,
            reload=False,
            reconnect_timeout=RECONNECT,
            show_welcome_message=False,
            timeout_graceful_shutdown=GRACE,
            access_log=False,
            server_header=False,
            log_config=None,
        )
    except SystemExit:
        return 2
    return 0


def _already_ended(number: int, frame: object) -> None:
    """Nothing is left to do: the exit code is 0, not that of a signal."""


def _with_services(
    services: Services, inner: Callable[[Any], Any]
) -> Callable[[Any], AbstractAsyncContextManager[Any]]:
    """The app's lifespan, with our services started before the first and stopped after the last request."""

    @contextlib.asynccontextmanager
    async def lifespan(app: Any) -> AsyncIterator[Any]:
        async with inner(app) as state:
            await services.start()
            work = (_announce(services), services.keep_tidy(), services.librarian.watch())
            tasks = [asyncio.create_task(one) for one in work]
            yield state
            for task in tasks:
                task.cancel()
            await services.stop()

    return lifespan


async def _announce(services: Services) -> None:
    """Say `ready` once the port answers, then open the browser."""
    while not Server.instance.started:
        await services.clock.sleep(0.02)
    config = services.config
    host = f'[{config.host}]' if ':' in config.host else config.host
    print(f'ready http://{host}:{config.port}', flush=True)
    if config.open_browser:
        shown = 'localhost' if config.host in ('0.0.0.0', '::') else host
        await asyncio.to_thread(webbrowser.open, f'http://{shown}:{config.port}/')
