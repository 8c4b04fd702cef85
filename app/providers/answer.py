"""Collects one answer and decides at its end what it is worth: a result, or a named error with the text kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from app.domain.errors import ProviderError
from app.providers.address import service_of
from app.providers.base import MAX_ANSWER, ChatResult, Endpoint
from app.providers.redact import without_secrets


class Answer:
    """What has arrived so far. `ended` is set only by the service's own end mark."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self._text: list[str] = []
        self._thinking: list[str] = []
        self._size = 0
        self._half = ''  # first half of an emoji: services that count in UTF-16 may cut one in two
        self.finish = ''  # done | length | tool | refused | filtered | error | unknown
        self.reason = ''  # the service's own word or sentence for it
        self.ended = False
        self.garbled = False
        self.input_tokens: int | None = None
        self.output_tokens: int | None = None
        self.model = ''
        self.request_id = ''

    @property
    def text(self) -> str:
        """The text so far."""
        return ''.join(self._text)

    def add(self, piece: object) -> Iterator[str]:
        """Take a piece of text and yield what can be shown of it."""
        if not isinstance(piece, str) or not piece:
            return
        whole, self._half = _whole(self._half + piece)
        self._count(whole)
        if whole:
            self._text.append(whole)
            yield whole

    def think(self, piece: object) -> None:
        """Take a piece of the model's thinking; never part of the text."""
        if isinstance(piece, str) and piece:
            whole, _ = _whole(piece)
            self._count(whole)
            self._thinking.append(whole)

    def count_tokens(self, taken: object, given: object) -> None:
        """Note what the service says it counted; anything but a number is no answer."""
        if isinstance(taken, int) and not isinstance(taken, bool) and taken >= 0:
            self.input_tokens = taken
        if isinstance(given, int) and not isinstance(given, bool) and given >= 0:
            self.output_tokens = given

    def close(self, finish: str, reason: object = '') -> None:
        """Note why the model stopped. A refusal or filter is not overwritten by a later 'stop'."""
        if self.finish not in ('refused', 'filtered'):
            self.finish, self.reason = finish, without_secrets(str(reason or ''), self._endpoint)

    def result(self) -> ChatResult:
        """The complete answer; ProviderError for everything that is not one."""
        if self.garbled:
            raise self.error('garbage', 'bytes that are not UTF-8')
        if not self.ended:
            raise self.error('broken', 'the stream ended without its end mark')
        match self.finish:
            case 'refused' | 'filtered':
                raise self.error(self.finish, self.reason)
            case 'error':
                raise self.error('trouble', self.reason)
            case 'length' if not self.text.strip():
                raise self.error('cut', self.reason)
            case 'done' if not self.text.strip():
                raise self.error('empty', self.reason)
            case 'done' | 'length' | 'tool':
                return self._result()
        raise self.error('unknown_end', self.reason)

    def error(self, code: str, detail: str = '') -> ProviderError:
        """A named error of this service that keeps the text."""
        return ProviderError(
            code, service=service_of(self._endpoint), detail=detail, request_id=self.request_id, text=self.text
        )

    @contextmanager
    def keeping_text(self) -> Iterator[None]:
        """Whatever fails inside keeps the text that had arrived and the service's name for the call."""
        try:
            yield
        except ProviderError as error:
            error.text = error.text or self.text
            error.request_id = error.request_id or self.request_id
            raise

    def _result(self) -> ChatResult:
        return ChatResult(
            text=self.text,
            finish=self.finish,
            thinking=''.join(self._thinking),
            input_tokens=self.input_tokens,
            output_tokens=self.output_tokens,
            model=self.model[:200],
            request_id=self.request_id,
        )

    def _count(self, piece: str) -> None:
        self._size += len(piece)
        if self._size > MAX_ANSWER:
            raise self.error('flood', f'more than {MAX_ANSWER} characters')


def _whole(text: str) -> tuple[str, str]:
    """`text` without half emoji: halves that meet are joined, one at the very end waits, others are replaced."""
    if text.isascii():
        return text, ''
    half = text[-1] if '\ud800' <= text[-1] <= '\udbff' else ''
    body = text[: len(text) - len(half)]
    return body.encode('utf-16-le', 'surrogatepass').decode('utf-16-le', 'replace'), half


def mapping(value: object) -> Mapping[str, Any]:
    """`value` when it is an object, else an empty one: answers come from outside and may have any shape."""
    return value if isinstance(value, Mapping) else {}


def items(value: object) -> list[Any]:
    """`value` when it is a list, else an empty one."""
    return value if isinstance(value, list) else []
