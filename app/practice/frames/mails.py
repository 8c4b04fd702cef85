"""E-mails: what is in one, the answer to it point by point, and a draft that is ready to send."""

from __future__ import annotations

import re

from app.practice.brief import Brief
from app.practice.contacts import emails
from app.practice.dates import find_dates
from app.practice.layout import blank, blanks, bullets, checks, document, section, stacked
from app.practice.mail_reader import Mail, greeting_for, quoted, read_mail
from app.practice.people import after_greeting, friendly_greeting, writer
from app.practice.sentences import as_sentence, sentences, shorten
from app.practice.summary import pick
from app.practice.words import content_words, related, stems

_KINDS = {
    'complaint': ('eine Beschwerde', 'a complaint'),
    'appointment': ('ein Termin oder eine Einladung', 'an appointment or invitation'),
    'question': ('eine Frage', 'a question'),
    'message': ('eine Nachricht', 'a message'),
}
_GREETS = re.compile(
    r'^(?:hallo|liebe[rns]?|guten tag|sehr geehrte\w*|hello|dear|hi)\b[^.!?]{0,60}[,!]?$', re.IGNORECASE
)
ANSWER = ('Deine Antwort', 'Your answer')  # the heading of the template's question to the person
CHECKED = ('Der geprüfte Text', 'The checked text')


def read(brief: Brief) -> str:
    """Who writes, what kind of mail it is, what is asked, which times it names."""
    mail = read_mail(_mail_text(brief))
    nobody = brief.say('Steht nicht in der E-Mail.', 'The mail does not say.')
    return document(
        section(brief.say('Von wem', 'From'), mail.sender or nobody),
        section(brief.say('Was ist das', 'What it is'), as_sentence(brief.say(*_KINDS[mail.kind]))),
        section(brief.say('Kurz gesagt', 'In short'), bullets(as_sentence(line) for line in pick(_told(mail), 3))),
        section(brief.say('Das will man von dir wissen', 'What they want to know'), bullets(mail.questions)),
        section(brief.say('Darum bittet man dich', 'What they ask you to do'), bullets(mail.requests)),
        section(brief.say('Termine', 'Times'), bullets(mail.times)),
    )  # fmt: skip


def reply(brief: Brief) -> str:
    """An answer with everything the person wants to say; open questions stay as marked gaps."""
    mail = read_mail(_mail_text(brief))
    wanted = [as_sentence(sentence) for sentence in sentences(brief.answer('reply') or _written_later(brief))]
    answered, rest = _assign(mail, wanted)
    body = [' '.join(found) for found in answered.values() if found]
    gaps = [
        brief.say(f'Zu {_your(mail)} Frage „{quoted(question)}“: ', f'On your question “{quoted(question)}”: ')
        + blank(brief.say('deine Antwort', 'your answer'))
        for question, found in answered.items()
        if not found
    ]
    if not wanted and not gaps:
        gaps = [blank(brief.say('was du antworten möchtest', 'what you want to answer'))]
    subject = f'Re: {mail.subject}' if mail.subject else ''
    return document(
        f'**{brief.say("Betreff", "Subject")}:** {subject}' if subject else '',
        greeting_for(mail, brief.language),
        _thanks(brief, mail),
        *body,
        ' '.join(rest),
        *gaps,
        _goodbye(brief, mail.formal),
        writer(brief),
    )


def message(brief: Brief) -> str:
    """A friendly message made of the person's sentences."""
    text = brief.answer('content', 'matter', 'notes') or brief.text or brief.last
    found = [as_sentence(sentence) for sentence in sentences(text)]
    greeting = ''
    if found and _GREETS.fullmatch(found[0].rstrip('.')):
        greeting = found.pop(0).rstrip('.')
    if found:
        found[0] = after_greeting(brief, found[0])
    paragraphs = [' '.join(found[start : start + 3]) for start in range(0, len(found), 3)]
    return document(
        greeting or friendly_greeting(brief, brief.answer('recipient')),
        *(paragraphs or [blank(brief.say('was du sagen möchtest', 'what you want to say'))]),
        brief.say('Viele Grüße', 'Kind regards'),
        writer(brief),
    )


def draft(brief: Brief) -> str:
    """The checked text as a mail: to whom, subject, text, and what to look at before sending."""
    text = checked_text(brief.last or brief.given)
    to = next(iter(emails(brief.answer('recipient'))), '')
    named = (
        ' '.join(brief.answer('recipient').replace(to, '').split()).strip(' ,;<>') if to else brief.answer('recipient')
    )
    receiver = (
        f'{named} <{to}>' if to and named else to or named or blank(brief.say('E-Mail-Adresse', 'e-mail address'))
    )
    subject = _subject(brief, text)
    todo = [brief.say(f'Lücke ausfüllen: {gap}', f'Fill the gap: {gap}') for gap in blanks(f'{receiver}\n{text}')]
    if not to and named:
        todo.append(brief.say('Die E-Mail-Adresse eintragen.', 'Enter the e-mail address.'))
    todo.append(brief.say('Alles noch einmal lesen.', 'Read everything once more.'))
    todo.append(brief.say('Den Text kopieren und selbst abschicken. Es wurde nichts verschickt.',
                          'Copy the text and send it yourself. Nothing has been sent.'))  # fmt: skip
    head = (
        f'**{brief.say("An", "To")}:** {" ".join(receiver.split())}',
        f'**{brief.say("Betreff", "Subject")}:** {subject}',
    )
    return document(
        stacked(head),
        text,
        '---',
        section(brief.say('Vor dem Abschicken', 'Before you send it'), checks(todo)),
    )


def _written_later(brief: Brief) -> str:
    """What the person wrote below 'Deine Antwort' when they were asked for it."""
    pattern = '|'.join(re.escape(heading) for heading in ANSWER)
    found = (re.search(rf'(?ms)^## (?:{pattern})[ \t]*\n+(.*?)(?=^## |\Z)', text) for text in brief.earlier)
    return next((match[1].strip() for match in found if match), '')


def _told(mail: Mail) -> list[str]:
    """The sentences that are neither question nor request, which stand in lists of their own."""
    told = [line for line in mail.body if line not in mail.questions and line not in mail.requests]
    return told or list(mail.body)


def checked_text(text: str) -> str:
    """The text below the heading 'Der geprüfte Text', else all of it."""
    pattern = '|'.join(re.escape(heading) for heading in CHECKED)
    match = re.search(rf'(?ms)^## (?:{pattern})\n+(.*?)(?=^## |\Z)', text)
    return match[1].strip() if match else text.strip()


def _mail_text(brief: Brief) -> str:
    return brief.answer('mail') or brief.text or brief.last


def _assign(mail: Mail, wanted: list[str]) -> tuple[dict[str, list[str]], list[str]]:
    """Each sentence of the wish goes to the question it fits best; the others come after."""
    answered: dict[str, list[str]] = {question: [] for question in mail.questions}
    rest: list[str] = []
    for sentence in wanted:
        shared = {question: _fit(question, sentence) for question in mail.questions}
        best = max(shared, key=lambda question: shared[question], default='')
        if best and shared[best]:
            answered[best].append(sentence)
        else:
            rest.append(sentence)
    if wanted and rest and sum(not found for found in answered.values()) == 1:
        # One question is left and so are sentences: 'Ja, gern.' needs no shared word to be its answer.
        left = next(question for question, found in answered.items() if not found)
        answered[left], rest = rest, []
    return answered, rest


def _fit(question: str, sentence: str) -> int:
    shared = len(set(stems(question)) & set(stems(sentence)))
    return shared * 2 + sum(related(word, sentence) for word in content_words(question))


def _thanks(brief: Brief, mail: Mail) -> str:
    if mail.kind == 'complaint':
        return brief.say(
            f'danke, dass {"Sie" if mail.formal else "du"} so offen {"schreiben" if mail.formal else "schreibst"}.',
            'thank you for writing so openly.',
        )
    if mail.kind == 'appointment':
        return brief.say(f'danke für {_your(mail, "e")} Nachricht.', 'thank you for your message.')
    return brief.say(f'vielen Dank für {_your(mail, "e")} E-Mail.', 'thank you very much for your e-mail.')


def _your(mail: Mail, ending: str = 'er') -> str:
    return ('Ihr' if mail.formal else 'dein') + ending


def _goodbye(brief: Brief, formal: bool) -> str:
    return brief.say('Freundliche Grüße' if formal else 'Liebe Grüße', 'Kind regards' if formal else 'Best wishes')


def _subject(brief: Brief, text: str) -> str:
    """The sentence that says most, cut to a line; greeting and closing do not count."""
    body = [
        line
        for line in sentences(text)
        if len(content_words(line)) > 1 and not _GREETS.fullmatch(line) and '[' not in line
    ]
    for line in body:
        dates = find_dates(line)
        before = content_words(line[: dates[0].start]) if dates else []
        nouns = before[:2] if brief.language == 'en' else [word for word in before if word[0].isupper()][:1]
        if nouns:
            what = ' '.join(nouns)
            return shorten(f'{what[0].upper()}{what[1:]} – {dates[0].text}', 60)
    best = next(iter(pick(body, 1)), '') or brief.say('Nachricht', 'Message')
    return shorten(best, 45).rstrip('.!?…')
