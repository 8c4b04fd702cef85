"""The catalogue: complete in both languages, plain in words, every key used and present."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator

import pytest

from app.i18n import catalogue
from tests.sources import ROOT, python_files

DE, EN = catalogue('de'), catalogue('en')
# Words that a person who never automated anything would have to ask about (oma-guidelines section 3).
JARGON = re.compile(
    r'\b(Agent|Pipeline|Workflow|Node|Task|Prompt|Persona|RAG|Embedding|Input|Payload|Variable|Output|Response|Log|Run|'
    r'Execution|Cron|Trigger|Job|Watcher|Event|Webhook|Endpoint|Provider|API|Backend|LLM|Token|Credential|Temperatur|'
    r'Timeout|Retry|Backup|Dump|Upload|Download|JSON|YAML|Session|Login|Account|Admin|LAN|IP|Port|Host|Mock|Demo|'
    r'Approval|Exception|Request|Server|Client|Cache|URL|Konfiguration|Parameter|Instanz|Status-Code)s?\b',
)
BLAME = re.compile(r'\b(leider|ungültig\w*|fehlerhaft\w*|oops|verboten\w*)\b', re.IGNORECASE)
LISTS = {'err.type.do'}  # short lists read well with more than one comma
EXPERT = ('expert.', 'err.config_', 'field.')  # the corner for experts, the terminal, answers to programs


def _sentences(text: str | list[str]) -> list[str]:
    return [text] if isinstance(text, str) else text


def _simple() -> Iterator[tuple[str, str]]:
    for key, text in DE.items():
        if not key.startswith(EXPERT):
            yield from ((key, sentence) for sentence in _sentences(text))


def test_both_languages_have_the_same_keys_and_placeholders() -> None:
    assert list(DE) == sorted(DE) and list(EN) == sorted(EN)
    assert set(DE) == set(EN)
    for key in DE:
        names = [
            {name for s in _sentences(text) for _, name, _, _ in string.Formatter().parse(s) if name}
            for text in (DE[key], EN[key])
        ]
        assert names[0] == names[1], key
        assert all(s.strip() for s in _sentences(DE[key]) + _sentences(EN[key])), key


def test_every_error_says_what_happened_what_to_do_and_offers_a_button() -> None:
    names = {key.split('.')[1] for key in DE if key.startswith('err.')}
    for name in names:
        assert all(f'err.{name}.{part}' in DE for part in ('what', 'do', 'button')), name


def test_simple_texts_use_plain_words_and_never_blame() -> None:
    found = [(key, match[0]) for key, text in _simple() if (match := JARGON.search(text) or BLAME.search(text))]
    assert not found


def test_simple_sentences_are_short() -> None:
    long = []
    for key, text in _simple():
        if key in LISTS:
            continue
        for sentence in re.split(r'(?<=[.!?:])\s', text):
            if len(re.findall(r'\w+', re.sub(r'\{\w+\}', 'x', sentence))) > 14 or sentence.count(',') > 1:
                long.append((key, sentence))
    assert not long


def test_every_key_in_the_code_exists() -> None:
    used = set(_used_keys())
    assert not {key for key in used if key not in DE}


def test_every_key_in_the_catalogue_is_used() -> None:
    source = '\n'.join((ROOT / name).read_text('utf-8') for name in python_files('app', 'pages', 'components'))
    prefixes = {match[1] for match in re.finditer(r"f['\"]([a-z_.]+\.)\{", source)}
    errors = {match[1] for match in re.finditer(r"'([a-z_0-9]+)'", source)}
    unused = [
        key
        for key in DE
        if f"'{key}'" not in source
        and not key.startswith(tuple(prefixes))
        and not (key.startswith(('err.', 'field.')) and key.split('.')[1] in errors)
    ]
    assert not unused


@pytest.mark.parametrize('folder', ['pages', 'components'])
def test_no_sentence_stands_in_the_code(folder: str) -> None:
    calls = {'label', 'button', 'link', 'heading', 'notify', 'page_title', 'text', 'paragraph'}
    for name, tree in python_files(folder).items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, 'attr', getattr(node.func, 'id', '')) in calls:
                for argument in node.args[:1]:
                    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                        assert not re.search(r'[A-Za-zÄÖÜäöüß]{3,}', argument.value), f'{name}: {argument.value!r}'


def _used_keys() -> Iterator[str]:
    for tree in python_files('app', 'pages', 'components').values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, 'id', getattr(node.func, 'attr', '')) in (
                't',
                'translate',
            ):
                for argument in node.args[:2]:
                    if isinstance(argument, ast.Constant) and isinstance(argument.value, str) and '.' in argument.value:
                        yield argument.value
