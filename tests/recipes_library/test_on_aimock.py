"""Every template over a real protocol, against a service nobody here wrote."""

from __future__ import annotations

import pytest

from app.bootstrap import Services
from app.domain.notice import NOTICE
from app.domain.pipelines import Over, Shape, StepKind
from app.domain.runs import RunStatus
from tests.recipes_library.conftest import answer_to
from tests.recipes_library.shelf import BOTH, template
from tests.recipes_library.test_played import play

PLAYED = [pytest.param(id, language, marks=[pytest.mark.slow] * (language == 'en')) for id, language in BOTH]


@pytest.mark.parametrize(('id', 'language'), PLAYED)
async def test_every_step_carries_its_task_and_hands_its_answer_on(
    home: Services, aimock_of_templates: str, id: str, language: str
) -> None:
    me = home.accounts.builtin_owner()
    await home.connections.create(
        me, kind='openai', base_url=f'{aimock_of_templates}/v1', api_key='x', default_model='gpt-4o', is_default=True
    )
    one = template(id, language)
    run = await play(home, id, language, one.example_inputs)
    assert run.status is RunStatus.DONE and not run.practice
    for step, made in zip(run.steps, one.steps, strict=True):
        if made.kind is not StepKind.BOT or step.status is RunStatus.SKIPPED:
            continue
        if made.for_each is not None and made.for_each.over is Over.FILES:
            assert step.items == ()  # nothing lies in the folders of a fresh copy
            continue
        system = next(bot.system_prompt for bot in one.bots if bot.key == made.bot_id)
        if made.for_each is None:
            assert step.output == answer_to(made)
            assert system in step.input and made.instruction in step.input
            before = [run.step(part.ref).output for part in made.input_source if part.kind == 'step']
            assert all(text.strip() in step.input for text in before)
        else:
            done = [item for item in step.items if item.status is RunStatus.DONE]
            assert all(item.output == answer_to(made) for item in done)
            assert len(step.items) > 1
        assert all(name in step.output for name in made.columns)
        assert made.shape is Shape.TEXT or made.for_each is not None or step.output.startswith(('- ', '| '))
    assert NOTICE.de not in run.result and run.result
