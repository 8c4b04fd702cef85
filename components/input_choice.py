"""What a step reads, as words of the recipe's sentence: 'Dann Texter mit *dem Ergebnis davor*'."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from app.domain.editing import PREVIOUS, START, beside, position
from app.domain.pipelines import InputPart, Pipeline, Step
from components.texts import t

SEVERAL, SAME = 'several', 'same'
SHOWN_LETTERS = 40
NEAR = 6  # steps above that can be chosen at once; all of them stand in the list of several
SHOWN_FILES = 30  # of one folder that can be chosen one by one
Folder = tuple[str, Sequence[str]]  # id of a workspace, and the files in it


class Names(Protocol):
    """Knows what things are called."""

    def name_of(self, step: Step) -> str:
        """Who works in a step."""
        ...

    def folder_of(self, id: str) -> str:
        """The name of a folder."""
        ...


def choices(
    recipe: Pipeline,
    step: Step,
    names: Names,
    documents: Sequence[str],
    folders: Sequence[Folder] = (),
    *,
    near: int = NEAR,
) -> dict[str, tuple[InputPart, str]]:
    """What this step may read: value -> (part, words). Parts it reads already are always among them.

    `documents` are those of its bot, `folders` the workspaces that name its bot.
    """
    place = position(recipe, step.id)
    parts = [START, *(InputPart('input', field.key) for field in recipe.inputs)]
    if place:
        parts.append(PREVIOUS)
        parts += [InputPart('step', other.id) for other in recipe.steps[max(0, place - 1 - near) : place - 1]]
    parts += [InputPart('workspace', ref=id) for id, _ in folders]
    parts += [InputPart('document', name=name) for name in documents[:SHOWN_FILES]]
    parts += [InputPart('workspace', ref=id, name=name) for id, files in folders for name in files[:SHOWN_FILES]]
    parts += [part for part in step.input_source if part not in parts]
    return {value_of(part): (part, in_words(recipe, part, names)) for part in parts}


def same_as_before(recipe: Pipeline, step: Step) -> str:
    """'demselben wie Schritt 2 (gleichzeitig)'; '' for the first step and where it is so already."""
    place = position(recipe, step.id)
    if not place or beside(recipe, step.id) == place - 1:
        return ''
    return t('source.same', number=place)


def value_of(part: InputPart) -> str:
    """A name for the part that fits into a choice."""
    return ':'.join((part.kind, part.ref, part.name))


def in_words(recipe: Pipeline, part: InputPart, names: Names) -> str:
    """How the part is called in the sentence after 'mit'."""
    match part.kind:
        case 'input':
            label = next((field.label for field in recipe.inputs if field.key == part.ref), part.ref)
            return t('source.input', label=label)
        case 'step':
            return _step_in_words(recipe, part.ref, names)
        case 'text':
            return t('source.text', text=_short(part.ref))
        case 'document':
            return t('source.document', name=part.name)
        case 'workspace' if part.name:
            return t('source.workspace_file', name=part.name, folder=names.folder_of(part.ref))
        case 'workspace':
            return t('source.workspace', folder=names.folder_of(part.ref))
        case _:
            return t(f'source.{part.kind}')


def _step_in_words(recipe: Pipeline, step_id: str, names: Names) -> str:
    try:
        place = position(recipe, step_id)
    except KeyError:
        return t('source.missing')
    return t('source.step', number=place + 1, bot=names.name_of(recipe.steps[place]))


def _short(text: str) -> str:
    line = ' '.join(text.split())
    return line if len(line) <= SHOWN_LETTERS else line[: SHOWN_LETTERS - 1].rstrip() + '…'
