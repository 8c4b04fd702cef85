"""Makes the past of a store: many ended runs, with their journals and their history."""

from __future__ import annotations

import zlib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson

from app.domain.bots import Bot
from app.domain.codec import to_json
from app.domain.history import summarise
from app.domain.pipelines import Pipeline, Step
from app.domain.replay import created, replay
from app.domain.runs import EventType, Run, RunEvent, StepRun

STEPS = ('research', 'write', 'seo')
LONG_AGO = datetime(2024, 1, 1, 8, 0, tzinfo=UTC)
PER_SEGMENT = 256


def run_data(run_id: str, topic: str) -> dict[str, Any]:
    """A recipe of three bots with personalities of usual length, frozen in a run."""
    bots = tuple(
        Bot(
            id=f'{step}-bot',
            name=f'{step.title()}-Bot',
            system_prompt=f'Du bist ein {step}-Bot. ' * 12,
            owner='owner',
            created_at=LONG_AGO,
            updated_at=LONG_AGO,
        )
        for step in STEPS
    )
    steps = tuple(Step(id=step, bot_id=f'{step}-bot', instruction=f'Bitte {step}. ' * 10) for step in STEPS)
    recipe = Pipeline(
        id='blog', name='Blog-Artikel erstellen', steps=steps, owner='owner', created_at=LONG_AGO, updated_at=LONG_AGO
    )
    step_runs = tuple(StepRun(id=bot.id[:-4], bot_id=bot.id, bot_name=bot.name, emoji=bot.emoji) for bot in bots)
    run = Run(
        id=run_id,
        owner='owner',
        pipeline=recipe,
        bots=bots,
        inputs={'topic': topic},
        steps=step_runs,
        created_at=LONG_AGO,
    )
    return dict(created(run))


def write_past(data: Path, count: int) -> None:
    """Runs 1 to `count`, each with a journal in `runs/done`, and all segments of the history."""
    shards = [data / 'runs' / 'done' / f'{shard:02x}' for shard in range(256)]
    for folder in (*shards, data / 'history'):
        folder.mkdir(parents=True, exist_ok=True)
    template = _events('past-0')
    summary = to_json(summarise(replay(template), 0))
    lines = _line([_entry(event) for event in template])
    for first in range(0, count + 1, PER_SEGMENT):
        documents = {}
        for number in range(max(first, 1), min(first + PER_SEGMENT, count + 1)):
            run_id = f'past-{number}'
            at = (LONG_AGO + timedelta(minutes=10 * number)).isoformat()
            documents[str(number)] = summary | {'id': run_id, 'number': number, 'created_at': at}
            shard = shards[zlib.crc32(run_id.encode()) & 0xFF]
            head = _line({'run': run_id, 'number': number, 'version': 1})
            (shard / f'{run_id}.jsonl').write_bytes(head + lines)
        tables = {'_default': documents, 'schema': {'1': {'version': 1}}}
        (data / 'history' / f'runs-{first // PER_SEGMENT:06}.json').write_bytes(orjson.dumps(tables))


def _events(run_id: str) -> list[RunEvent]:
    told: list[tuple[EventType, str, dict[str, Any]]] = [
        (EventType.RUN_CREATED, '', run_data(run_id, 'Der Garten im Herbst: was jetzt zu tun ist')),
        (EventType.RUN_STARTED, '', {}),
    ]
    for step in STEPS:
        told.append((EventType.STEP_BEGIN, step, {'attempt': 1, 'input': 'Schreib.'}))
        told.append((EventType.STEP_DONE, step, {'output': 'Ein Text über den Garten. ' * 8}))
    told.append((EventType.RUN_DONE, '', {'result': 'Ein Text über den Garten. ' * 8}))
    return [
        RunEvent(seq=seq, at=LONG_AGO, type=type_, step_id=step, data=data)
        for seq, (type_, step, data) in enumerate(told, 1)
    ]


def _entry(event: RunEvent) -> dict[str, Any]:
    entry = {'seq': event.seq, 'at': event.at.isoformat(), 'type': event.type.value, 'data': event.data}
    return entry | ({'step': event.step_id} if event.step_id else {})


def _line(value: Any) -> bytes:
    text = orjson.dumps(value)
    return b'%08x %s\n' % (zlib.crc32(text), text)
