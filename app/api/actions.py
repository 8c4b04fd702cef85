"""`/actions`"""

from __future__ import annotations

from fastapi import APIRouter, Response
from starlette.responses import JSONResponse

from app.actions import actions
from app.actions.base import Action, Field
from app.api import action_answers
from app.api.asking import Language, Person
from app.api.replies import refusals

router = APIRouter(prefix='/actions', tags=['pipelines'])


@router.get('', response_model=list[action_answers.Action], responses=refusals())
async def list_actions(person: Person, language: Language) -> Response:
    """What steps of kind `action` can do, and which `settings` each takes beside `action`."""
    return JSONResponse([_shown(action, language) for action in actions().values()])


def _shown(action: Action, language: str) -> dict[str, object]:
    return {
        'key': action.key,
        'title': action.title.in_language(language),
        'help': action.help.in_language(language),
        'gives': action.gives.value,
        'fields': [_field(field, language) for field in action.fields],
    }


def _field(field: Field, language: str) -> dict[str, object]:
    return {
        'key': field.key,
        'label': field.label.in_language(language),
        'help': field.help.in_language(language),
        'kind': field.kind.value,
        'default': field.default,
        'required': field.required,
        'choices': [{'value': value, 'label': label.in_language(language)} for value, label in field.choices],
    }
