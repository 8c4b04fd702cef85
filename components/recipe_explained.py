"""'Was macht das Rezept?': the recipe in plain sentences, made from the recipe itself."""

from __future__ import annotations

from app.bootstrap import Services
from app.domain.pipelines import Pipeline
from app.services.explain import bots_at_work, explain
from components.lazy_fold import LazyFold
from components.markup import Words, box, words
from components.privacy_note import outside_services
from components.texts import t
from components.viewer import language, viewer


class RecipeExplained:
    """Folded away; follows the recipe once it is open."""

    def __init__(self, services: Services, recipe: Pipeline) -> None:
        self._services, self._recipe = services, recipe
        self._lines: list[Words] = []
        self._fold = LazyFold(t('explain.title'), self._draw, name='explain')

    def show(self, recipe: Pipeline) -> None:
        """The recipe as it is now."""
        self._recipe = recipe
        if self._fold.is_drawn and not self._fold.is_deleted:
            self._tell()

    def _draw(self) -> None:
        self._list = box('stack explained', tag='ol').mark('explained')
        self._tell()

    def _tell(self) -> None:
        """Change only the lines that say something else now."""
        said = self._said()
        for line in self._lines[len(said) :]:
            line.delete()
        for line, sentence in zip(self._lines, said, strict=False):
            if line.text != sentence:
                line.set_text(sentence)
        with self._list:
            added = [words(sentence, '', 'li') for sentence in said[len(self._lines) :]]
        self._lines = [*self._lines[: len(said)], *added]

    def _said(self) -> list[str]:
        bots, recipes = self._services.bots.list(viewer()), self._services.pipelines.list(viewer())
        working = bots_at_work(self._recipe, bots, recipes)
        outside = outside_services(self._services, working) if working else None
        return explain(self._recipe, bots, language(), recipes, outside=outside)
