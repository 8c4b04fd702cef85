"""What services say when they fail, in all the shapes they say it, as one ProviderError.

Bodies: `{error: {...}}` (OpenAI, Anthropic, Gemini, OpenRouter, llama.cpp), `{error: "text"}` (Ollama), a flat
object (Mistral), a list with one object (Gemini's OpenAI surface), or no JSON at all (whatever stands in between).
"""

from __future__ import annotations

import email.utils
import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from app.clock import SystemClock
from app.domain.errors import RETRYABLE, ProviderError
from app.providers.address import service_of
from app.providers.answer import items, mapping
from app.providers.base import Endpoint
from app.providers.redact import without_secrets

MAX_WAIT_S = 86_400.0
_MONEY = frozenset(
    'insufficient_quota credit_balance_exhausted enforced_spend_limit_reached billing_error billing_not_active '
    'billing_hard_limit_reached insufficient_credits payment_required credit_limit_reached'.split()
)
_CONTEXT = frozenset('context_length_exceeded exceed_context_size_error'.split())
_KEY = frozenset(
    'authentication_error invalid_api_key api_key_invalid unauthenticated unauthorized missing_api_key'.split()
)
_DENIED = frozenset('permission_error permission_denied unsupported_country_region_territory'.split())
_GONE = frozenset('not_found_error model_not_found not_found'.split())
_BUSY = frozenset(
    'rate_limit_error rate_limit_exceeded slow_down resource_exhausted overloaded_error unavailable '
    'server_overloaded service_unavailable engine_overloaded unavailable_error'.split()
)
_FILTERED = frozenset('content_filter content_policy_violation moderation_blocked responsibleaipolicyviolation'.split())
_SETTING = frozenset('invalid_request_error unsupported_value unsupported_parameter invalid_argument'.split())
_MONEY_WORDS = re.compile(r'credit balance is too low|insufficient (?:credits|balance|funds)|out of credits', re.I)
_CONTEXT_WORDS = re.compile(
    r'context (?:length|size|window)|prompt is too long|maximum context|too many (?:input )?tokens'
    r'|input token count .{0,40}exceeds|input length .{0,60}exceed',
    re.I,
)
_KEY_WORDS = re.compile(r'api.?key not valid|invalid api.?key|api.?key not found|api.?key expired', re.I)


@dataclass(frozen=True, kw_only=True, slots=True)
class Complaint:
    """What a service said, in one shape. `status` 0 = it came inside a stream and named none."""

    status: int = 0
    names: frozenset[str] = frozenset()  # type, code, status, reason: lower case
    message: str = ''
    param: str = ''
    delay_s: float | None = None
    is_json: bool = True
    values: Mapping[str, Any] = field(default_factory=dict)


def from_reply(endpoint: Endpoint, status: int, headers: Mapping[str, str], raw: bytes) -> ProviderError:
    """The error that an answer with this status means."""
    return as_error(endpoint, read_complaint(status, raw), headers)


def from_event(endpoint: Endpoint, value: object) -> ProviderError:
    """The error that an object inside a 200 stream means."""
    return as_error(endpoint, complaint_of(0, value), {})


def read_complaint(status: int, raw: bytes) -> Complaint:
    """The complaint in a body of any shape."""
    text = raw.decode('utf-8', 'replace')
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return Complaint(status=status, message=text, is_json=False)
    return complaint_of(status, value)


def complaint_of(status: int, value: object) -> Complaint:
    """The complaint in decoded JSON."""
    if isinstance(value, list):
        value = value[0] if value else {}
    outer = mapping(value)
    inner = outer.get('error', outer)
    if isinstance(inner, str) and inner != 'error':
        return Complaint(status=status, message=inner)
    error = mapping(inner) or outer
    details = [mapping(detail) for detail in items(error.get('details'))] + [mapping(error.get('details'))]
    named = [error.get('type'), error.get('code'), error.get('status')]
    named += [detail.get('reason') or detail.get('error_code') for detail in details]
    code = error.get('code')
    if not status and isinstance(code, int) and 400 <= code <= 599:
        status = code
    message = error.get('message') or error.get('detail') or outer.get('detail') or outer.get('message') or ''
    return Complaint(
        status=status,
        names=frozenset(str(name).lower() for name in named if isinstance(name, str)),
        message=message if isinstance(message, str) else json.dumps(message, ensure_ascii=False),
        param=error['param'] if isinstance(error.get('param'), str) else '',
        delay_s=next((found for d in details if (found := _seconds(str(d.get('retryDelay', '')))) is not None), None),
        values=error,
    )


def as_error(endpoint: Endpoint, complaint: Complaint, headers: Mapping[str, str]) -> ProviderError:
    """The named error for a complaint, with waiting time and request id."""
    code = code_of(complaint)
    retryable = code in RETRYABLE
    if (told := headers.get('x-should-retry', '').lower()) in ('true', 'false') and code in RETRYABLE | {'setting'}:
        retryable = told == 'true'
    request_id = next((headers[n] for n in ('x-request-id', 'request-id', 'x-generation-id') if n in headers), '')
    return ProviderError(
        code,
        service=service_of(endpoint),
        detail=without_secrets(_detail(complaint), endpoint),
        retry_after=retry_after(headers, complaint) if retryable else None,
        retryable=retryable,
        http_status=complaint.status or None,
        request_id=request_id[:200],
    )


def code_of(complaint: Complaint) -> str:
    """Our code: what the service names counts more than the status."""
    names, status, message = complaint.names, complaint.status, complaint.message
    if status == 402 or names & _MONEY or _MONEY_WORDS.search(message):
        return 'credit'
    if names & _CONTEXT or (status in (0, 400, 413, 422, 500) and _CONTEXT_WORDS.search(message)):
        return 'too_long'
    if names & _FILTERED:
        return 'filtered'
    if status == 401 or names & _KEY or (status == 400 and _KEY_WORDS.search(message)):
        return 'key'
    return _by_status(complaint) if status else _by_name(complaint)


def _by_status(complaint: Complaint) -> str:
    match complaint.status:
        case 403:
            return 'denied'
        case 404:
            return 'model_gone' if complaint.is_json else 'garbage'  # a plain page: not the address of an AI service
        case 413:
            return 'big_request'
        case 400 | 422:
            return 'model_gone' if complaint.names & {'model_not_found'} else 'setting'
        case 429 | 503 | 529:
            return 'busy'
        case 408 | 504:
            return 'timeout'
        case status if status == 409 or status >= 500:
            return 'busy' if complaint.names & _BUSY else 'trouble'
    return 'garbage'  # redirects and whatever no AI service answers


def _by_name(complaint: Complaint) -> str:
    for names, code in ((_BUSY, 'busy'), (_DENIED, 'denied'), (_GONE, 'model_gone'), (_SETTING, 'setting')):
        if complaint.names & names:
            return code
    return 'trouble'


def retry_after(headers: Mapping[str, str], complaint: Complaint) -> float | None:
    """Seconds to wait as told: `retry-after-ms`, `Retry-After` (seconds or a date), Gemini's `retryDelay`."""
    milliseconds = _seconds(headers.get('retry-after-ms', ''))
    if milliseconds is not None:
        return milliseconds / 1000
    text = headers.get('retry-after', '')
    seconds = _seconds(text)
    if seconds is None and text:
        seconds = _until(text, headers.get('date', ''))
    return complaint.delay_s if seconds is None else seconds


def _seconds(text: str) -> float | None:
    try:
        value = float(text.strip().removesuffix('s'))
    except ValueError:
        return None
    return min(max(value, 0.0), MAX_WAIT_S) if math.isfinite(value) else None


def _until(text: str, now: str) -> float | None:
    """Seconds until an HTTP date, counted by the service's own clock when it shows it."""
    then = _date(text)
    if then is None:
        return None
    present = _date(now) or SystemClock().now()
    return min(max((then - present).total_seconds(), 0.0), MAX_WAIT_S)


def _date(text: str) -> datetime | None:
    try:
        found = email.utils.parsedate_to_datetime(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _detail(complaint: Complaint) -> str:
    named = ' '.join(sorted(complaint.names))
    return ' '.join(part for part in (str(complaint.status or ''), named, complaint.message) if part)
