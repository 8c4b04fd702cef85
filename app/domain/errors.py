"""Expected trouble, as one tree.

AppError                  a catalogue key, its parameters, the HTTP status it means
├── NotFound              404  no such thing, or not yours
├── Invalid               422  fields that cannot be taken, each with its path
├── Malformed             400  not even readable
├── Conflict              409  somebody changed it in between (carries the current state)
├── NotSignedIn           401  no account known for this request
├── Forbidden             403  known, but not allowed
├── TooLarge              413
├── UnsupportedMedia      415
├── TooMany               429  carries the seconds to wait
├── Unavailable           503  starting or stopping
├── ConfigError           (exit code 2) a sentence for the terminal
├── StoreError            503  the disk refused
│   ├── StoreFull              no space left; nothing acknowledged was lost
│   └── StoreBroken            a file cannot be read and has no good copy
└── ProviderError         502  an AI service did not deliver; see its `code`

Every key `x` has three catalogue entries: `err.x.what`, `err.x.do`, `err.x.button`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


class AppError(Exception):
    """Trouble that a person is told about: what happened, what to do, one button."""

    status = 500

    def __init__(self, key: str, **params: Any) -> None:
        super().__init__(key)
        self.key = key
        self.params: dict[str, Any] = params

    def __str__(self) -> str:
        return f'{self.key} {self.params}' if self.params else self.key


class NotFound(AppError):
    """The id is unknown, or belongs to somebody else: both look the same from outside."""

    status = 404

    def __init__(self, kind: str, id: str) -> None:
        super().__init__('not_found', kind=kind, id=id)


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """One field that cannot be taken: `path` like `steps.2.bot_id`, `key` in the catalogue (`field.<key>`)."""

    path: str
    key: str
    params: Mapping[str, Any]


class Invalid(AppError):
    """Well-formed, but some fields cannot be taken."""

    status = 422

    def __init__(self, *problems: FieldProblem, key: str = 'invalid') -> None:
        super().__init__(key, count=len(problems))
        self.problems = problems

    @classmethod
    def field(cls, path: str, key: str, **params: Any) -> Invalid:
        """The common case: exactly one field is wrong."""
        return cls(FieldProblem(path, key, params))


class Malformed(AppError):
    """The request is not readable at all."""

    status = 400


class Conflict(AppError):
    """A stale write. `current` is the stored object, so that both versions can be shown."""

    status = 409

    def __init__(self, current: Any = None, key: str = 'conflict') -> None:
        super().__init__(key)
        self.current = current


class NotSignedIn(AppError):
    """Nobody is known to be asking."""

    status = 401

    def __init__(self) -> None:
        super().__init__('not_signed_in')


class Forbidden(AppError):
    """Known, but not allowed."""

    status = 403

    def __init__(self, key: str = 'forbidden') -> None:
        super().__init__(key)


class TooLarge(AppError):
    """More bytes than we take; `limit_mb` says how many would have been fine."""

    status = 413

    def __init__(self, limit_mb: int, key: str = 'big') -> None:
        super().__init__(key, limit_mb=limit_mb)


class UnsupportedMedia(AppError):
    """Not a kind of content we take here."""

    status = 415

    def __init__(self, key: str = 'type') -> None:
        super().__init__(key)


class TooMany(AppError):
    """Too many tries; allowed again after `seconds`."""

    status = 429

    def __init__(self, seconds: int, key: str = 'too_many') -> None:
        super().__init__(key, seconds=seconds, count=seconds)
        self.seconds = seconds


class Unavailable(AppError):
    """Starting up or shutting down."""

    status = 503

    def __init__(self, key: str = 'unavailable') -> None:
        super().__init__(key)


class ConfigError(AppError):
    """The program cannot start like this; the sentence goes to the terminal, exit code 2."""


class StoreError(AppError):
    """The disk did not take or give something."""

    status = 503


class StoreFull(StoreError):
    """No space left. What was acknowledged before is safe."""

    def __init__(self) -> None:
        super().__init__('disk')


class StoreBroken(StoreError):
    """A file is unreadable and there is no good copy of it."""

    def __init__(self, name: str) -> None:
        super().__init__('damaged', name=name)


class ProviderError(AppError):
    """An AI service did not deliver. One `code` per row of provider-protocols section 4.

    code         meaning                                        retried by itself
    key          401, the key is wrong                          no
    credit       402 or a money-429, the balance is used up     never
    denied       403, not allowed (country, moderation)         no
    model_gone   404, the model does not exist (any more)       no
    too_long     the text does not fit the model                no
    big_request  413                                            no
    setting      400/422, a setting this model does not take    no
    busy         429/503/529, wait `retry_after` seconds        yes
    timeout      no answer, or silence for too long             yes
    net          DNS, TLS, connection refused in the internet   yes
    local_ai     a local server does not answer                 yes
    trouble      5xx, or an error event inside the stream       yes
    broken       the stream ended without its end mark          yes
    garbage      an answer that is not the protocol             no
    refused      the model would not write this                 no
    filtered     the service's filter stopped the text          no
    cut          stopped at the length limit; the text is kept  no
    empty        a finished answer without text                 yes
    flood        more than 2 MB of answer                       no
    api_off      OpenClaw is there, its HTTP surface is off     no
    no_meaning   it turns no texts into numbers                 no
    no_ai        no connection fits the bot's model             no
    unknown_end  a finish reason nobody documented              no
    """

    status = 502

    def __init__(
        self,
        code: str,
        *,
        service: str = '',
        detail: str = '',
        retry_after: float | None = None,
        retryable: bool | None = None,
        http_status: int | None = None,
        request_id: str = '',
        text: str = '',
    ) -> None:
        super().__init__(code, service=service)
        self.code = code
        self.service = service
        self.detail = detail  # what the service itself said, cut and without secrets; for "Für Fachleute"
        self.retry_after = retry_after
        self.retryable = code in RETRYABLE if retryable is None else retryable
        self.http_status = http_status
        self.request_id = request_id
        self.text = text  # what had arrived before it failed; never thrown away


RETRYABLE = frozenset({'busy', 'timeout', 'net', 'local_ai', 'trouble', 'broken', 'empty'})
