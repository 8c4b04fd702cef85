"""What a bot may do: a tick box with its sentence for each tool."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from app.domain.bots import Tool
from components.check import Check
from components.live import Boundary
from components.markup import words
from components.texts import t


class BotTools(Boundary):
    """`on_change` hears the tools as they are now, in their usual order."""

    def __init__(self, tools: Sequence[str], on_change: Callable[[list[str]], None]) -> None:
        super().__init__('options', tag='fieldset')
        self._tools, self._on_change = list(tools), on_change
        with self:
            words(t('bot.tools'), 'as-title', 'legend')
            self._checks = {
                tool: Check(
                    t(f'bot.tool.{tool.value}'),
                    value=tool.value in self._tools,
                    on_change=partial(self._tick, tool),
                    name=f'tool-{tool.value}',
                )
                for tool in Tool
            }

    def show(self, tools: Sequence[str]) -> None:
        """Another window chose."""
        self._tools = list(tools)
        for tool, check in self._checks.items():
            if check.value != (tool.value in tools):
                check.set_value(tool.value in tools)

    def _tick(self, tool: Tool, is_on: bool) -> None:
        if is_on is not (tool.value in self._tools):  # else `show` has set it
            wanted = {*self._tools, tool.value} if is_on else set(self._tools) - {tool.value}
            self._tools = [one.value for one in Tool if one.value in wanted]
            self._on_change(list(self._tools))


def tools_in_words(tools: Sequence[str]) -> str:
    """A line for each tool, or that there are none."""
    return '\n'.join(t(f'bot.tool.{tool.value}') for tool in Tool if tool.value in tools) or t('bot.tool.none')
