"""Everything one step's card shows, as a value: two that are equal look the same, so nothing needs to be redrawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.actions import actions
from app.actions.base import Action, FieldKind
from app.domain.editing import beside, position, usable_inside
from app.domain.pipelines import InputField, InputPart, Pipeline, Step, StepKind, Subject
from app.domain.workspaces import Workspace
from components import input_choice
from components.recipe_editor import RecipeEditor
from components.step_words import doer

COLUMN_KINDS = (FieldKind.COLUMN, FieldKind.COLUMNS)


@dataclass(frozen=True, slots=True, eq=True)
class Shown:
    """One step as it stands in its recipe now."""

    step: Step
    place: int
    total: int
    emoji: str
    name: str  # of who works in it; '' when that is gone
    beside: int | None  # place of a step above that begins at the same moment
    same: str  # words of the choice to work at the same time as the step above
    sources: tuple[tuple[InputPart, str], ...]  # what it may read, with its words
    folders: tuple[Workspace, ...]  # all there are: to write into, or to let its bot read in
    workers: tuple[tuple[str, str], ...]  # bots or recipes it can be given to: id and name
    inner: tuple[InputField, ...]  # start form of the recipe inside
    inputs: tuple[tuple[str, str], ...]  # fields of the start form, for a condition: key and label
    columns: tuple[str, ...]  # what is known of the columns it reads

    def __hash__(self) -> int:
        return hash((self.step.id, self.place, self.total, self.name))

    @property
    def number(self) -> int:
        """As it stands beside the card."""
        return self.place + 1


def shown(editor: RecipeEditor, step: Step) -> Shown:
    """The step with all that its card shows of the world around it."""
    recipe, bots = editor.now, editor.bots()
    place = position(recipe, step.id)
    found = doer(step, bots, editor.recipes())
    documents, folders = editor.documents(step.bot_id), editor.readable(step.bot_id)
    offered = input_choice.choices(recipe, step, editor, documents, folders)
    inner = _inner(editor, step)
    return Shown(
        step=step,
        place=place,
        total=len(recipe.steps),
        emoji=found[0] if found else '❔',
        name=found[1] if found else '',
        beside=beside(recipe, step.id),
        same=input_choice.same_as_before(recipe, step),
        sources=tuple(offered.values()),
        folders=tuple(editor.folders()),
        workers=_workers(editor, step),
        inner=inner.inputs if inner else (),
        inputs=tuple((field.key, field.label) for field in recipe.inputs) if step.only_if else (),
        columns=editor.columns.read_by(recipe, place) if _asks_for_columns(step) else (),
    )


def action_of(step: Step) -> Action | None:
    """What a calculating step does; None when there is no such action."""
    return actions().get(str(step.settings.get('action', '')))


def texts_of(step: Step, key: str) -> Mapping[str, str]:
    """A mapping among the settings."""
    found = step.settings.get(key)
    return {str(name): str(value) for name, value in found.items()} if isinstance(found, Mapping) else {}


def _inner(editor: RecipeEditor, step: Step) -> Pipeline | None:
    if step.kind is not StepKind.RECIPE:
        return None
    wanted = step.settings.get('pipeline_id')
    return next((recipe for recipe in editor.recipes() if recipe.id == wanted), None)


def _workers(editor: RecipeEditor, step: Step) -> tuple[tuple[str, str], ...]:
    if step.kind is StepKind.RECIPE:
        return tuple((recipe.id, recipe.name) for recipe in usable_inside(editor.now, editor.recipes()))
    if step.kind is StepKind.ACTION:
        return ()
    return tuple((bot.id, bot.name) for bot in editor.bots().values())


def _asks_for_columns(step: Step) -> bool:
    if step.only_if is not None and step.only_if.subject is Subject.FIELD:
        return True
    action = action_of(step) if step.kind is StepKind.ACTION else None
    return action is not None and any(field.kind in COLUMN_KINDS for field in action.fields)
