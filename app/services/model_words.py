"""Which AI answers, in plain words: what is really there, sorted into fast, careful and in the house.

A name is sorted only when it says clearly what it is. What cannot be told is not offered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from app.domain.connections import Connection, ConnectionKind
from app.services.connection_book import leaves_house

_FAST = frozenset({'mini', 'flash', 'haiku', 'small', 'nano', 'lite'})
_CAREFUL = frozenset({'opus', 'pro', 'large', 'sonnet'})
# Not for writing texts, or only for trying out.
_OTHER = frozenset(
    'audio codex computer deep embed embedding embeddings guard image images imagen live moderation ocr omni realtime '
    'rerank research robotics search speech transcribe tts video vision voice whisper'.split()
)
_UNSURE = frozenset({'alpha', 'beta', 'exp', 'experimental', 'preview', 'test'})
_PART = re.compile(r'[a-z]+|\d+')


class PlainKind(Enum):
    """What a person chooses between."""

    FAST = 'fast'
    CAREFUL = 'careful'
    HOME = 'home'


@dataclass(frozen=True, slots=True)
class PlainChoice:
    """One of them: `value` is what a bot's `model` becomes, `model` the real name ('' = as the connection says)."""

    kind: PlainKind
    value: str
    connection: Connection
    model: str


def plain_choices(
    connections: Sequence[Connection], model_lists: Mapping[str, Sequence[str]] | None = None
) -> list[PlainChoice]:
    """At most one choice of each kind, the usual connection first asked.

    `model_lists` are names by the connection's id, where somebody knows them better than the connection itself.
    """
    lists = model_lists or {}
    ordered = sorted(connections, key=lambda connection: not connection.is_default)
    known = [(connection, tuple(lists.get(connection.id) or connection.models)) for connection in ordered]
    outside = [
        (connection, [name for name in names if leaves_house(connection, name)])
        for connection, names in known
        if connection.kind is not ConnectionKind.OPENCLAW  # it passes on to whom it likes
    ]
    found = (_outside(PlainKind.FAST, outside), _outside(PlainKind.CAREFUL, outside), _home(known))
    return [choice for choice in found if choice is not None]


def kind_of_model(name: str) -> PlainKind | None:
    """What the name of a service's model says; None when it says nothing clear."""
    parts = _PART.findall(name.casefold())
    words = set(parts)
    if words & _OTHER:
        return None
    if words & _FAST:
        return None if words & _CAREFUL else PlainKind.FAST
    if words & _CAREFUL or parts[:2] == ['gpt', '5'] or parts[1:3] == ['gpt', '5']:
        return PlainKind.CAREFUL
    return None


def _outside(kind: PlainKind, known: Iterable[tuple[Connection, Sequence[str]]]) -> PlainChoice | None:
    for connection, names in known:
        fitting = [name for name in names if kind_of_model(name) is kind]
        if fitting:
            model = connection.default_model if connection.default_model in fitting else max(fitting, key=_newest)
            return PlainChoice(kind, f'{connection.id}/{model}', connection, model)
    return None


def _newest(name: str) -> tuple[bool, list[int], int]:
    """Higher numbers are newer; of the same numbers the shortest name is the one without a date."""
    parts = _PART.findall(name.casefold())
    numbers = [int(part) for part in parts if part.isdigit() and len(part) < 3]
    return not set(parts) & _UNSURE, numbers, -len(name)


def _home(known: Iterable[tuple[Connection, Sequence[str]]]) -> PlainChoice | None:
    """An AI in the house; the practice mode only when there is none."""
    practice = None
    for connection, names in known:
        if connection.kind is ConnectionKind.PRACTICE:
            practice = PlainChoice(PlainKind.HOME, connection.id, connection, '')
            continue
        wanted = [name for name in (connection.default_model, *names) if name and _can_write(name)] or ['']
        for model in wanted:
            if not leaves_house(connection, model) and (model or connection.kind is not ConnectionKind.OLLAMA):
                return PlainChoice(
                    PlainKind.HOME, f'{connection.id}/{model}' if model else connection.id, connection, model
                )
    return practice


def _can_write(name: str) -> bool:
    return not set(_PART.findall(name.casefold())) & _OTHER - {'vision'}
