"""Asks once before something that cannot be undone."""

from __future__ import annotations

from nicegui import ui

from components.buttons import Press, main_button, second_button
from components.dialog import panel
from components.markup import box, words
from components.texts import t


def confirm(title: str, sentence: str, button: str, on_yes: Press) -> ui.dialog:
    """Open the question; `button` names what happens ('Endgültig löschen'), never just 'OK'."""
    with panel(title) as dialog:
        words(sentence)
        with box('end'):
            second_button(t('btn.cancel'), dialog.close)

            async def yes() -> None:
                dialog.close()
                result = on_yes()
                if result is not None:
                    await result

            main_button(button, yes, name='confirm')
    dialog.open()
    return dialog
