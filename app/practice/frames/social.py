"""A week of posts: ideas from the person's notes, one text for each place, and a look at their tone."""

from __future__ import annotations

import re
from collections.abc import Callable

from app.practice.brief import Brief
from app.practice.dates import DAYS
from app.practice.layout import blank, bullets, document, section
from app.practice.notes import read_points
from app.practice.sentences import BULLET, as_sentence, plain, sentences, shorten
from app.practice.summary import pick
from app.practice.words import keywords

COUNT = 5
SHORT = 160  # characters of a post for a messenger
_LOUD = re.compile(
    r'\b(?:garantiert|beste[rns]?|einzigartig\w*|unglaublich\w*|sensationell\w*|nur heute|100 ?%|guaranteed|the best|'
    r'unique|unbelievable|sensational|today only)\b|!{2,}',
    re.IGNORECASE,
)


def ideas(brief: Brief) -> str:
    """Five ideas, one a day, from what the person noted; missing ones are marked gaps."""
    points = read_points(brief.answer('occasion', 'notes', 'topic') or brief.text)
    texts = [as_sentence(f'{point.label}: {point.text}' if point.label else point.text) for point in points]
    chosen = texts if len(texts) <= COUNT else pick(texts, COUNT)
    gap = blank(brief.say('noch eine Idee', 'one more idea'))
    days = DAYS[brief.language]
    lines = [f'**{days[place]}:** {(chosen[place] if place < len(chosen) else gap)}' for place in range(COUNT)]
    return section(brief.say('Ideen für die Woche', 'Ideas for the week'), bullets(lines))


def long_post(brief: Brief) -> str:
    """For places with room: the idea and a question at the end."""
    ask = brief.say('Was meint ihr dazu?', 'What do you think?')
    return _posts(brief, 'Facebook', lambda text: f'{text} {ask}')


def picture_post(brief: Brief) -> str:
    """For places with pictures: the first sentence, and words with a #."""

    def write(text: str) -> str:
        tags = ' '.join(f'#{word.replace("-", "")}' for word in keywords(text, 3))
        return f'{next(iter(sentences(text)), text)}\n\n{tags}'.strip()

    return _posts(brief, 'Instagram', write)


def short_post(brief: Brief) -> str:
    """For a messenger: one short line."""
    return _posts(brief, 'WhatsApp', lambda text: shorten(text, SHORT))


def check_tone(brief: Brief) -> str:
    """All posts, and below them loud words and numbers to check."""
    posts = document(*brief.earlier) or brief.given
    loud = list(dict.fromkeys(match.group() for match in _LOUD.finditer(posts)))
    numbers = list(dict.fromkeys(line for text in sentences(posts) if re.search(r'\d', text) for line in [plain(text)]))
    notes = [brief.say(f'Klingt das zu laut? „{word}“', f'Is this too loud? “{word}”') for word in loud]
    notes += [brief.say(f'Stimmt das? „{shorten(line, 90)}“', f'Is this right? “{shorten(line, 90)}”')
              for line in numbers[:10]]  # fmt: skip
    fine = brief.say('Mir ist nichts aufgefallen.', 'Nothing caught the eye.')
    return document(posts, section(brief.say('Vor dem Veröffentlichen', 'Before you publish'), bullets(notes) or fine))


def _posts(brief: Brief, place: str, write: Callable[[str], str]) -> str:
    chosen = [_idea(line) for line in (brief.last or brief.given).splitlines() if BULLET.match(line)]
    body = [section(day, write(text), level=3) if day else write(text) for day, text in chosen if text]
    return section(place, document(*body) or blank(brief.say('eine Idee', 'an idea')))


def _idea(line: str) -> tuple[str, str]:
    """('Montag', 'the idea'); the day is '' when none is named."""
    day, found, text = plain(line).partition(': ')
    if not found or len(day) > 12:
        day, text = '', plain(line)
    return day, '' if text.startswith('[') else text
