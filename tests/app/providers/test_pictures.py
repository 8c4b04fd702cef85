"""A call with a picture: each service gets it in its own words, and a call without one is as it always was."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from app.providers.base import Picture
from tests.app.providers.calling import REMOTE, Service

PIXEL = Picture(media_type='image/png', data=b'\x89PNG\r\n\x1a\n')
CODE = base64.b64encode(PIXEL.data).decode()
SENT: dict[str, Any] = {
    'openai': {'type': 'image_url', 'image_url': {'url': f'data:image/png;base64,{CODE}'}},
    'openclaw': {'type': 'image_url', 'image_url': {'url': f'data:image/png;base64,{CODE}'}},
    'anthropic': {'type': 'image', 'source': {'type': 'base64', 'media_type': 'image/png', 'data': CODE}},
    'gemini': {'inlineData': {'mimeType': 'image/png', 'data': CODE}},
    'ollama': CODE,
}


def things_in(value: Any) -> list[Any]:
    """Everything inside a body, at any depth."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [value, *(thing for one in inner for thing in things_in(one))]


@pytest.mark.parametrize('key', REMOTE)
async def test_each_service_gets_the_picture_in_its_own_words(key: str) -> None:
    service = Service(key)
    async with service.peer(service.dialect.answer('Ein Brief.')) as peer:
        await service.ask(peer)
        await service.ask(peer, pictures=(PIXEL,), prompt='Was steht da?')
        plain, seeing = service.calls(peer)

    assert SENT[key] in things_in(seeing)
    assert CODE not in str(plain)
    assert 'Was steht da?' in str(seeing)
