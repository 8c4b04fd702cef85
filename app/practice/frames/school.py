"""A letter from school in simple words: what, when, what to do, what to bring, what it costs."""

from __future__ import annotations

import re

from app.practice.brief import Brief
from app.practice.contacts import emails, phones
from app.practice.dates import find_dates, find_deadlines, find_times
from app.practice.facts import sums, when
from app.practice.frames.review import weekday_notes
from app.practice.layout import bullets, checks, document, section
from app.practice.money import add_up, format_money
from app.practice.sentences import as_sentence, plain, sentences, shorten
from app.practice.summary import pick

_TODO = re.compile(
    r'\b(?:bitte|bitten|müssen|sollen|unterschr\w*|überweis\w*'
    r'|abgeben|abzugeben|geben sie|zurückgeben|zurückzugeben|anmeld\w*|mitgeben|ausfüllen'
    r'|bezahl\w*|please|must|should|sign\w*|return\w*|transfer\w*|pay|hand in|fill in)\b',
    re.IGNORECASE,
)
_BRING = re.compile(
    r'\b(?:(?P<german>mitbringen|mitzubringen|mitgeben|mitnehmen|einpacken|dabeihaben)|bring(?:en)?(?: along)?|pack)\b',
    re.IGNORECASE,
)
_FILLER = re.compile(
    r'^(?:\W*\b(?:bitte|geben|bringen|sie|ihrem|ihr|kind|kinder|sollen|soll|müssen|muss|außerdem|auch|noch|ihren|die|der|den|das'
    r'|mit|please|your|children|child|should|must|also|the|with|them|along|to|them|everyone)\b)+\W*',
    re.IGNORECASE,
)
_WORDS = (
    ('einverständniserklärung', 'Einverständniserklärung: Du erlaubst es mit deiner Unterschrift.', ''),
    ('unkostenbeitrag', 'Unkostenbeitrag: das Geld, das du bezahlst.', ''),
    ('elternabend', 'Elternabend: Die Eltern treffen sich am Abend in der Schule.', ''),
    ('wandertag', 'Wandertag: Die Klasse macht einen Ausflug und hat keinen Unterricht.', ''),
    ('lehrkraft', 'Lehrkraft: der Lehrer oder die Lehrerin.', ''),
    ('lehrkräfte', 'Lehrkräfte: die Lehrerinnen und Lehrer.', ''),
    ('sorgeberechtigt', 'Sorgeberechtigte: die Eltern, oder wer für das Kind sorgt.', ''),
    ('erziehungsberechtigt', 'Erziehungsberechtigte: die Eltern, oder wer für das Kind sorgt.', ''),
    ('rücklauf', 'Rücklaufzettel: der Zettel, den du unterschreibst und zurückgibst.', ''),
    ('förderverein', 'Förderverein: Menschen, die der Schule mit Geld und Arbeit helfen.', ''),
    ('lernmittel', 'Lernmittel: Bücher und Hefte für den Unterricht.', ''),
    ('betreuung', 'Betreuung: Jemand passt nach dem Unterricht auf die Kinder auf.', ''),
    ('consent form', '', 'Consent form: you allow it with your signature.'),
    ('guardian', '', 'Guardian: the parents, or whoever looks after the child.'),
    ('excursion', '', 'Excursion: the class goes on a trip and has no lessons.'),
    ('contribution', '', 'Contribution: the money that you pay.'),
)


def explain(brief: Brief) -> str:
    """The letter as a short note with headings that answer the usual questions."""
    text = brief.answer('letter') or brief.text or brief.last
    found = [sentence for sentence in sentences(_without_frame(text)) if not _is_formula(sentence)]
    about = [sentence for index, sentence in enumerate(found) if index == 0 or _is_plain(sentence)]
    todo = [sentence for sentence in found if _TODO.search(sentence) and not _items([sentence])]
    child = brief.answer('child')
    return document(
        f'# {_title(brief, text)}',
        brief.say(f'Der Brief ist für: {plain(child)}.', f'The letter is about: {plain(child)}.') if child else '',
        section(
            brief.say('Worum geht es?', 'What is it about?'),
            ' '.join(as_sentence(line) for line in pick(about, 3)),
        ),
        section(brief.say('Wann ist das?', 'When is it?'), bullets(_events(found))),
        section(brief.say('Was musst du tun?', 'What do you have to do?'), checks(_with_deadline(brief, todo))),
        section(
            brief.say('Was soll das Kind mitbringen?', 'What should the child bring along?'), checks(_items(found))
        ),
        section(brief.say('Was kostet es?', 'What does it cost?'), _costs(brief, text)),
        section(brief.say('Wen kannst du fragen?', 'Whom can you ask?'), bullets([*phones(text), *emails(text)])),
        section(brief.say('Schwere Wörter', 'Difficult words'), bullets(_glossary(brief, text))),
        section(brief.say('Bitte genau hinsehen', 'Please look closely'), bullets(weekday_notes(brief, text))),
    )


def _title(brief: Brief, text: str) -> str:
    for line in text.splitlines():
        match = re.match(r'\s*(?:Betreff|Betr\.|Subject|Re)\s*:?\s+(.+)', line)
        if match:
            return shorten(plain(match[1]), 70)
    return brief.say('Der Brief aus der Schule', 'The letter from school')


def _without_frame(text: str) -> str:
    """Without subject line, greeting, closing and signature, which say nothing new."""
    frame = re.compile(
        r'\s*(?:Betreff|Subject)\s*:|\s*(?:Liebe|Sehr geehrte|Dear|Hello|Hallo)\b.{0,60}[,!]?\s*$'
        r'|\s*(?:Mit freundlichen|Viele|Herzliche|Kind|Best|Yours)\b.{0,40}$'
    )
    kept: list[str] = []
    for line in text.splitlines():
        if re.match(r'\s*(?:Mit freundlichen|Viele Grüße|Herzliche Grüße|Kind regards|Best wishes|Yours)\b', line):
            break
        if not frame.match(line):
            kept.append(line)
    return '\n'.join(kept) or text


def _is_formula(sentence: str) -> bool:
    return re.match(r'(?:wir freuen uns|vielen dank|we look forward|thank you)', sentence, re.IGNORECASE) is not None


def _is_plain(sentence: str) -> bool:
    """True when the sentence has no place further down: no time, no task, no money, no phone number."""
    elsewhere = when(sentence) or _TODO.search(sentence) or _items([sentence]) or sums(sentence)
    return not (elsewhere or phones(sentence) or emails(sentence))


def _events(found: list[str]) -> list[str]:
    """'**date, time** – sentence', without mere deadlines."""
    lines: dict[str, str] = {}
    for sentence in found:
        has_deadline = find_deadlines(sentence)
        for time in when(sentence):
            is_plain_time = not find_dates(sentence) and find_times(sentence)
            if not has_deadline or is_plain_time:
                lines.setdefault(time, f'**{time}** – {shorten(as_sentence(sentence), 160)}')
    return list(lines.values())


def _with_deadline(brief: Brief, todo: list[str]) -> list[str]:
    """What is due first comes first."""
    lead = brief.say('bis', 'by')
    rows: list[tuple[tuple[int, int, int], str]] = []
    for sentence in todo:
        until = find_deadlines(sentence)
        dates = find_dates(until[0]) if until else []
        line = f'**{lead} {until[0]}:** {as_sentence(sentence)}' if until else as_sentence(sentence)
        rows.append((dates[0].key(brief.today) if dates else (9999, 0, 0), line))
    return [line for _, line in sorted(rows, key=lambda row: row[0])]


def _items(found: list[str]) -> list[str]:
    """The things after 'mitbringen' and its kin, one by one."""
    items: list[str] = []
    for sentence in found:
        match = _BRING.search(sentence)
        if not match:
            continue
        after = sentence[match.end() :].lstrip(': ')
        before = sentence[: match.start()]
        # German puts the things before the verb, or after 'mitbringen:'; English always behind it.
        listed = after if not match['german'] or (',' in after and ',' not in before) else before
        for piece in re.split(r',|\bund\b|\band\b|;', listed):
            thing = ' '.join(_FILLER.sub(' ', piece).split()).strip(' .:!')
            if 2 < len(thing) <= 60:
                items.append(thing[0].upper() + thing[1:])
    return list(dict.fromkeys(items))


def _costs(brief: Brief, text: str) -> str:
    found = sums(text)
    lines = []
    for sentence in sentences(text):
        if any(item.text in sentence for item in found):
            lines.append(as_sentence(sentence))
    total = add_up(found)
    if total:
        terms = ' + '.join(format_money(item.amount, item.currency, brief.language) for item in total.items)
        result = format_money(total.total, total.items[0].currency, brief.language)
        lines.append(f'**{brief.say("Zusammen", "Together")}:** {terms} = **{result}**')
        if total.named and not total.agrees:
            lines.append(brief.say(f'Im Brief steht {total.named.text}. Frag bitte nach.',
                                   f'The letter says {total.named.text}. Please ask.'))  # fmt: skip
    return bullets(dict.fromkeys(lines))


def _glossary(brief: Brief, text: str) -> list[str]:
    low = text.lower()
    return [brief.say(de, en) for word, de, en in _WORDS if word in low and brief.say(de, en)]
