"""'Wohin damit? *in den Ordner Belege* als Datei *Bericht {date}* für *Word*'."""

from __future__ import annotations

from app.domain.editing import delivery, with_delivery
from app.domain.pipelines import OutputPart, StepKind
from components.markup import box, words
from components.step_controls import StepControls
from components.texts import t

NOWHERE, TO_BOT = '', 'bot'
ENDINGS = ('docx', 'pdf', 'odt', 'html', 'md')
USUAL = 'docx'
NAME_LETTERS = 100


def draw(controls: StepControls) -> None:
    """Where the text goes besides the next step, and the name of the file there."""
    part = delivery(controls.seen.step)
    with box('finer-part'):
        words(t('make.output'), 'label')
        with box('sentence'):
            controls.pick(
                'output',
                controls.spoken(t('make.output')),
                _value(part),
                _choices(controls),
                lambda chosen: _choose(controls, chosen),
                path='output_target',
            )
            if part is not None:
                _draw_file(controls, part)
        if part is not None:
            words(t('make.output.help'), 'soft')


def _draw_file(controls: StepControls, part: OutputPart) -> None:
    stem, ending = _split(part.fields['document'])
    known = ENDINGS if ending in ENDINGS else (*ENDINGS, ending)
    words(t('make.output.as_file'), tag='span')
    field = controls.field(
        f'output_target.{controls.seen.step.output_target.index(part)}',
        controls.spoken(t('make.output.name')),
        stem,
        lambda text: _type(controls, text),
        control='output-name',
        limit=NAME_LETTERS,
    )
    field.classes('inline grow')
    words(t('make.output.kind'), tag='span')
    controls.pick(
        'output-kind',
        controls.spoken(t('make.output.kind_label')),
        ending,
        [(one, t(f'make.output.{one}') if one in ENDINGS else one) for one in known],
        lambda chosen: _set_ending(controls, chosen),
    )


def _choices(controls: StepControls) -> list[tuple[str, str]]:
    step = controls.seen.step
    found = [(NOWHERE, t('make.output.none'))]
    if step.kind is StepKind.BOT or step.bot_id:
        found.append((TO_BOT, t('make.output.bot', bot=controls.editor.name_of(step))))
    folders = [(one.id, t('make.output.folder', folder=one.name)) for one in controls.seen.folders]
    part = delivery(step)
    if part is not None and part.kind == 'workspace' and _value(part) not in {id for id, _ in folders}:
        folders.append((_value(part), t('make.output.folder', folder=controls.editor.folder_of(_value(part)))))
    return [*found, *folders]


def _value(part: OutputPart | None) -> str:
    if part is None:
        return NOWHERE
    return TO_BOT if part.kind == 'document' else part.fields['workspace']


def _choose(controls: StepControls, chosen: str) -> None:
    before = delivery(controls.step)
    name = before.fields['document'] if before else f'{_first_name(controls)} {{date}}.{USUAL}'
    part = None
    if chosen == TO_BOT:
        part = OutputPart('document', {'document': name})
    elif chosen != NOWHERE:
        part = OutputPart('workspace', {'workspace': chosen, 'document': name})
    controls.editor.change(with_delivery(controls.editor.now, controls.step.id, part), (controls.step.id, 'output'))


def _type(controls: StepControls, stem: str) -> None:
    part = delivery(controls.step)
    if part is not None:
        fresh = _named(part, f'{stem}.{_split(part.fields["document"])[1]}')
        controls.type('output-name', output_target=_targets(controls, fresh))


def _set_ending(controls: StepControls, ending: str) -> None:
    part = delivery(controls.step)
    if part is not None:
        fresh = _named(part, f'{_split(part.fields["document"])[0]}.{ending}')
        controls.change('output-kind', output_target=_targets(controls, fresh))


def _targets(controls: StepControls, part: OutputPart) -> tuple[OutputPart, ...]:
    return with_delivery(controls.editor.now, controls.step.id, part).step(controls.step.id).output_target


def _named(part: OutputPart, name: str) -> OutputPart:
    return OutputPart(part.kind, {**part.fields, 'document': name})


def _split(name: str) -> tuple[str, str]:
    """Name and ending; a name without an ending is a plain text."""
    stem, dot, ending = name.rpartition('.')
    return (stem, ending) if dot and ending.isalnum() else (name, 'md')


def _first_name(controls: StepControls) -> str:
    """The recipe's name, as far as files can be called so."""
    plain = ''.join(letter if letter.isalnum() or letter in ' -' else ' ' for letter in controls.editor.now.name)
    return ' '.join(plain.split())[:60].strip() or t('make.output.usual')
