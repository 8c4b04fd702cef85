"""What all files have in common that actions make: a safe name, and text that can be stored."""

from __future__ import annotations

import re

from app.actions.base import Field, Job
from app.actions.settings import text_of
from app.domain.text import Text

_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f\ud800-\udfff\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff<>:"/\\|?*]+')
_NOT_IN_FILES = re.compile(r'[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]')
_RESERVED = re.compile(r'(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?', re.IGNORECASE)  # by Windows

NAME = Field(
    key='name',
    label=Text('Name der Datei', 'Name of the file'),
    help=Text('{Heute} wird zum Datum von heute.', '{Today} becomes the day of today.'),
)


def file_name(job: Job, usual: Text, ending: str) -> str:
    """The name that is set, with its ending; the usual one when nothing is left of it."""
    name = ' '.join(_NOT_IN_NAMES.sub(' ', text_of(job, NAME)).split())
    if name.lower().endswith(f'.{ending}'):
        name = name[: -len(ending) - 1]
    name = name[:80].strip(' .')
    if not name or _RESERVED.fullmatch(name):
        name = usual.in_language(job.language)
    return f'{name}.{ending}'


def storable(text: str) -> str:
    """The text without signs that no file format can hold."""
    return _NOT_IN_FILES.sub('', text)
