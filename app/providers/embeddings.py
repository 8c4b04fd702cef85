"""Asking a service to turn texts into numbers, for searching by meaning."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from app.domain.errors import ProviderError
from app.providers import errors
from app.providers.address import service_of
from app.providers.answer import items
from app.providers.base import Endpoint
from app.providers.http import MAX_ERROR, MAX_LIST, idle_of, open_reply
from app.providers.redact import without_secrets

AT_ONCE = 64  # texts in one request: well below what any service takes
NOT_OFFERED = (405, 501)  # llama.cpp answers 501 unless it was started for it


async def ask_vectors(
    endpoint: Endpoint,
    url: str,
    headers: Mapping[str, str],
    texts: Sequence[str],
    body: Callable[[Sequence[str]], Mapping[str, Any]],
    read: Callable[[Any], Sequence[Any]],
) -> list[list[float]]:
    """One list of numbers per text, in their order; `body` words a request, `read` takes its answer apart."""
    found: list[list[float]] = []
    for at in range(0, len(texts), AT_ONCE):
        some = texts[at : at + AT_ONCE]
        vectors = [_numbers(one) for one in read(await _post(endpoint, url, headers, body(some)))]
        if len(vectors) != len(some) or len({len(one) for one in vectors + found}) != 1 or not vectors[0]:
            raise ProviderError('garbage', service=service_of(endpoint), detail=f'{len(vectors)} for {len(some)} texts')
        found += vectors
    return found


async def _post(endpoint: Endpoint, url: str, headers: Mapping[str, str], body: Mapping[str, Any]) -> Any:
    async with open_reply(endpoint, 'POST', url, headers=headers, body=body, idle_s=idle_of(endpoint)) as reply:
        raw = await reply.read(MAX_LIST if reply.status == 200 else MAX_ERROR)
    if len(raw) > MAX_LIST:
        raise ProviderError('flood', service=service_of(endpoint))
    if reply.status in NOT_OFFERED:
        detail = without_secrets(errors.read_complaint(reply.status, raw).message, endpoint)
        raise ProviderError('no_meaning', service=service_of(endpoint), detail=detail, http_status=reply.status)
    if reply.status != 200:
        raise errors.from_reply(endpoint, reply.status, reply.headers, raw)
    try:
        return json.loads(raw)
    except (ValueError, RecursionError) as error:
        detail = without_secrets(raw[:300].decode('utf-8', 'replace'), endpoint)
        raise ProviderError('garbage', service=service_of(endpoint), detail=detail, http_status=200) from error


def _numbers(value: Any) -> list[float]:
    """The numbers; nothing when one of them is none."""
    numbers = items(value)
    good = all(isinstance(one, int | float) and not isinstance(one, bool) and math.isfinite(one) for one in numbers)
    return [float(one) for one in numbers] if good else []
