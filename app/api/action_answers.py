"""What answers about actions look like."""

from __future__ import annotations

from typing import Literal

from app.api.document_answers import Answer


class ActionChoice(Answer):
    """One value a setting can have."""

    value: str
    label: str


class ActionField(Answer):
    """One setting of an action; its value is a string."""

    key: str
    label: str
    help: str
    kind: Literal['text', 'longtext', 'number', 'choice', 'column', 'columns', 'yes_no']
    default: str
    required: bool
    choices: list[ActionChoice]


class Action(Answer):
    """A step that calculates."""

    key: str
    title: str
    help: str
    gives: Literal['text', 'table', 'fields']
    fields: list[ActionField]
