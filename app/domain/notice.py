"""The one line that says that no AI was at work, and how to find it again in chained texts."""

from __future__ import annotations

import re

from app.domain.text import Text

NOTICE = Text(
    'Übungsmodus: Hier hat keine KI gearbeitet. Feste Regeln haben deine Angaben geordnet.',
    'Practice mode: No AI was at work here. Fixed rules have put your details in order.',
)
# What the engine tells these rules and no other AI.
RESULT, END = '\x1e', '\x1d'  # stand in the material around every result of an earlier step
CHANGE = 'change'  # the frame of a text that goes back to its bot with a person's comment
_ANYWHERE = re.compile('|'.join(re.escape(line) for line in (NOTICE.de, NOTICE.en)))
_LABEL_BEFORE = re.compile(r'(?:\A|\n)[^\n]{1,200}:\s*\Z')  # the engine names the step above its result


def with_notice(text: str, language: str) -> str:
    """`text` below exactly one notice line."""
    return f'{NOTICE.in_language(language)}\n\n{without_notice(text).strip()}\n'


def without_notice(text: str) -> str:
    """`text` with every notice line taken out."""
    return _ANYWHERE.sub('', text)


def parts(text: str) -> list[str]:
    """What is no result of an earlier step, and then every such result.

    The engine marks them; texts without its marks are cut at the notice lines, with which every result begins.
    """
    if RESULT not in text:
        *before, last = _ANYWHERE.split(text)
        return [*(_LABEL_BEFORE.sub('', part).strip() for part in before), last.strip()]
    typed, *rest = text.split(RESULT)
    typed, results = _LABEL_BEFORE.sub('', typed), []
    for piece in rest:
        result, _, after = piece.partition(END)
        results.append(without_notice(result).strip())
        typed += _LABEL_BEFORE.sub('', after)
    return [without_notice(typed).strip(), *results]
