"""Asking a service for its models."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from typing import Any

from app.providers import errors
from app.providers.base import Endpoint
from app.providers.exchange import Refine, unrefined
from app.providers.http import get

log = logging.getLogger(__name__)


async def ask_json(endpoint: Endpoint, url: str, headers: Mapping[str, str], refine: Refine = unrefined) -> Any:
    """The JSON at `url`; ProviderError for every other answer."""
    reply, raw = await get(endpoint, url, headers)
    if reply.status == 200:
        try:
            return json.loads(raw)
        except (ValueError, RecursionError):
            log.debug('%s: no JSON at %s', endpoint.id, url)
    complaint = errors.read_complaint(reply.status, raw)
    raise refine(errors.as_error(endpoint, complaint, reply.headers), complaint)
