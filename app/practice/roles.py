"""Which field of a start form means what, found by its label: the shipped templates' labels and common short ones."""

from __future__ import annotations

import re
import unicodedata

# The exact labels of the shipped templates (tests hold the two together). They are whole questions, so that a
# line of a pasted letter is not taken for one of them.
LABELS: dict[str, tuple[str, ...]] = {
    'topic': ('Worüber soll der Artikel sein?', 'What should the article be about?'),
    'notes': ('Was weißt du schon darüber?', 'What do you already know about it?'),
    'readers': ('Für wen ist der Artikel?', 'Who is the article for?'),
    'mail': ('Welche E-Mail hast du bekommen?', 'Which e-mail did you get?'),
    'reply': ('Was möchtest du antworten?', 'What would you like to answer?'),
    'name': ('Wie heißt du?', 'What is your name?'),
    'content': ('Was soll in dem Text stehen?', 'What should the text say?'),
    'recipient': (
        'An wen geht der Text?',
        'Who will get the text?',
        'Welches Amt ist es?',
        'Which office is it?',
        'Welche Firma ist es?',
        'Which company is it?',
    ),
    'sender': ('Wie heißt du und wo wohnst du?', 'What are your name and address?'),
    'matter': (
        'Was ist passiert und was möchtest du?',
        'What happened and what do you want?',
        'Worüber möchtest du dich beschweren?',
        'What do you want to complain about?',
    ),
    'reference': ('Welches Zeichen steht auf dem Brief?', 'Which reference is on the letter?'),
    'letter': ('Was steht in dem Schulbrief?', 'What does the school letter say?'),
    'child': ('Für welches Kind ist der Brief?', 'Which child is the letter about?'),
    'minutes': ('Was hast du mitgeschrieben?', 'What did you write down?'),
    'meeting': ('Welche Sitzung war das?', 'Which meeting was it?'),
    'dishes': ('Was wollt ihr diese Woche essen?', 'What do you want to eat this week?'),
    'stock': ('Was habt ihr schon zu Hause?', 'What do you already have at home?'),
    'job': ('Was steht in der Stellenanzeige?', 'What does the job advert say?'),
    'skills': ('Was kannst du und was hast du gemacht?', 'What can you do and what have you done?'),
    'question': ('Was möchtest du entscheiden?', 'What do you want to decide?'),
    'points': ('Was fällt dir dazu ein?', 'What comes to mind about it?'),
    'receipts': ('Welche Belege hast du?', 'Which receipts do you have?'),
    'month': (
        'Welcher Monat ist es?',
        'Which month is it?',
        'Für welchen Monat ist der Rundbrief?',
        'Which month is the newsletter for?',
    ),
    'kinds': ('Welche Arten von Ausgaben gibt es?', 'Which kinds of expenses are there?'),
    'foreign': ('Welcher Brief soll übersetzt werden?', 'Which letter should be translated?'),
    'into': ('In welche Sprache?', 'Into which language?'),
    'style': ('Wie soll es klingen?', 'How should it sound?'),
    'recipes': ('Welche Rezepte kommen in das Buch?', 'Which recipes go into the book?'),
    'book': ('Wie soll das Buch heißen?', 'What is the book called?'),
    'news': ('Was war los und was kommt?', 'What happened and what is coming?'),
    'club': ('Wie heißt der Verein?', 'What is the club called?'),
    'greeter': ('Wer grüßt die Mitglieder?', 'Who greets the members?'),
    'articles': ('Welche Artikel willst du beschreiben?', 'Which items do you want to describe?'),
    'platform': ('Wo werden sie verkauft?', 'Where are they sold?'),
    'occasion': ('Worum geht es in dieser Woche?', 'What is this week about?'),
    'destination': ('Wohin geht die Reise?', 'Where do you want to go?'),
    'travel_days': ('Wann fahrt ihr und wie lange?', 'When do you travel and for how long?'),
    'travellers': ('Wer fährt mit?', 'Who is travelling?'),
    'wishes': ('Was wollt ihr dort machen?', 'What do you want to do there?'),
    'budget': ('Wie viel Geld habt ihr?', 'How much money do you have?'),
    'doctor_letter': ('Was steht in dem Arztbrief?', 'What does the doctor’s letter say?'),
    'patient': ('Für wen ist der Arztbrief?', 'Who is the doctor’s letter for?'),
    'own_questions': ('Was möchtest du die Praxis fragen?', 'What would you like to ask the practice?'),
    'voices': ('Was haben die Kunden geschrieben?', 'What did your customers write?'),
    'period': ('Aus welcher Zeit sind die Stimmen?', 'Which time are the voices from?'),
    'business': ('Wie heißt dein Geschäft?', 'What is your business called?'),
    'agenda': ('Was liegt an?', 'What is on?'),
    'reading': ('Was möchtest du noch lesen?', 'What else would you like to read?'),
}
# Short labels of people's own recipes; only looked at when none of the labels above occurs.
SHORT: dict[str, tuple[str, ...]] = {
    'topic': ('Thema', 'Topic', 'Titel', 'Title'),
    'notes': ('Notizen', 'Stichworte', 'Stichpunkte', 'Notes'),
    'readers': ('Zielgruppe', 'Leser', 'Audience', 'Readers'),
    'mail': ('E-Mail', 'Mail', 'Nachricht', 'Message'),
    'reply': ('Antwort', 'Wunsch', 'Reply'),
    'content': ('Inhalt', 'Text', 'Content'),
    'recipient': ('Empfänger', 'An wen', 'Behörde', 'Amt', 'Firma', 'Recipient', 'Company'),
    'sender': ('Absender', 'Sender'),
    'matter': ('Anliegen', 'Sachverhalt', 'Was ist passiert', 'Matter'),
    'reference': ('Aktenzeichen', 'Reference'),
    'minutes': ('Mitschrift', 'Protokoll', 'Minutes'),
    'dishes': ('Gerichte', 'Dishes', 'Meals'),
    'stock': ('Vorrat', 'Vorräte', 'Stock'),
    'job': ('Stellenanzeige', 'Stelle', 'Job advert'),
    'skills': ('Lebenslauf', 'Erfahrung', 'Skills', 'Experience'),
    'question': ('Frage', 'Question'),
    'points': ('Argumente', 'Gründe', 'Points'),
}


def normal(label: str) -> str:
    """A label without marks, spaces around it and difference of case."""
    return re.sub(r'[\s#*_:?]+', ' ', unicodedata.normalize('NFC', label)).strip().casefold()


_EXACT = {normal(label): role for role, labels in LABELS.items() for label in labels}
_LOOSE = {normal(label): role for role, labels in SHORT.items() for label in labels} | _EXACT
_LONGEST = max(len(label) for label in _LOOSE) + 12


def read_label(line: str, *, loose: bool) -> tuple[str, str]:
    """`(role, rest of the line)`; ('', line) when the line does not begin with a known label."""
    known = _LOOSE if loose else _EXACT
    head = line.strip()
    ends = {mark: head.find(mark, 0, _LONGEST) for mark in (':', '?')}
    for mark, at in ends.items():
        if at > 0 and normal(head[:at]) in known:
            rest = head[at:].lstrip(':?*_ ')
            if mark == ':' or not rest or ':' in head[at : at + 4] or not loose:
                return known[normal(head[:at])], rest
    is_heading = head.startswith(('#', '**')) or not loose
    if is_heading and len(head) <= _LONGEST and normal(head) in known:
        return known[normal(head)], ''
    return '', line
