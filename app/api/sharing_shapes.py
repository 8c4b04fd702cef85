"""Files that were looked at, as JSON; sentences in the visitor's language."""

from __future__ import annotations

from collections.abc import Sequence

from app.api.shapes import Json, bot_json, pipeline_json
from app.domain.bots import Bot
from app.domain.pipelines import Pipeline
from app.domain.sharing import Inspection, ShelfEntry, Want
from app.i18n import translate
from app.services.sharing_card import steps_of
from app.services.want_words import in_words
from app.web.phrases import words_for


def inspection_json(inspection: Inspection, language: str) -> Json:
    """Everything a person should know before taking it in."""
    opened, shared = inspection.opened, inspection.opened.shared
    return {
        'kind': shared.kind,
        'name': shared.title,
        'emoji': shared.emoji,
        'description': shared.description,
        'made_by': shared.made_by,
        'made_at': shared.made_at,
        'sha256': opened.sha256,
        'steps': steps_of(shared, language) if shared.recipes else [],
        'bots': [
            {
                'name': bot.name,
                'emoji': bot.emoji,
                'description': bot.description,
                'is_new': bot.key in inspection.new_bots,
            }
            for bot in shared.bots
        ],
        'folders': [
            {'name': folder.name, 'emoji': folder.emoji, 'description': folder.description} for folder in shared.folders
        ],
        'wants': [want_json(want, language) for want in inspection.wants],
        'trust': inspection.trust.value,
        'signed_by': opened.signature.name if opened.signature else '',
        'fingerprint': words_for(inspection.fingerprint, language) if inspection.fingerprint else '',
        'has_same': inspection.has_same,
    }


def want_json(want: Want, language: str) -> Json:
    """One thing it would do."""
    return {'key': want.key, 'message': in_words(want, language), 'is_outward': want.is_outward}


def taken_json(pipeline: Pipeline | None, bots: Sequence[Bot]) -> Json:
    """What came of a file."""
    return {
        'kind': 'recipe' if pipeline else 'bot',
        'pipeline': pipeline_json(pipeline) if pipeline else None,
        'bots': [bot_json(bot) for bot in bots],
    }


def entry_json(entry: ShelfEntry, language: str) -> Json:
    """One file on a shelf."""
    shared = entry.inspection.opened.shared if entry.inspection else None
    return {
        'file': entry.file,
        'standing': entry.standing.value,
        'kind': shared.kind if shared else '',
        'name': shared.title if shared else '',
        'emoji': shared.emoji if shared else '',
        'description': shared.description if shared else '',
        'have_id': entry.have_id,
        'problem': translate(language, f'err.{entry.problem}.what', limit_mb=1) if entry.problem else '',
    }
