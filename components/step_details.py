"""Everything about one finished step: its text, what the bot was given, which service read it."""

from __future__ import annotations

import re
from functools import partial

from app.bootstrap import Services
from app.domain.notice import without_notice
from app.domain.passages import without_marks
from app.domain.pipelines import StepKind
from app.domain.runs import Item, Run, RunStatus, SentTo, StepRun
from app.engine.recipe_work import inner_run_id
from components.ask_words import answer_sentence
from components.buttons import link_button, second_button
from components.cited_text import draw_passages
from components.dialog import panel
from components.fold import fold
from components.lazy_fold import LazyFold
from components.markup import box, heading, icon, words
from components.rich_text import rich_text
from components.status_badge import LOOKS, status_word
from components.step_files import save_links
from components.step_words import skipped_because, step_title
from components.texts import duration, number, t

_RULE = re.compile(r'[-:|\s]*-{3,}[-:|\s]*')  # draws a line, says nothing
PEEK = 220  # letters of a finished step that are shown at once
ITEM_PEEK = 120
SHOWN = 100  # items, files or answers of one step; nobody reads more, and the page stays quick


def open_step(services: Services, run: Run, step: StepRun) -> None:
    """Open the window with all of it. The frozen run is asked again: what is shown is what is on disk."""
    with panel(step_title(run, step), large=True) as dialog:
        if step.status is RunStatus.SKIPPED:
            words(skipped_because(run, step), 'strong')
        rich_text(step.output or step.text, step.passages)
        _draw_passages(step)
        save_links(run.id, step.files, SHOWN)
        draw_inner_link(run, step)
        if step.items:
            _draw_items(run, step)
        _draw_answers(services, step)
        if step.input:
            with fold(t('step.input'), name='exact-input'):
                words(step.input, 'exact', 'div').props('tabindex=0 role=group').props['aria-label'] = t('step.input')
        heading(t('step.facts'), 3)
        _draw_facts(step)
        with box('end'):
            second_button(t('btn.close'), dialog.close, name='close-step')
    dialog.open()


def _draw_passages(step: StepRun) -> None:
    """What the bot was given of documents."""
    if step.passages:
        LazyFold(t('step.passages', count=len(step.passages)), partial(draw_passages, step.passages), name='passages')


def draw_inner_link(run: Run, step: StepRun) -> None:
    """The way to the recipe that worked, or works, in a step."""
    if step.kind is StepKind.RECIPE and step.started_at and not step.items and not step.reused_from:
        inner = inner_run_id(run.id, step.id, None)
        link_button(t('step.open_inner'), f'/lauf/{inner}', kind='text edge', name=f'inner-{step.id}')


def _draw_items(run: Run, step: StepRun) -> None:
    """The first lines, rows or files of a repeated step, each with its state."""
    with fold(t('step.items', count=len(step.items)), name='items'):
        with box('items', tag='ol'):
            for place, item in enumerate(step.items[:SHOWN], 1):
                _draw_item(run, step, place, item)
        if len(step.items) > SHOWN:
            words(t('step.more_items', shown=SHOWN, count=number(len(step.items))), 'soft')


def _draw_item(run: Run, step: StepRun, place: int, item: Item) -> None:
    with box(f'item {LOOKS[item.status].color}', tag='li'):
        icon(LOOKS[item.status].icon)
        with box('grow'):
            words(item.name or t('step.item', number=place), 'strong', 'span')
            first = peek(item.output, ITEM_PEEK)
            words(f'{status_word(item.status)}: {first}' if first else status_word(item.status), 'soft small')
            if step.kind is StepKind.RECIPE and item.status is RunStatus.DONE:
                inner = inner_run_id(run.id, step.id, place - 1)
                link_button(t('step.open_inner'), f'/lauf/{inner}', kind='text edge')


def _draw_answers(services: Services, step: StepRun) -> None:
    """What a person said, newest last."""
    if step.answers:
        heading(t('step.answers'), 3)
        with box('stack tight'):
            for answer in step.answers[-SHOWN:]:
                words(answer_sentence(services, answer))
                if answer.comment:
                    words(answer.comment, 'soft plain')


def _draw_facts(step: StepRun) -> None:
    facts: list[tuple[str, str]] = []
    if step.sent_to is not None:
        facts.append((t('step.sent_to'), where(step.sent_to)))
        if step.sent_to.model:
            facts.append((t('step.model'), step.sent_to.model))
    if step.duration_s is not None:
        facts.append((t('step.duration'), duration(step.duration_s)))
    if step.attempts > 1:
        facts.append((t('step.attempts'), number(step.attempts)))
    if step.usage.cost_eur is not None:
        facts.append((t('step.cost'), t('step.euro', amount=number(step.usage.cost_eur, 2))))
    if not facts:
        words(t('step.no_facts') if step.reused_from else t('step.nothing_more'), 'soft')
    with box('facts', tag='dl'):
        for name, value in facts:
            words(name, tag='dt')
            words(value, tag='dd')


def _without_bars(line: str) -> str:
    """A row of a table as 'Anna · 5 €'."""
    if not line.startswith('|'):
        return line
    return ' · '.join(cell.strip() for cell in line.strip('|').split('|') if cell.strip())


def where(sent_to: SentTo) -> str:
    """'Übungsmodus (bleibt auf diesem Rechner)', 'Mistral (im Internet)', 'Ollama (in deinem Haus)'."""
    if sent_to.kind == 'practice':
        return t('sent.practice')
    return t('sent.outside' if sent_to.leaves_house else 'sent.inside', service=sent_to.connection_name)


def peek(text: str, limit: int = PEEK) -> str:
    """The first words, without the marks of Markdown and the line of the practice engine."""
    begin = without_marks(without_notice(text[: 4 * limit]))
    lines = [_without_bars(line.strip()) for line in begin[: 2 * limit].splitlines() if not _RULE.fullmatch(line)]
    plain = ' '.join(''.join(sign for sign in ' '.join(lines) if sign not in '#*`>|_').split())
    return plain if len(plain) <= limit else plain[:limit].rsplit(' ', 1)[0] + ' …'
