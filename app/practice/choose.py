"""Which frame fits a task when the recipe does not name one, by the words in the task."""

from __future__ import annotations

import re

from app.practice.brief import Brief

# The first that fits wins, so the special ones stand above the general ones.
_RULES = (
    ('translate', r'übersetz|translat'),
    ('seo', r'\bseo\b|suchmaschine|suchwörter|search engine|meta.?description'),
    ('article', r'artikel|beitrag|\bblog|article'),
    ('application', r'bewerb|anschreiben|application|cover letter'),
    ('complaint', r'beschwer|reklam|complain'),
    ('minutes', r'protokoll|mitschrift|minutes of|meeting notes'),
    ('shopping', r'einkauf|shopping'),
    ('plan', r'wochenplan|essensplan|speiseplan|meal plan'),
    ('school', r'schulbrief|brief aus der schule|school letter'),
    ('medical_words', r'arztbrief|befundbericht|doctor.s letter'),
    ('packing', r'packliste|koffer|packing list|suitcase'),
    ('ideas', r'\bideen\b|\bideas\b'),
    ('reply', r'beantwort|antworte auf|antwort auf|reply|answer the (?:e-?)?mail'),
    ('draft', r'sende|versand|ready to send'),
    ('review', r'prüf|korrigier|korrektur|rechtschreib|proofread|review|correct'),
    ('verdict', r'urteil|abwäg|verdict'),
    ('for', r'dafür spricht|gründe dafür|vorteile|arguments for|advantages'),
    ('against', r'dagegen spricht|gründe dagegen|nachteile|arguments against|disadvantages'),
    ('letter', r'\bbrief\b|schreiben an|\bletter\b'),
    ('message', r'e-?mail|nachricht|einladung|message|invitation'),
    ('checklist', r'checkliste|abhaken|to-?do|aufgabenliste|checklist'),
    ('research', r'recherch|stichpunkt|sammle|ordne|research|collect'),
    ('facts', r'termine|fristen|beträge|daten heraus|zahlen|dates|deadlines|amounts|facts'),
    ('summary', r'zusammenfass|kürz|kurz|fasse|summar|shorten'),
)


def choose(brief: Brief) -> str:
    """The first rule whose words occur in the task; an overview when none does."""
    task = brief.task[:2_000].lower()
    return next((frame for frame, pattern in _RULES if re.search(pattern, task)), 'overview')
