"""The project's own Python files, parsed once; for the tests that read code."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
FOLDERS = ('app', 'pages', 'components', 'tests')


@cache
def python_files(*folders: str) -> dict[str, ast.Module]:
    """`{'app/bus.py': tree}` for the given top-level folders, main.py always included."""
    paths = [ROOT / 'main.py']
    for folder in folders or FOLDERS:
        paths += sorted((ROOT / folder).rglob('*.py'))
    return {path.relative_to(ROOT).as_posix(): _tree(path) for path in paths if 'node_modules' not in path.parts}


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text('utf-8'))


def imports(tree: ast.Module) -> set[str]:
    """Dotted names of all modules a file imports, wherever in the file."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {node.module, *(f'{node.module}.{alias.name}' for alias in node.names)}
    return found
