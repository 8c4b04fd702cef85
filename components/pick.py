"""A choice inside a sentence; its name for screen readers is `label`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from nicegui.elements.mixins.value_element import ValueElement
from nicegui.events import GenericEventArguments, ValueChangeEventArguments


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
        self._on_change = on_change
        self.on_value_change(self._changed)

    def _changed(self, event: ValueChangeEventArguments[Any]) -> None:
        with self.client:  # not this element: what it does may take away the card it stands in
            self._on_change(event.value)

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Other words for the choices, or other choices."""
        self._props['choices'] = [list(choice) for choice in choices]
        self.update()

    def show_wrong(self, is_wrong: bool) -> None:
        """Mark that something else has to be chosen; why is told beside the sentence."""
        if bool(self._props.get('wrong')) != is_wrong:
            self._props['wrong'] = is_wrong
            self.update()

    def focus(self) -> None:
        """Put the focus here."""
        self.run_method('focus')

    def _event_args_to_value(self, e: GenericEventArguments) -> str:
        return str(e.args or '')
