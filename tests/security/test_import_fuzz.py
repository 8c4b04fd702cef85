"""Any file, however broken or hostile: no failure of ours, nothing outside the data folder, nothing switched on."""

from __future__ import annotations

import asyncio
import copy
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.bots import ALL_TOOLS
from app.sharing import seal
from app.sharing.packed import pack
from app.sharing.table import to_table
from app.sharing.toml_writer import write
from tests.app.api.conftest import Site, open_site
from tests.app.sharing.samples import WITH_FOLDERS

VALID = write(seal.sealed(to_table(WITH_FOLDERS))).encode()
QUICK = settings(max_examples=40, deadline=None, database=None, suppress_health_check=list(HealthCheck))
LONG = settings(max_examples=3_000, deadline=None, database=None, suppress_health_check=list(HealthCheck))

PATHS = st.sampled_from(
    ['../../etc/passwd', '/etc/passwd', '..', 'C:\\x', 'a\x00', '\u202eexe', '~', 'CON', '{0.__class__}']
)
CODE = st.sampled_from(
    ['{{7*7}}', '${jndi:ldap://x}', '<script>alert(1)</script>', "'; DROP TABLE bots", '$(rm -rf /)']
)
NAMES = st.sampled_from(
    ['id', 'is_on', 'owner', 'schedule', 'version', 'api_key', 'base_url', 'model', 'tools', 'command', '__class__']
)
ODD = st.one_of(
    PATHS,
    CODE,
    st.text(max_size=20),
    st.integers(-(10**30), 10**30),
    st.floats(),
    st.booleans(),
    st.lists(st.integers(), max_size=3),
    st.dictionaries(NAMES | st.text(max_size=5), st.text(max_size=5), max_size=3),
    st.just('x' * 60_000),
    st.just([[[[[[[[]]]]]]]]),
    st.just([{}] * 300),
)


class Target:
    """The running application in a folder, with everything around it that must not change."""

    def __init__(self, folder: Path) -> None:
        self.folder, self._loop = folder, asyncio.new_event_loop()
        (folder / 'outside').mkdir()
        (folder / 'outside' / 'canary.txt').write_text('canary')
        self._opening = open_site(folder / 'site')
        self.site: Site = self._loop.run_until_complete(self._opening.__aenter__())
        self._before = self._outside()

    def close(self) -> None:
        self._loop.run_until_complete(self._opening.__aexit__(None, None, None))
        self._loop.close()

    def attack(self, content: bytes) -> None:
        """Look at the file and take it in, as somebody at this computer would."""
        self._loop.run_until_complete(self._attack(content))

    async def _attack(self, content: bytes) -> None:
        for where in ('inspect', 'import'):
            answer = await self.site.http.post(f'/api/recipes/{where}', files={'file': ('a.rezept', content)})
            assert answer.status_code < 500, answer.text
            if answer.status_code >= 400:
                assert answer.json()['title'] and answer.json()['hint']
        if answer.status_code == 201:
            await self._look_at(answer, content)

    async def _look_at(self, answer: httpx.Response, content: bytes) -> None:
        """What was taken in is off, ours, and bears no id from the file."""
        for recipe in (await self.site.http.get('/api/pipelines')).json():
            assert recipe['is_on'] is False
            ids = {
                recipe['id'],
                *(step['id'] for step in recipe['steps']),
                *(step['bot_id'] for step in recipe['steps']),
            }
            given_ids = set(re.findall(rb'(?:key|bot|recipe|step) = "([^"]*)"', content))
            assert not {id.encode() for id in ids if id} & given_ids
            assert (await self.site.http.post(f'/api/pipelines/{recipe["id"]}/run', json={})).status_code in (409, 422)
            await self.site.http.delete(f'/api/pipelines/{recipe["id"]}')
        for bot in (await self.site.http.get('/api/bots')).json():
            assert not set(bot['settings']) & {'api_key', 'base_url'} and bot['model'] == ''
            assert bot['tools'] == list(ALL_TOOLS)  # as for every new bot: a file chooses nothing
            await self.site.http.delete(f'/api/bots/{bot["id"]}')

        for folder in (await self.site.http.get('/api/workspaces')).json():
            assert f'"{folder["id"]}"'.encode() not in content
            await self.site.http.delete(f'/api/workspaces/{folder["id"]}')

    def check(self) -> None:
        """Nothing but the data folder was touched, and in it only what belongs there."""
        assert self._outside() == self._before
        data = self.folder / 'site' / 'data'
        known = {'.lock', 'bots', 'collections', 'history', 'logs', 'runs', 'secrets', 'trash', 'versions', 'backups'}
        known.add('workspaces')
        assert {path.name for path in data.iterdir()} <= known
        assert not list((data / 'bots').glob('*/documents/*'))
        assert not list((data / 'workspaces').glob('*/documents/*'))

    def _outside(self) -> dict[str, str]:
        places = [path for path in self.folder.rglob('*') if path.is_file() and 'data' not in path.parts]
        return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in places}


@pytest.fixture
def target(tmp_path: Path) -> Iterator[Target]:
    (tmp_path / 'site').mkdir()
    made = Target(tmp_path)
    yield made
    made.check()
    made.close()


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A good file with letters changed, lines doubled, parts missing."""
    content = bytearray(VALID)
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(content)))
        end = min(len(content), start + draw(st.integers(0, 200)))
        content[start:end] = draw(
            st.sampled_from([b'', bytes(content[start:end]) * 2, b'"""', b'[[', b'\x00', b'\xff'])
        )
    return bytes(content)


@st.composite
def odd_table(draw: st.DrawFn) -> bytes:
    """A good file whose tables hold odd things: each with a fitting seal."""
    table = to_table(WITH_FOLDERS)
    if draw(st.booleans()):  # what goes outside is shown too, though never taken in
        table['recipes'][0]['steps'][0]['output_target'] = [{'email': 'x@example.org', 'subject': 'Hallo'}]
    holders = list(_holders(table))
    for _ in range(draw(st.integers(1, 3))):
        holder = draw(st.sampled_from(holders))
        name = draw(st.sampled_from(sorted(holder) or ['x']) | NAMES)
        holder[name] = copy.deepcopy(draw(ODD))
    return write(seal.sealed(table) if draw(st.booleans()) else table).encode()


def _holders(table: Any) -> Iterator[dict[str, Any]]:
    if isinstance(table, dict):
        yield table
        for value in list(table.values()):
            yield from _holders(value)
    elif isinstance(table, list):
        for value in table:
            yield from _holders(value)


TOML = st.lists(
    st.sampled_from(
        ['[a]', '[[a]]', '[a.b]', 'a = 1', 'a.b.c = 2', '"" = 3', 'x = {', '}', 'x = [', ']', "'''", '"""', '"', "'"]
        + ['1979-05-27T07:32:00Z', 'd = 1979-05-27', 'n = nan', 'i = -inf', 'x = 0x_1', 'x = 1e400', '#', '\\u0000']
        + [
            'format = 1',
            'format = 2',
            '[[folders]]',
            'kind = "recipe"',
            '[[recipes]]',
            '[[bots]]',
            'key = "k"',
            'name = "n"',
            '[seal]',
            '\r',
            '\x00',
        ]
    ),
    max_size=30,
).map(lambda lines: '\n'.join(lines).encode())
FILES = st.one_of(
    st.binary(max_size=2_000), mutated(), odd_table(), TOML, st.binary(max_size=300).map(lambda b: b'rezept:' + b)
)


def test_no_file_does_any_harm(target: Target) -> None:
    @QUICK
    @given(FILES)
    def attack(content: bytes) -> None:
        target.attack(content)

    attack()


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_no_file_does_any_harm_at_length(target: Target) -> None:
    @LONG
    @given(FILES)
    def attack(content: bytes) -> None:
        target.attack(content)

    attack()


def test_the_good_file_itself_goes_in(target: Target) -> None:
    target.attack(VALID)
    target.attack(pack(VALID).encode())


@pytest.mark.parametrize('steps', [25, 200])
def test_recipes_inside_recipes_without_end_are_looked_at_quickly(target: Target, steps: int) -> None:
    """20 deep: together more steps than there are atoms, in a small file."""

    def inside(depth: int) -> dict[str, object]:
        return {'kind': 'recipe', 'settings': {'recipe': f'r{depth + 1}'}} if depth < 19 else {'bot': 'b'}

    recipes = [
        {'key': f'r{depth}', 'name': 'R', 'steps': [{'key': f's{step}', **inside(depth)} for step in range(steps)]}
        for depth in range(20)
    ]
    content = write({'format': 1, 'kind': 'recipe', 'recipes': recipes, 'bots': [{'key': 'b', 'name': 'B'}]}).encode()
    assert len(content) < 1_000_000
    target.attack(content)
