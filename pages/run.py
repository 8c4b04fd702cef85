"""One run: its steps at work, then the result. A permanent address."""

from __future__ import annotations

from app.bootstrap import Services
from components.frame import page
from components.run_view import RunView
from components.run_words import run_title
from components.viewer import viewer


def create(services: Services, id: str) -> None:
    """Draw the page."""
    run = services.runs.get(viewer(), id)
    with page(run_title(run), help='help.run', width='narrow'):
        RunView(services, run)
