"""Name, picture and description of a recipe."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from app.domain.errors import FieldProblem
from app.domain.pipelines import Pipeline
from components.emoji_picker import EmojiPicker
from components.field import Field
from components.fold import fold
from components.form import sentence
from components.recipe_editor import RecipeEditor
from components.texts import t


class RecipeAbout:
    """Folded away, because the steps matter more."""

    def __init__(self, editor: RecipeEditor) -> None:
        self._editor = editor
        recipe = editor.now
        with fold(t('recipe.about'), name='about'):
            self._picker = EmojiPicker(recipe.emoji, lambda symbol: self._type(emoji=symbol), name='recipe-emoji')
            self._fields = {
                'name': Field(
                    t('recipe.name'),
                    value=recipe.name,
                    limit=120,
                    name='recipe-name',
                    on_change=lambda value: self._type(name=value),
                ),
                'description': Field(
                    t('recipe.description'),
                    value=recipe.description,
                    limit=2_000,
                    name='recipe-description',
                    on_change=lambda value: self._type(description=value),
                ),
            }

    def show(self, recipe: Pipeline) -> None:
        """The recipe was changed elsewhere, or a change taken back."""
        self._picker.show(recipe.emoji)
        for part, field in self._fields.items():
            if field.value != getattr(recipe, part):
                field.put(getattr(recipe, part))

    def tell(self, problems: Sequence[FieldProblem]) -> None:
        """Show what is wrong at its field."""
        at = {problem.path: sentence(problem) for problem in problems}
        for part, field in self._fields.items():
            if field.error != at.get(part, ''):
                field.show_error(at.get(part, ''))

    def _type(self, **changes: Any) -> None:
        self._editor.type(replace(self._editor.now, **changes), f'about-{"-".join(changes)}')
