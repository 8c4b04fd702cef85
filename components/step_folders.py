"""Folders that a step's bot may not read yet, each with the button that lets it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from app.domain.workspaces import Workspace
from components.attempt import attempt
from components.buttons import text_button
from components.markup import box, words
from components.step_controls import StepControls
from components.texts import t

MOST = 8  # folders offered; all of them are on the page of folders


def closed_to(controls: StepControls) -> list[Workspace]:
    """The folders that do not name the bot of this step; none for a step without a bot."""
    bot_id = controls.step.bot_id
    if bot_id not in controls.editor.bots():
        return []
    return [one for one in controls.editor.folders() if bot_id not in one.bot_ids]


def offer_reading(controls: StepControls, folders: Sequence[Workspace]) -> None:
    """One line a folder."""
    bot = controls.editor.name_of(controls.step)
    for folder in folders[:MOST]:
        with box('row wrap'):
            words(t('make.closed', bot=bot, folder=folder.name), 'soft', 'span')
            let_read = partial(controls.editor.let_read, folder, controls.step.bot_id)
            button = text_button(
                t('make.let_read'), partial(attempt, let_read), icon='check', kind='slim', name=f'let-read-{folder.id}'
            )
            button.props['aria-label'] = t('make.let_read_label', bot=bot, folder=folder.name)
