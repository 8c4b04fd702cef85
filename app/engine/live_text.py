"""The text of running steps as far as it has come; in memory only, never on disk."""

from __future__ import annotations


class LiveText:
    """Pieces of text by run and step. A viewer that comes late reads `so_far` and follows the events."""

    def __init__(self) -> None:
        self._texts: dict[tuple[str, str], Growing] = {}

    def so_far(self, run_id: str, step_id: str) -> str:
        """What has arrived; '' when nothing has, or the step is over."""
        growing = self._texts.get((run_id, step_id))
        return growing.text() if growing else ''

    def begin(self, run_id: str, step_id: str) -> Growing:
        """A new, empty text; an earlier attempt's text is gone."""
        growing = self._texts[run_id, step_id] = Growing()
        return growing

    def end(self, run_id: str, step_id: str) -> None:
        """The text is in the journal now, or not wanted any more."""
        self._texts.pop((run_id, step_id), None)


class Growing:
    """One text in pieces: adding is cheap, reading joins them."""

    __slots__ = ('_pieces', 'length')

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self.length = 0

    def add(self, piece: str) -> int:
        """Append a piece; returns where it begins."""
        offset = self.length
        self._pieces.append(piece)
        self.length += len(piece)
        return offset

    def text(self) -> str:
        """All pieces as one."""
        if len(self._pieces) > 1:
            self._pieces = [''.join(self._pieces)]
        return self._pieces[0] if self._pieces else ''
