"""Which address shows which page. Sign-in and welcome are plain forms in app/web."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, wraps
from importlib import import_module

from nicegui import ui

from app.bootstrap import Services
from app.domain.errors import AppError
from components.frame import frame
from pages import not_found

# One file per address: module below pages/ with `create(services, **parts_of_the_address)`.
ROUTES = {
    '/': 'home',
    '/vorlagen': 'gallery',
    '/rezept/{id}/start': 'start_form',
    '/lauf/{id}': 'run',
    '/ergebnisse': 'results',
    '/vergleich/{a}/{b}': 'compare',
    '/bots': 'bots',
    '/bot/{id}': 'bot',
    '/unterlage/{kind}/{id}/{name}': 'document',
    '/ordner': 'workspaces',
    '/ordner/{id}': 'workspace',
    '/rezept/{id}': 'builder',
    '/rezept/{id}/fassungen': 'recipe_versions',
    '/rezept/{id}/fassung/{number}': 'recipe_version',
    '/bot/{id}/fassungen': 'bot_versions',
    '/bot/{id}/fassung/{number}': 'bot_version',
    '/rezepte/neu': 'new_recipe',
    '/rezepte/aufnehmen': 'shared_import',
    '/rezepte/entwurf': 'describe',
    '/einstellungen': 'settings',
    '/einstellungen/ki': 'connections',
    '/einstellungen/absender': 'sender',
    '/einstellungen/regale': 'shelves',
    '/einstellungen/regale/{id}/{entry}': 'shelf_recipe',
    '/einstellungen/papierkorb': 'trash',
    '/einstellungen/aussehen': 'look',
    '/einstellungen/fachleute': 'experts',
}


def root(services: Services) -> None:
    """Draw the frame and the page that the address names; once per visit."""
    with frame(services):
        _Pages(services, builders(services))


def builders(services: Services) -> dict[str, Callable[..., None]]:
    """Address pattern -> function that draws the page."""
    return {
        pattern: partial(_explained(import_module(f'pages.{module}').create), services)
        for pattern, module in ROUTES.items()
    }


def _explained(create: Callable[..., None]) -> Callable[..., None]:
    """The same builder; what is not there, or not theirs, is said on the page instead of counting as a failure."""

    @wraps(create)
    def draw(services: Services, **parts: str) -> None:
        try:
            create(services, **parts)
        except AppError as error:
            not_found.create(services, error=error)

    return draw


class _Pages(ui.sub_pages):
    """NiceGUI's pages with our own words for 'not there' and 'went wrong'."""

    def __init__(self, services: Services, routes: dict[str, Callable[..., None]]) -> None:
        self._services = services
        super().__init__(routes)

    def _render_404(self) -> None:
        not_found.create(self._services)

    def _render_error(self, error: Exception) -> None:
        not_found.create(self._services, error=error)
