"""How a bot writes: exact or imaginative, and how much at most. Empty means: as the AI itself suggests."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from components.field import Field
from components.texts import number, t

STYLES = {'0.2': 'exact', '0.7': 'even', '1.0': 'free'}  # temperature
LENGTHS = {'700': 'page', '2000': 'three_pages', '7000': 'ten_pages'}  # max_tokens; a German page is about 700


class BotSettings:
    """Two choices; a value that came from elsewhere stays until another one is chosen."""

    def __init__(self, settings: Mapping[str, Any], on_change: Callable[[dict[str, Any]], None]) -> None:
        self._settings = dict(settings)
        self._on_change = on_change
        self._style = Field(
            t('bot.style'),
            kind='choice',
            value=_text(settings.get('temperature')),
            choices=self._choices('temperature', 'style', STYLES),
            name='bot-style',
            on_change=lambda value: self._choose('temperature', float(value) if value else None),
        )
        self._length = Field(
            t('bot.length'),
            kind='choice',
            value=_text(settings.get('max_tokens')),
            choices=self._choices('max_tokens', 'length', LENGTHS),
            help=t('bot.length_help'),
            name='bot-length',
            on_change=lambda value: self._choose('max_tokens', int(value) if value else None),
        )

    def show(self, settings: Mapping[str, Any]) -> None:
        """Another window chose."""
        self._settings = dict(settings)
        for field, key, name, known in (
            (self._style, 'temperature', 'style', STYLES),
            (self._length, 'max_tokens', 'length', LENGTHS),
        ):
            field.set_choices(self._choices(key, name, known))
            if field.value != _text(settings.get(key)):
                field.put(_text(settings.get(key)))

    @staticmethod
    def in_words(settings: Mapping[str, Any]) -> str:
        """Both choices in a line each."""
        style, length = _text(settings.get('temperature')), _text(settings.get('max_tokens'))
        return '\n'.join(
            (
                f'{t("bot.style")}: {_word("style", STYLES, style)}',
                f'{t("bot.length")}: {_word("length", LENGTHS, length)}',
            )
        )

    def _choose(self, key: str, value: float | None) -> None:
        if value == self._settings.get(key):
            return
        settings = {name: old for name, old in self._settings.items() if name != key}
        self._settings = settings if value is None else settings | {key: value}
        self._on_change(dict(self._settings))

    def _choices(self, key: str, name: str, known: Mapping[str, str]) -> list[tuple[str, str]]:
        now = _text(self._settings.get(key))
        values = ['', *known] if now in ('', *known) else ['', *known, now]
        return [(value, _word(name, known, value)) for value in values]


def _word(name: str, known: Mapping[str, str], value: str) -> str:
    if not value:
        return t(f'bot.{name}.usual')
    if value in known:
        return t(f'bot.{name}.{known[value]}')
    return t('bot.own_value', value=number(float(value), 1 if '.' in value else 0))


def _text(value: Any) -> str:
    """As the choice names it: 1 and 1.0 are the same."""
    if value is None:
        return ''
    return str(float(value)) if str(float(value)) in STYLES else str(value)
