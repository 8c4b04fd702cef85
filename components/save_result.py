"""'Speichern': a result as a file for one's own device, in the form one needs, or laid into a folder."""

from __future__ import annotations

from functools import partial

from nicegui import ui

from app.bootstrap import Services
from app.domain.passages import without_marks
from app.domain.runs import Run
from app.web.result_files import save_to_folder
from app.writers import writers
from app.writers.base import Writer
from app.writers.letter_parts import letter_parts, looks_like_a_letter
from components.buttons import link_button, second_button
from components.dialog import panel
from components.feedback import notice
from components.field import Field
from components.fold import fold
from components.live import Boundary
from components.markup import box, icon, words
from components.texts import t
from components.viewer import language, viewer

FIRST = 3  # forms that are seen at once
LETTER = 'letter'
SENDER = '/einstellungen/absender'


def save_button(services: Services, run: Run) -> None:
    """The button of a result; the rest happens in a window over the page."""
    second_button(t('result.save'), lambda: _open(services, run), icon='save', name='save')


def forms_for(text: str) -> list[Writer]:
    """All forms, the letter first when the text is one."""
    found = list(writers().values())
    if looks_like_a_letter(text):
        found.sort(key=lambda writer: writer.key != LETTER)
    return found


def _open(services: Services, run: Run) -> None:
    with panel(t('result.save_how')) as dialog:
        _ForDevice(services, run, dialog)
        with fold(t('result.to_folder'), name='to-folder'):
            _draw_folder(services, run, dialog)
        with box('end'):
            second_button(t('btn.close'), dialog.close)
    dialog.open()


class _ForDevice(Boundary):
    """One link for each form, with what it is good for."""

    def __init__(self, services: Services, run: Run, dialog: ui.dialog) -> None:
        super().__init__('stack')
        self._run, self._dialog = run, dialog
        text = without_marks(run.result)
        self._needs_sender = not services.sender.get(viewer()).is_known and len(letter_parts(text).sender) < 2
        forms = forms_for(text)
        with self:
            words(t('result.save_where'), 'soft')
            with box('choose-run', tag='ul'):
                for form in forms[:FIRST]:
                    self._draw_form(form)
            self._hint = box()
            self._hint.visible = False
            if forms[0].key == LETTER:
                self._say_sender()
            with fold(t('result.more_forms'), name='more-forms'), box('choose-run', tag='ul'):
                for form in forms[FIRST:]:
                    self._draw_form(form)

    def _draw_form(self, form: Writer) -> None:
        with box(tag='li'):
            # A plain link: the address is no page of ours, so NiceGUI must not take it for one.
            link = ui.element('a').props(f'href=/dateien/lauf/{self._run.id}/{form.key} download')
            with link.classes('choice').mark(f'save-{form.key}'):
                words(form.title.in_language(language()), 'strong', 'span')
                words(form.help.in_language(language()), 'soft small', 'span')
            link.on('click', partial(self._taken, form), args=[])

    def _taken(self, form: Writer) -> None:
        if form.key == LETTER and self._needs_sender:
            self._say_sender()
        else:
            self._dialog.close()

    def _say_sender(self) -> None:
        if not self._needs_sender or self._hint.visible:
            return
        self._hint.visible = True
        with self._hint, box('note'):
            icon('info')
            with box('stack tight'):
                words(t('result.no_sender'))
                link_button(t('result.add_sender'), SENDER, kind='text', icon='right', name='add-sender')


def _draw_folder(services: Services, run: Run, dialog: ui.dialog) -> None:
    folders = services.workspaces.list(viewer())
    if not folders:
        words(t('result.no_folder'))
        link_button(t('result.make_folder'), '/ordner', kind='two', icon='plus')
        return
    names = {folder.id: folder.name for folder in folders}
    forms = [(form.key, form.title.in_language(language())) for form in forms_for(run.result)]
    folder = Field(
        t('result.which_folder'), kind='choice', choices=list(names.items()), value=folders[0].id, name='folder'
    )
    form = Field(t('result.which_form'), kind='choice', choices=forms, value=forms[0][0], name='form')

    async def lay() -> None:
        id = folder.value
        saved = await save_to_folder(services, viewer(), run.id, form.value, id)
        dialog.close()
        sentence = t('result.in_folder', name=saved.name, folder=names.get(id, ''))
        notice(sentence, button=t('result.open_folder'), on_button=lambda: ui.navigate.to(f'/ordner/{id}'))

    second_button(t('result.lay'), lay, icon='save', name='lay-into-folder')
