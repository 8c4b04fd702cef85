"""Asks the connected AI for a draft: one call, and one more with what was wrong."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.actions.base import Action
from app.domain.bots import Bot
from app.domain.errors import AppError, FieldProblem, Invalid, ProviderError
from app.domain.recipe_drafts import RecipeDraft
from app.engine.call import close_stream
from app.engine.executor import Resolved
from app.i18n import translate
from app.providers.base import ChatRequest, ChatResult
from app.services import draft_form
from app.services.draft_reader import read_draft

MAX_TOLD = 20  # problems in one repair
log = logging.getLogger(__name__)


class DraftFailed(AppError):
    """The AI was asked twice and handed in nothing that can be used."""

    status = 502


async def ask_for_draft(
    resolved: Resolved, sentence: str, language: str, own_bots: Sequence[Bot], actions: Mapping[str, Action]
) -> RecipeDraft:
    """The checked draft; ProviderError when the service does not deliver, DraftFailed when it cannot do it."""
    request = ChatRequest(
        model=resolved.model,
        system=draft_form.rules(language, actions, [bot.name for bot in own_bots]),
        prompt=draft_form.question(language, sentence),
        schema=draft_form.schema(actions),
        language=language,
    )
    answer = await _ask(resolved, request)
    try:
        draft = read_draft(answer, sentence=sentence, own_bots=own_bots, actions=actions)
    except Invalid as error:
        log.info('%s: a draft had %d problems', resolved.connection.id, len(error.problems))
        wrong = [_in_words(problem, language) for problem in error.problems[:MAX_TOLD]]
        again = replace(request, prompt=draft_form.repair(language, sentence, answer, wrong))
        draft = await _repaired(resolved, again, sentence, own_bots, actions)
    return replace(draft, service=resolved.connection.name)


async def _repaired(
    resolved: Resolved, request: ChatRequest, sentence: str, own_bots: Sequence[Bot], actions: Mapping[str, Action]
) -> RecipeDraft:
    answer = await _ask(resolved, request)
    try:
        return read_draft(answer, sentence=sentence, own_bots=own_bots, actions=actions)
    except Invalid as error:
        raise DraftFailed('draft_failed', service=resolved.connection.name) from error


async def _ask(resolved: Resolved, request: ChatRequest) -> str:
    """The whole text of one call; leaving early closes the request."""
    result = None
    stream = resolved.provider.chat(resolved.endpoint, request)
    try:
        async for item in stream:
            result = item if isinstance(item, ChatResult) else None
    finally:
        await close_stream(stream)
    if result is None:
        raise ProviderError('broken', service=resolved.connection.name)
    if result.finish == 'length':
        raise ProviderError('cut', service=resolved.connection.name, text=result.text)
    return result.text


def _in_words(problem: FieldProblem, language: str) -> str:
    what = translate(language, f'field.{problem.key}', **problem.params)
    return f'{problem.path}: {what}' if problem.path else what
