"""A choice that is kept in this browser and acts at once: colours, letters, language."""

from __future__ import annotations

from collections.abc import Sequence

from nicegui import ui
from nicegui.events import GenericEventArguments

from components.announcer import announce
from components.texts import t


class BrowserChoice(ui.element, component='browser_choice.js'):
    """`what` is Theme, Letters or Language (see assets/theme.js); options are value, word and perhaps its language."""

    def __init__(self, what: str, label: str, options: Sequence[tuple[str, ...]], now: str = '') -> None:
        super().__init__()
        self._props.update(what=what, label=label, options=[list(option) for option in options], now=now)
        self._words = {option[0]: option[1] for option in options}
        self.on('chosen', self._chosen)
        self.mark(f'choice-{what}')

    def _chosen(self, event: GenericEventArguments) -> None:
        word = self._words.get(str(event.args))
        if word:
            announce(t('look.chosen', choice=word))
