"""Finds plugins: every module of a package that has a `PLUGIN`; its file name is its key."""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType
from typing import Any


def load_plugins(package: ModuleType) -> dict[str, Any]:
    """`{key: PLUGIN}` of all modules in `package`; ValueError when a file name differs from its plugin's key."""
    found: dict[str, Any] = {}
    for info in sorted(pkgutil.iter_modules(package.__path__), key=lambda entry: entry.name):
        module = importlib.import_module(f'{package.__name__}.{info.name}')
        plugin = getattr(module, 'PLUGIN', None)
        if plugin is None:
            continue
        if plugin.key != info.name:
            raise ValueError(f'{module.__name__}: file name and key {plugin.key!r} differ')
        found[plugin.key] = plugin
    return found
