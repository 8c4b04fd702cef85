"""'Was macht das Rezept?': the recipe in plain sentences, made from the recipe itself."""

from __future__ import annotations

from collections.abc import Sequence

from app.bootstrap import Services
from app.domain.pipelines import Pipeline
from app.services.explain import bots_at_work, explain
from components.lazy_fold import LazyFold
from components.live import Boundary
from components.markup import Words, box, words
from components.privacy_note import outside_services
from components.texts import t
from components.viewer import language, viewer


class RecipeExplained:
    """Folded away; follows the recipe once it is open."""

    def __init__(self, services: Services, recipe: Pipeline) -> None:
        self._services, self._recipe = services, recipe
        self._fold = LazyFold(t('explain.title'), self._draw, name='explain')

    def show(self, recipe: Pipeline) -> None:
        """The recipe as it is now."""
        self._recipe = recipe
        if self._fold.is_drawn and not self._fold.is_deleted:
            self._sentences.show(self._said())

    def _draw(self) -> None:
        self._sentences = Sentences(self._said())

    def _said(self) -> list[str]:
        bots, recipes = self._services.bots.list(viewer()), self._services.pipelines.list(viewer())
        working = bots_at_work(self._recipe, bots, recipes)
        outside = outside_services(self._services, working) if working else None
        workspaces = self._services.workspaces.list(viewer())
        return explain(self._recipe, bots, language(), recipes, workspaces=workspaces, outside=outside)


class Sentences(Boundary, component='live.js'):
    """One entry a step, its beginning ('Schritt 2:') in bold; only what says something else is changed."""

    def __init__(self, said: Sequence[str]) -> None:
        super().__init__('stack explained', tag='ol')
        self._entries: list[tuple[Words, Words]] = []
        self.show(said)

    def show(self, said: Sequence[str]) -> None:
        """Say this now."""
        with self:
            while len(self._entries) < len(said):
                with box(tag='li'):
                    self._entries.append((words('', 'strong', 'span'), words('', tag='span')))
        while len(self._entries) > len(said):
            entry = self._entries.pop()[0].parent_slot
            assert entry is not None
            entry.parent.delete()
        for shown, sentence in zip(self._entries, said, strict=True):
            begin, colon, rest = sentence.partition(': ')
            is_label = bool(colon) and '. ' not in begin  # the beginning, not a later sentence with a colon
            for part, text in zip(shown, (begin + colon, rest) if is_label else ('', sentence), strict=True):
                if part.text != text:
                    part.set_text(text)
