"""The name of a column or field: chosen among those that are known, or written where none are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from components.check import Check
from components.field import Field
from components.focus import focus_soon
from components.live import Boundary
from components.markup import box, words
from components.step_controls import StepControls
from components.texts import t

OTHER = ' '  # names of columns have no blanks at their ends
OnName = Callable[[str], None]


def draw_column(
    controls: StepControls,
    path: str,
    label: str,
    value: str,
    on_name: OnName,
    *,
    help: str = '',
    is_required: bool = True,
    is_inline: bool = False,
) -> None:
    """One column, as a field with a visible label or as a word of a sentence."""
    _Column(controls, path, label, value, on_name, help, is_required, is_inline)


def draw_columns(
    controls: StepControls, path: str, label: str, value: str, on_names: OnName, *, help: str = ''
) -> None:
    """Several columns, as one text with commas between the names."""
    known = controls.seen.columns
    chosen = names_in(value)
    if not known or any(name not in known for name in chosen):
        known_help = t('make.columns.known', columns=', '.join(known)) if known else t('make.columns.commas')
        _text(controls, path, label, value, on_names, ' '.join(part for part in (help, known_help) if part))
        return
    with box('options wide', tag='fieldset'):
        words(label, 'label', 'legend')
        if help:
            words(help, 'soft small')
        ticks = _Ticks(chosen, on_names)
        for name in known:
            Check(name, value=name in chosen, on_change=partial(ticks.tick, name), name=f'step-{_control(path)}')
        ticks.draw_order()


def names_in(text: str) -> tuple[str, ...]:
    """'Name, Betrag' as two names, each once."""
    parts = (' '.join(part.split()) for part in text.replace(';', ',').replace('\n', ',').split(','))
    return tuple(dict.fromkeys(part for part in parts if part))


class _Column(Boundary):
    """A list of the known columns, or a field to write in."""

    def __init__(
        self,
        controls: StepControls,
        path: str,
        label: str,
        value: str,
        on_name: OnName,
        help: str,
        is_required: bool,
        is_inline: bool,
    ) -> None:
        super().__init__('in-place')
        self._controls, self._path, self._label, self._help = controls, path, label, help
        self._value, self._on_name, self._is_inline = value, on_name, is_inline
        known = controls.seen.columns
        with self:
            if not known or (value and value not in known):
                self._draw_text()
            else:
                names = [(name, name) for name in known]
                nothing = [('', t('make.choose') if is_required else t('make.columns.none'))]
                offered = names if value and is_required else [*nothing, *names]
                self._draw_choice([*offered, (OTHER, t('make.columns.other'))])

    def _draw_choice(self, choices: Sequence[tuple[str, str]]) -> None:
        control = _control(self._path)
        if self._is_inline:
            self._controls.pick(control, self._label, self._value, choices, self._choose, path=self._path)
        else:
            self._controls.field(
                self._path,
                self._label,
                self._value,
                self._choose,
                control=control,
                kind='choice',
                choices=choices,
                help=self._help,
            )

    def _draw_text(self) -> Field:
        field = _text(self._controls, self._path, self._label, self._value, self._on_name, self._help)
        if self._is_inline:
            field.classes('inline')
        return field

    def _choose(self, name: str) -> None:
        if name != OTHER:
            self._value = name
            self._on_name(name)
            return
        self.clear()
        with self:
            focus_soon(self._draw_text())


class _Ticks:
    """The chosen columns, in the order in which they were ticked."""

    def __init__(self, chosen: Sequence[str], on_names: OnName) -> None:
        self._chosen, self._on_names = list(chosen), on_names

    def draw_order(self) -> None:
        """The order in words, as some calculations go by it."""
        self._order = words(self._in_words(), 'soft')

    def tick(self, name: str, on: bool) -> None:
        """One column more or less."""
        self._chosen = [one for one in self._chosen if one != name] + ([name] if on else [])
        self._order.set_text(self._in_words())
        self._on_names(', '.join(self._chosen))

    def _in_words(self) -> str:
        return t('make.columns.order', columns=', '.join(self._chosen)) if len(self._chosen) > 1 else ''


def _text(controls: StepControls, path: str, label: str, value: str, on_names: OnName, help: str) -> Field:
    return controls.field(path, label, value, on_names, control=_control(path), help=help, limit=2_000)


def _control(path: str) -> str:
    """'setting-column' for 'settings.column'."""
    return path.replace('settings.', 'setting-').replace('.', '-').replace('_', '-')
