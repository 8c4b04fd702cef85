"""The shipped files: complete, linked, small start forms, frames and labels that the practice engine knows."""

from __future__ import annotations

import re

import pytest

from app.domain.pipelines import InputKind
from app.domain.templates import Template
from app.practice.roles import LABELS, read_label
from app.practice.write import FRAMES
from app.services.recipe_form import KEY
from tests.recipes_library.shelf import BOTH, FILES, template

WANTED = {
    'blog-artikel', 'email-beantworten', 'text-schreiben-und-pruefen', 'brief-ans-amt', 'schulbrief',
    'sitzungsprotokoll', 'wochenplan', 'beschwerde', 'bewerbung', 'zwei-meinungen',
}  # fmt: skip


def test_the_ten_templates_are_there_in_an_order_of_their_own() -> None:
    assert set(FILES) >= WANTED
    assert len({file.order for file in FILES.values()}) == len(FILES)


@pytest.mark.parametrize('id', FILES)
def test_both_languages_have_the_same_bones(id: str) -> None:
    def bones(one: Template) -> object:
        return (
            [(field.key, field.kind, field.required) for field in one.inputs],
            [(step.id, step.bot_id, step.input_source, step.practice) for step in one.steps],
            [(bot.key, bot.emoji) for bot in one.bots],
            list(one.example_inputs),
        )

    assert bones(template(id, 'de')) == bones(template(id, 'en'))


@pytest.mark.parametrize('id', FILES)
def test_one_field_is_enough_to_start(id: str) -> None:
    fields = template(id, 'de').inputs
    assert [field.required for field in fields].count(True) == 1 and fields[0].required
    assert len(fields) <= 5
    assert all(field.kind is not InputKind.FILE for field in fields)


@pytest.mark.parametrize(('id', 'language'), BOTH)
def test_every_frame_and_every_label_is_known_to_the_practice_engine(id: str, language: str) -> None:
    one = template(id, language)
    assert {step.practice for step in one.steps} <= set(FRAMES)
    assert all(read_label(f'{field.label}: x', loose=False)[0] for field in one.inputs)
    assert all(KEY.fullmatch(field.key) for field in one.inputs)


def test_no_label_is_known_that_no_template_uses() -> None:
    used = {field.label for id, language in BOTH for field in template(id, language).inputs}
    assert {label for labels in LABELS.values() for label in labels} == used


@pytest.mark.parametrize(('id', 'language'), BOTH)
def test_prompts_are_careful(id: str, language: str) -> None:
    for bot in template(id, language).bots:
        prompt = bot.system_prompt
        assert 300 < len(prompt) < 2_000, bot.key
        promise = 'rf[iu]nd' if language == 'de' else '[Ii]nvent|ake nothing up'
        assert re.search(promise, prompt), f'{bot.key} may invent'
        assert ('Deutsch' if language == 'de' else 'English') in prompt, bot.key


def test_two_opinions_really_run_side_by_side() -> None:
    steps = template('zwei-meinungen', 'de').steps
    assert all(part.kind == 'start' for step in steps[:2] for part in step.input_source)
    assert {part.ref for part in steps[2].input_source if part.kind == 'step'} == {steps[0].id, steps[1].id}
