"""A choice inside a sentence; its name for screen readers is `label`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from nicegui.elements.mixins.value_element import ValueElement
from nicegui.events import GenericEventArguments


class Pick(ValueElement[str], component='pick.js'):
    """`choices` are pairs of value and shown text; `value` is one of the values."""

    VALUE_PROP = 'value'
    LOOPBACK = None

    def __init__(
        self,
        label: str,
        value: str,
        choices: Sequence[tuple[str, str]],
        on_change: Callable[[str], Any],
        *,
        name: str = '',
    ) -> None:
        super().__init__(value=value)
        self._props.update(label=label, choices=[list(choice) for choice in choices])
        if name:
            self.mark(name)
        self.on_value_change(lambda event: on_change(event.value))

    def focus(self) -> None:
        """Put the focus here."""
        self.run_method('focus')

    def _event_args_to_value(self, e: GenericEventArguments) -> str:
        return str(e.args or '')
