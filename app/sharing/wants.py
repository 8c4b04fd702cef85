"""What a recipe would do when it is switched on, in a fixed order; the words are in the catalogue (shared.want.KEY)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.domain.pipelines import OutputPart, Over, Step, StepKind, Subject
from app.domain.sharing import Shared, Want

SHOWN = 200  # letters of a name


def wants(shared: Shared) -> tuple[Want, ...]:
    """Everything a person should know before; the AI service is added by who knows the connections."""
    bots = {bot.key: bot.name for bot in shared.bots}
    folders = {folder.key: folder.name for folder in shared.folders}
    steps = [step for recipe in shared.recipes for step in recipe.steps]
    found: dict[tuple[str, str], Want] = {}
    for want in (*_all(steps, bots, folders), *_readers(shared, bots)):
        found.setdefault((want.key, str(want.params)), want)
    return tuple(sorted(found.values(), key=lambda want: (not want.is_outward, _ORDER.index(want.key))))


_ORDER = (
    'email',
    'webhook',
    'telegram',
    'reads_folder',
    'workspace',
    'reads_all',
    'reads',
    'writes',
    'asks',
    'repeats',
    'calculates',
)


def _readers(shared: Shared, bots: Mapping[str, str]) -> Iterator[Want]:
    """A bot that a folder names reads there, whether a step says so or not."""
    for folder in shared.folders:
        for key in folder.bots:
            yield Want(key='reads_folder', params={'bot': _short(bots.get(key, '')), 'place': _short(folder.name)})


def _all(steps: list[Step], bots: Mapping[str, str], folders: Mapping[str, str]) -> Iterator[Want]:
    for step in steps:
        bot = _short(bots.get(step.bot_id, ''))
        reads = [part.name for part in step.input_source if part.kind == 'document']
        for name in reads:
            yield Want(key='reads', params={'name': _short(name), 'bot': bot})
        names_folder = any(part.kind == 'workspace' for part in step.input_source)
        if step.for_each and step.for_each.over is Over.FILES and not reads and not names_folder:
            yield Want(key='reads_all', params={'bot': bot})
        for target in step.output_target:
            yield from _written(target, bot, folders)
        if step.kind is StepKind.ASK:
            yield Want(key='asks')
        elif step.kind is StepKind.ACTION:
            yield Want(key='calculates')
        if step.for_each and asks_bot(step):
            yield Want(key='repeats')


def asks_bot(step: Step) -> bool:
    """True when an AI reads what this step reads."""
    asks_first = step.only_if is not None and step.only_if.subject is Subject.QUESTION
    return step.kind is StepKind.BOT or asks_first or (step.kind is StepKind.ASK and bool(step.bot_id))


def _written(target: OutputPart, bot: str, folders: Mapping[str, str]) -> Iterator[Want]:
    if target.kind == 'document':
        yield Want(key='writes', params={'name': _short(target.fields['document']), 'bot': bot})
    elif target.kind == 'workspace':
        yield Want(key='workspace', params={'place': _short(folders.get(target.fields['workspace'], ''))})
    elif target.kind != 'next':
        place = next(iter(target.fields.values()))
        yield Want(key=target.kind, params={'place': _short(place)}, is_outward=True)


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else text[:SHOWN] + '…'
