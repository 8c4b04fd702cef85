"""What stands there when an address leads nowhere, or a page could not be drawn."""

from __future__ import annotations

import logging

from app.bootstrap import Services
from app.domain.errors import AppError, NotFound
from components.buttons import link_button
from components.frame import page, page_heading
from components.markup import box, tile, words
from components.texts import t

log = logging.getLogger(__name__)


def create(services: Services, error: Exception | None = None) -> None:
    """Say what happened, what to do, and offer the way home."""
    problem = error if isinstance(error, AppError) else (NotFound('page', '') if error is None else None)
    if problem is None:
        log.error('a page could not be drawn', exc_info=error)
    key, params = (problem.key, problem.params) if problem else ('unknown', {})
    with page(t(f'err.{key}.what', **params), width='narrow'), box('card empty'):
        tile('🧭')
        page_heading(t(f'err.{key}.what', **params))
        words(t(f'err.{key}.do', **params))
        link_button(t('help.home'), '/', icon='home')
