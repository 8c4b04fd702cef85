"""The door of the practice engine: chooses the frame and writes the result."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from app.practice.brief import Brief, read_brief
from app.practice.choose import choose
from app.practice.frames import articles
from app.practice.notice import with_notice

FRAMES: Mapping[str, Callable[[Brief], str]] = {
    'research': articles.research,
    'article': articles.article,
    'seo': articles.seo,
}


def write(*, frame: str, task: str, material: str, language: str, today: date) -> str:
    """The result of one step, its first line being the notice that no AI was at work."""
    brief = read_brief(task=task, material=material, language=language, today=today)
    chosen = frame if frame in FRAMES else choose(brief)
    return with_notice(FRAMES[chosen](brief), brief.language)
