"""`/health`"""

from __future__ import annotations

from fastapi import APIRouter, Response
from starlette.responses import JSONResponse

from app.api import answers
from app.api.asking import App, Visitor
from app.api.replies import refusals

router = APIRouter(prefix='/health', tags=['health'])


@router.get('', response_model=answers.Health, responses=refusals())
async def get_health(app: App, visitor: Visitor) -> Response:
    """How the program is doing. Strangers learn the status only: enough for a watchdog, nothing for an attacker."""
    report = app.health.report()
    shown = report if visitor else {'status': report['status']}
    return JSONResponse(shown, headers={'Cache-Control': 'no-store'})
