"""Try before you trust: one step alone, with kept and pinned results of the steps before it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.errors import Invalid, NotFound
from app.domain.pipelines import OutputPart, Pipeline, Step, StepKind
from app.domain.places import Place
from app.domain.runs import Run, RunStatus
from app.services.pins import PinService
from app.services.runs import RunService
from tests.app.services.desk import ANNA, BEN
from tests.kitchen import Kitchen, bot, reads, recipe

A, B, C = (Step(id=id, bot_id='writer', instruction=f'Tu {id}.') for id in 'abc')
SIDE = Step(id='side', bot_id='writer', instruction='Tu side.', input_source=reads())


class Bench:
    """Runs and pins over a kitchen with the recipe a → b → c, and a lane beside it."""

    def __init__(self, kitchen: Kitchen) -> None:
        self.kitchen = kitchen
        self.pins = PinService(kitchen.store, kitchen.clock, kitchen.bus)
        self.runs = RunService(
            store=kitchen.store,
            executor=kitchen.executor,
            bus=kitchen.bus,
            clock=kitchen.clock,
            live_text=kitchen.live_text,
            actions=kitchen.actions,
            pins=self.pins,
        )

    async def cook(self) -> Run:
        """A whole run."""
        run = await self.runs.start(ANNA, 'recipe', {'topic': 'Katzen'}, trigger='api')
        return await self.kitchen.end_of(run)

    async def try_out(self, step_id: str, **inputs: str) -> Run:
        """One step tried, at its end; the second of two tries is no double click."""
        await self.kitchen.clock.advance(3)
        run = await self.runs.try_step(ANNA, 'recipe', step_id, inputs or None)
        return await self.kitchen.end_of(run)

    async def change(self, *steps: Step) -> None:
        """The recipe with other steps."""
        stored = self.kitchen.store.pipelines.get('recipe')
        assert stored is not None
        await self.kitchen.store.pipelines.put(replace(stored, steps=steps), expect=stored.version)

    def tasks(self) -> list[str]:
        """What the service was asked since the last look."""
        tasks = [call.task for call in self.kitchen.service.calls]
        self.kitchen.service.calls.clear()
        return tasks


@pytest.fixture
async def bench(tmp_path: Path) -> AsyncIterator[Bench]:
    """A bench of its own for every test."""
    kitchen = await Kitchen.open(tmp_path)
    await kitchen.store.bots.put(bot('writer', 'Schreib-Bot'))
    pipeline: Pipeline = recipe(A, B, C, SIDE)
    await kitchen.store.pipelines.put(pipeline)
    yield Bench(kitchen)
    await kitchen.close()


async def test_the_first_try_does_what_is_needed_and_nothing_else(bench: Bench) -> None:
    run = await bench.try_out('b', topic='Katzen')

    assert (run.status, run.trigger) == (RunStatus.DONE, 'try')
    assert bench.tasks() == ['Tu a.', 'Tu b.'] and [step.id for step in run.steps] == ['a', 'b']


async def test_results_of_the_last_run_are_taken_over(bench: Bench) -> None:
    whole = await bench.cook()
    bench.tasks()

    run = await bench.try_out('c')

    assert bench.tasks() == ['Tu c.'] and run.inputs == {'topic': 'Katzen'}
    assert run.step('b').reused_from == whole.id and run.step('b').output == whole.step('b').output


async def test_results_of_an_earlier_try_are_taken_over_too(bench: Bench) -> None:
    await bench.try_out('a', topic='Katzen')
    await bench.try_out('b')
    bench.tasks()

    await bench.try_out('c')

    assert bench.tasks() == ['Tu c.']


async def test_a_try_is_not_the_last_run_of_the_recipe_and_writes_no_document(bench: Bench) -> None:
    into_folder = replace(B, output_target=(OutputPart('document', {'document': 'x.md'}),))
    await bench.change(A, into_folder, C)
    whole = await bench.cook()
    before = bench.kitchen.store.files.list(Place.of_bot('writer'))

    await bench.change(A, replace(into_folder, instruction='Tu b anders.'), C)
    await bench.try_out('c')

    last = bench.runs.last_of(ANNA, 'recipe')
    assert last is not None and last.id == whole.id
    assert bench.kitchen.store.files.list(Place.of_bot('writer')) == before


async def test_a_changed_task_makes_everything_after_it_anew(bench: Bench) -> None:
    await bench.cook()
    await bench.change(A, replace(B, instruction='Tu b anders.'), C, SIDE)
    bench.tasks()

    await bench.try_out('c')

    assert bench.tasks() == ['Tu b anders.', 'Tu c.']


async def test_other_inputs_and_another_personality_count_as_changes(bench: Bench) -> None:
    await bench.cook()
    bench.tasks()
    await bench.try_out('b', topic='Hunde')
    assert bench.tasks() == ['Tu a.', 'Tu b.']
    writer = bench.kitchen.store.bots.get('writer')
    assert writer is not None
    await bench.kitchen.store.bots.put(replace(writer, system_prompt='Sei kurz.'), expect=writer.version)

    await bench.try_out('b', topic='Hunde')

    assert bench.tasks() == ['Tu a.', 'Tu b.']


async def test_a_pinned_result_stands_for_its_step_whatever_changed(bench: Bench) -> None:
    whole = await bench.cook()
    await bench.pins.pin(ANNA, 'recipe', 'b', whole.id)
    await bench.change(replace(A, instruction='Tu a anders.'), replace(B, instruction='Tu b anders.'), C, SIDE)
    bench.tasks()

    run = await bench.try_out('c', topic='Hunde')

    assert run.step('b').output == whole.step('b').output
    assert 'Tu c.' in (tasks := bench.tasks()) and 'Tu b anders.' not in tasks
    await bench.pins.unpin(ANNA, 'recipe', 'b')
    await bench.try_out('c', topic='Hunde')
    assert 'Tu b anders.' in bench.tasks()


async def test_a_real_start_never_takes_a_pinned_result(bench: Bench) -> None:
    whole = await bench.cook()
    await bench.pins.pin(ANNA, 'recipe', 'a', whole.id)
    bench.tasks()

    await bench.kitchen.clock.advance(3)
    await bench.cook()

    assert bench.tasks()[0] == 'Tu a.'


async def test_missing_fields_are_named_and_unknown_steps_too(bench: Bench) -> None:
    with pytest.raises(Invalid):
        await bench.runs.try_step(ANNA, 'recipe', 'a')
    with pytest.raises(NotFound):
        await bench.runs.try_step(ANNA, 'recipe', 'gone', {'topic': 'x'})
    with pytest.raises(NotFound):
        await bench.runs.try_step(BEN, 'recipe', 'a', {'topic': 'x'})


async def test_pins_are_of_their_owner_and_of_finished_steps(bench: Bench) -> None:
    whole = await bench.cook()

    with pytest.raises(NotFound):
        bench.pins.pinned(BEN, 'recipe')
    with pytest.raises(NotFound):
        await bench.pins.pin(BEN, 'recipe', 'a', whole.id)
    with pytest.raises(NotFound):
        await bench.pins.pin(ANNA, 'recipe', 'gone', whole.id)
    await bench.pins.unpin(ANNA, 'recipe', 'a')


async def test_a_file_of_a_step_taken_over_can_still_be_fetched(bench: Bench) -> None:
    shout = Step(id='shout', kind=StepKind.ACTION, settings={'action': 'shout', 'file': 'ruf.txt'})
    await bench.change(shout, C)
    await bench.cook()

    run = await bench.try_out('c')

    (file,) = run.step('shout').files
    assert bench.runs.file(ANNA, run.id, file.sha256)[1].read_text() == 'KATZEN!'
