"""The windows of the page tests, for components too."""

from __future__ import annotations

from tests.pages.conftest import new_window, services, window

__all__ = ['new_window', 'services', 'window']
