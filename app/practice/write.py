"""The door of the practice engine: chooses the frame and writes the result."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from app.practice.brief import MOST, Brief, read_brief
from app.practice.choose import choose
from app.practice.frames import (
    applications,
    articles,
    letters,
    mails,
    minutes,
    opinions,
    overview,
    review,
    school,
    week,
)
from app.practice.notice import with_notice
from app.practice.wishes import fulfil, read_wish

FRAMES: Mapping[str, Callable[[Brief], str]] = {
    'overview': overview.overview,
    'summary': overview.summary,
    'facts': overview.facts,
    'checklist': overview.checklist,
    'research': articles.research,
    'article': articles.article,
    'seo': articles.seo,
    'read_mail': mails.read,
    'reply': mails.reply,
    'message': mails.message,
    'review': review.review,
    'draft': mails.draft,
    'matter': letters.matter,
    'letter': letters.letter,
    'complaint': letters.complaint,
    'final_check': letters.final_check,
    'school': school.explain,
    'minutes': minutes.minutes,
    'tasks': minutes.tasks,
    'plan': week.plan,
    'shopping': week.shopping,
    'match_job': applications.match_job,
    'application': applications.application,
    'interview': applications.interview,
    'for': opinions.in_favour,
    'against': opinions.against,
    'verdict': opinions.verdict,
}


def write(*, frame: str, task: str, material: str, language: str, today: date) -> str:
    """The result of one step, its first line being the notice that no AI was at work."""
    brief = read_brief(task=task, material=material, language=language, today=today)
    chosen = frame if frame in FRAMES else choose(brief)
    text = fulfil(brief, read_wish(brief.task), FRAMES[chosen](brief))
    if brief.cut:
        text += '\n\n' + brief.say(
            f'Der Text war sehr lang. Gelesen wurden die ersten {MOST} Zeichen.',
            f'The text was very long. The first {MOST} characters were read.',
        )
    return with_notice(text, brief.language)
