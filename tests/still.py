"""Waits for runs without sleeping: until one has ended, or waits for a person."""

from __future__ import annotations

import asyncio

from app.bootstrap import Services
from app.domain.accounts import Account
from app.domain.events import RunChanged
from app.domain.runs import Decision, Run, RunStatus

PATIENCE_S = 30.0


async def until_still(home: Services, me: Account, run_id: str) -> Run:
    """The run once nothing will happen by itself any more."""
    still = asyncio.Event()

    def look(event: RunChanged) -> None:
        if _is_still(event.run):
            still.set()

    stop = home.bus.subscribe(RunChanged, look, run_id)
    try:
        if not _is_still(home.runs.get(me, run_id)):
            await asyncio.wait_for(still.wait(), PATIENCE_S)
    finally:
        stop()
    return home.runs.get(me, run_id)


async def approve_all(home: Services, me: Account, run_id: str) -> Run:
    """The run once it has ended; every question is answered with yes."""
    run = await until_still(home, me, run_id)
    while run.status is RunStatus.NEEDS_YOU:
        await home.runs.answer(me, run_id, run.questions[0].id, Decision.APPROVE)
        run = await until_still(home, me, run_id)
    return run


def _is_still(run: Run) -> bool:
    return run.status.is_final or (run.status is RunStatus.NEEDS_YOU and bool(run.questions))
