"""The built-in practice engine: answers without any model, and says so in its first line."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Iterator

from app.clock import Clock, SystemClock
from app.domain.text import Text
from app.practice.write import write
from app.providers.base import ChatRequest, ChatResult, Endpoint, Field, ModelInfo

MODEL = 'uebung'
_PIECE = 60  # characters shown at once in a usual answer; long answers come in at most _PIECES pieces
_PIECES = 200
PACE_S = 0.6  # seconds an answer takes to appear, so that a person can watch the bots work one after the other


class Practice:
    """Provider of the kind `practice`."""

    key = 'practice'
    title = Text('Üben ohne KI', 'Practise without AI')
    help = Text(
        'Hier arbeitet keine KI. Feste Regeln ordnen deine Angaben. Nichts verlässt deinen Rechner.',
        'No AI is at work here. Fixed rules put your details in order. Nothing leaves your computer.',
    )
    fields: tuple[Field, ...] = ()
    default_url = ''

    def __init__(self, clock: Clock | None = None, pace_s: float = PACE_S) -> None:
        self._clock = clock or SystemClock()
        self._pace_s = pace_s

    async def chat(self, endpoint: Endpoint, request: ChatRequest) -> AsyncIterator[str | ChatResult]:
        """Write the whole answer in a thread, then hand it out in pieces."""
        text = await asyncio.to_thread(
            write,
            frame=request.practice,
            # The prompt holds the documents too: they must not count as the question.
            task=request.task if request.documents else request.task or request.prompt,
            material=request.material if request.task or request.material or request.documents else request.prompt,
            language=request.language,
            today=self._clock.now().astimezone().date(),
            shape=request.shape,
            columns=request.columns,
            documents=request.documents,
        )
        parts = list(pieces(text))
        for part in parts:
            yield part
            await self._clock.sleep(self._pace_s / len(parts))
        yield ChatResult(text=text, finish='done', model=MODEL)

    async def models(self, endpoint: Endpoint) -> list[ModelInfo]:
        """The one entry there is."""
        return [ModelInfo(id=MODEL, name='Übung')]


def pieces(text: str) -> Iterator[str]:
    """`text` cut after words or lines; joined again it is the same text."""
    size = max(_PIECE, len(text) // _PIECES)
    held = ''
    for word in re.findall(r'\S*\s*', text):
        held += word
        if len(held) >= size:
            yield held
            held = ''
    if held:
        yield held


PLUGIN = Practice()
