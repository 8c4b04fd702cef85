"""When a failed call is made again, and how long to wait before."""

from __future__ import annotations

import random

from app.domain.errors import ProviderError

LONGEST_BACKOFF = 8.0  # seconds


def may_retry(error: ProviderError, retries_left: int, text_has_begun: bool) -> bool:
    """Only what can pass by itself, never money, and never once text has come (it would be paid twice)."""
    return error.retryable and error.code != 'credit' and retries_left > 0 and not text_has_begun


def wait_before(retry: int, error: ProviderError) -> float:
    """Seconds before retry number `retry` (0 is the first): what the service asked for, else growing with chance."""
    if error.retry_after is not None and error.retry_after >= 0:
        return error.retry_after
    longest = min(LONGEST_BACKOFF, 0.5 * 2.0**retry)
    return longest * (1 - random.random() / 4)
