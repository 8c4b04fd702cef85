"""How far reading a document has come, in words and with a drawing."""

from __future__ import annotations

from app.domain.documents import Document, DocumentStatus, ReadProblem
from components.live import Boundary
from components.markup import icon, words
from components.texts import number, t

LOOKS = {
    DocumentStatus.READING: ('dot', 'run'),
    DocumentStatus.READY: ('check', 'done'),
    DocumentStatus.FAILED: ('warning', 'fail'),
}
_PROBLEMS = {problem.value for problem in ReadProblem}


class DocumentState(Boundary, component='live.js'):
    """A pill; `show` changes it in place."""

    def __init__(self, document: Document) -> None:
        super().__init__('state', tag='span')
        sign, color = LOOKS[document.status]
        self._look = (sign, color)
        self.classes(color)
        with self:
            self._drawing = icon(sign)
            self._words = words(state_words(document), tag='span')

    def show(self, document: Document) -> None:
        """The document as it is now."""
        sign, color = LOOKS[document.status]
        old_sign, old_color = self._look
        self._look = (sign, color)
        self.classes(remove=old_color, add=color)
        self._drawing.classes(remove=f'icon-{old_sign}', add=f'icon-{sign}')
        self._words.set_text(state_words(document))


def state_words(document: Document) -> str:
    """'Wird gelesen …', 'Gelesen: 12 Seiten', 'Nicht gelesen'."""
    if document.status is DocumentStatus.READING:
        return t('docs.reading')
    if document.status is DocumentStatus.FAILED:
        return t('docs.not_read')
    if document.pages is not None:
        key = 'docs.read_sheets' if is_spreadsheet(document.media_type) else 'docs.read_pages'
        return t(key, count=document.pages, shown=number(document.pages))
    if document.words is not None:
        return t('docs.read_words', count=document.words, shown=number(document.words))
    return t('docs.read')


def note_words(document: Document) -> str:
    """What else is to be known of a document that was read; '' when there is nothing."""
    is_read = document.status is DocumentStatus.READY and document.note
    return t(f'docs.note.{document.note}') if is_read else ''


def problem_key(document: Document) -> str:
    """The key of the error of a document that could not be read."""
    return document.note if document.note in _PROBLEMS else ReadProblem.CRASHED.value


def is_spreadsheet(media_type: str) -> bool:
    """True when its pages are sheets."""
    return 'spreadsheet' in media_type or 'ms-excel' in media_type
