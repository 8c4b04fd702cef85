"""Everything about one finished step: its text, what the bot was given, which service read it."""

from __future__ import annotations

from app.bootstrap import Services
from app.domain.runs import Run, SentTo, StepRun
from components.buttons import second_button
from components.dialog import panel
from components.markup import box, heading, icon, words
from components.rich_text import rich_text
from components.texts import duration, number, t


def open_step(services: Services, run: Run, step: StepRun) -> None:
    """Open the window with all of it. The frozen run is asked again: what is shown is what is on disk."""
    with panel(
        t('step.title', bot=step.bot_name, name=step.name) if step.name else step.bot_name, large=True
    ) as dialog:
        rich_text(step.output or step.text)
        if step.input:
            with box('more', tag='details'):
                with words(t('step.input'), '', 'summary').mark('exact-input'):
                    icon('down')
                with box('inside'):
                    words(step.input, 'exact', 'div').props('tabindex=0 role=group').props['aria-label'] = t(
                        'step.input'
                    )
        heading(t('step.facts'), 3)
        _draw_facts(step)
        with box('end'):
            second_button(t('btn.close'), dialog.close, name='close-step')
    dialog.open()


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
        words(t('step.no_facts'), 'soft')
    with box('facts', tag='dl'):
        for name, value in facts:
            words(name, tag='dt')
            words(value, tag='dd')


def where(sent_to: SentTo) -> str:
    """'Übungsmodus (bleibt auf diesem Rechner)', 'Mistral (im Internet)', 'Ollama (in deinem Haus)'."""
    if sent_to.kind == 'practice':
        return t('sent.practice')
    return t('sent.outside' if sent_to.leaves_house else 'sent.inside', service=sent_to.connection_name)
