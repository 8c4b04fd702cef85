"""Power cuts at every kind of moment: what was acknowledged is there. The controls show that the model sees a loss."""

from __future__ import annotations

import logging
import random
import shutil
from pathlib import Path

import pytest

from app.storage.store import Store
from tests.app.storage.busy import keep_busy, lost
from tests.app.storage.recording import RecordingDisk, Simulation
from tests.app.storage.samples import run_data
from tests.fakes import FakeClock


async def record(folder: Path, seed: int, rounds: int, **controls: bool) -> RecordingDisk:
    """A store at work on a recording disk."""
    disk = RecordingDisk(folder, **controls)
    store = await Store.open(folder / 'data', FakeClock(), folder / 'keys', disk=disk, reserve=0)
    await keep_busy(store, disk.note, seed, rounds)
    await store.close()
    return disk


async def losses(disk: RecordingDisk, folder: Path, cuts: int, seed: int) -> list[list[str]]:
    """What is lost after each of so many power cuts; a store that does not start has lost everything."""
    dice, result = random.Random(seed), []
    simulation, place = Simulation(), 0
    for cut in sorted(dice.randint(0, len(disk.log)) for _ in range(cuts)):
        for operation in disk.log[place:cut]:
            simulation.apply(operation)
        place = cut
        image = folder / 'image'
        simulation.image(image, dice)
        result.append(await _lost_in(image, simulation))
        shutil.rmtree(image)
    return result


async def _lost_in(image: Path, simulation: Simulation) -> list[str]:
    try:
        store = await Store.open(image / 'data', FakeClock(), image / 'keys', reserve=0)
    except Exception as error:  # noqa: BLE001  # in the controls anything may happen
        return [f'no start: {error!r}']
    missing = lost(store, simulation.facts)
    run, _ = await store.runs.create('after', run_data('after'))
    numbers = [summary.number for summary in (await store.runs.last(1000))[0]]
    if run.seq != 1 or len(set(numbers)) < len(numbers) or not numbers:
        missing.append('the store does not go on')
    await store.close()
    return missing


async def check(tmp_path: Path, worlds: int, cuts: int, rounds: int) -> None:
    for seed in range(worlds):
        folder = tmp_path / f'world-{seed}'
        disk = await record(folder, seed, rounds)
        found = await losses(disk, tmp_path, cuts, seed)
        assert [entry for entry in found if entry] == []
        assert len(found) == cuts


async def test_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    await check(tmp_path, worlds=1, cuts=30, rounds=3)


@pytest.mark.slow
@pytest.mark.timeout(900)
async def test_nothing_acknowledged_is_lost_in_a_thousand_power_cuts(tmp_path: Path) -> None:
    await check(tmp_path, worlds=10, cuts=100, rounds=10)


@pytest.mark.parametrize('control', ['forget_files', 'forget_folders'])
async def test_the_model_sees_when_syncing_is_left_out(
    tmp_path: Path, control: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    disk = await record(tmp_path / 'world', 1, 3, **{control: True})

    found = await losses(disk, tmp_path, 10, 1)

    assert sum(bool(entry) for entry in found) >= 7


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize('control', ['forget_files', 'forget_folders'])
async def test_the_model_sees_when_syncing_is_left_out_at_length(
    tmp_path: Path, control: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    disk = await record(tmp_path / 'world', 1, 10, **{control: True})

    found = await losses(disk, tmp_path, 200, 1)

    assert sum(bool(entry) for entry in found) >= 160
