"""Sentences that travel with data: a template's title, a plugin's label."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence in both languages; German is the reference."""

    de: str
    en: str

    def in_language(self, language: str) -> str:
        """The sentence for `language`; German for every language we do not speak."""
        return self.en if language == 'en' else self.de
