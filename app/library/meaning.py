"""Searching by meaning, where the person has chosen an AI for it: it turns passages into numbers in the background."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from app.clock import Clock
from app.domain.errors import AppError
from app.library.folder import Folder

AT_ONCE = 32  # passages in one call
EVERY = 5.0  # seconds between two looks for new passages
PAUSE = 300.0  # seconds after a refusal: a service that is off must not be asked all the time
PATIENCE = 5.0  # seconds a search waits for the numbers of its question; after that words must do
Vector = tuple[str, Sequence[float]]  # the model's name, and its numbers
log = logging.getLogger(__name__)


class Meaning(Protocol):
    """Turns texts into numbers. `model` names what makes them, '' when nobody has chosen one."""

    @property
    def model(self) -> str:
        """Numbers of different models cannot be compared, so it stands beside them."""
        ...

    async def numbers(self, texts: Sequence[str]) -> list[list[float]]:
        """One list of numbers for each text; an AppError when there are none."""
        ...


class Numbers:
    """Keeps the numbers of all passages up to date, and makes those of a question."""

    def __init__(self, meaning: Meaning, clock: Clock, folders: Callable[[], Iterable[Folder]]) -> None:
        self._meaning, self._clock, self._folders = meaning, clock, folders

    async def of(self, question: str) -> Vector | None:
        """The question in numbers; None when nobody wants that, or when it takes too long."""
        model = self._meaning.model
        if not model or not question.strip():
            return None
        asking = asyncio.ensure_future(self._meaning.numbers([question]))
        patience = asyncio.ensure_future(self._clock.sleep(PATIENCE))
        try:
            await asyncio.wait({asking, patience}, return_when=asyncio.FIRST_COMPLETED)
            return (model, (await asking)[0]) if asking.done() else None
        except AppError as error:
            log.info('the question is looked up by its words only: %s', error.key)
            return None
        finally:
            asking.cancel()
            patience.cancel()

    async def keep_up(self) -> None:
        """Make the missing numbers, until cancelled."""
        while True:
            try:
                while await self._some():
                    pass
                await self._clock.sleep(EVERY)
            except AppError as error:
                log.warning('no numbers for passages: %s', error.key)
                await self._clock.sleep(PAUSE)
            except (OSError, sqlite3.Error) as error:
                log.warning('the numbers of passages cannot be kept: %s', error)
                await self._clock.sleep(PAUSE)

    async def _some(self) -> bool:
        """One call for one folder; False when nothing is missing anywhere."""
        model = self._meaning.model
        for folder in list(self._folders()) if model else []:
            if folder.is_forgotten or not folder.entries:
                continue
            missing = await asyncio.to_thread(folder.index.vectors_missing, model, AT_ONCE)
            if missing:
                made = await self._meaning.numbers([text for _, text in missing])
                if not folder.is_forgotten:
                    found = {id: numbers for (id, _), numbers in zip(missing, made, strict=True)}
                    await asyncio.to_thread(folder.index.put_vectors, model, found)
                return True
        return False
