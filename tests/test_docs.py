"""The documentation names everything there is."""

from __future__ import annotations

import importlib
import re
import tomllib
from pathlib import Path

import pytest

from app.actions import actions
from app.config import SETTINGS, Setting
from app.plugins import load_plugins
from tests.sources import ROOT

README = (ROOT / 'README.md').read_text('utf-8')


@pytest.mark.parametrize('setting', SETTINGS, ids=lambda setting: setting.variable)
def test_every_setting_is_in_the_readme(setting: Setting) -> None:
    assert f'`{setting.variable}`' in README
    assert f'`{setting.default}`' in README or not setting.default


@pytest.mark.parametrize('key', load_plugins(importlib.import_module('app.providers')))
def test_every_provider_has_a_paragraph(key: str) -> None:
    text = (ROOT / 'docs' / 'connections.md').read_text('utf-8')
    assert f'`{key}`' in text


@pytest.mark.parametrize('key', actions())
def test_every_action_has_a_paragraph(key: str) -> None:
    text = (ROOT / 'docs' / 'actions.md').read_text('utf-8')
    title = actions()[key].title.de
    assert f'**{title}** (`{key}`)' in text


@pytest.mark.parametrize('path', sorted((ROOT / 'recipes_library').glob('*.toml')), ids=lambda path: path.stem)
def test_every_template_is_described(path: Path) -> None:
    assert f'`{path.stem}`' in (ROOT / 'docs' / 'templates.md').read_text('utf-8')


def test_every_dependency_has_its_reason() -> None:
    decisions = (ROOT / 'docs' / 'decisions.md').read_text('utf-8')
    project = tomllib.loads((ROOT / 'pyproject.toml').read_text('utf-8'))
    wishes = project['project']['dependencies'] + project['dependency-groups']['dev']
    for wish in wishes:
        name = wish.split('>')[0].split('<')[0].split('=')[0].strip()
        assert name in decisions, name


def test_a_normal_install_stays_light() -> None:
    lock = (ROOT / 'requirements.lock').read_text('utf-8')
    packages = [line for line in lock.splitlines() if '==' in line and not line.startswith(' ')]
    assert len(packages) <= 75


def test_the_links_of_the_readme_lead_somewhere() -> None:
    for target in re.findall(r'\]\(([^)#:]+)\)', README):
        assert (ROOT / target).exists(), target
