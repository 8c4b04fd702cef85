"""One field of a recipe's start form, filled in by whoever starts it."""

from __future__ import annotations

from app.domain.pipelines import InputField, InputKind
from app.services.run_inputs import MAX_INPUT
from components.draft import Draft
from components.field import LIMIT, Field
from components.file_text import FileText
from components.texts import t

KINDS = {
    InputKind.TEXT: 'text',
    InputKind.LONGTEXT: 'longtext',
    InputKind.CHOICE: 'choice',
    InputKind.NUMBER: 'number',
    InputKind.DATE: 'date',
    InputKind.FILE: 'longtext',  # its words, to be looked at and changed
}
LONG = (InputKind.LONGTEXT, InputKind.FILE)


def draw_start_field(field: InputField, draft: Draft, value: str | None = None) -> Field:
    """The control; `value` stands in it instead of the field's own default, a draft before both."""
    choices = [(choice, choice) for choice in field.choices]
    drawn = Field(
        field.label,
        kind=KINDS[field.kind],
        value=field.default if value is None else value,
        help=field.help,
        note='' if field.required else t('start.optional'),
        required=field.required,
        choices=choices if field.required and field.default else [('', t('start.choose')), *choices],
        limit=MAX_INPUT if field.kind in LONG else LIMIT,
        name=f'input-{field.key}',
    )
    if field.kind in LONG:
        FileText(drawn, is_first=field.kind is InputKind.FILE)
    return draft.keep(field.key, drawn)
