"""'Meine Bots' above the board: pressed, a card comes to the end; dragged, it comes where it is let go."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NamedTuple

from app.actions import actions
from app.domain.editing import usable_inside
from app.domain.pipelines import Step, StepKind
from app.ids import new_id
from components.buttons import Button, link_button
from components.lazy_fold import LazyFold
from components.live import Boundary
from components.markup import box, emoji, heading, words
from components.recipe_editor import RecipeEditor
from components.step_words import doer
from components.texts import t


class Offer(NamedTuple):
    """What can be taken: `what` is KIND:ID."""

    what: str
    emoji: str
    name: str


class BoardPalette(Boundary):
    """`on_take` gets a new step for the end of the recipe."""

    def __init__(self, editor: RecipeEditor, on_take: Callable[[Step], None]) -> None:
        super().__init__('palette section', tag='section')
        self._editor, self._on_take = editor, on_take
        self._drawn: list[Offer] | None = None
        self.sync()

    def sync(self) -> None:
        """Draw anew when there are other bots."""
        bots = [Offer(f'bot:{bot.id}', bot.emoji, bot.name) for bot in self._editor.bots().values()]
        if bots == self._drawn:
            return
        self._drawn = bots
        self.clear()
        with self:
            title = heading(t('home.bots'), 2, 'h3')
            self.props['aria-labelledby'] = title.html_id
            words(t('board.how') if bots else t('empty.bots'), 'soft')
            with box('choices'):
                for bot in bots:
                    self._button(bot)
                link_button(t('btn.new_bot'), '/bots', kind='text', icon='plus')
            LazyFold(t('board.more_steps'), self._draw_more, name='more-steps')

    def step_of(self, what: str) -> Step | None:
        """A new step of what was taken; None when it is not there any more."""
        kind, _, ref = what.partition(':')
        match kind:
            case 'bot' if ref in self._editor.bots():
                return _fresh(StepKind.BOT, bot_id=ref)
            case 'ask':
                return _fresh(StepKind.ASK, days=None, then='wait')
            case 'action' if ref in actions():
                return _fresh(StepKind.ACTION, action=ref)
            case 'recipe' if ref in {recipe.id for recipe in self._editor.recipes()}:
                return _fresh(StepKind.RECIPE, pipeline_id=ref, into='', values={})
        return None

    def _draw_more(self) -> None:
        with box('choices'):
            for offer in self._others():
                self._button(offer)

    def _others(self) -> Iterator[Offer]:
        for what in ('ask:', *(f'action:{key}' for key in actions())):
            step = self.step_of(what)
            found = doer(step, {}, ()) if step else None
            if found:
                yield Offer(what, *found)
        for recipe in usable_inside(self._editor.now, self._editor.recipes()):
            yield Offer(f'recipe:{recipe.id}', recipe.emoji, recipe.name)

    def _button(self, offer: Offer) -> None:
        with Button(offer.name, partial(self._take, offer.what), kind='two', name=f'append-{offer.name}') as button:
            emoji(offer.emoji)
        button.props['data-grab'] = offer.what
        button.props['aria-label'] = t('board.append', name=offer.name)

    def _take(self, what: str) -> None:
        step = self.step_of(what)
        if step is not None:
            self._on_take(step)


def _fresh(kind: StepKind, bot_id: str = '', **settings: Any) -> Step:
    return Step(id=new_id('step', letters=6), kind=kind, bot_id=bot_id, settings=settings)
