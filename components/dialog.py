"""A window over the page: named by its heading, closed with Esc, a click beside it, or its own button."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from nicegui import ui

from components.markup import box, heading


@contextmanager
def panel(title: str, *, large: bool = False) -> Iterator[ui.dialog]:
    """Draw inside; call `.open()` on it afterwards. It is removed when closed."""
    with ui.dialog() as dialog, box('panel large' if large else 'panel'):
        title_element = heading(title)
        dialog.props(f'aria-labelledby={title_element.html_id} transition-duration=120')
        yield dialog
    dialog.on('hide', dialog.delete, args=[])
    ui.context.client.storage.setdefault('panels', []).append(dialog)


def close_panels() -> None:
    """Take away what is open; another page comes."""
    for dialog in ui.context.client.storage.pop('panels', []):
        if not dialog.is_deleted:
            dialog.delete()
