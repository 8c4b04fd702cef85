"""Puts the keyboard focus on something that was drawn just now."""

from __future__ import annotations

import json

from nicegui import ui

# A new element is in the page a moment after the message about it; it is asked for until it is there.
_SCRIPT = """
(() => {
  let tries = 0;
  const look = () => {
    const box = document.getElementById(%s);
    const target = box && (box.matches(%s) ? box : box.querySelector(%s));
    if (target) target.focus();
    else if (++tries < 20) setTimeout(look, 30);
  };
  setTimeout(look, 30);
})()
"""
# When what had the focus is gone (the stop button), the keyboard goes on at the heading.
_KEEP = """
setTimeout(() => {
  if (!document.activeElement || document.activeElement === document.body)
    document.querySelector("main h1")?.focus({ preventScroll: true });
}, 150)
"""
CONTROLS = 'input, select, textarea, button, a[href], summary, [tabindex]'


def focus_soon(element: ui.element) -> None:
    """Focus the element, or the first control in it."""
    controls = json.dumps(CONTROLS)
    element.client.run_javascript(_SCRIPT % (json.dumps(element.html_id), controls, controls))


def keep_focus() -> None:
    """Should what has the focus go away now, it goes to the heading of the page."""
    ui.context.client.run_javascript(_KEEP)
