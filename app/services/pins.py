"""Pinned results: what a person keeps of a run to try the steps after it with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from app.bus import Bus
from app.clock import Clock
from app.domain.accounts import Account
from app.domain.errors import NotFound
from app.domain.events import PinsChanged
from app.domain.pins import Pin, Pins
from app.domain.runs import RunStatus
from app.services.fields import owned
from app.storage.store import Store


class PinService:
    """Pins count when a step is tried; a recipe that is really started never takes them."""

    def __init__(self, store: Store, clock: Clock, bus: Bus) -> None:
        self._store, self._clock, self._bus = store, clock, bus
        self._pins = store.collection('pins', Pins)

    def pinned(self, actor: Account, pipeline_id: str) -> Mapping[str, Pin]:
        """The pinned results of a recipe, by step id."""
        owned(actor, self._store.pipelines.get(pipeline_id), 'pipeline', pipeline_id)
        return self._of(actor, pipeline_id).pins

    async def pin(self, actor: Account, pipeline_id: str, step_id: str, run_id: str) -> None:
        """Keep the result the step has in that run; `NotFound` when it has none."""
        pipeline = owned(actor, self._store.pipelines.get(pipeline_id), 'pipeline', pipeline_id)
        run = owned(actor, self._store.runs.get(run_id), 'run', run_id)
        done = next((step for step in run.steps if step.id == step_id and step.status is RunStatus.DONE), None)
        if done is None or run.pipeline_id != pipeline_id or step_id not in {step.id for step in pipeline.steps}:
            raise NotFound('step', step_id)
        pin = Pin(text=done.output, run_id=run_id, at=self._clock.now(), files=done.files)
        await self._save(actor, pipeline_id, {**self._of(actor, pipeline_id).pins, step_id: pin})

    async def unpin(self, actor: Account, pipeline_id: str, step_id: str) -> None:
        """Let go of it; harmless when nothing is pinned."""
        owned(actor, self._store.pipelines.get(pipeline_id), 'pipeline', pipeline_id)
        pins = dict(self._of(actor, pipeline_id).pins)
        if pins.pop(step_id, None) is not None:
            await self._save(actor, pipeline_id, pins)

    def _of(self, actor: Account, pipeline_id: str) -> Pins:
        return self._pins.get(pipeline_id) or Pins(id=pipeline_id, owner=actor.id)

    async def _save(self, actor: Account, pipeline_id: str, pins: Mapping[str, Pin]) -> None:
        before = self._of(actor, pipeline_id)
        await self._pins.put(replace(before, pins=pins), expect=before.version)
        self._bus.publish(PinsChanged(pipeline_id))
