"""The start form of a recipe: what it needs, what it will do, who sees the text, and the button."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from nicegui import ui

from app.bootstrap import Services
from app.domain.pipelines import Pipeline, StepKind
from app.domain.workspaces import Workspace
from app.ids import new_id
from components.attempt import attempt
from components.buttons import main_button, text_button
from components.chain import side_by_side
from components.draft import Draft
from components.form import Form
from components.frame import page, page_heading
from components.markup import box, emoji, words
from components.privacy_note import privacy_note
from components.recipe_explained import RecipeExplained
from components.shared_off import SwitchedOff
from components.start_field import draw_start_field
from components.start_reads import start_reads
from components.texts import t
from components.viewer import language, viewer


def create(services: Services, id: str, ordner: str = '') -> None:
    """Draw the page; `ordner` is the folder into which the result goes too."""
    recipe = services.pipelines.get(viewer(), id)
    into = services.workspaces.get(viewer(), ordner) if ordner else None
    with page(t('start.title', recipe=recipe.name), help='help.form', width='narrow'):
        page_heading(recipe.name, emoji=recipe.emoji, below=_below(recipe))
        with box('card'):
            _draw_form(services, recipe, into)
        RecipeExplained(services, recipe)


def _below(recipe: Pipeline) -> str:
    bots = sum(step.kind is StepKind.BOT for step in recipe.steps)
    key = 'start.side_by_side' if side_by_side(recipe.steps) else 'start.steps'
    return ' '.join(filter(None, (recipe.description, t(key, count=bots) if bots else '')))


def _draw_form(services: Services, recipe: Pipeline, into: Workspace | None) -> None:
    form, draft = Form(), Draft(services, f'start-{recipe.id}')
    fields = {field.key: form.add(f'inputs.{field.key}', draw_start_field(field, draft)) for field in recipe.inputs}
    example = _example(services, recipe)
    key = f'form-{new_id()}'  # a second click sends the same key, so it starts nothing a second time

    def fill() -> None:
        for name, value in example.items():
            fields[name].put(value)

    async def start() -> None:
        values = {name: field.value for name, field in fields.items()}
        options = {'key': key, 'language': language(), 'into': into.id if into else ''}
        begin = partial(services.runs.start, viewer(), recipe.id, values, **options)
        run = await attempt(partial(form.send, begin))
        if run is not None:
            await draft.clear()
            ui.navigate.to(f'/lauf/{run.id}')

    if example:
        with box('row'):
            text_button(t('start.example'), fill, icon='edit', kind='edge', name='example')
    if not recipe.inputs:
        words(t('start.no_fields'))
    start_reads(services, recipe)
    if into:
        _say_where(into)
    privacy_note(services, recipe)
    SwitchedOff(services, recipe)
    main_button(t('btn.start'), start, icon='play', kind='big full', name='start')


def _say_where(into: Workspace) -> None:
    with box('note good').mark('into'):
        emoji(into.emoji)
        with box('words'):
            words(t('start.into', folder=into.name))


def _example(services: Services, recipe: Pipeline) -> Mapping[str, str]:
    """The filled example of where this recipe came from, as far as its fields are still there."""
    keys = {field.key for field in recipe.inputs}
    examples = services.sharing.examples(viewer(), recipe, language())
    return {key: value for key, value in examples.items() if key in keys}
