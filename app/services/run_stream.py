"""What happens to a run, as a stream: first what the journal tells, then what comes, until the end."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack

from app.bus import Bus
from app.domain.events import RunChanged, StepChanged, StepText
from app.domain.runs import EventType, Run, RunEvent, RunStatus
from app.engine.live_text import LiveText
from app.storage.runs import Runs


class RunStream:
    """One viewer of one run. Journal lines come in order and without gaps; text only of steps that are at work."""

    def __init__(self, runs: Runs, bus: Bus, live_text: LiveText, run: Run, after: int) -> None:
        self._runs = runs
        self._bus = bus
        self._live_text = live_text
        self._run_id = run.id
        self._step_ids = [step.id for step in run.steps]
        self._seq = after
        self._seen: dict[str, int] = {}  # characters told of the steps at work
        self._texts: list[StepText] = []
        self._news = asyncio.Event()

    async def follow(self) -> AsyncIterator[RunEvent | StepText]:
        """Until the run has ended and everything was told."""
        with ExitStack() as stack:
            for end in self._subscribe():
                stack.callback(end)
            self._texts = [
                StepText(f'{self._run_id}/{step_id}', self._run_id, step_id, 0, text)
                for step_id in self._step_ids
                if (text := self._live_text.so_far(self._run_id, step_id))
            ]
            while True:
                self._news.clear()
                for item in self._collect():
                    yield item
                run = self._runs.get(self._run_id)
                if run is None or (run.status.is_final and run.seq <= self._seq):
                    return
                await self._news.wait()

    def _subscribe(self) -> list[Callable[[], None]]:
        ends = [self._bus.subscribe(RunChanged, self._wake, self._run_id)]
        for step_id in self._step_ids:
            about = f'{self._run_id}/{step_id}'
            ends.append(self._bus.subscribe(StepChanged, self._wake, about))
            ends.append(self._bus.subscribe(StepText, self._hear, about))
        return ends

    def _wake(self, _: RunChanged | StepChanged) -> None:
        self._news.set()

    def _hear(self, event: StepText) -> None:
        self._texts.append(event)
        self._news.set()

    def _collect(self) -> list[RunEvent | StepText]:
        """Text of the steps at work, then new journal lines, then text of the steps these lines began."""
        texts, self._texts = self._texts, []
        before = [new for text in texts if text.step_id in self._seen and (new := self._unseen(text))]
        texts = [text for text in texts if text.step_id not in self._seen]
        lines = self._runs.events(self._run_id, after=self._seq)
        for line in lines:
            self._seq = line.seq
            if line.type is EventType.STEP_BEGIN:
                self._seen[line.step_id] = 0
            elif line.step_id and line.type is not EventType.STEP_RETRY:
                self._seen.pop(line.step_id, None)
        run = self._runs.get(self._run_id)
        for step in run.steps if run else ():
            if step.status is RunStatus.RUNNING:
                self._seen.setdefault(step.id, 0)
        after = [new for text in texts if text.step_id in self._seen and (new := self._unseen(text))]
        return [*before, *lines, *after]

    def _unseen(self, text: StepText) -> StepText | None:
        """What of the piece was not told yet; what was told before is cut off its beginning."""
        told = self._seen[text.step_id]
        known = max(0, told - text.offset)
        piece = text.piece[known:]
        if not piece:
            return None
        self._seen[text.step_id] = text.offset + known + len(piece)
        return StepText(text.about, text.run_id, text.step_id, text.offset + known, piece)
