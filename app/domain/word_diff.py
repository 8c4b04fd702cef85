"""Two texts compared word by word: what stayed, what went, what is new. As good for long texts as for short ones.

Lines are compared first, then the words of the lines that changed. Words that occur once on both sides are fixed
points (patience diff); between them the shortest way from old to new is looked for (Myers), as long as the effort
lasts. difflib is not used: without its junk heuristic it takes minutes for repetitive texts, with it it misses words.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

SAME, GONE, NEW = 'same', 'gone', 'new'
Piece = tuple[str, str]  # one of the three, and the text

_TOKEN = re.compile(r'\s+|\w+|[^\w\s]')
_MOST_EFFORT = 300_000  # comparisons; what is left unmatched then is simply gone and new


def word_diff(old: str, new: str) -> list[Piece]:
    """Pieces in reading order: same + gone give the old text, same + new the new one; neighbours differ in kind."""
    effort = _Effort(min(_MOST_EFFORT, 20_000 + (len(old) + len(new)) // 2))
    pieces: list[Piece] = []
    for is_same, before, after in _compared(old.splitlines(keepends=True), new.splitlines(keepends=True), effort):
        if is_same:
            pieces.append((SAME, before))
        else:
            pieces += _words(before, after, effort)
    return _joined(pieces)


def is_worth_marking(pieces: Iterable[Piece]) -> bool:
    """False when so little stayed that two whole texts read better than a marked one."""
    sizes: Counter[str] = Counter()
    for kind, text in pieces:
        sizes[kind] += len(text.strip())
    return sizes[SAME] * 3 >= min(sizes[GONE], sizes[NEW])


@dataclass(slots=True)
class _Effort:
    """How many comparisons are left."""

    left: int


def _words(old: str, new: str, effort: _Effort) -> list[Piece]:
    pieces: list[Piece] = []
    for is_same, before, after in _readable(_compared(_TOKEN.findall(old), _TOKEN.findall(new), effort)):
        pieces += [(SAME, before)] if is_same else [(GONE, before), (NEW, after)]
    return pieces


def _readable(stretches: Sequence[tuple[bool, str, str]]) -> list[tuple[bool, str, str]]:
    """Without crumbs: a space or a short word that happened to stay between two changes belongs to them."""
    result: list[tuple[bool, str, str]] = []
    gone: list[str] = []
    new: list[str] = []
    for place, (is_same, before, after) in enumerate(stretches):
        inside = 0 < place < len(stretches) - 1
        if is_same and not (inside and _is_crumb(before, stretches[place - 1], stretches[place + 1])):
            if gone or new:
                result.append((False, ''.join(gone), ''.join(new)))
                gone, new = [], []
            result.append((True, before, after))
        else:
            gone.append(before)
            new.append(after)
    return [*result, (False, ''.join(gone), ''.join(new))] if gone or new else result


def _is_crumb(text: str, left: tuple[bool, str, str], right: tuple[bool, str, str]) -> bool:
    if not text.strip() or text in '.,;:':
        return '\n' not in text
    around = min(max(len(left[1]), len(left[2])), max(len(right[1]), len(right[2])))
    return '\n' not in text and len(text) < 8 and len(text) * 2 < around


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Neighbours of one kind as one piece; of a change what is gone comes first."""
    result: list[Piece] = []
    gone = new = ''
    for kind, text in [*pieces, (SAME, '')]:
        if kind == GONE:
            gone += text
        elif kind == NEW:
            new += text
        elif text or not result or gone or new:
            result += [piece for piece in ((GONE, gone), (NEW, new)) if piece[1]]
            gone = new = ''
            if result and result[-1][0] == SAME:
                result[-1] = (SAME, result[-1][1] + text)
            elif text:
                result.append((SAME, text))
    return result


def _compared(old: Sequence[str], new: Sequence[str], effort: _Effort) -> list[tuple[bool, str, str]]:
    """(stayed, old text, new text) in order, taking turns."""
    matches = _Matcher(old, new, effort).matches()
    result: list[tuple[bool, str, str]] = []
    at_old = at_new = start = 0
    for place, (in_old, in_new) in enumerate([*matches, (len(old), len(new))]):
        if in_old == at_old + place - start and in_new == at_new + place - start and place < len(matches):
            continue  # the stretch goes on
        if stayed := ''.join(old[at_old : at_old + place - start]):
            result.append((True, stayed, stayed))
        at_old, at_new = at_old + place - start, at_new + place - start
        before, after = ''.join(old[at_old:in_old]), ''.join(new[at_new:in_new])
        if before or after:
            result.append((False, before, after))
        at_old, at_new, start = in_old, in_new, place
    return result


@dataclass(slots=True)
class _Matcher:
    """Finds pairs of equal tokens that stand in the same order on both sides."""

    old: Sequence[str]
    new: Sequence[str]
    effort: _Effort

    def matches(self) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        todo = [(0, len(self.old), 0, len(self.new))]
        while todo:
            low, high, left, right = todo.pop()
            while low < high and left < right and self.old[low] == self.new[left]:
                found.append((low, left))
                low, left = low + 1, left + 1
            while low < high and left < right and self.old[high - 1] == self.new[right - 1]:
                high, right = high - 1, right - 1
                found.append((high, right))
            if low == high or left == right or self.effort.left <= 0:
                continue
            self.effort.left -= (high - low + right - left) // 8
            if fixed := self._fixed_points(low, high, left, right):
                for (a, b), (c, d) in zip([(low - 1, left - 1), *fixed], [*fixed, (high, right)], strict=True):
                    todo.append((a + 1, c, b + 1, d))
                found += fixed
            else:
                found += self._shortest_way(low, high, left, right)
        return sorted(found)

    def _fixed_points(self, low: int, high: int, left: int, right: int) -> list[tuple[int, int]]:
        """Tokens that occur once on both sides, as many as stand in the same order."""
        there, here = Counter(self.old[low:high]), Counter(self.new[left:right])
        place = {token: left + at for at, token in enumerate(self.new[left:right]) if here[token] == 1}
        pairs = [
            (low + at, place[token])
            for at, token in enumerate(self.old[low:high])
            if there[token] == 1 and token in place
        ]
        return rising(pairs)

    def _shortest_way(self, low: int, high: int, left: int, right: int) -> list[tuple[int, int]]:
        """Myers' greedy search; nothing when the effort ends first."""
        width, height = high - low, right - left
        furthest = {1: 0}
        trail: list[dict[int, int]] = []
        for cost in range(width + height + 1):
            self.effort.left -= cost + 1
            if self.effort.left <= 0:
                return []
            trail.append(dict(furthest))
            for diagonal in range(-cost, cost + 1, 2):
                down = diagonal == -cost or (diagonal != cost and furthest[diagonal - 1] < furthest[diagonal + 1])
                x = furthest[diagonal + 1] if down else furthest[diagonal - 1] + 1
                y = x - diagonal
                while x < width and y < height and self.old[low + x] == self.new[left + y]:
                    x, y = x + 1, y + 1
                furthest[diagonal] = x
                if x >= width and y >= height:
                    return _walked_back(trail, width, height, low, left)
        return []


def _walked_back(
    trail: Sequence[dict[int, int]], width: int, height: int, low: int, left: int
) -> list[tuple[int, int]]:
    """The pairs on the way that Myers' search found, from its end to its start."""
    found = []
    x, y = width, height
    for cost in range(len(trail) - 1, -1, -1):
        furthest, diagonal = trail[cost], x - y
        down = diagonal == -cost or (diagonal != cost and furthest[diagonal - 1] < furthest[diagonal + 1])
        before = diagonal + 1 if down else diagonal - 1
        from_x = furthest[before] if cost else 0
        from_y = from_x - before if cost else 0
        while x > from_x and y > from_y:
            x, y = x - 1, y - 1
            found.append((low + x, left + y))
        x, y = from_x, from_y
    return found


def rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Of pairs whose first numbers rise, the longest choice whose second numbers rise too."""
    ends: list[int] = []  # the smallest last number of a choice of each length
    at: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(pairs):
        length = bisect_left(ends, place)
        before.append(at[length - 1] if length else -1)
        ends[length : length + 1] = [place]
        at[length : length + 1] = [number]
    result = []
    number = at[-1] if at else -1
    while number >= 0:
        result.append(pairs[number])
        number = before[number]
    return result[::-1]
