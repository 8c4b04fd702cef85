"""Reads the ready bots (recipes_library/bots/*.toml) strictly: an error names the file and the field."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.domain.bots import ALL_TOOLS
from app.domain.errors import Invalid
from app.domain.names import clean_emoji
from app.domain.personalities import Personality
from app.ids import is_id
from app.services.template_tables import LANGUAGES, TemplateFileError, TomlTable

_TOP = {'order', 'emoji', 'topic', 'bots'}
_BOT = {'key', 'emoji', 'name', 'sentence', 'system_prompt', 'sample', 'tools'}


@dataclass(frozen=True, slots=True)
class PersonalityFile:
    """One topic with its bots, each in both languages. `order` is its place in the gallery."""

    order: int
    bots: Mapping[str, Mapping[str, Personality]]


def read_personalities(folder: Path) -> dict[str, Mapping[str, Personality]]:
    """All ready bots of a folder by key, in gallery order; TemplateFileError for anything that is not as it should be.

    A bot's value is itself by language.
    """
    files = {path: _read(path) for path in sorted(folder.glob('*.toml'))}
    found: dict[str, Mapping[str, Personality]] = {}
    for path, file in sorted(files.items(), key=lambda item: (item[1].order, item[0].name)):
        for number, (key, bot) in enumerate(file.bots.items()):
            if key in found:
                raise TemplateFileError(path.name, f'bots.{number}.key', f'{key!r} is in another file too')
            found[key] = bot
    return found


def _read(path: Path) -> PersonalityFile:
    try:
        data = tomllib.loads(path.read_text('utf-8'))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise TemplateFileError(path.name, '', str(error)) from error
    top = TomlTable(path.name, '', data, _TOP)
    order = top.data.get('order')
    if not isinstance(order, int) or isinstance(order, bool):
        raise top.error('order', 'a whole number is needed')
    bots: dict[str, Mapping[str, Personality]] = {}
    for table in top.tables('bots', _BOT):
        key = table.word('key')
        if not is_id(key) or key in bots:
            raise table.error('key', 'an id that occurs once is needed')
        bots[key] = {language: _personality(top, table, language) for language in LANGUAGES}
    return PersonalityFile(order, bots)


def _personality(top: TomlTable, table: TomlTable, language: str) -> Personality:
    return Personality(
        key=table.word('key'),
        topic=top.text('topic').in_language(language),
        topic_emoji=_emoji(top),
        emoji=_emoji(table),
        name=table.text('name').in_language(language),
        sentence=table.text('sentence').in_language(language),
        system_prompt=table.text('system_prompt').in_language(language),
        sample=table.text('sample').in_language(language),
        tools=_tools(table),
    )


def _emoji(table: TomlTable) -> str:
    try:
        return clean_emoji(table.word('emoji'))
    except Invalid as error:
        raise table.error('emoji', 'exactly one emoji is needed') from error


def _tools(table: TomlTable) -> tuple[str, ...]:
    """The named ones; all there are when nothing is said."""
    tools = table.data.get('tools', list(ALL_TOOLS))
    if not isinstance(tools, list) or len(set(map(str, tools))) < len(tools):
        raise table.error('tools', 'a list without repetition is needed')
    if not all(tool in ALL_TOOLS for tool in tools):
        raise table.error('tools', f'only {", ".join(ALL_TOOLS)}')
    return tuple(tools)
