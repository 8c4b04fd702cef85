"""'Gespeichert': whether what stands on the page is stored."""

from __future__ import annotations

from components.live import Boundary
from components.markup import icon, words
from components.texts import t

SIGNS = {'saved': 'check', 'saving': 'dot', 'unsaved': 'warning'}


class SaveState(Boundary):
    """A quiet word with its sign; `value` is saved, saving or unsaved."""

    def __init__(self) -> None:
        super().__init__('save-state', tag='p')
        self.value = 'saved'
        with self:
            self._sign = icon(SIGNS['saved'])
            self._words = words(t('save.saved'), tag='span').mark('save-state')

    def show(self, value: str) -> None:
        """Another state."""
        if self.is_deleted or value == self.value:
            return
        self._sign.classes(remove=f'icon-{SIGNS[self.value]}', add=f'icon-{SIGNS[value]}')
        self.classes(remove=self.value, add=value)
        self.value = value
        self._words.set_text(t(f'save.{value}'))
