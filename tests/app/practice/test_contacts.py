"""People, addresses, numbers to call and to quote."""

from __future__ import annotations

from app.practice.contacts import addresses, emails, ibans, people, phones, references
from app.practice.facts import find_facts


def test_addresses_in_both_countries() -> None:
    assert addresses('Wir sitzen in der Bahnhofstraße 4, 88662 Überlingen am See.') == [
        'Bahnhofstraße 4, 88662 Überlingen am See'
    ]
    assert addresses('Come to 12 High Street, London W1A 1AA.') == ['12 High Street, London W1A 1AA']


def test_phone_numbers_are_neither_accounts_nor_dates() -> None:
    text = 'Tel. 07551 123456 oder +49 170 1234567, IBAN DE02 1203 0000 0000 2020 51, am 01.02.2026'
    assert phones(text) == ['07551 123456', '+49 170 1234567']
    assert ibans(text) == ['DE02 1203 0000 0000 2020 51']


def test_people_with_their_form_of_address() -> None:
    assert people('Bitte fragen Sie Frau Dr. Weber oder Herrn Klein. Frau Dr. Weber weiß alles.') == [
        'Frau Dr. Weber', 'Herrn Klein',
    ]  # fmt: skip
    assert people('Ask Mrs Jones and Mr. Smith.') == ['Mrs Jones', 'Mr. Smith']


def test_references_need_a_number() -> None:
    assert references('Aktenzeichen: WG 4711/26, Kundennummer 998877') == [
        ('Aktenzeichen', 'WG 4711/26'), ('Kundennummer', '998877'),
    ]  # fmt: skip
    assert references('Das Aktenzeichen steht oben.') == []


def test_all_facts_of_a_letter_with_their_sentences() -> None:
    facts = find_facts('Die Rechnung über 89,90 Euro ist bis zum 4.12.2026 zu zahlen. Fragen an info@shop.example.')
    assert [fact.text for fact in facts.deadlines] == ['4.12.2026']
    assert facts.money[0].sentence.startswith('Die Rechnung über')
    assert emails('x@y.de, x@y.de') == ['x@y.de'] and facts.emails[0].text == 'info@shop.example'
