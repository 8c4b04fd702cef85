"""A tick box with its text beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nicegui.elements.mixins.value_element import ValueElement
from nicegui.events import GenericEventArguments, ValueChangeEventArguments


class Check(ValueElement[bool], component='check.js'):
    """`value` is True while ticked."""

    VALUE_PROP = 'value'
    LOOPBACK = None

    def __init__(
        self, label: str, *, value: bool, on_change: Callable[[bool], Any], name: str = '', emoji: str = ''
    ) -> None:
        super().__init__(value=value)
        self._props.update(label=label, emoji=emoji)
        if name:
            self.mark(name)
        self._on_change = on_change
        self.on_value_change(self._changed)

    def _changed(self, event: ValueChangeEventArguments[Any]) -> None:
        with self.client:  # not this element: what it does may take away the card it stands in
            self._on_change(event.value)

    def focus(self) -> None:
        """Put the focus here."""
        self.run_method('focus')

    def _event_args_to_value(self, e: GenericEventArguments) -> bool:
        return e.args is True
