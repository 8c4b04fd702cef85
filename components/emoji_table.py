"""All emoji to choose from: found by words of both languages, by group, or among those chosen last."""

from __future__ import annotations

from collections.abc import Callable

from nicegui.element import Element
from nicegui.events import GenericEventArguments

from app.domain.emoji import GROUPS, emoji_table
from components.texts import t
from components.viewer import language


class EmojiTable(Element, component='emoji_table.js'):
    """Searching and moving about happen in the browser; `on_pick` hears the chosen one."""

    def __init__(self, value: str, on_pick: Callable[[str], None]) -> None:
        super().__init__()
        table, speaks = emoji_table(), language()
        first = {one.group: one.symbol for one in reversed(table)}
        self._props.update(
            value=value,
            entries=[[one.symbol, one.group, one.name.in_language(speaks), ' '.join(one.words)] for one in table],
            groups=[[group, t(f'emoji.group.{group}'), first[group]] for group in GROUPS],
            words={
                'search': t('emoji.search'),
                'groups': t('emoji.groups'),
                'recent': t('emoji.recent'),
                'none': t('emoji.none'),
                'found': t('emoji.found'),
            },
        )
        self.mark('emoji-table')
        self._known = {one.symbol for one in table}
        self._on_pick = on_pick
        self.on('pick', self._picked)

    def _picked(self, event: GenericEventArguments) -> None:
        if str(event.args) in self._known:  # nothing else stands in the table
            with self.client:  # not this element: the window it stands in is taken away
                self._on_pick(str(event.args))
