"""`/recipes/draft`: one sentence becomes a draft; nothing is stored."""

from __future__ import annotations

from fastapi import APIRouter, Response
from pydantic import Field
from starlette.responses import JSONResponse

from app.api import answers, document_answers
from app.api.asking import App, JsonRoute, Language, Person
from app.api.replies import WITH_BODY, refusals
from app.api.schemas import DescribedRecipe
from app.domain.codec import to_json

router = APIRouter(prefix='/recipes', tags=['pipelines'], route_class=JsonRoute)


class DraftBot(answers.TemplateBot):
    """A bot of the draft; its steps name it by `key`."""

    bot_id: str = Field(description="One of your own bots, found by its name; '' = it would be a new one.")


class RecipeDraft(document_answers.Answer):
    """A recipe that was only proposed. To make it: POST its new bots, put their ids into the steps, POST the recipe."""

    sentence: str
    name: str
    emoji: str
    description: str
    inputs: list[answers.InputField]
    steps: list[answers.Step]
    bots: list[DraftBot]
    template_id: str = Field(description="It is this template, word for word; '' = an AI wrote it.")
    service: str = Field(description="The connection that read the sentence; '' = nobody did.")


@router.post('/draft', response_model=RecipeDraft, responses=refusals(502, *WITH_BODY))
async def draft_recipe(app: App, person: Person, language: Language, body: DescribedRecipe) -> Response:
    """Draft a recipe from one sentence, through the default connection; without an AI the nearest template answers.

    One call to the AI, a second one when the first draft had mistakes. Nothing is stored.
    """
    return JSONResponse(to_json(await app.describe.draft(person, body.text, language)))
