"""What a step reads, as words of the recipe's sentence: 'Dann Texter mit *dem Ergebnis davor*'."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.domain.bots import Bot
from app.domain.editing import PREVIOUS, START, position
from app.domain.pipelines import InputPart, Pipeline, Step
from components.texts import t

SEVERAL = 'several'
SHOWN_LETTERS = 40


def choices(
    recipe: Pipeline, step: Step, bots: Mapping[str, Bot], documents: Sequence[str]
) -> dict[str, tuple[InputPart, str]]:
    """What this step may read: value -> (part, words). Parts it reads already are always among them."""
    place = position(recipe, step.id)
    parts = [START, *(InputPart('input', field.key) for field in recipe.inputs)]
    if place:
        parts.append(PREVIOUS)
        parts += [InputPart('step', other.id) for other in recipe.steps[: place - 1]]
    parts += [InputPart('document', name=name) for name in documents]
    parts += [part for part in step.input_source if part not in parts]
    return {value_of(part): (part, in_words(recipe, part, bots)) for part in parts}


def value_of(part: InputPart) -> str:
    """A name for the part that fits into a choice."""
    return ':'.join((part.kind, part.ref, part.name))


def in_words(recipe: Pipeline, part: InputPart, bots: Mapping[str, Bot]) -> str:
    """How the part is called in the sentence after 'mit'."""
    match part.kind:
        case 'input':
            label = next((field.label for field in recipe.inputs if field.key == part.ref), part.ref)
            return t('source.input', label=label)
        case 'step':
            return _step_in_words(recipe, part.ref, bots)
        case 'text':
            return t('source.text', text=_short(part.ref))
        case 'document' | 'workspace':
            return t('source.document', name=part.name or part.ref)
        case _:
            return t(f'source.{part.kind}')


def _step_in_words(recipe: Pipeline, step_id: str, bots: Mapping[str, Bot]) -> str:
    try:
        place = position(recipe, step_id)
    except KeyError:
        return t('source.missing')
    bot = bots.get(recipe.steps[place].bot_id)
    return t('source.step', number=place + 1, bot=bot.name if bot else t('step.no_bot'))


def _short(text: str) -> str:
    line = ' '.join(text.split())
    return line if len(line) <= SHOWN_LETTERS else line[: SHOWN_LETTERS - 1].rstrip() + '…'
