"""Research notes, the article made from them, and what search engines want to know."""

from __future__ import annotations

import re

from app.practice.brief import Brief
from app.practice.facts import numbers_and_dates
from app.practice.layout import BLANK, blank, bullets, document, section, table
from app.practice.notes import Point, group, read_points
from app.practice.sentences import as_sentence, is_heading, plain, sentences, shorten
from app.practice.summary import pick
from app.practice.words import content_words, keywords, stems

TITLE_LIMIT = 60
DESCRIPTION_LIMIT = 155
_SECTIONS = 5
_WISH = re.compile(
    r'^(?:bitte\s+)?(?:ich\s+(?:möchte|will)\s+)?(?:schreib\w*\s+)?(?:mir\s+)?(?:einen?\s+)?'
    r'(?:(?:blog-?)?(?:artikel|beitrag|text)\s+)?über\s+(.+?)(?:\s+schreiben)?[.!]?$'
    r'|^(?:please\s+)?(?:i\s+(?:want|would like)\s+to\s+)?(?:write\s+)?(?:me\s+)?(?:an?\s+)?'
    r'(?:(?:blog\s+)?(?:article|post|text)\s+)?about\s+(.+?)[.!]?$',
    re.IGNORECASE,
)

_PLAN = (
    (('Worum geht es?', 'What is it about?'),
     ('Wie würdest du es einem Nachbarn in zwei Sätzen erklären? Was wissen viele nicht darüber?',
      'How would you explain it to a neighbour in two sentences? What do many people not know about it?')),
    (('Warum lohnt es sich?', 'Why is it worth it?'),
     ('Was hat man davon? Wie bist du selbst darauf gekommen?',
      'What does one gain? How did you come to it yourself?')),
    (('Wie fängt man an?', 'How do you begin?'),
     ('Was braucht man dafür? Was kostet es? Was kommt zuerst, was danach?',
      'What do you need? What does it cost? What comes first, what next?')),
    (('Worauf muss man achten?', 'What should you look out for?'),
     ('Welchen Fehler machen viele? Wie vermeidet man ihn?', 'Which mistake do many people make? How is it avoided?')),
    (('Ein Beispiel', 'An example'),
     ('Was hast du selbst erlebt? Wann und wo war das?', 'What happened to you? When and where was it?')),
)  # fmt: skip


def research(brief: Brief) -> str:
    """The notes in order, the numbers in them, and the questions they leave open."""
    points = _points(brief)
    lines = [
        f'**{point.label}:** {as_sentence(point.text)}' if point.label else as_sentence(point.text) for point in points
    ]
    return document(
        section(brief.say('Thema', 'Topic'), _topic(brief)),
        section(brief.say('Für wen', 'Readers'), brief.answer('readers')),
        section(brief.say('Das wissen wir', 'What we know'), bullets(lines)),
        section(
            brief.say('Zahlen und Termine', 'Numbers and dates'),
            bullets(numbers_and_dates('\n'.join(point.text for point in points))),
        ),
        section(brief.say('Das ist noch offen', 'Still open'), bullets(_open_questions(brief, points))),
    )


def article(brief: Brief) -> str:
    """Title, introduction, sections from the notes, closing."""
    topic = _topic(brief)
    groups = group(_points(brief), _SECTIONS)
    if not groups:
        return document(f'# {topic}', _intro(brief, topic, []), *_outline(brief))
    body = [section(heading, ' '.join(as_sentence(text) for text in texts)) for heading, texts in groups]
    everything = [as_sentence(text) for _, texts in groups for text in texts]
    closing = pick(everything, 3) if len(everything) > 4 else []
    return document(
        f'# {topic}',
        _intro(brief, topic, [heading for heading, _ in groups]),
        *body,
        section(brief.say('Das Wichtigste in Kürze', 'The main points in short'), bullets(closing)),
        section(
            brief.say('Zum Schluss', 'To finish'),
            brief.say(
                f'Das war das Wichtigste zum Thema „{topic}“. Hast du eigene Erfahrungen? Dann schreib sie gern dazu.',
                f'These were the main points about “{topic}”. Do you have experience of your own? Feel free to add it.',
            ),
        ),
    )


def seo(brief: Brief) -> str:
    """The article as it is, and below it title, description and keywords with counted lengths."""
    text = brief.last or brief.given
    title = shorten(_title(text) or _topic(brief), TITLE_LIMIT)
    description = _description(brief, text, title)
    found = keywords(BLANK.sub(' ', '\n'.join([title, *_middle(brief, text)])), 8)
    rows = [
        (brief.say('Titel', 'Title'), title, f'{len(title)} / {TITLE_LIMIT}'),
        (brief.say('Beschreibung', 'Description'), description, f'{len(description)} / {DESCRIPTION_LIMIT}'),
        (brief.say('Suchwörter', 'Search words'), ', '.join(found), str(len(found))),
    ]
    head = ('', brief.say('Vorschlag', 'Suggestion'), brief.say('Zeichen / erlaubt', 'Characters / allowed'))
    return document(
        text, section(brief.say('Für die Suche im Internet', 'For search on the internet'), table(head, rows))
    )


def _topic(brief: Brief) -> str:
    given = brief.answer('topic', 'question')
    if not given:
        given = next(iter(sentences(brief.text)), '') or _title(brief.last)
    first = plain(given.split('\n', 1)[0])
    match = _WISH.match(first)
    if match:
        first = (match[1] or match[2] or first).strip()
    topic = shorten(first.rstrip('.'), 90)
    return topic[:1].upper() + topic[1:] if topic else blank(brief.say('dein Thema', 'your topic'))


def _points(brief: Brief) -> list[Point]:
    """The person's notes; what stands in the topic field after its first line counts as notes too."""
    more = brief.answer('topic').partition('\n')[2]
    typed = '\n'.join(piece for piece in (more, brief.answer('notes', 'content', 'points')) if piece)
    if not typed and brief.text:
        typed = brief.text if brief.answer('topic') else '\n'.join(sentences(brief.text)[1:])
    return read_points(typed)


def _intro(brief: Brief, topic: str, headings: list[str]) -> str:
    readers = brief.answer('readers')
    found = [brief.say(f'In diesem Artikel geht es um: {topic}.', f'This article is about: {topic}.')]
    if readers:
        found.append(brief.say(f'Er ist gedacht für: {plain(readers)}.', f'It is meant for: {plain(readers)}.'))
    if len(headings) > 1:
        joint = brief.say(' und ', ' and ')
        last = ', ' if any(joint in heading for heading in headings) else joint
        listed = ', '.join(headings[:-1]) + last + headings[-1]
        found.append(brief.say(f'Das erwartet dich: {listed}.', f'This is what you will read: {listed}.'))
    return ' '.join(found)


def _outline(brief: Brief) -> list[str]:
    """Headings with questions that help and clearly marked gaps, for a topic without notes."""
    hint = brief.say(
        'Zu diesem Thema gibt es noch keine Notizen. '
        'Darum steht hier ein Plan mit Fragen, die dir beim Schreiben helfen. '
        'Starte das Rezept noch einmal mit ein paar Notizen. Dann wird daraus ein ganzer Artikel.',
        'There are no notes on this topic yet. So here is a plan with questions that help you write. '
        'Start the recipe again with a few notes. Then it becomes a whole article.',
    )
    gap = blank(brief.say('deine Antwort', 'your answer'))
    return [hint, *(section(brief.say(*heads), f'{brief.say(*asks)}\n\n{gap}') for heads, asks in _PLAN)]


def _open_questions(brief: Brief, points: list[Point]) -> list[str]:
    text = ' '.join(point.text for point in points).lower()
    asked = (
        (r'\d', 'Welche Zahlen oder Preise gibt es?', 'Which numbers or prices are there?'),
        (r'weil|darum|deshalb|damit|because|so that|therefore', 'Warum ist das so?', 'Why is that so?'),
        (
            r'beispiel|zum beispiel|letztes jahr|example|last year',
            'Welches Beispiel passt dazu?',
            'Which example fits?',
        ),
        (r'nie |nicht|vorsicht|achtung|never|not |careful', 'Was sollte man nicht tun?', 'What should one not do?'),
        (r'quelle|laut |http|source|according', 'Woher stammen die Angaben?', 'Where do these facts come from?'),
    )
    return [brief.say(de, en) for pattern, de, en in asked if not re.search(pattern, text)]


def _title(text: str) -> str:
    heading = next((line for line in text.splitlines() if is_heading(line)), '')
    return plain(heading)


def _description(brief: Brief, text: str, title: str) -> str:
    """Whole sentences of the article that share words with its title, as many as fit."""
    candidates = _middle(brief, text)
    wanted = set(stems(title))
    candidates.sort(key=lambda sentence: -len(wanted & set(stems(sentence))))
    chosen = f'{title}:' if content_words(title) else ''
    for sentence in candidates:
        if '[' not in sentence and len(chosen) + len(sentence) + 1 <= DESCRIPTION_LIMIT:
            chosen = f'{chosen} {sentence}'
    return shorten(chosen.strip().rstrip(':'), DESCRIPTION_LIMIT)


def _middle(brief: Brief, text: str) -> list[str]:
    """The sentences of the sections, without introduction and closing; everything when there are no sections."""
    _, *sections = re.split(r'(?m)^## ', text)
    closing = (brief.say('Das Wichtigste in Kürze', 'The main points in short'), brief.say('Zum Schluss', 'To finish'))
    bodies = [part.partition('\n')[2] for part in sections if not part.startswith(closing)]
    found = sentences('\n\n'.join(bodies)) or [line for line in sentences(text) if not line.startswith('|')]
    return [line for line in found if not line.endswith('?')]  # the questions of a plan say nothing yet
