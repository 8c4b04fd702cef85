"""Pages in a simulated browser over the real services: windows that are opened, read, pressed and typed into."""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import AsyncIterator, Callable, Iterable
from pathlib import Path
from typing import Any

import httpx
import pytest

# NiceGUI reads it when it is imported.
os.environ.setdefault('NICEGUI_STORAGE_PATH', tempfile.mkdtemp())

from nicegui import core, ui
from nicegui.element_filter import ElementFilter
from nicegui.testing.user import User
from nicegui.testing.user_interaction import UserInteraction
from nicegui.testing.user_simulation import user_simulation

from app.bootstrap import Services, build_services
from app.clock import SystemClock
from app.config import Config
from components.buttons import Button
from pages import routes
from tests.swift import swift_providers

PATIENCE = 5.0  # seconds until what should be seen counts as missing
TEARDOWN = 0.15  # on Python 3.11 the simulation needs a moment before its end, or it stalls for two seconds


class Window:
    """One window of a person. Elements are named by their mark; `number` tells several apart, in reading order."""

    def __init__(self, user: User) -> None:
        self.user = user

    async def open(self, path: str) -> Window:
        """Open a page."""
        await self.user.open(path)
        return self

    def all(self, mark: str) -> list[Any]:
        """The elements with that mark that are there now, as they stand on the page."""
        assert self.user.client
        with self.user.client:
            return list(ElementFilter(marker=mark, local_scope=False))

    def one(self, mark: str, number: int = 0) -> Any:
        """One of them."""
        found = self.all(mark)
        assert len(found) > number, f'{mark!r} is not there'
        return found[number]

    async def press(self, mark: str, number: int = 0) -> None:
        """Press a button, as soon as it is there."""
        await self.until(lambda: len(self.all(mark)) > number, f'{mark!r} is there')
        element = self.one(mark, number)
        if 'href' in element.props:
            self.user.navigate.to(element.props['href'])
        else:
            UserInteraction(self.user, {element}, None).click()

    async def press_text(self, text: str) -> None:
        """Press the newest button with that text."""
        await self.until(lambda: bool(self._buttons(text)), f'a button {text!r} is there')
        UserInteraction(self.user, {self._buttons(text)[-1]}, None).click()

    def _buttons(self, text: str) -> list[Any]:
        assert self.user.client
        with self.user.client:
            found = [b for b in ElementFilter(kind=Button, local_scope=False) if b.text == text and not _is_hidden(b)]
        return sorted(found, key=lambda element: element.id)

    async def write(self, mark: str, value: Any, number: int = 0) -> None:
        """Type into a field, choose from a list, tick a box."""
        await self.until(lambda: len(self.all(mark)) > number, f'{mark!r} is there')
        assert self.user.client
        with self.user.client:
            self.one(mark, number).set_value(value)

    async def choose_emoji(self, symbol: str) -> None:
        """Press an emoji of the open table, which lives in the browser."""
        await self.until(lambda: bool(self.all('emoji-table')), 'the table is open')
        self.user.find(marker='emoji-table').trigger('pick', symbol)

    async def sees(self, *texts: str) -> None:
        """All these texts appear."""
        for text in texts:
            await self.until(lambda text=text: text in self.text(), f'{text!r} is seen in: {self.text()}')  # type: ignore[misc]

    async def misses(self, text: str) -> None:
        """This text goes, or was never there."""
        await self.until(lambda: text not in self.text(), f'{text!r} is gone')

    def text(self) -> str:
        """Everything that stands on the page as text."""
        assert self.user.client
        with self.user.client:
            return _text_of(ElementFilter(local_scope=False))

    def text_in(self, element: Any) -> str:
        """The text of one part of the page."""
        return _text_of(element.descendants())

    def said(self) -> list[str]:
        """What a screen reader was told, newest last."""
        assert self.user.client
        return list(self.user.client.storage['announcer'].said)

    def path(self) -> str:
        """Where the window is."""
        assert self.user.client
        return self.user.client.sub_pages_router.current_path

    async def until(self, condition: Callable[[], bool], wish: str) -> None:
        """Come back as soon as it is true."""
        end = asyncio.get_running_loop().time() + PATIENCE
        while not condition():
            assert asyncio.get_running_loop().time() < end, wish
            await asyncio.sleep(0.02)


def _text_of(elements: Iterable[Any]) -> str:
    lines = []
    for element in elements:
        content = [getattr(element, 'text', None) or element.props.get('label'), element.props.get('error')]
        if not _is_hidden(element):
            lines += [text for text in content if isinstance(text, str)]
    return '\n'.join(lines)


def _is_hidden(element: Any) -> bool:
    return any(not one.visible or 'gone' in one.classes for one in (element, *element.ancestors()))


@pytest.fixture
async def services(tmp_path: Path) -> AsyncIterator[Services]:
    """The real services over an empty data folder."""
    config = Config(data_dir=tmp_path / 'data', key_dir=tmp_path / 'keys', open_browser=False, folders=(tmp_path,))
    built = await build_services(config, SystemClock(), swift_providers())
    await built.start()
    yield built
    await built.stop()


@pytest.fixture
async def new_window(services: Services, caplog: pytest.LogCaptureFixture) -> AsyncIterator[Callable[[], Window]]:
    """Makes further windows of the same person; an error in the log fails the test."""

    def root() -> None:
        if services.accounts.exist():  # what the guard of app/web notes
            ui.context.client.request.scope['oo.accounts'] = services.accounts
        routes.root(services)

    async with user_simulation(root):
        yield lambda: Window(User(httpx.AsyncClient(transport=httpx.ASGITransport(core.app), base_url='http://test')))
        await asyncio.sleep(TEARDOWN)
    errors = [record.getMessage() for record in caplog.get_records('call') if record.levelname == 'ERROR']
    assert not errors


@pytest.fixture
def window(new_window: Callable[[], Window]) -> Window:
    """The person's window."""
    return new_window()
