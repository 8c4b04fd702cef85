"""Text that a model or a stranger wrote. The only place that puts HTML on a page."""

from __future__ import annotations

import asyncio

from nicegui import background_tasks, ui

from app.web.untrusted import render_untrusted
from components.markup import box, words


def rich_text(source: str, classes: str = '') -> ui.element:
    """Draw `source` (Markdown or plain) harmlessly: plain at once, formatted a moment later."""
    area = box(f'rich {classes}')
    with area:
        words(source, 'plain', 'div')
    background_tasks.create(_format(area, source), name='format text', context=area)
    return area


async def _format(area: ui.element, source: str) -> None:
    # in a thread: hostile text can take long
    safe = await asyncio.to_thread(render_untrusted, source)
    if area.is_deleted:
        return
    area.clear()
    with area:
        ui.html(safe, sanitize=False).classes('rich')
