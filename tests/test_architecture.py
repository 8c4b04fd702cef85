"""The import arrows of the architecture: who may know whom."""

from __future__ import annotations

import ast
import importlib
import sys

import pytest

from app.plugins import load_plugins
from tests.sources import imports, python_files

THIRD_PARTY = {
    'app/readers': {'pypdfium2', 'docx', 'lxml', 'openpyxl', 'PIL'},
    'app/search': {'snowballstemmer'},
    'app/library': {'watchfiles'},
    'app/storage': {'tinydb', 'orjson', 'cryptography'},
    'app/providers': {'httpx', 'httpx_aiohttp', 'aiohttp', 'orjson'},
    'app/writers': {'docx', 'markdown_it', 'reportlab'},
    'app/actions': {'holidays', 'icalendar', 'openpyxl'},
    'app/sharing': {'cryptography', 'reportlab', 'PIL'},  # signatures, the printed card
    'app/services': {'argon2'},  # accounts: passwords
    'app/api': {'fastapi', 'starlette', 'pydantic', 'python_multipart', 'orjson'},
    'app/web': {'starlette', 'nh3', 'markdown_it', 'python_multipart', 'jinja2'},
    'components': {'nicegui', 'starlette'},
    'pages': {'nicegui', 'starlette'},
}
CORE = ('app.domain', 'app.bus', 'app.clock', 'app.ids', 'app.paths')
OURS = {
    'app/domain': ('app.domain',),
    'app/practice': ('app.domain', 'app.practice'),
    'app/storage': (*CORE, 'app.storage', 'app.config'),
    'app/providers': ('app.domain', 'app.clock', 'app.providers', 'app.practice'),
    'app/writers': ('app.domain', 'app.plugins', 'app.writers'),
    'app/readers': ('app.domain', 'app.plugins', 'app.readers'),
    'app/search': ('app.domain', 'app.search'),
    'app/library': (*CORE, 'app.storage', 'app.readers', 'app.search', 'app.library'),
    'app/actions': ('app.domain', 'app.plugins', 'app.actions'),
    'app/sharing': ('app.domain', 'app.sharing'),
    'app/engine': (
        *CORE,
        'app.engine',
        'app.providers.base',
        'app.storage',
        'app.actions.base',
        'app.writers.base',
    ),
    'app/services': (
        *CORE,
        'app.actions',
        'app.i18n',
        'app.plugins',
        'app.config',
        'app.storage',
        'app.engine',
        'app.providers',
        'app.services',
        'app.sharing',
        'app.library',
        'app.readers.base',
    ),
    'app/api': (*CORE, 'app.i18n', 'app.actions', 'app.config', 'app.services', 'app.bootstrap', 'app.web', 'app.api'),
    'app/web': (*CORE, 'app.i18n', 'app.config', 'app.services', 'app.bootstrap', 'app.writers', 'app.web'),
    'components': (
        *CORE,
        'app.i18n',
        'app.actions',
        'app.services',
        'app.bootstrap',
        'app.web',
        'app.writers',
        'components',
    ),
    'pages': (*CORE, 'app.i18n', 'app.services', 'app.bootstrap', 'app.web', 'app.writers', 'components', 'pages'),
}
# Exceptions with their reason.
ALLOWED = {
    ('pages/site.py', 'app.api'): 'puts the site together',
    ('components/ask_card.py', 'app.engine.graph'): 'which bot can work a comment in',
    ('components/step_details.py', 'app.engine.recipe_work'): 'how the run inside a step is called',
}


def _folder(name: str) -> str:
    return max((folder for folder in OURS if name.startswith(folder + '/')), key=len, default='')


@pytest.mark.parametrize('name', [name for name in python_files('app', 'pages', 'components') if _folder(name)])
def test_a_file_imports_only_what_its_folder_may_know(name: str) -> None:
    folder = _folder(name)
    wrong = []
    for module in imports(python_files('app', 'pages', 'components')[name]):
        top = module.split('.')[0]
        if top in ('app', 'pages', 'components', 'tests', 'main'):
            fine = module == 'app' or any(module == ours or module.startswith(ours + '.') for ours in OURS[folder])
            if not fine and not any(name == file and module.startswith(target) for file, target in ALLOWED):
                wrong.append(module)
        elif top not in sys.stdlib_module_names and top not in THIRD_PARTY.get(folder, set()):
            wrong.append(module)
    assert not wrong, f'{name} must not import {sorted(wrong)}'


@pytest.mark.parametrize('folder', ['providers', 'actions', 'readers'])
def test_plugins_do_not_know_each_other(folder: str) -> None:
    plugins = set(load_plugins(importlib.import_module(f'app.{folder}')))
    for key in plugins:
        tree = python_files('app')[f'app/{folder}/{key}.py']
        known = {module.split('.')[2] for module in imports(tree) if module.startswith(f'app.{folder}.')}
        assert not known & plugins, f'{key} imports {sorted(known & plugins)}'


def test_nicegui_stays_in_the_pages() -> None:
    outside = [
        name
        for name, tree in python_files('app').items()
        if any(module.split('.')[0] == 'nicegui' for module in imports(tree))
    ]
    assert not outside


def test_only_the_clock_and_the_configuration_ask_the_system() -> None:
    for name, tree in python_files('app', 'pages', 'components').items():
        if name in ('app/clock.py', 'app/config.py', 'main.py'):
            continue
        for node in ast.walk(tree):
            asked = ast.unparse(node) if isinstance(node, ast.Attribute) else ''
            assert asked not in ('datetime.now', 'time.sleep', 'os.environ', 'time.time'), f'{name}: {asked}'
