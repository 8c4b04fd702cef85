"""What a repeated step is repeated for, and how its results become one text again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.domain.errors import AppError
from app.domain.notice import with_notice, without_notice
from app.domain.pipelines import Over, Shape, Step, StepKind
from app.domain.places import Place
from app.domain.runs import Run
from app.domain.shapes import ShapeProblem, Table, read_fields, read_table, write_fields, write_table
from app.domain.text import Text
from app.engine.material import Block
from app.engine.memory import Memory

MAX_ITEMS = 10_000
_MARK = re.compile(r'\s*(?:[-*+•]|\d{1,4}[.)])\s+')  # of a list
_RULE = re.compile(r'[-=*_|: ]+')  # a line that only draws something
_BAR = re.compile(r'(?<!\\)\|')  # between the cells of a table
_LINE = Text('Zeile', 'Line')  # the column of the lines a step was repeated for


@dataclass(frozen=True, kw_only=True, slots=True)
class Unit:
    """One piece of work: a step as a whole (`item` None), or one line, row or file of a repeated step."""

    step: Step
    blocks: tuple[Block, ...]
    item: int | None = None
    name: str = ''
    row: Mapping[str, str] = field(default_factory=dict)  # the item by its columns

    @property
    def text_id(self) -> str:
        """What its growing text is called: items grow side by side."""
        return self.step.id if self.item is None else f'{self.step.id}#{self.item}'


async def units_of(run: Run, step: Step, blocks: tuple[Block, ...], memory: Memory) -> list[Unit]:
    """The work of a step: one unit, or one for every item."""
    if step.for_each is None:
        return [Unit(step=step, blocks=blocks)]
    if step.for_each.over is Over.FILES:
        return await _files(run, step, blocks, memory)
    return _rows(step, blocks) if step.for_each.over is Over.ROWS else _lines(step, blocks)


def joined_results(step: Step, units: Sequence[Unit], outputs: Sequence[str], language: str) -> str:
    """The results in the order of the items, as one text of the promised shape; '' stands for nothing."""
    if step.shape is Shape.TABLE and step.kind is StepKind.BOT:
        return _one_table(outputs)
    if step.shape is Shape.FIELDS and step.kind is StepKind.BOT:
        return _grown_table(units, outputs, language)
    if _are_tables(outputs):
        return _one_table(outputs)
    if step.kind is not StepKind.BOT and all(unit.row for unit in units) and _are_only_fields(outputs):
        return _grown_table(units, outputs, language)  # rows that were reckoned with, or that a person agreed to
    texts = [(unit.name, without_notice(text).strip()) for unit, text in zip(units, outputs, strict=True) if text]
    with_names = step.for_each is not None and step.for_each.over is Over.FILES
    # A text that begins with a heading has a name of its own.
    whole = '\n\n'.join(
        f'## {name}\n\n{text}' if with_names and not text.startswith('#') else text for name, text in texts
    )
    is_practice = any(without_notice(text) != text for text in outputs)
    return with_notice(whole, language) if is_practice else whole


def _lines(step: Step, blocks: tuple[Block, ...]) -> list[Unit]:
    if not blocks:
        return []
    first, rest = blocks[0], blocks[1:]
    lines = (_MARK.sub('', line, count=1).strip() for line in _without_head(first.plain.splitlines()))
    wanted = [line for line in lines if line and not _RULE.fullmatch(line)]
    _check_number(len(wanted))
    return [
        Unit(step=step, blocks=(replace(first, text=line), *rest), item=number, name=line[:80])
        for number, line in enumerate(wanted)
    ]


def _without_head(lines: Sequence[str]) -> Iterator[str]:
    """The lines; of a table its rows without their bars: what its columns are called is no line of work."""
    for number, line in enumerate(lines):
        is_row = line.startswith('|')
        below = lines[number + 1] if number + 1 < len(lines) else ''
        if is_row and (_RULE.fullmatch(line) or ('-' in below and _RULE.fullmatch(below))):
            continue
        cells = (cell.replace('\\|', '|').strip() for cell in _BAR.split(line))
        yield '; '.join(cell for cell in cells if cell) if is_row else line


def _rows(step: Step, blocks: tuple[Block, ...]) -> list[Unit]:
    for place, block in enumerate(blocks):
        try:
            table = read_table(block.text)
        except ShapeProblem:
            continue
        _check_number(len(table.rows))
        before, after = blocks[:place], blocks[place + 1 :]
        return [
            Unit(
                step=step,
                blocks=(replace(block, text=write_fields(row)), *before, *after),
                item=number,
                name=next((cell for cell in row.values() if cell), '')[:80],
                row=row,
            )
            for number, row in enumerate(table.records())
        ]
    raise AppError('for_each_no_table')


async def _files(run: Run, step: Step, blocks: tuple[Block, ...], memory: Memory) -> list[Unit]:
    """The documents the step reads; without any, all of its bot. What was chosen stays chosen after a restart."""
    found = await memory.files()
    if known := [item.name for item in run.step(step.id).items]:
        left = list(found)
        found = [_taken(left, name) or (memory.home, name) for name in known]
    _check_number(len(found))
    context = tuple(block for block in blocks if not block.is_document)
    return [
        Unit(
            step=step,
            blocks=(await memory.document(place, name), *context),
            item=number,
            name=name,
            row={'Datei' if run.language == 'de' else 'File': name},
        )
        for number, (place, name) in enumerate(found)
    ]


def _taken(left: list[tuple[Place, str]], name: str) -> tuple[Place, str] | None:
    """The first of that name; two folders may each have one."""
    one = next((entry for entry in left if entry[1] == name), None)
    if one is not None:
        left.remove(one)
    return one


def _check_number(number: int) -> None:
    if number > MAX_ITEMS:
        raise AppError('for_each_many', count=number, limit=MAX_ITEMS)


def _are_tables(outputs: Sequence[str]) -> bool:
    try:
        return bool([read_table(text) for text in outputs if text])
    except ShapeProblem:
        return False


def _are_only_fields(outputs: Sequence[str]) -> bool:
    lines = [line for text in outputs for line in text.splitlines()]
    return bool(lines) and all(line.startswith('  ') or (line.startswith('- ') and ':' in line) for line in lines)


def _one_table(outputs: Sequence[str]) -> str:
    """The rows of all tables, below the columns of all of them."""
    tables = [read_table(text) for text in outputs if text]
    return _written([row for table in tables for row in table.records()], [table.columns for table in tables])


def _grown_table(units: Sequence[Unit], outputs: Sequence[str], language: str) -> str:
    """The items with the new fields as further columns; a field that was there already is replaced."""
    rows: list[dict[str, str]] = []
    for unit, text in zip(units, outputs, strict=True):
        if text:
            item = dict(unit.row) or {_LINE.in_language(language): unit.blocks[0].plain}
            rows.append(item | _fields(text))
    return _written(rows, [tuple(row) for row in rows])


def _fields(text: str) -> dict[str, str]:
    try:
        return read_fields(text)
    except ShapeProblem:
        return {}


def _written(rows: Sequence[Mapping[str, str]], heads: Sequence[Sequence[str]]) -> str:
    columns = list(dict.fromkeys(name for head in heads for name in head))
    return write_table(Table.of(columns, ([row.get(name, '') for name in columns] for row in rows)))
