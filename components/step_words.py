"""What a step is called: by its bot, by what it calculates, by whom it asks; and why it was left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from app.actions import actions
from app.domain.bots import Bot
from app.domain.pipelines import Pipeline, Step, StepKind, Subject
from app.domain.replay import EMOJI_OF
from app.domain.runs import Run, StepRun
from components.texts import t
from components.viewer import language


def step_title(run: Run, step: StepRun) -> str:
    """'Recherche-Bot: Notizen ordnen', 'Summen bilden', 'Dein Ja', ... as the step was when the run began."""
    if step.kind is StepKind.BOT:
        return t('step.title', bot=step.bot_name, name=step.name) if step.name else step.bot_name
    return step.name or _kind_words(run.pipeline.step(step.id), run.recipes)


def doer(step: Step, bots: Mapping[str, Bot], recipes: Iterable[Pipeline]) -> tuple[str, str] | None:
    """Emoji and name of what works in a step of a recipe; None when its bot is gone."""
    if step.kind is StepKind.BOT:
        bot = bots.get(step.bot_id)
        return (bot.emoji, bot.name) if bot else None
    return EMOJI_OF[step.kind], _kind_words(step, recipes)


def skipped_because(run: Run, step: StepRun) -> str:
    """Why a step did nothing."""
    only_if = run.pipeline.step(step.id).only_if
    if step.skipped_for == 'empty' or only_if is None:
        return t('skipped.empty')
    if only_if.subject is Subject.QUESTION and step.checked is not None:
        return t('skipped.answer_yes' if step.checked else 'skipped.answer_no', question=only_if.name)
    return t('skipped.condition')


def inner_recipe(run: Run, step: StepRun) -> str:
    """The name of the recipe that works in a step."""
    return _kind_words(run.pipeline.step(step.id), run.recipes)


def items_done(step: StepRun) -> int:
    """How many lines, rows or files of a repeated step are through."""
    return sum(item.status.is_final for item in step.items)


def _kind_words(step: Step, recipes: Iterable[Pipeline]) -> str:
    if step.kind is StepKind.ACTION:
        action = actions().get(str(step.settings.get('action', '')))
        return action.title.in_language(language()) if action else t('doer.action')
    if step.kind is StepKind.RECIPE:
        wanted = step.settings.get('pipeline_id')
        return next((recipe.name for recipe in recipes if recipe.id == wanted), t('doer.recipe'))
    return t('doer.ask')
