"""The way from the engine to whoever looks."""

from __future__ import annotations

import asyncio
import logging

import pytest

from app.bus import Bus
from app.domain.events import BotsChanged, PipelinesChanged, StepChanged, StepText
from app.domain.runs import RunStatus, StepRun

FAST = 0.01


def text(offset: int, piece: str, step: str = 'a') -> StepText:
    """A piece of the text of a step."""
    return StepText(f'run/{step}', 'run', step, offset, piece)


class Viewer:
    """Notes what it hears and lets a test wait for it."""

    def __init__(self) -> None:
        self.heard: list[object] = []
        self._news = asyncio.Event()

    def __call__(self, event: object) -> None:
        self.heard.append(event)
        self._news.set()

    async def hears(self, count: int) -> list[object]:
        """What was heard, once it is this much."""
        while len(self.heard) < count:
            self._news.clear()
            await self._news.wait()
        return self.heard


def test_everybody_who_subscribed_hears_it() -> None:
    bus, one, two = Bus(), Viewer(), Viewer()
    bus.subscribe(BotsChanged, one)
    bus.subscribe(BotsChanged, two, 'anna')
    bus.subscribe(PipelinesChanged, two)

    bus.publish(BotsChanged('anna'))
    bus.publish(BotsChanged('ben'))

    assert one.heard == [BotsChanged('anna'), BotsChanged('ben')]
    assert two.heard == [BotsChanged('anna')]


def test_who_has_gone_hears_nothing_and_costs_nothing() -> None:
    bus, viewer = Bus(), Viewer()
    end = bus.subscribe(BotsChanged, viewer)
    end()
    end()

    bus.publish(BotsChanged('anna'))

    assert viewer.heard == [] and bus.subscriber_count == 0


async def test_quick_pieces_arrive_bundled_and_complete() -> None:
    bus, viewer = Bus(FAST), Viewer()
    bus.subscribe(StepText, viewer, 'run/a')

    for number in range(100):
        bus.publish(text(number, 'x'))

    assert await viewer.hears(2) == [text(0, 'x'), text(1, 'x' * 99)]


async def test_things_do_not_wait_for_each_other() -> None:
    bus, viewer = Bus(FAST), Viewer()
    bus.subscribe(StepText, viewer)

    bus.publish(text(0, 'a'))
    bus.publish(text(0, 'b', 'b'))

    assert viewer.heard == [text(0, 'a'), text(0, 'b', 'b')]


async def test_another_attempt_starts_its_text_anew() -> None:
    bus, viewer = Bus(FAST), Viewer()
    bus.subscribe(StepText, viewer)

    for event in (text(0, 'Kat'), text(3, 'zen'), text(0, 'Hun'), text(3, 'de')):
        bus.publish(event)

    assert (await viewer.hears(2))[1] == text(0, 'Hunde')


async def test_a_broken_viewer_disturbs_nobody(caplog: pytest.LogCaptureFixture) -> None:
    bus, viewer = Bus(), Viewer()

    def breaks(event: BotsChanged) -> None:
        raise RuntimeError('a bug in a page')

    bus.subscribe(BotsChanged, breaks)
    bus.subscribe(BotsChanged, viewer)
    with caplog.at_level(logging.ERROR):
        bus.publish(BotsChanged('anna'))

    assert viewer.heard == [BotsChanged('anna')]
    assert 'a bug in a page' in caplog.text


async def test_a_viewer_may_leave_while_it_is_told() -> None:
    bus, viewer = Bus(), Viewer()
    ends = []

    def leaves(event: BotsChanged) -> None:
        ends[0]()

    ends.append(bus.subscribe(BotsChanged, leaves))
    bus.subscribe(BotsChanged, viewer)

    bus.publish(BotsChanged('anna'))

    assert viewer.heard == [BotsChanged('anna')]
    assert bus.subscriber_count == 1


async def test_the_end_of_something_does_not_wait() -> None:
    bus, viewer = Bus(interval=3600), Viewer()
    bus.subscribe(StepChanged, viewer)
    steps = [
        StepRun(id='a', bot_id='b', bot_name='B', emoji='🤖', status=status)
        for status in (RunStatus.RUNNING, RunStatus.RUNNING, RunStatus.DONE)
    ]

    for step in steps:
        bus.publish(StepChanged('run/a', 'run', step))

    assert [event.step.status for event in viewer.heard] == [RunStatus.RUNNING, RunStatus.DONE]
