"""The text of a working step, growing as it comes."""

from __future__ import annotations

from nicegui import ui


class StreamingText(ui.element, component='streaming_text.js'):
    """Shows `before` (all there is so far) and takes pieces with their place in the whole text."""

    def __init__(self, before: str, label: str) -> None:
        super().__init__()
        self._props['before'] = before
        self._props['label'] = label
        self._so_far = before
        self.mark('writing')

    @property
    def so_far(self) -> str:
        """Everything shown until now."""
        return self._so_far

    def add(self, offset: int, piece: str) -> None:
        """A piece that begins at `offset`; what is already shown is not shown twice, offset 0 starts anew."""
        if offset == 0 and self._so_far and not piece.startswith(self._so_far):
            self._so_far = piece
            self.run_method('restart', piece)
            return
        fresh = piece[max(0, len(self._so_far) - offset) :]
        if fresh:
            self._so_far += fresh
            self.run_method('append', fresh)
