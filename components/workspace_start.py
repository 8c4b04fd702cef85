"""'Neues Ergebnis hierher': the recipes whose result may come into a folder."""

from __future__ import annotations

from nicegui import ui

from app.bootstrap import Services
from components.buttons import link_button, second_button
from components.dialog import panel
from components.markup import box, emoji, words
from components.texts import t
from components.viewer import viewer


def choose_recipe(services: Services, workspace_id: str) -> None:
    """Open the window with the recipes; the start form knows by its address where the result goes."""
    recipes = [one for one in services.pipelines.list(viewer()) if one.is_on]
    with panel(t('workspace.result')) as dialog:
        if recipes:
            words(t('workspace.result_about'), 'soft')
            with box('bots', tag='ul'):
                for recipe in sorted(recipes, key=lambda recipe: recipe.name.casefold()):
                    target = f'/rezept/{recipe.id}/start?ordner={workspace_id}'
                    with box(tag='li'), ui.link('', target).classes(replace='').mark(f'start-{recipe.id}'):
                        emoji(recipe.emoji)
                        words(recipe.name, tag='span')
        else:
            words(t('workspace.no_recipes'))
        with box('end'):
            second_button(t('btn.cancel'), dialog.close)
            if not recipes:
                link_button(t('nav.gallery'), '/vorlagen', icon='book')
    dialog.open()
