"""Formatted text of strangers: what is cut says so."""

from __future__ import annotations

from app.bootstrap import Services
from tests.pages.conftest import Window
from tests.pages.staged_run import mail_recipe, stage


async def test_a_very_long_result_says_that_this_is_its_beginning(services: Services, window: Window) -> None:
    run = await stage(services, await mail_recipe(services), mail='x')
    for step in ('lesen', 'schreiben'):
        await run.begin(step)
        await run.finish(step, 'x')
    await run.end('Zeile. ' * 20_000)
    await window.open(f'/lauf/{run.id}')
    await window.sees('Der Text ist sehr lang. Hier steht der Anfang.')
