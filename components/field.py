"""One labelled control of a form: label above, help and error below, nothing typed is ever lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from nicegui.elements.mixins.value_element import ValueElement
from nicegui.events import GenericEventArguments

LIMIT = 200_000  # letters; a message from the browser must stay below 1 MB


class Field(ValueElement[str], component='field.js'):
    """`kind`: text | longtext | choice | number | date | password | search. `value` is always a str.

    `choices` are pairs of value and shown text. With a `Draft` what is typed survives everything.
    """

    VALUE_PROP = 'value'
    LOOPBACK = None

    def __init__(
        self,
        label: str,
        *,
        kind: str = 'text',
        value: str = '',
        help: str = '',
        note: str = '',
        required: bool = False,
        rows: int = 5,
        choices: Sequence[tuple[str, str]] = (),
        limit: int = LIMIT,
        autocomplete: str = '',
        name: str = '',
        on_change: Callable[[str], Any] | None = None,
        on_enter: Callable[[], Any] | None = None,
    ) -> None:
        super().__init__(value=value)
        self._props.update(
            label=label,
            kind=kind,
            help=help,
            note=note,
            required=required,
            rows=rows,
            choices=[list(choice) for choice in choices],
            limit=limit,
            autocomplete=autocomplete,
        )
        if name:
            self.mark(name)
        if on_change is not None:
            self.on_value_change(lambda event: on_change(event.value))
        if on_enter is not None:
            self.on('enter', on_enter, args=[])

    @property
    def label(self) -> str:
        """The visible label."""
        return str(self._props['label'])

    @property
    def error(self) -> str:
        """What is said to be wrong; '' when nothing is."""
        return str(self._props.get('error', ''))

    def put(self, value: str) -> None:
        """Fill the control, whatever was typed meanwhile."""
        self.set_value(value)
        self.run_method('put', value)

    def keep_as(self, stash: str, heard: str | None = None) -> None:
        """Keep what is typed in the browser's tab under this name until `saved` says that it is on disk.

        `heard` is what the field before it last told: that alone is no reason to put it back in.
        """
        self._props['stash'] = stash
        if heard is not None:
            self._props['heard'] = heard

    def saved(self, value: str) -> None:
        """The server has `value` on disk."""
        self.run_method('saved', value)

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Other choices; keep the chosen one among them."""
        self._props['choices'] = [list(choice) for choice in choices]
        self.update()

    def show_error(self, sentence: str) -> None:
        """Say below the control what is wrong; '' takes it away."""
        self._props['error'] = sentence
        self.update()

    def focus(self) -> None:
        """Put the cursor into the control."""
        self.run_method('focus')

    def _event_args_to_value(self, e: GenericEventArguments) -> str:
        return str(e.args or '')
