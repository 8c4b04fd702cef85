"""The door of the practice engine: chooses the frame and writes the result."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from app.domain.notice import CHANGE, with_notice, without_notice
from app.domain.passages import Remembered
from app.domain.pipelines import Shape
from app.practice.brief import MOST, Brief, clean, read_brief
from app.practice.choose import choose
from app.practice.frames import (
    applications,
    articles,
    bookkeeping,
    cookbook,
    letters,
    mails,
    medical,
    minutes,
    morning,
    newsletter,
    opinions,
    overview,
    review,
    school,
    social,
    translations,
    trips,
    voices,
    week,
)
from app.practice.remembered import look_up
from app.practice.shaped import shaped_answer
from app.practice.wishes import change, fulfil, read_wish
from app.practice.yes_no import is_question, yes_or_no

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
    'odd': bookkeeping.odd,
    'translate': translations.translate,
    'translate_back': translations.back,
    'deviations': translations.deviations,
    'recipe_card': cookbook.card,
    'register': cookbook.register,
    'club_report': newsletter.report,
    'club_dates': newsletter.dates,
    'club_greeting': newsletter.greeting,
    'newsletter': newsletter.newsletter,
    'notice_board': newsletter.notice,
    'club_mail': newsletter.mail,
    'ideas': social.ideas,
    'long_post': social.long_post,
    'picture_post': social.picture_post,
    'short_post': social.short_post,
    'check_tone': social.check_tone,
    'route': trips.route,
    'packing': trips.packing,
    'trip_folder': trips.folder,
    'medical_words': medical.explain,
    'medical_questions': medical.questions,
    'medical_sheet': medical.sheet,
    'advice': voices.advice,
    'voice_answer': voices.answer,
    'voice_report': voices.report,
    'news': morning.news,
    'morning_sheet': morning.sheet,
}


def write(
    *,
    frame: str,
    task: str,
    material: str,
    language: str,
    today: date,
    shape: str = 'text',
    columns: Sequence[str] = (),
    documents: Sequence[Remembered] = (),
) -> str:
    """The answer of one step. Running text begins with the notice that no AI was at work; shapes stay bare."""
    brief = read_brief(task=task, material=material, language=language, today=today)
    if is_question(task):
        return yes_or_no(brief)
    if frame == CHANGE:
        return with_notice(change(brief, clean(without_notice(material)).strip()), brief.language)
    if shape != Shape.TEXT.value:
        return shaped_answer(brief, Shape(shape), columns, frame)
    if frame not in FRAMES and documents and (found := look_up(brief, documents)):
        return with_notice(found, brief.language)
    chosen = frame if frame in FRAMES else choose(brief)
    text = fulfil(brief, read_wish(brief.task), FRAMES[chosen](brief))
    if brief.cut:
        text += '\n\n' + brief.say(
            f'Der Text war sehr lang. Gelesen wurden die ersten {MOST} Zeichen.',
            f'The text was very long. The first {MOST} characters were read.',
        )
    return with_notice(text, brief.language)
