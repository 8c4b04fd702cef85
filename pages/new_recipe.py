"""A new recipe: its name, then the editor; or one sentence, then a draft."""

from __future__ import annotations

from nicegui import ui

from app.bootstrap import Services
from app.domain.pipelines import InputKind, Pipeline
from components.buttons import link_button, main_button
from components.describe_form import DescribeForm
from components.draft import Draft
from components.field import Field
from components.form import Form
from components.frame import page, page_heading
from components.markup import box, heading
from components.texts import t
from components.viewer import viewer


def create(services: Services) -> None:
    """Draw the page."""
    form, draft = Form(), Draft(services, 'new-recipe')

    async def send() -> Pipeline:
        field = {'key': 'input', 'label': t('inputs.new_label'), 'kind': InputKind.LONGTEXT.value, 'required': True}
        return await services.pipelines.create(viewer(), {'name': name.value, 'inputs': [field], 'steps': []})

    async def go_on() -> None:
        recipe = await form.send(send)
        if recipe is not None:
            await draft.clear()
            ui.navigate.to(f'/rezept/{recipe.id}')

    with page(t('btn.new_recipe'), help='help.new_recipe', width='narrow'):
        page_heading(t('btn.new_recipe'), emoji='📋', below=t('new.below'))
        with box('card'):
            name = form.add(
                'name',
                draft.keep(
                    'name',
                    Field(
                        t('new.name'), help=t('new.name_help'), limit=120, required=True, name='name', on_enter=go_on
                    ),
                ),
            )
            main_button(t('new.go_on'), go_on, icon='right', kind='big full', name='go-on')
        with box('card', tag='section'):
            heading(t('describe.above'))
            DescribeForm(services, is_main=False)
        with box('row'):
            link_button(t('new.template'), '/vorlagen', kind='text edge')
            link_button(t('import.link'), '/rezepte/aufnehmen', kind='text', name='import')
