"""Vergleich: two results of one recipe side by side."""

from __future__ import annotations

from app.bootstrap import Services
from app.domain.errors import NotFound
from app.domain.two_runs import compare
from components.buttons import link_button
from components.frame import page, page_heading
from components.markup import box
from components.run_comparison import RunComparison
from components.texts import t
from components.viewer import viewer


def create(services: Services, a: str, b: str) -> None:
    """Draw the page; runs of different recipes have nothing to compare."""
    one, other = services.runs.get(viewer(), a), services.runs.get(viewer(), b)
    if one.pipeline_id != other.pipeline_id:
        raise NotFound('run', b)
    title = t('compare.title', recipe=other.pipeline_name)
    with page(title, help='help.compare'):
        page_heading(title, below=t('compare.below'))
        RunComparison(services, compare(one, other))
        with box('row'):
            link_button(t('compare.back'), f'/lauf/{other.id}', kind='two', icon='left')
