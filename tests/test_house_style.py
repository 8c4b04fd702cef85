"""Hard maxima of the house style; a file that hits one contains two ideas."""

from __future__ import annotations

import ast

import pytest

from tests.sources import ROOT, python_files

MAX_FILE, MAX_FUNCTION, MAX_CLASS = 400, 60, 200
VAGUE = {'utils', 'helpers', 'common', 'misc', 'manager'}


@pytest.mark.parametrize('name', list(python_files()))
def test_sizes_and_names(name: str) -> None:
    tree = python_files()[name]
    assert len((ROOT / name).read_text('utf-8').splitlines()) <= MAX_FILE
    assert not VAGUE & set(name.removesuffix('.py').split('/')), name
    assert ast.get_docstring(tree), f'{name} needs one sentence on what it is for'
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            length = (node.end_lineno or 0) - node.lineno + 1
            assert length <= MAX_FUNCTION, f'{name}: {node.name} has {length} lines'
        elif isinstance(node, ast.ClassDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            assert length <= MAX_CLASS, f'{name}: {node.name} has {length} lines'


def test_no_global_statement_and_few_broad_excepts() -> None:
    files = python_files('app', 'pages', 'components')
    lines = sum(len((ROOT / name).read_text('utf-8').splitlines()) for name in files)
    broad = 0
    for name, tree in files.items():
        for node in ast.walk(tree):
            assert not isinstance(node, ast.Global), name
            if isinstance(node, ast.ExceptHandler):
                assert node.type is not None, f'{name}: bare except'
                broad += ast.unparse(node.type) in ('Exception', 'BaseException')
    assert broad <= max(1, lines // 1000)


def test_public_functions_say_what_they_are_for() -> None:
    missing = []
    for name, tree in python_files('app', 'components').items():
        for node in tree.body:
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) and not node.name.startswith(
                '_'
            ):
                if not ast.get_docstring(node):
                    missing.append(f'{name}: {node.name}')
    assert not missing
