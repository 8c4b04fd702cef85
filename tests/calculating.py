"""Plays one action: texts in, what comes out; for the tests of the actions."""

from __future__ import annotations

from datetime import date

from app.actions import actions
from app.actions.base import Done, Job, Material, settings_of
from app.domain.shapes import Table, read_fields, read_table, write_table

TODAY = date(2026, 3, 2)  # a Monday


def play(key: str, *texts: str, language: str = 'de', today: date = TODAY, **settings: str) -> Done:
    """The action does its work on these texts; they are called Text 1, Text 2, ..."""
    action = actions()[key]
    materials = tuple(Material(f'Text {number}', text) for number, text in enumerate(texts, 1))
    return action.run(Job(materials=materials, settings=settings_of(action, settings), language=language, today=today))


def rows(done: Done) -> list[tuple[str, ...]]:
    """The rows of the table that came out."""
    return list(read_table(done.text).rows)


def columns(done: Done) -> tuple[str, ...]:
    """The columns of the table that came out."""
    return read_table(done.text).columns


def fields(done: Done) -> dict[str, str]:
    """The fields that came out."""
    return read_fields(done.text)


def table(head: str, *lines: str) -> str:
    """'Name | Betrag', 'Anna | 3' as a table."""
    split = [[cell.strip() for cell in line.split('|')] for line in lines]
    return write_table(Table.of([name.strip() for name in head.split('|')], split))
