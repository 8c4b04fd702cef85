"""What can be measured on an open page: targets, letters, sideways scrolling, names, filled buttons."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

_SCRIPT = (Path(__file__).parent / 'measures.js').read_text('utf-8').strip().removesuffix(';')


def small_targets(page: Page) -> list[dict[str, Any]]:
    """Controls below 48 x 48 css pixels; links inside sentences excepted."""
    found: list[dict[str, Any]] = _call(page, 'smallTargets')
    return found


def small_letters(page: Page) -> list[dict[str, Any]]:
    """Visible text below 16 css pixels."""
    found: list[dict[str, Any]] = _call(page, 'smallLetters')
    return found


def nameless(page: Page) -> list[str]:
    """Controls without any visible or spoken name."""
    found: list[str] = _call(page, 'nameless')
    return found


def filled_buttons(page: Page) -> list[str]:
    """Names of the buttons in the colour of the main action."""
    found: list[str] = _call(page, 'filledButtons')
    return found


def sideways(page: Page) -> int:
    """How many pixels the page can be scrolled sideways; 0 is right."""
    return int(_call(page, 'sideways'))


def visible_text(page: Page) -> str:
    """All text a person sees or hears on the page: text, titles, labels."""
    return str(_call(page, 'visibleText'))


def cut_words(page: Page) -> list[str]:
    """Texts that do not fit into the element they stand in and are cut off."""
    found: list[str] = _call(page, 'cutWords')
    return found


def running_text(page: Page) -> str:
    """The sentences of the page: paragraphs, one after the other; no labels, no names, no results."""
    return str(_call(page, 'runningText'))


def _call(page: Page, name: str) -> Any:
    start = _SCRIPT.index('(() =>')
    return page.evaluate(f'{_SCRIPT[start:]}.{name}()')
