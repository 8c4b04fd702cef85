"""A key or password: hidden at first, can be shown and pasted. It is never kept as a draft."""

from __future__ import annotations

from components.buttons import Button, LocalButton, text_button
from components.field import Field
from components.live import Boundary
from components.markup import box
from components.texts import t

# The newest secret field of the page: a window over the page comes after what lies under it.
PASTE = """() => {
  const input = [...document.querySelectorAll(".secret input")].at(-1);
  input.focus();
  navigator.clipboard?.readText().then((text) => {
    input.value = text.trim();
    input.dispatchEvent(new Event("input"));
  }, () => {});
}"""


class SecretField(Boundary):
    """`field` is the control itself."""

    def __init__(self, label: str, *, help: str = '', name: str = '') -> None:
        super().__init__('secret')
        with self:
            self.field = Field(label, kind='password', help=help, limit=2_000, name=name)
            with box('row wrap'):
                LocalButton(t('secret.paste'), PASTE, kind='text slim edge', icon='copy', name='paste')
                self._toggle: Button = text_button(t('secret.show'), self._show, kind='slim', name='show-secret')

    @property
    def value(self) -> str:
        """What was typed."""
        return str(self.field.value)

    def _show(self) -> None:
        is_hidden = self.field.props['kind'] == 'password'
        self.field.props['kind'] = 'text' if is_hidden else 'password'
        self.field.update()
        self._toggle.set_text(t('secret.hide') if is_hidden else t('secret.show'))
