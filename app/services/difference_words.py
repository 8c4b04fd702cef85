"""Differences between two versions, in sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from app.domain.differences import Difference, Named
from app.services.recipe_words import RecipeWords


def in_words(difference: Difference, words: RecipeWords) -> str:
    """'Schritt 2: anderer Bot: Texter statt Lektor'."""
    params = {
        key: _NAMED[value.kind](words, value.value) if isinstance(value, Named) else value
        for key, value in difference.params.items()
    }
    return words.t(difference.key, **params)


def all_in_words(differences: Iterable[Difference], words: RecipeWords) -> list[str]:
    """One sentence for each."""
    return [in_words(difference, words) for difference in differences]


def _targets(words: RecipeWords, value: Any) -> str:
    parts, bot = value
    return words.both([words.target(part, words.bot(bot)) for part in parts])


def _style(words: RecipeWords, value: Any) -> str:
    known = {0.2: 'exact', 0.7: 'even', 1.0: 'free'}
    return words.t(f'bot.style.{known[value]}') if _is_one_of(value, known) else _own_value(words, value)


def _length(words: RecipeWords, value: Any) -> str:
    known = {700: 'page', 2000: 'three_pages', 7000: 'ten_pages'}
    return words.t(f'bot.length.{known[value]}') if _is_one_of(value, known) else _own_value(words, value)


def _is_one_of(value: Any, known: Mapping[Any, str]) -> bool:
    return isinstance(value, (int, float)) and value in known


def _own_value(words: RecipeWords, value: Any) -> str:
    return words.t('explain.usual') if value is None else str(value)


_NAMED: Mapping[str, Callable[[RecipeWords, Any], str]] = {
    'bot': RecipeWords.bot,
    'recipe': RecipeWords.recipe,
    'action': RecipeWords.action,
    'ai': lambda words, model: words.ai(model) if model else words.t('explain.own_ai'),
    'step': RecipeWords.title,
    'sources': lambda words, value: words.sources(*value),
    'condition': lambda words, value: words.condition(*value),
    'targets': _targets,
    'action_field': lambda words, value: words.setting_label(*value),
    'action_value': lambda words, value: words.setting_value(*value),
    'kind': lambda words, kind: words.t(f'explain.kind.{kind.value}'),
    'input_kind': lambda words, kind: words.t(f'inputs.kind.{kind.value}'),
    'days': RecipeWords.days,
    'temperature': _style,
    'max_tokens': _length,
}
