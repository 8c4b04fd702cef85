"""The providers of the product, with a practice engine that does not pause for a watching person."""

from __future__ import annotations

import importlib

from app.plugins import load_plugins
from app.providers.base import Provider
from app.providers.practice import Practice


def swift_providers() -> dict[str, Provider]:
    """All plugins; practice answers at once."""
    return load_plugins(importlib.import_module('app.providers')) | {'practice': Practice(pace_s=0)}
