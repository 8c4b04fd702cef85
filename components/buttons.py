"""Buttons and links that look like buttons: main (one per page), second, text only."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable

from nicegui import ui
from nicegui.elements.mixins.text_element import TextElement

from components.markup import icon as draw_icon

Press = Callable[[], Awaitable[None] | None]


class Button(TextElement, component='button.js'):
    """A button that shows that it is working and takes one press at a time."""

    def __init__(self, label: str, on_press: Press, *, kind: str = '', icon: str = '', name: str = '') -> None:
        super().__init__(text=label)
        self.classes(f'btn {kind}')
        self._on_press = on_press
        self._working = False
        if name:
            self.mark(name)
        if icon:
            with self:
                draw_icon(icon)
        self.on('click', self._press, args=[])

    async def _press(self) -> None:
        if self._working:
            return
        self._working = True
        try:
            with self.client:  # not this button: what it does may take away the card it stands in
                result = self._on_press()
                if inspect.isawaitable(result):
                    await result
        finally:
            self._working = False
            if not self.is_deleted:
                self.run_method('done')


class LocalButton(TextElement, component='button.js'):
    """A button that acts in the browser alone; `script` is a constant JavaScript function, never made of data."""

    def __init__(self, label: str, script: str, *, kind: str = 'two', icon: str = '', name: str = '') -> None:
        super().__init__(text=label)
        self.classes(f'btn {kind}')
        self._props['local'] = True
        if name:
            self.mark(name)
        if icon:
            with self:
                draw_icon(icon)
        self.on('click', js_handler=script)


def main_button(label: str, on_press: Press, *, icon: str = '', kind: str = '', name: str = '') -> Button:
    """The one main action of a page."""
    return Button(label, on_press, kind=kind, icon=icon, name=name)


def second_button(label: str, on_press: Press, *, icon: str = '', kind: str = '', name: str = '') -> Button:
    """Something else one may do."""
    return Button(label, on_press, kind=f'two {kind}', icon=icon, name=name)


def text_button(label: str, on_press: Press, *, icon: str = '', kind: str = '', name: str = '') -> Button:
    """A quiet action."""
    return Button(label, on_press, kind=f'text {kind}', icon=icon, name=name)


def link_button(label: str, target: str, *, kind: str = '', icon: str = '', name: str = '') -> ui.link:
    """A link to one of our own pages that looks like a button; `kind` '' | two | text."""
    link = ui.link(label, target).classes(replace=f'btn {kind}')
    if name:
        link.mark(name)
    if icon:
        with link:
            draw_icon(icon)
    return link
