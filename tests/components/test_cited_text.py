"""Texts that grow: nothing of the marks is seen while they come."""

from __future__ import annotations

from typing import Any

from components.streaming_text import StreamingText
from tests.pages.conftest import Window


class _Heard(StreamingText, component='streaming_text.js'):
    """Notes what the browser would be told."""

    heard = ''

    def run_method(self, name: str, *args: Any, timeout: float = 1) -> Any:
        self.heard = args[0] if name == 'restart' else self.heard + args[0]


async def test_a_growing_text_shows_no_marks(window: Window) -> None:
    await window.open('/')
    whole = 'Die Kaution [^1] beträgt [^12]. Siehe [Anhang] und [^'
    assert window.user.client
    with window.user.client:
        writing = _Heard(whole[:14], 'Antwort')
        assert writing.props['before'] == 'Die Kaution'
        for end in range(15, len(whole) + 1):
            writing.add(0, whole[:end])
        assert writing.heard == ' beträgt. Siehe [Anhang] und'
        assert writing.so_far == whole
        writing.add(0, 'Noch einmal [^1] von vorn.')
        assert writing.heard == 'Noch einmal von vorn.'
