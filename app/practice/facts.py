"""Everything in a text that can be looked up: deadlines, dates, sums, people, addresses, numbers."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from app.practice.contacts import addresses, emails, ibans, people, phones, references
from app.practice.dates import find_dates, find_deadlines, find_times, find_weekdays
from app.practice.money import Money, find_money
from app.practice.sentences import lines, sentences, shorten

_MOST = 40  # of one kind; nobody reads a longer list


@dataclass(frozen=True, slots=True)
class Fact:
    """Something found, with the sentence it stands in."""

    text: str
    sentence: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """All facts of a text, each kind in the order of the text and without repetitions."""

    deadlines: tuple[Fact, ...]
    dates: tuple[Fact, ...]
    money: tuple[Fact, ...]
    people: tuple[Fact, ...]
    addresses: tuple[Fact, ...]
    phones: tuple[Fact, ...]
    emails: tuple[Fact, ...]
    accounts: tuple[Fact, ...]
    references: tuple[Fact, ...]


@lru_cache(maxsize=8)
def find_facts(text: str) -> Facts:
    """Look through every sentence of `text`."""
    found = sentences(text)
    numbers = [sentence for sentence in found if any(letter.isdigit() for letter in sentence)]
    return Facts(
        deadlines=_all(found, find_deadlines),
        dates=_all(found, when),
        money=_all(numbers, lambda sentence: [item.text for item in find_money(sentence)]),
        people=_all(found, people),
        addresses=_all(_with_numbers(text), addresses),
        phones=_all(numbers, phones),
        emails=_all([sentence for sentence in found if '@' in sentence], emails),
        accounts=_all(numbers, ibans),
        references=_all(numbers, lambda sentence: [f'{label} {number}' for label, number in references(sentence)]),
    )


def _with_numbers(text: str) -> list[str]:
    """Lines, because an address has no sentence around it."""
    return [line for line in lines(text) if any(letter.isdigit() for letter in line)]


def when(sentence: str) -> list[str]:
    """The points in time a sentence names, each date together with its time of day."""
    dates = [item.text for item in find_dates(sentence)] or find_weekdays(sentence)
    times = find_times(sentence)
    if len(dates) == 1 and times:
        return [f'{dates[0]}, {_bare(times[0])}']
    return dates or [_bare(time) for time in times]


def _bare(time: str) -> str:
    """'7:45 Uhr' for 'um 7:45 Uhr'; 'ab' and 'gegen' say something and stay."""
    return re.sub(r'^(?:um|at)\s', '', time, flags=re.IGNORECASE)


def sums(text: str) -> list[Money]:
    """All sums of money in `text`."""
    return [item for sentence in sentences(text) for item in find_money(sentence)]


def numbers_and_dates(text: str) -> list[str]:
    """'12,50 Euro – sentence' for every sum and every point in time."""
    facts = find_facts(text)
    return [f'**{fact.text}** – {shorten(fact.sentence, 140)}' for fact in (*facts.money, *facts.dates)]


def _all(found: list[str], find: Callable[[str], list[str]]) -> tuple[Fact, ...]:
    facts: dict[str, Fact] = {}
    for sentence in found:
        for text in find(sentence):
            facts.setdefault(text.lower(), Fact(text, sentence))
            if len(facts) >= _MOST:
                return tuple(facts.values())
    return tuple(facts.values())
