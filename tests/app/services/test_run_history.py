"""Finding runs again, and following one as a stream."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.domain.errors import Invalid
from app.domain.runs import EventType
from tests.app.services.desk import ANNA, Desk, open_desk


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    """A desk of its own for every test."""
    async with open_desk(tmp_path) as desk:
        yield desk


async def test_the_history_is_filtered_searched_and_read_page_by_page(desk: Desk) -> None:
    ids = [await desk.start(topic) for topic in ('Rote Katzen', 'Hunde', 'Graue Katzen')]
    await desk.runs.start_bot(ANNA, 'writer', 'Katzen allein')

    cats = await desk.runs.recent(ANNA, pipeline_id='recipe', text='katzen')
    first = await desk.runs.recent(ANNA, pipeline_id='recipe', limit=2)
    second = await desk.runs.recent(ANNA, pipeline_id='recipe', limit=2, after=first.next or '')

    assert [item.id for item in cats.items] == [ids[2], ids[0]]
    assert [item.id for item in (*first.items, *second.items)] == ids[::-1]
    assert [item.id for item in (await desk.runs.recent(ANNA, status='failed')).items] == []


@pytest.mark.parametrize(
    ('filters', 'path'),
    [({'limit': 0}, 'limit'), ({'limit': 999}, 'limit'), ({'after': 'x'}, 'after'), ({'status': 'odd'}, 'status')],
)
async def test_odd_filters_are_refused_by_name(desk: Desk, filters: dict[str, object], path: str) -> None:
    with pytest.raises(Invalid) as trouble:
        await desk.runs.recent(ANNA, **filters)

    assert trouble.value.problems[0].path == path


async def test_the_last_run_of_a_recipe_is_known_after_a_restart(desk: Desk) -> None:
    await desk.start('Hunde')
    last = await desk.start('Katzen')
    await desk.kitchen.restart()
    desk = Desk(desk.kitchen)

    await desk.runs.look_back()

    summary = desk.runs.last_of(ANNA, 'recipe')
    assert summary is not None and summary.id == last


async def test_the_stream_tells_the_journal_and_the_text_and_then_ends(desk: Desk) -> None:
    desk.kitchen.service.answer('Katzen ', 'schlafen.', between=1)
    run = await desk.runs.start(ANNA, 'recipe', {'topic': 'Katzen'})
    stream = desk.runs.events(ANNA, run.id)
    await desk.kitchen.until_text(run, 'a', 'Katzen ')

    told = [await anext(stream) for _ in range(4)]
    await desk.kitchen.clock.advance(1)
    told += [item async for item in stream]

    words = [getattr(item, 'piece', None) or item.type.value for item in told]
    assert words[:4] == ['run.created', 'run.started', 'step.begin', 'Katzen ']
    assert words[-1] == 'run.done'
    assert [item.seq for item in told if hasattr(item, 'seq')] == list(range(1, 8))
    assert desk.kitchen.bus.subscriber_count == 0


async def test_the_stream_goes_on_where_a_viewer_left_off(desk: Desk) -> None:
    run_id = await desk.start()

    told = [item async for item in desk.runs.events(ANNA, run_id, after=5)]

    assert [item.type for item in told] == [EventType.STEP_DONE, EventType.RUN_DONE]
