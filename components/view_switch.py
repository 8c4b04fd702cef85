"""'Als Liste' or 'Als Tafel': the two views of a recipe. The choice is kept in the address and in this browser.

The address also holds which step is open, so that a page that comes back after an outage shows what was being typed.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from urllib.parse import parse_qs, urlsplit

from nicegui import ui

from components.buttons import LocalButton
from components.live import Boundary
from components.texts import t

LIST, BOARD = 'liste', 'tafel'
_COOKIE = 'oo_view'
# The address without loading the page anew, and the cookie for the next recipe.
_KEEP = """() => {
  const path = location.pathname.slice((window.path_prefix || "").length) + "?ansicht=%(view)s";
  history.replaceState({ page: path }, "", (window.path_prefix || "") + path);
  document.cookie = "oo_view=%(view)s; path=/; max-age=31536000; samesite=lax";
}"""
_KEEP_STEP = """(() => {
  const address = new URL(location.href), step = %s;
  if (step) address.searchParams.set("schritt", step);
  else address.searchParams.delete("schritt");
  const path = address.pathname + address.search;
  history.replaceState({ page: path.slice((window.path_prefix || "").length) }, "", path);
})()"""
VIEWS = (
    (LIST, 'view.list', 'list', _KEEP % {'view': LIST}),
    (BOARD, 'view.board', 'board', _KEEP % {'view': BOARD}),
)


class ViewSwitch(Boundary):
    """Two buttons, one of them pressed; `on_choice` gets LIST or BOARD."""

    def __init__(self, on_choice: Callable[[str], None]) -> None:
        super().__init__('choices view-switch')
        self._on_choice = on_choice
        self.props('role=group').props['aria-label'] = t('view.label')
        self._buttons: dict[str, LocalButton] = {}
        with self:
            for view, key, sign, script in VIEWS:
                button = LocalButton(t(key), script, icon=sign, name=f'view-{view}')
                button.on('click', partial(self._choose, view), args=[])
                self._buttons[view] = button
        self.chosen = ''
        self.show(chosen_view())

    def show(self, view: str) -> None:
        """Press the button of this view."""
        self.chosen = view
        for name, button in self._buttons.items():
            button.props(f'aria-pressed={"true" if name == view else "false"}')

    def _choose(self, view: str) -> None:
        ui.context.client.storage['view'] = view
        if view != self.chosen:
            self.show(view)
            with self.client:
                self._on_choice(view)


def chosen_view() -> str:
    """By the address, else as chosen in this visit, else as chosen in this browser; the list at first."""
    client = ui.context.client
    for view in (_asked('ansicht'), client.storage.get('view'), client.request.cookies.get(_COOKIE)):
        if view in (LIST, BOARD):
            return str(view)
    return LIST


def keep_step(step_id: str) -> None:
    """Note in the address that this step is open; '' = none."""
    ui.context.client.run_javascript(_KEEP_STEP % json.dumps(step_id))


def kept_step() -> str:
    """The step that was open when the page was left or reloaded; '' = none."""
    return _asked('schritt')


def _asked(name: str) -> str:
    path = ui.context.client.sub_pages_router.current_path
    return parse_qs(urlsplit(path).query).get(name, [''])[0]
