"""The shipped templates, as the tests look at them."""

from __future__ import annotations

from pathlib import Path

from app.domain.templates import Template
from app.services.template_files import read_folder

FOLDER = Path(__file__).parents[2] / 'recipes_library'
FILES = read_folder(FOLDER)
BOTH = [(id, language) for id in FILES for language in ('de', 'en')]


def template(id: str, language: str) -> Template:
    """One shipped template."""
    return FILES[id].in_language(language)
