"""A store at work: several people save, start runs and delete at once. Every acknowledgement is a fact to be kept.

A fact is what must be true after any crash from that moment on:
  ('doc', id, version)      the bot is there with at least that version
  ('doc going', id)         asked to be deleted: may be there or not
  ('doc gone', id)          must not be there
  ('run', id, count)        the run is there with at least so many events, and they say what was written
  ('run going', id), ('run gone', id)   the same for runs
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Iterable
from typing import Any

from app.domain.errors import StoreError
from app.domain.runs import Run
from app.storage.store import Store
from tests.app.storage.samples import STEPS, begun, bot, done, ended, failed, run_data, started

Note = Callable[[tuple[Any, ...]], None]


async def keep_busy(store: Store, note: Note, seed: int, rounds: int, tag: str = '') -> None:
    """Some bots and runs, three lanes at once; each lane has its own. A refused write is no fact and no failure."""
    await asyncio.gather(
        *(_lane(store, note, random.Random(seed * 10 + lane), rounds, f'{tag}l{lane}') for lane in range(3))
    )


def text_of(run_id: str, step: str) -> str:
    """What a step of a run says; some are above 64 kB."""
    size = 70_000 if run_id.endswith('7') else 300 + 40 * len(run_id)
    return f'{run_id} {step} '.ljust(size, 'ä')


def lost(store: Store, facts: Iterable[tuple[Any, ...]]) -> list[str]:
    """Facts that are not true in this store."""
    newest: dict[tuple[str, str], tuple[Any, ...]] = {}
    for fact in facts:
        newest[(fact[0][:3], fact[1])] = fact
    missing = [problem for fact in newest.values() if (problem := _checked(store, fact))]
    numbers = [summary.number for run in store.runs.open_runs() if (summary := store.runs.summary(run.id))]
    if len(numbers) != len(set(numbers)):
        missing.append('two runs with one number')
    return missing


async def _lane(store: Store, note: Note, dice: random.Random, rounds: int, name: str) -> None:
    for number in range(rounds):
        try:
            await _save(store, note, f'{name}-bot{dice.randint(0, 2)}', may_delete=dice.random() < 0.3)
            await _run(store, note, f'{name}-run{number}', dice)
        except StoreError:
            await asyncio.sleep(0)


async def _save(store: Store, note: Note, id: str, may_delete: bool) -> None:
    if may_delete and store.bots.get(id):
        note(('doc going', id))
        await store.bots.delete(id)
        note(('doc gone', id))
        return
    note(('doc going', id))
    saved = await store.bots.put(bot(id, 'n' * 50))
    note(('doc', id, saved.version))


async def _run(store: Store, note: Note, id: str, dice: random.Random) -> None:
    run, _ = await store.runs.create(id, run_data(id, topic=text_of(id, 'topic')))
    note(('run', id, run.seq))
    run = await store.runs.append(id, started())
    note(('run', id, run.seq))
    for step in STEPS:
        run = await store.runs.append(id, begun(step))
        note(('run', id, run.seq))
        run = await store.runs.append(id, done(step, text_of(id, step)))
        note(('run', id, run.seq))
    kind = dice.choice(['done', 'done', 'failed', 'deleted', 'again'])
    run = await store.runs.append(id, ended(text_of(id, 'c')) if kind in ('done', 'deleted') else failed())
    note(('run', id, run.seq))
    if kind == 'again':
        await store.runs.reopen(id)
    if kind == 'deleted':
        note(('run going', id))
        await store.runs.delete(id)
        note(('run gone', id))


def _checked(store: Store, fact: tuple[Any, ...]) -> str:
    match fact:
        case ('doc', id, version):
            item = store.bots.get(id)
            return '' if item is not None and item.version >= version else f'{fact}: {item}'
        case ('doc gone', id):
            return f'{fact}' if store.bots.get(id) else ''
        case ('run', id, count):
            return _wrong(store.runs.get(id), fact, count)
        case ('run gone', id):
            return f'{fact}' if store.runs.get(id) or store.runs.summary(id) else ''
    return ''


def _wrong(run: Run | None, fact: tuple[Any, ...], count: int) -> str:
    if run is None or run.seq < count:
        return f'{fact}: {run and run.seq}'
    outputs = [step.output for step in run.steps if step.output]
    told = [text_of(run.id, step.id) for step in run.steps if step.output]
    is_right = outputs == told and len(told) >= (count - 2) // 2 if count < 9 else outputs == told and len(told) == 3
    return '' if is_right and run.inputs['topic'] == text_of(run.id, 'topic') else f'{fact}: wrong contents'
