"""What is found of a letter in the texts that bots write."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.writers.letter_parts import LetterParts, letter_parts, looks_like_a_letter

# As the template 'brief-ans-amt' gives it in practice mode.
PRACTICE = """Übungsmodus: Hier hat keine KI gearbeitet. Feste Regeln haben deine Angaben geordnet.

Erika Sommer  
Gartenweg 5  
88662 Überlingen

Stadt Überlingen, Wohngeldstelle  
Frau Huber  
Bahnhofstraße 4  
88662 Überlingen

Überlingen, 26. November 2026

**Widerspruch zu: Wohngeldbescheid vom 3. November 2026 – Zeichen: WG 4711/26**

Sehr geehrte Frau Huber,

ich habe am 5. November 2026 den Wohngeldbescheid bekommen.

Ich lege **Widerspruch** ein.

Mit freundlichen Grüßen

Erika Sommer

---

## Vor dem Abschicken

- ☐ Unterschreiben und eine Kopie behalten.
"""  # noqa: W291
LABELLED = """Gerne, hier ist dein Brief:

**Absender:**
Erika Sommer
Gartenweg 5
88662 Überlingen
Tel.: 07551 123456
E-Mail: erika@example.org

**Empfänger:**
Elektro Winkler GmbH
Industriestraße 12
78462 Konstanz

Ihr Zeichen: WM-77
Kundennummer: 4711
Datum: 26.11.2026

**Betreff:** Reklamation meiner Waschmaschine

Guten Tag Herr Winkler,
die Maschine ist kaputt.

Viele Grüße
Erika Sommer

Anlagen:
- Kopie der Rechnung
- Foto

Hinweis: Bitte prüfe die Angaben noch einmal.
"""
ENGLISH = """5 Garden Lane
Lakeside LS1 7CD

To the Housing Office
4 Station Road
Lakeside LS1 4AB

26 November 2026

Subject: Housing benefit

Dear Sir or Madam,

I would like to appeal.

Yours faithfully,

Erika Sommer

Enc.: copy of the rent increase
"""


def test_a_letter_from_a_template() -> None:
    assert letter_parts(PRACTICE) == LetterParts(
        sender=('Erika Sommer', 'Gartenweg 5', '88662 Überlingen'),
        receiver=('Stadt Überlingen, Wohngeldstelle', 'Frau Huber', 'Bahnhofstraße 4', '88662 Überlingen'),
        date='Überlingen, 26. November 2026',
        subject='Widerspruch zu: Wohngeldbescheid vom 3. November 2026 – Zeichen: WG 4711/26',
        salutation='Sehr geehrte Frau Huber,',
        body='ich habe am 5. November 2026 den Wohngeldbescheid bekommen.\n\nIch lege **Widerspruch** ein.',
        closing='Mit freundlichen Grüßen',
        signature=('Erika Sommer',),
    )


def test_a_letter_with_labels_and_enclosures() -> None:
    assert letter_parts(LABELLED) == LetterParts(
        sender=('Erika Sommer', 'Gartenweg 5', '88662 Überlingen'),
        contacts=('Tel.: 07551 123456', 'E-Mail: erika@example.org'),
        receiver=('Elektro Winkler GmbH', 'Industriestraße 12', '78462 Konstanz'),
        references=('Ihr Zeichen: WM-77', 'Kundennummer: 4711'),
        date='26.11.2026',
        subject='Reklamation meiner Waschmaschine',
        salutation='Guten Tag Herr Winkler,',
        body='die Maschine ist kaputt.',
        closing='Viele Grüße',
        signature=('Erika Sommer',),
        attachments=('Anlagen:', 'Kopie der Rechnung', 'Foto'),
    )


def test_an_english_letter() -> None:
    parts = letter_parts(ENGLISH)
    assert parts.sender == ('5 Garden Lane', 'Lakeside LS1 7CD')
    assert parts.receiver == ('To the Housing Office', '4 Station Road', 'Lakeside LS1 4AB')
    assert (parts.date, parts.subject) == ('26 November 2026', 'Housing benefit')
    assert (parts.closing, parts.signature) == ('Yours faithfully,', ('Erika Sommer',))
    assert parts.attachments == ('Enc.: copy of the rent increase',)


def test_a_single_address_is_the_receivers() -> None:
    parts = letter_parts('Stadtwerke\nHafenstraße 2\n88662 Überlingen\n\nSehr geehrte Damen und Herren,\n\nbitte.')
    assert parts.receiver[0] == 'Stadtwerke' and parts.sender == ()


def test_a_single_address_of_whoever_signs_is_the_senders() -> None:
    parts = letter_parts('Erika Sommer\nGartenweg 5\n\nLiebe Inge,\n\nkomm bald.\n\nLiebe Grüße\nErika Sommer')
    assert parts.sender == ('Erika Sommer', 'Gartenweg 5') and parts.receiver == ()


def test_gaps_are_no_addresses_and_no_names() -> None:
    parts = letter_parts(
        '[Dein Name]\n[Adresse]\n\nSehr geehrte Frau Huber,\n\nbitte.\n\nMit freundlichen Grüßen\n\n[Name]'
    )
    assert (parts.sender, parts.receiver, parts.signature) == ((), (), ())


@pytest.mark.parametrize(
    ('head', 'subject'),
    [
        ('Betreff: Mein Antrag', 'Mein Antrag'),
        ('**Betreff:** Mein Antrag', 'Mein Antrag'),
        ('**Betreff: Mein Antrag**', 'Mein Antrag'),
        ('# Mein Antrag', 'Mein Antrag'),
        ('# Brief ans Amt\n\n**Mein Antrag**', 'Mein Antrag'),
        ('', ''),
    ],
)
def test_the_subject(head: str, subject: str) -> None:
    assert letter_parts(f'{head}\n\nSehr geehrte Frau Huber,\n\nbitte.').subject == subject


@pytest.mark.parametrize(
    'day',
    [
        '26. November 2026',
        'Überlingen, den 26.11.2026',
        'Überlingen, 26. 11. 2026',
        'München, 2026-11-26',
        '26 May 2026',
    ],
)
def test_the_day(day: str) -> None:
    parts = letter_parts(f'Stadtwerke\n88662 Überlingen\n\n{day}\n\nHallo Inge,\n\nam 3. Mai 2027 komme ich.')
    assert parts.date == day and parts.receiver == ('Stadtwerke', '88662 Überlingen')


@pytest.mark.parametrize(
    'closing',
    ['Mit freundlichen Grüßen', 'Mit freundlichem Gruß,', '**Viele Grüße**', 'Hochachtungsvoll', 'Kind regards,'],
)
def test_the_closing(closing: str) -> None:
    parts = letter_parts(f'Sehr geehrte Frau Huber,\n\nbitte.\n\n{closing}\n\nErika')
    assert parts.body == 'bitte.' and parts.signature == ('Erika',)


def test_a_sentence_that_begins_like_a_greeting_is_none() -> None:
    assert not letter_parts('Liebe Grüße sind immer schön.\n\nHallo ist ein kurzes Wort.').salutation


def test_a_letter_in_a_box_is_taken_out_of_it() -> None:
    parts = letter_parts(
        '```\nSehr geehrte Frau Huber,\n\nbitte.\n\nMit freundlichen Grüßen\nErika\n```\nSag Bescheid!'
    )
    assert (parts.body, parts.signature) == ('bitte.', ('Erika',))


def test_a_text_without_greetings_is_all_body() -> None:
    assert letter_parts('# Tomaten\n\nSie brauchen Sonne.') == LetterParts(
        subject='Tomaten', body='Sie brauchen Sonne.'
    )
    assert letter_parts('Sie brauchen Sonne.') == LetterParts(body='Sie brauchen Sonne.')
    assert letter_parts('') == LetterParts()


def test_what_looks_like_a_letter() -> None:
    assert looks_like_a_letter(PRACTICE) and looks_like_a_letter(LABELLED) and looks_like_a_letter(ENGLISH)
    assert not looks_like_a_letter('# Tomaten\n\nSie brauchen Sonne.')
    assert not looks_like_a_letter('Betreff: Kaffee\n\nHallo Sabine,\n\nich komme.\n\nLiebe Grüße\nErika')


@given(st.lists(st.sampled_from([*PRACTICE.split('\n'), *LABELLED.split('\n'), '```', '---', 'x' * 300]), max_size=40))
def test_no_mixture_of_lines_is_a_problem(lines: list[str]) -> None:
    parts = letter_parts('\n'.join(lines))
    assert len(parts.receiver) <= 9 and len(parts.sender) <= 9


@given(st.text(max_size=400))
def test_no_text_is_a_problem(text: str) -> None:
    letter_parts(text)
