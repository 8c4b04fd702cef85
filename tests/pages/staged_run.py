"""A run whose steps happen when the test says so: written to the store and told on the bus, as the engine does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.bootstrap import Services
from app.domain.events import RunChanged, StepChanged, StepText
from app.domain.pipelines import Pipeline
from app.domain.replay import created
from app.domain.runs import EventType, Run

PRACTICE = {
    'connection_id': 'practice',
    'connection_name': 'Übungsmodus',
    'kind': 'practice',
    'model': '',
    'leaves_house': False,
}
MISTRAL = {
    'connection_id': 'mistral',
    'connection_name': 'Mistral',
    'kind': 'openai',
    'model': 'small',
    'leaves_house': True,
}


class StagedRun:
    """The steps are named 'lesen' and 'schreiben'."""

    def __init__(self, services: Services, run: Run) -> None:
        self._services = services
        self.run = run
        self._written = 0

    @property
    def id(self) -> str:
        return self.run.id

    async def begin(self, step: str, sent_to: Mapping[str, Any] = MISTRAL, **more: Any) -> None:
        if self.run.started_at is None:
            await self._happen(EventType.RUN_STARTED)
        await self._happen(
            EventType.STEP_BEGIN, step, {'input': f'Aufgabe für {step}', 'sent_to': dict(sent_to), **more}
        )
        self._written = 0

    def write(self, step: str, piece: str) -> None:
        event = StepText(f'{self.id}/{step}', self.id, step, self._written, piece)
        self._written += len(piece)
        self._services.bus.publish(event)

    async def finish(self, step: str, output: str, *files: Mapping[str, Any]) -> None:
        await self._happen(EventType.STEP_DONE, step, {'output': output, 'files': list(files)})

    async def end(self, result: str) -> None:
        await self._happen(EventType.RUN_DONE, data={'result': result})

    async def fail(self, step: str, code: str) -> None:
        error = {'code': code, 'detail': 'HTTP 401'}
        await self._happen(EventType.STEP_FAILED, step, {'error': error, 'text': 'Bis hierher'})
        await self._happen(EventType.RUN_FAILED, data={'error': error})

    async def check(self, step: str, *, yes: bool) -> None:
        await self._happen(EventType.STEP_CHECKED, step, {'yes': yes})

    async def skip(self, step: str, why: str, output: str = '') -> None:
        await self._happen(EventType.STEP_SKIPPED, step, {'why': why, 'output': output})

    async def repeat(self, step: str, *names: str) -> None:
        await self._happen(EventType.STEP_ITEMS, step, {'names': list(names), 'total': len(names)})

    async def finish_item(self, step: str, item: int, output: str) -> None:
        await self._happen(EventType.STEP_ITEM_DONE, step, {'item': item, 'output': output})

    async def ask(self, step: str, text: str, **more: Any) -> None:
        if self.run.started_at is None:
            await self._happen(EventType.RUN_STARTED)
        await self._happen(EventType.STEP_ASKED, step, {'text': text, **more})

    async def answer(self, step: str, **answer: Any) -> None:
        await self._happen(EventType.STEP_ANSWERED, step, {'decision': 'approve', 'by': 'owner', **answer})

    async def _happen(self, type: EventType, step: str = '', data: Mapping[str, Any] | None = None) -> None:
        self.run = await self._services.store.runs.append(self.id, (type, step, data or {}))
        if step:
            self._services.bus.publish(StepChanged(f'{self.id}/{step}', self.id, self.run.step(step)))
        self._services.bus.publish(RunChanged(self.id, self.run))


async def stage(services: Services, recipe: Pipeline, id: str = 'r1', **inputs: str) -> StagedRun:
    """A new run of `recipe`, nothing begun yet."""
    owner = services.accounts.builtin_owner()
    bots = tuple(services.bots.get(owner, step.bot_id) for step in recipe.steps if step.bot_id)
    draft = Run(id=id, owner=recipe.owner, pipeline=recipe, bots=bots, inputs=inputs, created_at=services.clock.now())
    run, _ = await services.store.runs.create(id, created(draft))
    services.bus.publish(RunChanged(id, run))
    return StagedRun(services, run)


async def mail_recipe(services: Services) -> Pipeline:
    """Two bots, one field."""
    owner = services.accounts.builtin_owner()
    reader = await services.bots.create(owner, name='Leser', emoji='📬')
    writer = await services.bots.create(owner, name='Antworter', emoji='✉️')
    return await services.pipelines.create(
        owner,
        {
            'name': 'Post beantworten',
            'inputs': [{'key': 'mail', 'label': 'Welche E-Mail?', 'kind': 'longtext', 'required': True}],
            'steps': [
                {'id': 'lesen', 'bot_id': reader.id, 'name': 'Mail lesen', 'input_source': 'start'},
                {'id': 'schreiben', 'bot_id': writer.id, 'name': 'Antwort schreiben'},
            ],
        },
    )


async def letter_recipe(services: Services, **ask: Any) -> Pipeline:
    """A bot writes, a person looks at it, another bot sends greetings; `ask` changes the asking step."""
    owner = services.accounts.builtin_owner()
    writer = await services.bots.create(owner, name='Schreiber', emoji='🖋️')
    greeter = await services.bots.create(owner, name='Grüßer', emoji='👋')
    return await services.pipelines.create(
        owner,
        {
            'name': 'Rundbrief',
            'inputs': [{'key': 'thema', 'label': 'Thema', 'kind': 'text', 'required': True}],
            'steps': [
                {'id': 'schreiben', 'bot_id': writer.id, 'instruction': 'Schreib.', 'input_source': 'start'},
                {'id': 'pruefen', 'kind': 'ask', 'name': 'Brief prüfen', 'instruction': 'Stimmen die Namen?', **ask},
                {'id': 'gruessen', 'bot_id': greeter.id, 'name': 'Grüße dazu'},
            ],
        },
    )
