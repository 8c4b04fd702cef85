"""What is said about earlier versions: when, by whom, and what was changed."""

from __future__ import annotations

from functools import partial

from app.bootstrap import Services
from app.domain.bots import Bot
from app.domain.pipelines import Pipeline
from app.domain.versions import TRASH, Save
from app.services.recipe_words import RecipeWords
from components.ai_name import ai_name
from components.texts import t, when
from components.viewer import language, viewer

ADDRESSES = {'bot': '/bot', 'pipeline': '/rezept'}


def recipe_words(services: Services) -> RecipeWords:
    """The words for differences, in the viewer's language and with the names of the viewer's things."""
    return RecipeWords(
        language(),
        bots=services.bots.list(viewer()),
        recipes=services.pipelines.list(viewer()),
        workspaces=services.workspaces.list(viewer()),
        ai=partial(ai_name, services),
    )


def saved(services: Services, save: Save) -> str:
    """'heute um 14:02 Uhr, von dir'."""
    return t('version.saved', when=when(save.at, services.clock.now()), who=_who(services, save.by))


def why(save: Save) -> str:
    """Why there is this version, when nothing was changed by hand."""
    return t('version.from_trash') if save.why == TRASH else ''


def address(thing: Bot | Pipeline, number: int | None = None) -> str:
    """Where all versions of a thing are, or one of them."""
    base = f'{ADDRESSES["bot" if isinstance(thing, Bot) else "pipeline"]}/{thing.id}'
    return f'{base}/fassungen' if number is None else f'{base}/fassung/{number}'


def _who(services: Services, account_id: str) -> str:
    if account_id == viewer().id:
        return t('version.by_you')
    account = services.accounts.get(account_id)
    return t('version.by', name=account.name) if account and account.name else t('version.by_somebody')
