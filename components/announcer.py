"""Tells screen readers what happened; one polite and one assertive region per page."""

from __future__ import annotations

from nicegui import ui


class Announcer(ui.element, component='announcer.js'):
    """The two live regions; `frame` makes one, `announce` finds it. `said` keeps the latest sentences."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        ui.context.client.storage['announcer'] = self

    def say(self, sentence: str, *, urgent: bool) -> None:
        """Speak a sentence once."""
        self.said = [*self.said[-19:], sentence]
        self.run_method('say', sentence, urgent)


def announce(sentence: str, *, urgent: bool = False) -> None:
    """Speak a sentence once in this window; `urgent` interrupts."""
    announcer: Announcer | None = ui.context.client.storage.get('announcer')
    if announcer is not None:
        announcer.say(sentence, urgent=urgent)
