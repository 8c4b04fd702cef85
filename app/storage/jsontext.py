"""JSON as bytes and back: orjson, with our errors, and with texts that no encoder takes made harmless."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson

from app.domain.errors import Invalid


def dump(data: Any) -> bytes:
    """`data` as compact JSON. Lone surrogates become U+FFFD; `Invalid` for what JSON cannot hold."""
    try:
        return orjson.dumps(data)
    except TypeError:
        pass
    try:
        return orjson.dumps(_without_surrogates(data))
    except (TypeError, RecursionError) as error:
        raise Invalid.field('', 'type') from error


def load(data: bytes) -> Any:
    """The JSON value; ValueError when it is none."""
    return orjson.loads(data)


def _without_surrogates(data: Any) -> Any:
    if isinstance(data, str):
        return data.encode('utf-16', 'surrogatepass').decode('utf-16', 'replace')
    if isinstance(data, Mapping):
        return {_without_surrogates(key): _without_surrogates(value) for key, value in data.items()}
    if isinstance(data, (list, tuple)):
        return [_without_surrogates(item) for item in data]
    return data
