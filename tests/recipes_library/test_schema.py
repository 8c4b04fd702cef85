"""The shipped files: complete, linked, small start forms, frames and labels that the practice engine knows."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest

from app.domain.pipelines import InputKind, Over, Shape, Step, StepKind, Subject
from app.domain.templates import Template
from app.practice.roles import LABELS, read_label
from app.practice.shaped import FIELDS, TABLES
from app.practice.write import FRAMES
from app.services.recipe_form import KEY
from tests.recipes_library.shelf import BOTH, FILES, template

WANTED = {
    'blog-artikel', 'email-beantworten', 'text-schreiben-und-pruefen', 'brief-ans-amt', 'schulbrief',
    'sitzungsprotokoll', 'wochenplan', 'beschwerde', 'bewerbung', 'zwei-meinungen', 'rechnungen', 'brief-uebersetzen',
    'rezeptbuch', 'vereins-rundbrief', 'produktbeschreibung', 'social-media-woche', 'reiseplan', 'arztbrief',
    'kundenstimmen', 'morgenblatt',
}  # fmt: skip


def test_the_templates_are_there_in_an_order_of_their_own() -> None:
    assert set(FILES) >= WANTED
    assert len({file.order for file in FILES.values()}) == len(FILES)


@pytest.mark.parametrize('id', FILES)
def test_both_languages_have_the_same_bones(id: str) -> None:
    def bones(one: Template) -> object:
        return (
            [(field.key, field.kind, field.required) for field in one.inputs],
            [_bones(step) for step in one.steps],
            [(bot.key, bot.emoji) for bot in one.bots],
            [(folder.key, folder.emoji, folder.bots) for folder in one.folders],
            list(one.example_inputs),
        )

    assert bones(template(id, 'de')) == bones(template(id, 'en'))


def _bones(step: Step) -> object:
    """Everything of a step that is the same in both languages."""
    sources = [replace(part, ref='') if part.kind == 'text' else part for part in step.input_source]
    only_if = step.only_if and replace(step.only_if, name='', value='')
    kind = (step.id, step.kind, step.bot_id, step.practice, step.shape, len(step.columns), step.for_each)
    kind += tuple((part.kind, part.fields.get('workspace')) for part in step.output_target)
    return (*kind, sources, only_if, list(step.settings), step.settings.get('action'))


@pytest.mark.parametrize('id', FILES)
def test_one_field_is_enough_to_start(id: str) -> None:
    one = template(id, 'de')
    fields, works_from_files = one.inputs, any(step.for_each and step.for_each.over is Over.FILES for step in one.steps)
    needed = [field for field in fields if field.required]
    assert needed == [fields[0]] or (works_from_files and not needed)
    assert len(fields) <= 5
    assert all(field.kind is not InputKind.FILE for field in fields)


@pytest.mark.parametrize(('id', 'language'), BOTH)
def test_every_frame_and_every_label_is_known_to_the_practice_engine(id: str, language: str) -> None:
    one = template(id, language)
    known = {Shape.TEXT: set(FRAMES), Shape.TABLE: set(TABLES), Shape.FIELDS: set(FIELDS)}
    assert all(step.practice in known[step.shape] for step in one.steps if step.kind is StepKind.BOT)
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


@pytest.mark.parametrize('id', FILES)
def test_two_to_four_bots_share_the_work(id: str) -> None:
    assert 2 <= len(template(id, 'de').bots) <= 4


@pytest.mark.parametrize('id', FILES)
def test_nobody_is_asked_at_the_very_end(id: str) -> None:
    """The result page is the review; a question stands where further steps depend on the answer."""
    steps = template(id, 'de').steps
    read = {part.ref for step in steps for part in step.input_source if part.kind == 'step'}
    read |= {
        before.id for before, step in pairwise(steps) if any(part.kind == 'previous' for part in step.input_source)
    }
    assert all(step.id in read for step in steps if step.kind is StepKind.ASK)


def test_the_templates_that_can_use_documents_do() -> None:
    with_folder = {id for id in FILES if template(id, 'de').folders}
    assert with_folder == {
        'bewerbung', 'blog-artikel', 'brief-ans-amt', 'morgenblatt', 'rechnungen', 'rezeptbuch', 'sitzungsprotokoll',
        'vereins-rundbrief',
    }  # fmt: skip


def test_every_kind_of_step_is_at_work_somewhere() -> None:
    steps = [step for id in FILES for step in template(id, 'de').steps]
    assert {step.kind for step in steps} == {StepKind.BOT, StepKind.ACTION, StepKind.ASK}
    assert {step.for_each.over for step in steps if step.for_each} == set(Over)
    assert {step.only_if.subject for step in steps if step.only_if} >= {Subject.INPUT, Subject.FIELD, Subject.TEXT}
    assert {step.shape for step in steps} == set(Shape)


@pytest.mark.parametrize('id', FILES)
def test_sums_are_no_work_for_a_bot(id: str) -> None:
    """Where a recipe adds up, code does it."""
    sums = {'rechnungen': 2, 'wochenplan': 1, 'reiseplan': 1, 'kundenstimmen': 2}
    counting = ('sum_table', 'count_rows', 'merge_shopping')
    found = [step for step in template(id, 'de').steps if step.settings.get('action') in counting]
    assert len(found) == sums.get(id, 0)
