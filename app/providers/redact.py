"""Takes keys out of what a service says before anybody sees or logs it."""

from __future__ import annotations

import re

from app.providers.base import Endpoint

MAX_DETAIL = 300
# Services repeat parts of the key in their errors ("Incorrect API key provided: sk-ab***yz"), so patterns as well.
_PATTERNS = re.compile(
    r'\b(?:sk|pk|rk|gsk|xai|r8|hf|key|tok)[-_][A-Za-z0-9*_.-]{6,}'
    r'|\bAIza[A-Za-z0-9*_-]{6,}'
    r'|(?<=[Bb]earer )[^\s"\',]+'
    r'|(?<=[?&]key=)[^\s"&]+'
)


def without_secrets(text: str, endpoint: Endpoint) -> str:
    """The first 300 characters of `text`, keys replaced, control characters gone."""
    if len(endpoint.api_key) >= 4:
        text = text.replace(endpoint.api_key, '***')
    text = _PATTERNS.sub('***', text[: 4 * MAX_DETAIL])
    return ''.join(c if c.isprintable() else ' ' for c in text)[:MAX_DETAIL].strip()
