"""Which refusals an operation documents, and small things several areas answer with."""

from __future__ import annotations

from typing import Any

PROBLEM = '#/components/schemas/Problem'
WORDS = {
    400: 'Not readable: broken JSON or multipart',
    401: 'Nobody is known to be asking',
    403: 'Known, but not allowed',
    404: 'Unknown id, or not yours',
    409: 'Changed by somebody else meanwhile',
    413: 'Too large',
    415: 'Not a content type we take',
    422: 'Fields that cannot be taken, each with its path',
    429: 'Too many tries; see Retry-After',
    502: 'The AI service or the shelf did not deliver',
    503: 'Starting, stopping or short of space; see Retry-After',
}
ALWAYS = (401, 403, 429, 503)
WITH_BODY = (400, 413, 415, 422)


def refusals(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The `responses=` of an operation: what can always happen, and `statuses`."""
    return {
        status: {'description': WORDS[status], 'content': {'application/problem+json': {'schema': {'$ref': PROBLEM}}}}
        for status in sorted({*ALWAYS, *statuses})
    }


def etag(version: int) -> dict[str, str]:
    """The header that names the version for a later If-Match."""
    return {'ETag': f'"{version}"'}
