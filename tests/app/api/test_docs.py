"""docs/api.md is executed, command by command."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

import httpx
import pytest

from app.api import create_api
from tests.app.api.conftest import Site
from tests.sources import ROOT

PAGE = (ROOT / 'docs/api.md').read_text('utf-8')
COMMAND = re.compile(r'^(curl .*) # (\d{3})(?: ([A-Z_]+))?$', re.MULTILINE)
SWITCHES = {'-s', '-N'}  # how curl shows things; nothing for the request


def request_of(command: str, folder: Path) -> dict[str, Any]:
    """What the curl command would send."""
    words = iter(shlex.split(command)[1:])
    request: dict[str, Any] = {'method': 'GET', 'headers': {}}
    for word in words:
        if word == '-X':
            request['method'] = next(words)
        elif word == '-H':
            name, value = next(words).split(': ', 1)
            request['headers'][name] = value
        elif word == '-d':
            request['content'] = next(words).encode()
        elif word == '-F':
            field, file = next(words).split('=@')
            request['files'] = {field: (file, (folder / file).read_bytes())}
        elif word == '-o':
            next(words)
        elif word not in SWITCHES:
            assert word.startswith('http://127.0.0.1:8080/'), word
            request['url'] = word
    return request


async def test_every_command_does_what_the_page_says(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / 'letter.txt').write_text('Liebe Anna')
    (tmp_path / 'Rezepte').mkdir()
    monkeypatch.setenv('HOME', str(tmp_path))
    ids: dict[str, str] = {}
    for command, status, made in COMMAND.findall(PAGE):
        for name, id in ids.items():
            command = command.replace(name, id)
        answer = await site.http.request(**request_of(command, tmp_path))
        assert answer.status_code == int(status), f'{command}\n{answer.text}'
        if made:
            ids[made] = answer.json()['id']
        for saved in re.findall(r'-o (\S+\.rezept)', command):  # what one command saves, others send
            for folder in (tmp_path, tmp_path / 'Rezepte'):
                (folder / saved).write_bytes(answer.content)


def test_every_operation_has_its_example() -> None:
    shown = set()
    for command, _, _ in COMMAND.findall(PAGE):
        request = request_of(re.sub(r'=@\S+(?=\')', '=@/dev/null', command), ROOT)
        path = urlsplit(request['url']).path.removeprefix('/api')
        path = re.sub(r'/[A-Z]+_ID|/practice(?=/test)|/blog-artikel', '/{id}', path)
        path = re.sub(r'/files/[0-9a-f]{64}', '/files/{sha256}', path).replace('/steps/ask/', '/steps/{step_id}/')
        path = re.sub(r'/versions/\d+', '/versions/{number}', path)
        path = re.sub(r'^/trash/\w+/', '/trash/{kind}/', path).replace('letter.txt', '{name}')
        path = path.replace('einladung.rezept', '{name}').replace('reste-koch', '{key}')
        shown.add(f'{request["method"]} {path}')
    described = {
        f'{method.upper()} {path}'
        for path, methods in create_api(cast('Any', None)).openapi()['paths'].items()
        for method in methods
    }
    assert shown == described


def test_every_line_of_code_on_the_page_is_executed() -> None:
    for block in re.findall(r'```sh\n(.*?)```', PAGE, re.DOTALL):
        for line in block.splitlines():
            assert line.startswith('# ') or COMMAND.fullmatch(line), line


async def test_the_errors_on_the_page_are_all_there_are(site: Site) -> None:
    named = {int(number) for number in re.findall(r'\b(4\d\d|5\d\d)\b', PAGE)}
    answer: httpx.Response = await site.http.get('/api/openapi.json')
    described = {
        int(status)
        for methods in answer.json()['paths'].values()
        for operation in methods.values()
        for status in operation['responses']
        if status >= '400'
    }
    assert described <= named
