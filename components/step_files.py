"""Files a step made, each to be kept on one's own device."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.runs import StepFile
from components.buttons import link_button
from components.markup import box, words
from components.texts import number, t


def save_links(run_id: str, files: Sequence[StepFile], limit: int) -> None:
    """One button a file, at most `limit`; the others are named by their number."""
    if not files:
        return
    with box('row wrap'):
        for file in files[:limit]:
            link = link_button(file.name, f'/dateien/schritt/{run_id}/{file.sha256}', kind='two slim', icon='save')
            link.props('download').mark('step-file').props['aria-label'] = t('step.save_file', name=file.name)
    if len(files) > limit:
        words(t('step.more_files', count=number(len(files) - limit)), 'soft small')
