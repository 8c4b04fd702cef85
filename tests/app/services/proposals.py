"""Drafts as an AI hands them in."""

from __future__ import annotations

import json
from typing import Any

SENTENCE = 'Ich möchte aus meinen Notizen einen Brief an den Vermieter machen'


def field(label: str, kind: str = 'longtext', **more: Any) -> dict[str, Any]:
    """One field of the start form."""
    return {'label': label, 'help': '', 'kind': kind, 'required': True, 'choices': [], **more}


def bot(name: str, **more: Any) -> dict[str, Any]:
    """One bot."""
    return {'name': name, 'emoji': '✍️', 'description': 'Schreibt.', 'personality': 'Du schreibst klar.', **more}


def step(task: str, *reads: str, **more: Any) -> dict[str, Any]:
    """One step of the bot 'Schreiber'."""
    empty = {'gives': 'text', 'columns': [], 'action': '', 'settings': []}
    return {'title': '', 'kind': 'bot', 'bot': 'Schreiber', 'task': task, 'reads': list(reads), **empty, **more}


def proposal(**changes: Any) -> dict[str, Any]:
    """A good draft: collect, write, ask the person; `changes` replace parts of it."""
    return {
        'name': 'Brief an den Vermieter',
        'emoji': '🏠',
        'description': 'Aus Notizen wird ein Brief.',
        'fields': [field('Was ist passiert?'), field('Ton', 'choice', choices=['freundlich', 'fest'])],
        'bots': [bot('Ordner', emoji='🗂️'), bot('Schreiber')],
        'steps': [
            step('Ordne die Notizen.', 'start', title='Notizen ordnen', bot='Ordner', gives='fields', columns=['Wer']),
            step('Schreib den Brief.', 'previous', 'field Ton', title='Brief schreiben'),
            step('Stimmt alles?', 'step 2', kind='ask', bot=''),
        ],
        **changes,
    }


def handed_in(**changes: Any) -> str:
    """The same as text."""
    return json.dumps(proposal(**changes), ensure_ascii=False)
