"""The text of a working step, growing as it comes."""

from __future__ import annotations

import re

from nicegui import ui

from app.domain.passages import without_marks

# What may become a mark with the next piece is held back until then.
_BEGUN = re.compile(r'[ \t]?(?:\[(?:\^\d{0,3})?)?\Z')


class StreamingText(ui.element, component='streaming_text.js'):
    """Shows `before` (all there is so far) and takes pieces with their place in the whole text.

    Marks of passages are left out: they lead nowhere before the text is finished.
    """

    def __init__(self, before: str, label: str) -> None:
        super().__init__()
        self._so_far, self._held = before, ''
        self._props['before'] = self._shown(before)
        self._props['label'] = label
        self.mark('writing')

    @property
    def so_far(self) -> str:
        """Everything that came until now."""
        return self._so_far

    def add(self, offset: int, piece: str) -> None:
        """A piece that begins at `offset`; what is already shown is not shown twice, offset 0 starts anew."""
        if offset == 0 and self._so_far and not piece.startswith(self._so_far):
            self._so_far, self._held = piece, ''
            self.run_method('restart', self._shown(piece))
            return
        fresh = piece[max(0, len(self._so_far) - offset) :]
        if fresh:
            self._so_far += fresh
            if shown := self._shown(fresh):
                self.run_method('append', shown)

    def _shown(self, fresh: str) -> str:
        """What can be shown now of what was held back and this."""
        whole = self._held + fresh
        begun = _BEGUN.search(whole)
        assert begun is not None  # it fits the empty end of every text
        self._held = begun[0]
        return without_marks(whole[: begun.start()])
