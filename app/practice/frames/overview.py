"""For any text: its main sentences, everything that can be looked up in it, a list to tick off."""

from __future__ import annotations

from collections.abc import Iterable

from app.practice.brief import Brief
from app.practice.facts import Fact, find_facts, sums
from app.practice.layout import blank, bullets, checks, document, section
from app.practice.money import add_up, format_money
from app.practice.notes import read_points
from app.practice.sentences import as_sentence, sentences, shorten
from app.practice.summary import pick


def overview(brief: Brief) -> str:
    """The text in short and the facts in it."""
    if not brief.given.strip():
        return _nothing(brief)
    return document(summary(brief), facts(brief))


def summary(brief: Brief) -> str:
    """The most important sentences of the text, at most a fifth of them."""
    found = sentences(brief.last or brief.given)
    if not found:
        return _nothing(brief)
    count = min(7, max(3, len(found) // 5))
    chosen = pick(found, count) or found[:count]
    return section(brief.say('Kurz gesagt', 'In short'), bullets(as_sentence(line) for line in chosen))


def facts(brief: Brief) -> str:
    """Deadlines, dates, sums, people, addresses and numbers, each with the sentence it stands in."""
    found = find_facts(brief.given)
    taken = {fact.text.lower() for fact in found.deadlines}
    dates = [fact for fact in found.dates if fact.text.lower() not in taken]
    blocks = (
        (brief.say('Fristen', 'Deadlines'), found.deadlines),
        (brief.say('Termine', 'Dates'), dates),
        (brief.say('Geld', 'Money'), found.money),
        (brief.say('Personen', 'People'), found.people),
        (brief.say('Adressen', 'Addresses'), found.addresses),
        (brief.say('Telefon', 'Phone'), found.phones),
        (brief.say('E-Mail', 'E-mail'), found.emails),
        (brief.say('Konto', 'Account'), found.accounts),
        (brief.say('Zeichen und Nummern', 'References'), found.references),
    )
    text = document(*(section(title, _listed(group)) for title, group in blocks))
    none = brief.say(
        'In diesem Text stehen keine Termine, Beträge oder Namen.', 'This text has no dates, sums or names.'
    )
    return document(text or none, _total(brief))


def checklist(brief: Brief) -> str:
    """Every point of the text as something to tick off."""
    points = read_points(brief.last or brief.given)
    if not points:
        return _nothing(brief)
    lines = [f'{point.label}: {point.text}' if point.label else point.text for point in points[:200]]
    return section(brief.say('Liste zum Abhaken', 'Checklist'), checks(shorten(line, 200) for line in lines))


def _listed(group: Iterable[Fact]) -> str:
    """Facts of one sentence stand together, so that it is not said twice."""
    together: dict[str, list[str]] = {}
    for fact in group:
        together.setdefault(fact.sentence, []).append(fact.text)
    return bullets(f'**{", ".join(found)}** – {shorten(as_sentence(line), 140)}' for line, found in together.items())


def _total(brief: Brief) -> str:
    total = add_up(sums(brief.given))
    if not total or len(total.items) > 12:
        return ''
    terms = ' + '.join(format_money(item.amount, item.currency, brief.language) for item in total.items)
    result = format_money(total.total, total.items[0].currency, brief.language)
    return brief.say('Alle Beträge zusammen: ', 'All sums together: ') + f'{terms} = **{result}**'


def _nothing(brief: Brief) -> str:
    return document(
        brief.say('Es liegt noch kein Text vor.', 'There is no text yet.'),
        blank(brief.say('dein Text', 'your text')),
    )
