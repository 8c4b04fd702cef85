"""A wish for another version of a result: what rules can do, and an honest word where they cannot."""

from __future__ import annotations

import re

from app.practice.brief import Brief
from app.practice.layout import document
from app.practice.sentences import split_block
from app.practice.summary import pick

_LONGEST = 160  # characters of a wish; a longer last paragraph belongs to the task
_SHORTER = re.compile(r'\b(?:kürzer|shorter)\b', re.IGNORECASE)
_OTHER = re.compile(
    r'^(?:schreib|mach|formulier|make|write|put)\w*\s+(?:es|das|den text|it|this)\b.*'
    r'\b(?:freundlicher|wärmer|förmlicher|'
    r'lockerer|einfacher|länger|anders|friendlier|warmer|simpler|longer|formal|different\w*)\b',
    re.IGNORECASE,
)


def read_wish(task: str) -> str:
    """The wish at the end of a task; '' when there is none. A task of one paragraph only is no wish."""
    *before, last = re.split(r'\n\s*\n', task.strip())
    short = len(last) <= _LONGEST and '\n' not in last
    return last.strip() if before and short and (_SHORTER.search(last) or _OTHER.search(last)) else ''


def fulfil(brief: Brief, wish: str, text: str) -> str:
    """`text` made shorter, or with a remark that this wish needs a real AI."""
    if not wish:
        return text
    if _SHORTER.search(wish):
        return '\n\n'.join(_shorter(block) for block in text.split('\n\n'))
    remark = brief.say(
        f'Diesen Wunsch kann erst eine echte KI erfüllen: „{wish}“', f'Only a real AI can fulfil this wish: “{wish}”'
    )
    return document(text, remark)


def _shorter(block: str) -> str:
    """Prose of more than two sentences keeps the two that say most; everything else stays."""
    if block.lstrip().startswith(('#', '|', '-', '*', '1.')) or '  \n' in block:
        return block
    found = split_block(' '.join(block.split()))
    return ' '.join(pick(found, 2)) if len(found) > 2 else block
