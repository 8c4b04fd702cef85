"""Result text to a file for one's own device: one file per format."""

from __future__ import annotations

import sys
from functools import cache

from app.plugins import load_plugins
from app.writers.base import Writer


@cache
def writers() -> dict[str, Writer]:
    """All formats by key, the most useful one first."""
    found: dict[str, Writer] = load_plugins(sys.modules[__name__])
    return dict(sorted(found.items(), key=lambda entry: entry[1].rank))
