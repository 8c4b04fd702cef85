"""Path grammar: whatever a name or id is made of, nothing outside the folder is touched, read or named."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.errors import AppError, Invalid, NotFound
from app.ids import is_id, new_id
from app.paths import MAX_NAME, checked_file_name, document_path, safe_path

_PARTS = st.sampled_from(
    [
        '..',
        '.',
        '/',
        '\\',
        '//',
        '\\\\',
        '%2e',
        '%2f',
        '%5c',
        '%00',
        '\x00',
        'C:',
        'c:\\',
        '~',
        '$HOME',
        'CON',
        'nul.txt',
    ]
    + [
        'com1',
        'lpt¹.log',
        'a',
        'b.txt',
        ' ',
        '.',
        '..',
        '\u202e',
        '\u200b',
        'ä',
        'a\u0308',
        '.git',
        '/etc/passwd',
        'x' * 130,
    ]
    + ['secret', 'outside', '..;', '...', '....//', ':stream', '*', '?', '|', '<', '>', '"', '\n', '\r', '\ud800', '🤖']
)
_NAMES = st.lists(_PARTS | st.text(max_size=3), max_size=6).map(''.join)


@pytest.fixture(scope='module')
def tree(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with something worth stealing around the one that may be used."""
    root = tmp_path_factory.mktemp('tree')
    (root / 'secret').write_text('canary')
    (root / 'outside').mkdir()
    (root / 'outside' / 'b.txt').write_text('canary')
    base = root / 'base'
    base.mkdir()
    (base / 'a').mkdir()
    (base / 'link').symlink_to(root / 'outside')
    (base / 'a' / 'link.txt').symlink_to(root / 'secret')
    before = _snapshot(root, base)
    yield base
    assert _snapshot(root, base) == before


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_NAMES)
def test_every_id_stays_inside_or_is_unknown(tree: Path, name: str) -> None:
    try:
        path = safe_path(tree, name)
    except NotFound:
        return
    assert is_id(name) and path.parent == tree and path.resolve().is_relative_to(tree.resolve())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_NAMES)
def test_every_file_name_stays_inside_or_is_refused(tree: Path, name: str) -> None:
    try:
        clean = checked_file_name(name)
        path = document_path(tree / 'a', clean)
    except (Invalid, NotFound):
        return
    path.write_text('mine')
    path.unlink()
    assert path.parent == tree / 'a' and path.name == clean and len(clean) <= MAX_NAME
    assert not clean.startswith('.') and not set(clean) & set('/\\:*?"<>|\x00\n\r')


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_NAMES, _NAMES)
def test_two_ids_in_a_row_stay_inside_too(tree: Path, first: str, second: str) -> None:
    try:
        path = safe_path(tree, first, second)
    except NotFound:
        return
    assert path == tree / first / second


@pytest.mark.parametrize('name', ['link', 'a'])
def test_links_are_never_followed(tree: Path, name: str) -> None:
    with pytest.raises(NotFound):
        safe_path(tree, 'link', name)
    with pytest.raises(NotFound):
        document_path(tree / 'a', 'link.txt')


@pytest.mark.parametrize('value', [None, 5, b'a', ['a'], '', '-a', 'A', 'a' * 65, 'a_b', 'a.b', 'ä', 'a\n', 'a/b'])
def test_only_our_own_pattern_is_an_id(value: object) -> None:
    assert not is_id(value)


@given(st.text(max_size=100))
def test_ids_we_make_are_ids_whatever_the_name(name: str) -> None:
    first, second = new_id(name), new_id(name)
    assert is_id(first) and is_id(second) and first != second


@given(st.text(max_size=200))
def test_a_file_name_is_taken_as_it_is_or_refused_with_a_reason(name: str) -> None:
    try:
        clean = checked_file_name(name)
    except AppError as error:
        assert isinstance(error, Invalid) and error.problems[0].key in ('file_name', 'file_name_long')
        return
    assert checked_file_name(clean) == clean and len(os.fsencode(clean)) <= 255


def _snapshot(root: Path, base: Path) -> dict[str, bytes]:
    return {
        path.as_posix(): path.read_bytes() for path in root.rglob('*') if path.is_file() and base not in path.parents
    }
