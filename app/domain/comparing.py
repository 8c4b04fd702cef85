"""How two texts compare: as numbers, as days, or as words whose capitals and blanks do not matter.

A recipe's conditions and the action that filters a table ask the same function, so they never disagree.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from app.domain.pipelines import Op
from app.domain.values import read_date, read_number

_LEADING_ZERO = re.compile(r'\s*0\d+\s*$')
_YES = frozenset({'ja', 'jawohl', 'yes', 'true'})
_NO = frozenset({'nein', 'no', 'false'})


def holds(op: Op, left: str, right: str = '') -> bool:
    """Whether `left op right` is so. More and less hold only between two numbers or two days.

    Yes and no look at how `left` begins: both are false for an answer that says neither.
    """
    return _HOLDS[op](left, right)


def order(left: str, right: str) -> int | None:
    """1 when `left` is more or later, -1 when less or earlier, 0 when equal; None when they cannot be ordered."""
    first, second = measured(left), measured(right)
    if isinstance(first, Decimal) and isinstance(second, Decimal):
        return (first > second) - (first < second)
    if isinstance(first, date) and isinstance(second, date):
        return (first > second) - (first < second)
    return None


def measured(text: str) -> Decimal | date | None:
    """The number or the day that the text is; None for words, also for a postal code: it begins with a nought."""
    number = None if _LEADING_ZERO.match(text) else read_number(text)
    return read_date(text) if number is None else number


def folded(text: str) -> str:
    """The text without what people do not see as a difference: capitals, blanks, how an umlaut is stored."""
    return ' '.join(unicodedata.normalize('NFC', text).casefold().split())


def yes_or_no(text: str) -> bool | None:
    """How an answer begins: "Ja, denn …" is True, "Nein." is False, anything else None."""
    first = re.search(r'\w+', text)
    word = first[0].casefold() if first else ''
    return True if word in _YES else False if word in _NO else None


def _same(left: str, right: str) -> bool:
    return order(left, right) == 0 or folded(left) == folded(right)


_HOLDS: Mapping[Op, Callable[[str, str], bool]] = {
    Op.IS: _same,
    Op.IS_NOT: lambda left, right: not _same(left, right),
    Op.CONTAINS: lambda left, right: folded(right) in folded(left),
    Op.CONTAINS_NOT: lambda left, right: folded(right) not in folded(left),
    Op.MORE: lambda left, right: order(left, right) == 1,
    Op.LESS: lambda left, right: order(left, right) == -1,
    Op.EMPTY: lambda left, _: not left.strip(),
    Op.NOT_EMPTY: lambda left, _: bool(left.strip()),
    Op.YES: lambda left, _: yes_or_no(left) is True,
    Op.NO: lambda left, _: yes_or_no(left) is False,
}
