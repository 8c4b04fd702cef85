"""A wish for another version of a result: what rules can do, and an honest word where they cannot."""

from __future__ import annotations

import re

from app.practice.brief import Brief
from app.practice.layout import document
from app.practice.sentences import as_sentence, split_block
from app.practice.summary import pick

_LONGEST = 160  # characters of a wish; a longer last paragraph belongs to the task
_SHORTER = re.compile(r'\b(?:kürzer|shorter)\b', re.IGNORECASE)
_OTHER = re.compile(
    r'^(?:schreib|mach|formulier|make|write|put)\w*\s+(?:es|das|den text|it|this)\b.*'
    r'\b(?:freundlicher|wärmer|förmlicher|'
    r'lockerer|einfacher|länger|anders|friendlier|warmer|simpler|longer|formal|different\w*)\b',
    re.IGNORECASE,
)
_QUOTED = r'[„“"»«\']([^„“”"»«\']{1,200})[“”"»«\']'
_REPLACE = re.compile(
    rf'(?:ersetze?|tausche?|replace|change)\s+{_QUOTED}\s+(?:durch|gegen|with|to|by)\s+{_QUOTED}'
    rf'|{_QUOTED}\s+(?:statt|anstatt|instead of)\s+{_QUOTED}'
    rf'|(?:statt|instead of)\s+{_QUOTED}[^„“"»«\']{{0,20}}{_QUOTED}',
    re.IGNORECASE,
)
_DROP = re.compile(rf'(?:streiche?|lösche?|entferne?|ohne|lass|remove|delete|without|drop)\s+{_QUOTED}', re.IGNORECASE)
_ADD = re.compile(
    r'(?:bitte\s+)?(?:füge?\s+(?:noch\s+)?(?:hinzu|an|ein)|ergänze?(?:\s+noch)?|schreibe?\s+(?:noch\s+)?dazu|(?:please\s+)?add)'
    r'\s*:\s*(.+)$',
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


def change(brief: Brief, draft: str) -> str:
    """`draft` with the comment of a person worked in, as far as rules can; else with the comment below it."""
    comment = ' '.join(brief.task.split())
    if found := _REPLACE.search(comment):
        old, new = next((found[a], found[b]) for a, b in ((1, 2), (4, 3), (5, 6)) if found[a])
        if old in draft:
            return draft.replace(old, new)
    if (found := _DROP.search(comment)) and found[1] in draft:
        return _tidy(draft.replace(found[1], ''))
    if found := _ADD.match(comment):
        return document(draft, as_sentence(found[1]))
    if _SHORTER.search(comment):
        return '\n\n'.join(_shorter(block) for block in draft.split('\n\n'))
    note = brief.say(
        f'Gewünscht ist: „{comment}“ Das kann erst eine echte KI einarbeiten.',
        f'The wish is: “{comment}” Only a real AI can work this in.',
    )
    return document(draft, note if comment else '')


def _tidy(text: str) -> str:
    """Without the gaps a word leaves that was taken out."""
    return re.sub(r'[ \t]+([,.!?])', r'\1', re.sub(r'(?<=\S)[ \t]{2,}', ' ', text))


def _shorter(block: str) -> str:
    """Prose of more than two sentences keeps the two that say most; everything else stays."""
    if block.lstrip().startswith(('#', '|', '-', '*', '1.')) or '  \n' in block:
        return block
    found = split_block(' '.join(block.split()))
    return ' '.join(pick(found, 2)) if len(found) > 2 else block
