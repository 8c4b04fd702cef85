"""A new step: one of the person's bots with one press; behind 'Etwas anderes' calculating, asking, another recipe."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from nicegui import ui

from app.actions import actions
from app.actions.base import Action
from app.domain.editing import usable_inside
from app.domain.pipelines import Shape, Step, StepKind
from app.domain.replay import EMOJI_OF
from app.ids import new_id
from components.announcer import announce
from components.bot_chooser import BotChooser
from components.buttons import Button, text_button
from components.field import Field
from components.focus import focus_soon
from components.live import Boundary
from components.markup import box, emoji, heading, words
from components.recipe_editor import RecipeEditor
from components.texts import t
from components.viewer import language

OTHERS = (StepKind.ACTION, StepKind.ASK, StepKind.RECIPE)


class StepChooser(Boundary):
    """Closed it is one button; `on_step` gets the new step, which is not yet part of the recipe."""

    def __init__(self, editor: RecipeEditor, on_step: Callable[[Step], None], *, is_open: bool) -> None:
        super().__init__('grow')
        self._editor, self._on_step = editor, on_step
        with self:
            self._bots = BotChooser(editor.services, self._take_bot, is_open=is_open, on_other=self._show_others)
            self._others = box('gone')

    def _take_bot(self, bot_id: str) -> None:
        self._take(StepKind.BOT, bot_id=bot_id)

    def _take(self, kind: StepKind, **parts: Any) -> None:
        self._on_step(Step(id=new_id('step', letters=6), kind=kind, **parts))

    def _show_others(self) -> None:
        with self._card(t('make.else_what'), self._show_bots):
            with box('offers') as offers:
                for kind in OTHERS:
                    _offer(
                        t(f'make.kind.{kind.value}'),
                        t(f'make.kind_help.{kind.value}'),
                        partial(self._choose, kind),
                        sign=EMOJI_OF[kind],
                        name=f'kind-{kind.value}',
                    )
        focus_soon(offers)

    def _show_bots(self) -> None:
        self._others.clear()
        self._others.classes(add='gone')
        self._bots.classes(remove='gone')
        self._bots.ask()
        focus_soon(self._bots)

    def _choose(self, kind: StepKind) -> None:
        if kind is StepKind.ASK:
            self._take(kind, settings={'days': None, 'then': 'wait'})
        elif kind is StepKind.ACTION:
            self._show_actions()
        else:
            self._show_recipes()

    def _show_actions(self) -> None:
        with self._card(t('make.which_action'), self._show_others):
            search = Field(t('make.find'), kind='search', name='find-action', on_change=self._find)
            self._found = Boundary('stack')
            self._draw_actions(list(actions().values()))
        focus_soon(search)

    def _find(self, text: str) -> None:
        wanted = text.casefold().split()
        found = [action for action in actions().values() if all(word in _all_words(action) for word in wanted)]
        self._draw_actions(found)
        announce(t('make.found', count=len(found)) if found else t('empty.search'))

    def _draw_actions(self, found: Sequence[Action]) -> None:
        """In two groups: what makes a table, and what makes a text."""
        self._found.clear()
        with self._found:
            for title, of_table in ((t('make.gives.table'), True), (t('make.gives.text'), False)):
                group = [action for action in found if (action.gives is Shape.TABLE) is of_table]
                if group:
                    heading(title, 3, 'group-title')
                    with box('offers'):
                        for action in group:
                            self._draw_action(action)
            if not found:
                words(t('empty.search'))

    def _draw_action(self, action: Action) -> None:
        take = partial(self._take, StepKind.ACTION, settings={'action': action.key})
        name = f'action-{action.key}'
        _offer(action.title.in_language(language()), action.help.in_language(language()), take, name=name)

    def _show_recipes(self) -> None:
        offered = usable_inside(self._editor.now, self._editor.recipes())
        with self._card(t('make.which_recipe'), self._show_others) as card:
            with box('offers'):
                for recipe in offered:
                    settings = {'pipeline_id': recipe.id, 'into': '', 'values': {}}
                    take = partial(self._take, StepKind.RECIPE, settings=settings)
                    _offer(recipe.name, recipe.description, take, sign=recipe.emoji, name=f'recipe-{recipe.id}')
            if not offered:
                words(t('make.no_recipe'))
        focus_soon(card)

    def _card(self, title: str, back: Callable[[], None]) -> _Card:
        """A question of its own in the place of the bots; `back` leads to the one before."""
        self._bots.classes(add='gone')
        self._others.classes(remove='gone')
        self._others.clear()
        return _Card(self._others, title, back)


class _Card:
    """`with` it: draw below the heading; the way back comes last."""

    def __init__(self, place: ui.element, title: str, back: Callable[[], None]) -> None:
        with place:
            self._card = box('card tight-card', tag='section')
        self._title, self._back = title, back

    def __enter__(self) -> ui.element:
        self._card.__enter__()
        heading(self._title, 2, 'h3')
        return self._card

    def __exit__(self, *error: Any) -> None:
        with box('row wrap quiet'):
            text_button(t('make.back'), self._back, icon='left', kind='slim', name='back')
        self._card.__exit__(*error)


def _all_words(action: Action) -> str:
    return f'{action.title.in_language(language())} {action.help.in_language(language())}'.casefold()


def _offer(title: str, help: str, take: Callable[[], None], *, name: str, sign: str = '') -> None:
    """A wide button: what it does, and one sentence about it."""
    with Button('', take, kind='two offer', name=name):
        if sign:
            emoji(sign)
        with box('words', tag='span'):
            words(title, 'strong', 'span')
            if help:
                words(help, 'soft small', 'span')
