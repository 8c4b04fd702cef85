"""Opinions of customers: what stands out in the counted numbers, an answer to each, one report."""

from __future__ import annotations

from app.domain.shapes import Table
from app.domain.values import read_number
from app.practice.brief import Brief
from app.practice.columns import role_of
from app.practice.frames.bookkeeping import by_role, tables
from app.practice.kinds import TONES, tone_of, topic_of
from app.practice.layout import blank, bullets, document, section
from app.practice.sentences import plain, shorten
from app.practice.values import cells, item

ADVICE = ('Empfehlungen', 'Recommendations')
_MOST = 3


def advice(brief: Brief) -> str:
    """The topics with the most criticism, each with what was written; what to do about it is for people."""
    table = next((found for found in tables(brief) if _has(found, 'topic') and _has(found, 'tone')), None)
    rows = [] if table is None else [
        (by_role(table, row, 'topic'), by_role(table, row, 'tone'), _voice(table, row)) for row in table.rows
    ]  # fmt: skip
    bad = [(topic, voice) for topic, tone, voice in rows if tone in (*TONES[1], *TONES[2])]
    topics = sorted(dict.fromkeys(topic for topic, _ in bad), key=lambda topic: -sum(topic == one for one, _ in bad))
    lines = []
    for topic in topics[:_MOST]:
        found = [voice for one, voice in bad if one == topic]
        lines.append(brief.say(
            f'**{topic}** ({_times_de(len(found))}): Überlegt, was ihr hier ändern könnt. „{shorten(found[0], 90)}“',
            f'**{topic}** ({_times_en(len(found))}): Think about what you can change. “{shorten(found[0], 90)}”',
        ))  # fmt: skip
    fine = brief.say('Es gibt keine Kritik.', 'There is no criticism.')
    return section(brief.say(*ADVICE), bullets(lines) or fine)


def answer(brief: Brief) -> str:
    """A short answer to one opinion: thanks, its topic, a gap where only the owner knows what to say."""
    row = cells(item(brief))
    voice = _by_role(row, '') or plain(item(brief))
    topic = _by_role(row, 'topic') or topic_of(brief, voice)
    tone = _by_role(row, 'tone') or tone_of(brief, voice)
    name = plain(brief.answer('business'))
    thanks = brief.say('Vielen Dank für Ihre Nachricht.', 'Thank you for your message.')
    if tone in TONES[0]:
        body = brief.say('Ihr Lob freut uns sehr.', 'Your praise makes us very happy.')
    elif tone in (*TONES[1], *TONES[2]):
        body = brief.say(f'Es geht Ihnen um das Thema: {topic}. Das nehmen wir ernst. ',
                         f'It is about: {topic}. We take this seriously. ')  # fmt: skip
        body += blank(brief.say('was ihr ändert', 'what you will change'))
    else:
        body = brief.say('Wir haben sie gelesen.', 'We have read it.')
    quote = brief.say(f'> „{shorten(voice, 120)}“', f'> “{shorten(voice, 120)}”')
    return document(quote, f'{thanks} {body}', name)


def report(brief: Brief) -> str:
    """The numbers as they were counted, the advice, the answers."""
    period, name = plain(brief.answer('period')), plain(brief.answer('business'))
    head = ' – '.join(piece for piece in (name, period) if piece)
    return document(f'# {brief.say("Kundenstimmen", "Customer voices")}{": " + head if head else ""}', *brief.earlier)


def _has(table: Table, role: str) -> bool:
    return any(role_of(name) == role for name in table.columns)


def _voice(table: Table, row: tuple[str, ...]) -> str:
    """The longest cell that is no number: what the customer wrote."""
    texts = [text for text in row if read_number(text) is None]
    return max(texts, key=len, default='')


def _by_role(row: dict[str, str], role: str) -> str:
    """The cell with that role; for '' the longest of all cells."""
    if role:
        return next((text for name, text in row.items() if role_of(name) == role), '')
    return max(row.values(), key=len, default='')


def _times_de(count: int) -> str:
    return '1 Stimme' if count == 1 else f'{count} Stimmen'


def _times_en(count: int) -> str:
    return '1 voice' if count == 1 else f'{count} voices'
