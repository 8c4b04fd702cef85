"""The one line that says that no AI was at work, and how to find it again in chained texts."""

from __future__ import annotations

import re

from app.domain.text import Text

NOTICE = Text(
    'Übungsmodus: Hier hat keine KI gearbeitet. Feste Regeln haben deine Angaben geordnet.',
    'Practice mode: No AI was at work here. Fixed rules have put your details in order.',
)
_ANYWHERE = re.compile('|'.join(re.escape(line) for line in (NOTICE.de, NOTICE.en)))
_LABEL_BEFORE = re.compile(r'(?:\A|\n)[^\n]{1,200}:\s*\Z')  # the engine names the step above its result


def with_notice(text: str, language: str) -> str:
    """`text` below exactly one notice line."""
    return f'{NOTICE.in_language(language)}\n\n{without_notice(text).strip()}\n'


def without_notice(text: str) -> str:
    """`text` with every notice line taken out."""
    return _ANYWHERE.sub('', text)


def parts(text: str) -> list[str]:
    """`text` cut at the notice lines: first what stood before any of them, then one part per earlier result.

    Every practice result begins with the line, so it also marks where the result of an earlier step begins.
    """
    *before, last = _ANYWHERE.split(text)
    return [*(_LABEL_BEFORE.sub('', part).strip() for part in before), last.strip()]
