"""Steps that calculate: every file with a `PLUGIN` is one."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import cache
from typing import cast

from app.actions.base import Action
from app.plugins import load_plugins


@cache
def actions() -> Mapping[str, Action]:
    """All actions by key, in the order of their rank."""
    found = cast('dict[str, Action]', load_plugins(sys.modules[__name__]))
    return dict(sorted(found.items(), key=lambda item: item[1].rank))
