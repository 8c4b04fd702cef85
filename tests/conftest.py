"""What every test stands on: no network but this computer, no files but the test's own folder."""

from __future__ import annotations

import gc
import ipaddress
import os
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent


def _refuse_the_outside(event: str, arguments: tuple[Any, ...]) -> None:
    """An audit hook: connecting to anything but this computer is a failed test, not a slow one."""
    if event != 'socket.connect' or not isinstance(arguments[1], tuple):
        return
    host = str(arguments[1][0])
    try:
        inside = ipaddress.ip_address(host).is_loopback or ipaddress.ip_address(host).is_unspecified
    except ValueError:
        inside = host == 'localhost'
    if not inside:
        raise ConnectionRefusedError(f'a test wanted to reach {host}')


sys.addaudithook(_refuse_the_outside)


@pytest.fixture(autouse=True)
def own_key_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys of the secrets store never land in the home folder of whoever runs the tests."""
    monkeypatch.setenv('XDG_CONFIG_HOME', str(tmp_path_factory.mktemp('config')))
    for name in list(os.environ):
        if name.startswith('OO_') and name not in ('OO_CHROMIUM', 'OO_OPENCLAW_SCRIPT'):
            monkeypatch.delenv(name)


def pytest_collection_finish() -> None:
    """What was read until here stays to the end: NiceGUI's simulation, which collects garbage twice per test, may
    pass over it. Without this every page test walks through all source trees and API descriptions.
    """
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests last: the browser's driver keeps an event loop, and async tests need their own."""
    for item in items:
        if '/browser/' in item.path.as_posix():
            item.add_marker('browser')
    items.sort(key=lambda item: item.get_closest_marker('browser') is not None)
