"""Which frame fits a task, by the words in it."""

from __future__ import annotations

import re

from app.practice.brief import Brief

_RULES = (
    ('seo', r'\bseo\b|suchmaschine|suchwörter|search engine|meta description'),
    ('article', r'artikel|beitrag|\bblog|article'),
)


def choose(brief: Brief) -> str:
    """The first rule whose words occur in the task."""
    task = brief.task.lower()
    return next((frame for frame, pattern in _RULES if re.search(pattern, task)), 'research')
