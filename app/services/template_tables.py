"""Reads single values of a template file strictly; an error names the file and the field."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import Any, TypeVar

from app.domain.errors import ConfigError
from app.domain.text import Text

LANGUAGES = ('de', 'en')
Kind = TypeVar('Kind', bound=Enum)


class TemplateFileError(ConfigError):
    """A template file that cannot be used; `file` and `field` say where, `reason` says why."""

    def __init__(self, file: str, field: str, reason: str) -> None:
        super().__init__('config_template', file=file, field=field, reason=reason)


class TomlTable:
    """One table of the file: reads single values and knows where it stands."""

    def __init__(self, file: str, path: str, data: Any, allowed: set[str]) -> None:
        self.file = file
        self.path = path
        if not isinstance(data, dict):
            raise TemplateFileError(file, path, 'a table is needed')
        self.data: dict[str, Any] = data
        for name in data:
            if name not in allowed:
                raise self.error(name, 'no such field')

    def error(self, name: str, reason: str) -> TemplateFileError:
        """The error for the field `name` of this table."""
        return TemplateFileError(self.file, self._path(name), reason)

    def word(self, name: str, default: str | None = None) -> str:
        """A text that is the same in both languages."""
        value = self.data.get(name, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self.error(name, 'a text is needed')
        return value

    def one_of(self, name: str, kind: type[Kind], default: Kind) -> Kind:
        """A word out of those of an enum."""
        try:
            return kind(self.data.get(name, default.value))
        except ValueError as error:
            raise self.error(name, f'one of {", ".join(str(entry.value) for entry in kind)}') from error

    def number(self, name: str, default: int) -> int:
        """A whole number from 1 on."""
        value = self.data.get(name, default)
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise self.error(name, 'a whole number from 1 on is needed')
        return value

    def text(self, name: str, *, needed: bool = True) -> Text:
        """A text in both languages, neither of them empty."""
        if name not in self.data and not needed:
            return Text('', '')
        inner = self.inner(name, set(LANGUAGES))
        return Text(inner.word('de').strip(), inner.word('en').strip())

    def value(self, name: str) -> Text:
        """A text that is the same in both languages, or a table with exactly de and en."""
        value = self.data.get(name, '')
        return Text(value, value) if isinstance(value, str) else self.text(name)

    def words(self, name: str, language: str) -> tuple[str, ...]:
        """A list of texts in both languages, as long in one as in the other."""
        inner = self.inner(name, set(LANGUAGES))
        for key in LANGUAGES:
            entries = inner.data.get(key)
            if not isinstance(entries, list) or not entries or not all(isinstance(e, str) and e for e in entries):
                raise inner.error(key, 'a list of texts is needed')
            if len(set(entries)) < len(entries):
                raise inner.error(key, 'every text may stand there once')
        if len(inner.data['de']) != len(inner.data['en']):
            raise inner.error('en', 'as many texts as in German are needed')
        return tuple(inner.data[language])

    def inner(self, name: str, allowed: set[str]) -> TomlTable:
        """A table inside this one."""
        return TomlTable(self.file, self._path(name), self.data.get(name), allowed)

    def tables(self, name: str, allowed: set[str]) -> Sequence[TomlTable]:
        """The entries of a list of tables; at least one."""
        entries = self.data.get(name)
        if not isinstance(entries, list) or not entries:
            raise self.error(name, 'at least one entry is needed')
        return [TomlTable(self.file, f'{name}.{index}', entry, allowed) for index, entry in enumerate(entries)]

    def _path(self, name: str) -> str:
        return f'{self.path}.{name}' if self.path else name
