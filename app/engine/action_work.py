"""Steps that calculate: code in a thread, the same result whenever it is done again."""

from __future__ import annotations

import asyncio

from app.actions.base import ActionError, Job, Material, settings_of
from app.domain.pipelines import Step
from app.domain.runs import EventType, StepFile
from app.engine.call import storable
from app.engine.units import Unit
from app.engine.work import Desk, Outcome

MAX_RESULT = 5_000_000  # characters


class ActionWork:
    """Runs one action. Nothing is paid and nothing leaves, so its begin is noted without waiting for the disk."""

    def __init__(self, desk: Desk, step: Step) -> None:
        self._desk, self._step = desk, step
        key = str(step.settings.get('action', ''))
        if key not in desk.context.actions:
            raise ActionError('action_unknown', name=key)
        self._action = desk.context.actions[key]

    async def work(self, unit: Unit) -> Outcome:
        """What the action makes of the texts; ActionError when it cannot."""
        desk, run = self._desk, self._desk.book.run
        materials = tuple(Material(block.label, block.plain) for block in unit.blocks)
        whole = '\n\n'.join(material.text for material in materials)
        if unit.item is None:
            desk.book.note(EventType.STEP_BEGIN, self._step.id, input=whole)
        job = Job(
            materials=materials,
            settings=settings_of(self._action, self._step.settings),
            language=run.language,
            today=run.created_at.astimezone().date(),  # also after a night: done again, it gives the same
        )
        done = await asyncio.to_thread(self._action.run, job)
        if len(done.text) > MAX_RESULT:
            raise ActionError('act_result_big', limit=MAX_RESULT)
        files = []
        for file in done.files:
            sha256 = await desk.context.runs.keep_file(run.id, file.content)
            files.append(StepFile(name=file.name, size=len(file.content), sha256=sha256))
        return Outcome(text=storable(done.text), files=tuple(files))
