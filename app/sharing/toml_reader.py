"""Reads TOML of strangers: small, flat, in linear time, or refused."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from app.domain.errors import Malformed, TooLarge

MAX_BYTES = 1_000_000
# Python's reader takes hours for one key of 100,000 parts and runs out of stack in deep brackets, so both are
# looked for before it begins. `a.b.c.d = 1` is more than any file of ours needs.
MAX_DOTS = 8  # outside of texts, in one line
MAX_DEPTH = 12  # brackets and braces inside each other
MAX_SIGNS = 50_000  # dots and brackets outside of texts; a recipe of 500 steps has some 10,000
_INTERESTING = re.compile(r'["\'#\n.\[\]{}]')
_ENDS = {
    '"""': re.compile(r'(?:[^"\\]|\\.|"(?!""))*+"{3,5}', re.DOTALL),
    "'''": re.compile(r"(?:[^']|'(?!''))*+'{3,5}"),
    '"': re.compile(r'(?:[^"\\\n]|\\.)*+"'),
    "'": re.compile(r"[^'\n]*+'"),
}


def read(content: bytes) -> dict[str, Any]:
    """The tables in `content`; `TooLarge`, or `Malformed` for everything that is no TOML or no harmless one."""
    if len(content) > MAX_BYTES:
        raise TooLarge(MAX_BYTES // 1_000_000, 'shared_big')
    try:
        text = content.decode('utf-8-sig')
        _check(text.replace('\r\n', '\n'))
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # ValueError: also bad UTF-8 and numbers of thousands of digits
        raise Malformed('shared_unreadable') from error


def _check(text: str) -> None:
    """ValueError when reading this would take long."""
    position = dots = depth = signs = 0
    while found := _INTERESTING.search(text, position):
        position, sign = found.end(), found[0]
        if sign in '"\'':
            position = _behind(text, found.start())
        elif sign == '#':
            position = text.find('\n', position)
            if position < 0:
                return
        elif sign == '\n':
            dots = 0
        elif sign == '.':
            dots += 1
        else:
            depth += 1 if sign in '[{' else -1
        signs += sign in '.[]{}'
        if dots > MAX_DOTS or depth > MAX_DEPTH or signs > MAX_SIGNS:
            raise ValueError('too deep, or too much')


def _behind(text: str, start: int) -> int:
    """Where the text that begins at `start` is over."""
    quotes = text[start : start + 3]
    kind = quotes if quotes in _ENDS else text[start]
    end = _ENDS[kind].match(text, start + len(kind))
    if end is None:
        raise ValueError('a text without end')
    return end.end()
