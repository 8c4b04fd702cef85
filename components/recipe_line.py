"""One step of a long recipe as a single sentence, one element each; pressed, it opens with all its controls."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from nicegui import ui

from app.domain.bots import Bot
from app.domain.pipelines import Pipeline, Step
from components import input_choice
from components.board_words import short_task
from components.recipe_editor import RecipeEditor
from components.step_words import doer
from components.texts import t


class RecipeLine(ui.element, component='recipe_line.js'):
    """`show` changes the words; only what differs is sent to the browser."""

    def __init__(self, step: Step, words: dict[str, Any], on_open: Callable[[], None]) -> None:
        super().__init__()
        self._props['trouble'] = ''
        self.show(words)
        self.on('open', on_open, args=[])
        self.mark(f'line-{step.id}')

    def show(self, words: dict[str, Any]) -> None:
        """The step as it is now."""
        changed = {key: value for key, value in words.items() if self._props.get(key) != value}
        if changed:
            self._props.update(changed)
            self.update()

    def tell(self, trouble: str) -> None:
        """What is wrong with the step; '' = nothing."""
        self.show({'trouble': trouble})


def line_words(
    editor: RecipeEditor, step: Step, place: int, bots: Mapping[str, Bot], recipes: Sequence[Pipeline]
) -> dict[str, Any]:
    """The props of components/recipe_line.js, without trouble."""
    emoji, name = doer(step, bots, recipes) or ('❔', t('step.no_bot'))
    *first, last = (input_choice.in_words(editor.now, part, editor) for part in step.input_source)
    sources = t('source.and', first=', '.join(first), last=last) if first else last
    return {
        'number': place + 1,
        'emoji': emoji,
        'then': t('step.then') if place else t('step.first'),
        'name': name,
        'reads': f'{t("step.with")} {sources}',
        'task': short_task(step),
        'spoken': t('line.open', name=t('step.name', number=place + 1, bot=name)),
    }
