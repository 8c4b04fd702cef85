"""'Aus Datei oder Foto': the words of a file, put into a long field below what stands there."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from nicegui import ui

from app.domain.errors import AppError
from app.services.run_inputs import MAX_INPUT
from components.announcer import announce
from components.buttons import text_button
from components.field import Field
from components.markup import box, words
from components.texts import t
from components.upload import Upload

URL = '/api/read'
MOST = 400_000  # letters of a file; so that there is room for words of one's own
MOST_BYTES = 900_000  # of a whole field; its text comes back in one message, which must stay below 1 MB


class FileText:
    """The button of a field; it stands before the control when a file is what the field is about."""

    def __init__(self, field: Field, *, is_first: bool = False) -> None:
        self._field = field
        with field.add_slot('first') if is_first else field:
            Upload(URL, label=t('read.button'), photo=True, letters=MOST, on_answer=self._take, on_refused=self._refuse)
            self._lines = box('stack tight')

    def _take(self, answer: Mapping[str, Any]) -> None:
        name, text = str(answer.get('name', ''))[:200], str(answer.get('text', '')).strip()
        before = self._field.value
        start = f'{before.rstrip()}\n\n' if before.strip() else ''
        fitting = _fitting(start, text)
        self._field.show_error('')
        self._field.put(start + fitting)
        is_cut = bool(answer.get('cut')) or fitting != text
        self._tell(name, answer, fitting, is_cut=is_cut)

    def _refuse(self, error: AppError) -> None:
        sentence = f'{t(f"err.{error.key}.what", **error.params)} {t(f"err.{error.key}.do", **error.params)}'
        self._field.show_error(sentence)
        announce(f'{self._field.label}: {sentence}', urgent=True)

    def _tell(self, name: str, answer: Mapping[str, Any], text: str, *, is_cut: bool) -> None:
        pages = answer.get('pages')
        sentences = [
            t('read.done_pages', name=name, count=pages) if isinstance(pages, int) else t('read.done', name=name),
            str(answer.get('note', ''))[:300],
            t('read.cut') if is_cut else '',
            t('read.check'),
        ]
        sentence = ' '.join(filter(None, sentences))
        with self._lines, box('row wrap') as line:
            words(sentence, 'soft').mark('was-read')
            button = text_button(
                t('read.undo'), partial(self._undo, line, text), icon='undo', kind='slim', name='unread'
            )
            button.props['aria-label'] = t('read.undo_of', name=name)
        announce(sentence)

    def _undo(self, line: ui.element, text: str) -> None:
        before, found, after = self._field.value.rpartition(text)
        if found:
            self._field.put('\n\n'.join(part for part in (before.rstrip(), after.lstrip()) if part))
        line.delete()
        self._field.focus()


def _fitting(start: str, text: str) -> str:
    """As much of the text as there is room for."""
    short = text[: max(0, min(MOST, MAX_INPUT - len(start)))]
    room = max(0, MOST_BYTES - len(start.encode('utf-8', 'replace')))
    return short.encode('utf-8', 'replace')[:room].decode('utf-8', 'ignore')
