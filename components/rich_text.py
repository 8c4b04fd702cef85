"""Text that a model or a stranger wrote. The only place that puts HTML on a page."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from nicegui import background_tasks, ui

from app.domain.passages import Passage, without_marks
from app.web.marks import Marks
from app.web.untrusted import MAX_BYTES, render_untrusted
from components.cited_text import links_to
from components.markup import box, words
from components.texts import t


def rich_text(source: str, passages: Sequence[Passage] = (), *, classes: str = '') -> ui.element:
    """Draw `source` (Markdown or plain) harmlessly: plain at once, formatted a moment later.

    Marks that name one of `passages` become small links to it, all others are left out.
    """
    area = box(f'rich {classes}')
    with area:
        words(without_marks(source), 'plain', 'div')
    background_tasks.create(_format(area, source, Marks(links_to(passages))), name='format text', context=area)
    return area


def _scrolling_tables(safe: str) -> str:
    """A wide table scrolls in its own box, which the keyboard must reach; only constants are put in."""
    label = t('rich.table')
    before = f'<div class="scroller" tabindex="0" role="region" aria-label="{label}"><table>'
    safe = safe.replace('<th></th>', '<td></td>')  # an empty corner is no heading
    return safe.replace('<table>', before).replace('</table>', '</table></div>')


async def _format(area: ui.element, source: str, marks: Marks) -> None:
    # in a thread: hostile text can take long
    safe = _scrolling_tables(await asyncio.to_thread(render_untrusted, marks.hidden_in(source)))
    if area.is_deleted:
        return
    area.clear()
    with area:
        safe = marks.shown_in(safe)
        ui.html(safe, sanitize=False).classes('rich')
        if len(source.encode('utf-8', 'replace')) > MAX_BYTES:
            words(t('rich.cut'), 'soft noprint')
