"""A template: a ready recipe with its bots, a start form and a filled example."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from app.domain.pipelines import InputField, InputPart, OutputPart, Step


@dataclass(frozen=True, kw_only=True, slots=True)
class TemplateBot:
    """A bot a template brings along; `key` is how the template's steps name it."""

    key: str
    name: str
    emoji: str
    description: str = ''
    system_prompt: str = ''


@dataclass(frozen=True, kw_only=True, slots=True)
class TemplateFolder:
    """A folder for the person's files a template brings along; `bots` are the keys of those that may read there."""

    key: str
    name: str
    emoji: str
    description: str = ''
    bots: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Template:
    """A template in one language (the loader keeps both). Steps name bots and workspaces by the keys of `bots` and
    `folders`."""

    id: str
    name: str
    emoji: str
    description: str
    category: str
    inputs: tuple[InputField, ...] = ()
    steps: tuple[Step, ...] = ()
    bots: tuple[TemplateBot, ...] = ()
    folders: tuple[TemplateFolder, ...] = ()
    example_inputs: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class BotOrigin:
    """Which template's bot a bot was made from; `id` is the bot's. A person cannot set or change it.

    A ready bot (`app.domain.personalities`) comes from no template: `template_id` is '', `key` is its own.
    """

    id: str
    template_id: str
    key: str
    language: str
    owner: str
    version: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class FolderOrigin:
    """Which template's folder a workspace was made from; `id` is the workspace's. A person cannot set or change it."""

    id: str
    template_id: str
    key: str
    language: str
    owner: str
    version: int = 0


def with_ids(step: Step, bots: Mapping[str, str], folders: Mapping[str, str]) -> Step:
    """The step of a template with the ids of bots and workspaces in place of their keys."""
    return replace(
        step,
        bot_id=bots.get(step.bot_id, ''),
        input_source=tuple(
            replace(part, ref=folders[part.ref]) if part.kind == 'workspace' else part for part in step.input_source
        ),
        output_target=tuple(
            OutputPart(part.kind, {**part.fields, 'workspace': folders[part.fields['workspace']]})
            if part.kind == 'workspace'
            else part
            for part in step.output_target
        ),
    )


def without_folders(step: Step) -> Step:
    """The step of a template as it can be taken alone, where nobody makes the folders."""
    source = tuple(part for part in step.input_source if part.kind != 'workspace')
    target = tuple(part for part in step.output_target if part.kind != 'workspace')
    return replace(
        step,
        input_source=source or (InputPart('start'),),
        output_target=target or (OutputPart('next'),),
    )
