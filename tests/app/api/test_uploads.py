"""Files over multipart: in pieces, whole or not at all, whatever a client sends."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.services.documents import MAX_BYTES
from tests.app.api.conftest import Site

BOUNDARY = 'grenze'
KIND = {'Content-Type': f'multipart/form-data; boundary={BOUNDARY}'}


def part(disposition: str, content: bytes = b'abc') -> bytes:
    """One part of a body."""
    return f'--{BOUNDARY}\r\nContent-Disposition: form-data; {disposition}\r\n\r\n'.encode() + content + b'\r\n'


END = f'--{BOUNDARY}--\r\n'.encode()
FILE = 'name="file"; filename="a.txt"'


async def in_pieces(body: bytes, size: int) -> AsyncIterator[bytes]:
    for start in range(0, len(body), size):
        yield body[start : start + size]


@pytest.fixture
async def address(site: Site) -> str:
    return f'/api/bots/{(await site.bot())["id"]}/docs'


@pytest.mark.parametrize('size', [1, 3, 1000])
async def test_a_file_arrives_however_it_was_cut(site: Site, address: str, size: int) -> None:
    content = b'--grenze almost\r\n--grenz\r\n\x00\xff' * 3
    body = part('name="note"', b'first') + part(FILE, content) + part('name="after"', b'more') + END
    answer = await site.http.post(address, content=in_pieces(body, size), headers=KIND)
    assert (answer.status_code, answer.json()['size']) == (201, len(content))
    assert (await site.http.get(f'{address}/a.txt')).content == content


@pytest.mark.parametrize(
    'name', ['Brief.txt', 'Müller & Söhne.pdf', '日本.txt', 'a b (1).md', '📄.txt', 'x' * 116 + '.txt']
)
async def test_names_of_all_kinds_come_back_as_they_were(site: Site, address: str, name: str) -> None:
    answer = await site.http.post(address, files={'file': (name, b'x')})
    assert (answer.status_code, answer.json()['name']) == (201, name)
    answer = await site.http.get(answer.headers['location'])
    assert answer.status_code == 200
    assert answer.headers['content-disposition'].startswith('attachment;')
    assert answer.headers['x-content-type-options'] == 'nosniff'


@pytest.mark.parametrize('name', ['page.html', 'picture.svg', 'script.js'])
async def test_nothing_is_ever_shown_as_a_page_of_ours(site: Site, address: str, name: str) -> None:
    await site.http.post(address, files={'file': (name, b'<script>alert(1)</script>')})
    answer = await site.http.get(f'{address}/{name}')
    assert answer.headers['content-type'] == 'application/octet-stream'


@pytest.mark.parametrize(
    ('body', 'headers', 'status'),
    [
        (b'', KIND, 400),
        (END, KIND, 422),
        (part('name="other"; filename="a.txt"') + END, KIND, 422),
        (part('name="file"', b'only text') + END, KIND, 422),
        (part(FILE) + part(FILE) + END, KIND, 422),
        (part('name="file"; filename=""') + END, KIND, 422),
        (part('name="file"; filename="../../etc/passwd"') + END, KIND, 422),
        (part('name="file"; filename="a/b.txt"') + END, KIND, 422),
        (part('name="file"; filename=".hidden"') + END, KIND, 422),
        (part('name="file"; filename="nul.txt"') + END, KIND, 422),
        (part('name="file"; filename="' + 'x' * 200 + '"') + END, KIND, 422),
        (part('name="file"; filename="\xff"').replace('ÿ'.encode(), b'\xff') + END, KIND, 422),
        (part(FILE), KIND, 400),
        (part(FILE)[:-5], KIND, 400),
        (b'no multipart at all', KIND, 400),
        (part(FILE) + END, {'Content-Type': 'multipart/form-data'}, 400),
        (part(FILE) + END, {'Content-Type': 'multipart/form-data; boundary=' + 'x' * 300}, 400),
        (part(FILE) + END, {'Content-Type': 'multipart/form-data; boundary=other'}, 400),
        (b'{"file": "abc"}', {'Content-Type': 'application/json'}, 415),
        (b'abc', {}, 415),
    ],
)
async def test_a_bad_upload_is_refused_and_leaves_nothing(
    site: Site, address: str, body: bytes, headers: dict[str, str], status: int, tmp_path: Path
) -> None:
    answer = await site.http.post(address, content=body, headers=headers)
    assert (answer.status_code, answer.headers['content-type']) == (status, 'application/problem+json')
    assert (await site.http.get(address)).json() == []
    assert [path for path in (tmp_path / 'data/bots').rglob('*') if path.is_file()] == []


async def test_a_file_of_25_mb_fits_and_one_byte_more_does_not(site: Site, address: str) -> None:
    answer = await site.http.post(address, files={'file': ('fits.bin', bytes(MAX_BYTES))})
    assert (answer.status_code, answer.json()['size']) == (201, MAX_BYTES)
    answer = await site.http.post(address, files={'file': ('big.bin', bytes(MAX_BYTES + 1))})
    assert (answer.status_code, '25 MB' in answer.json()['title']) == (413, True)
    assert [document['name'] for document in (await site.http.get(address)).json()] == ['fits.bin']


async def test_a_body_that_announces_too_much_is_not_even_read(site: Site, address: str) -> None:
    async def unread() -> AsyncIterator[bytes]:
        raise AssertionError('it was read')
        yield b''

    headers = KIND | {'Content-Length': str(10**12)}
    assert (await site.http.post(address, content=unread(), headers=headers)).status_code == 413


async def test_a_huge_field_beside_the_file_is_cut_off(site: Site, address: str) -> None:
    async def endless() -> AsyncIterator[bytes]:
        yield part('name="note"')[:-2]
        for _ in range(1000):
            yield bytes(100_000)
        raise AssertionError('nobody stopped reading')

    assert (await site.http.post(address, content=endless(), headers=KIND)).status_code == 413


async def test_a_file_deleted_by_hand_is_not_found(site: Site, address: str, tmp_path: Path) -> None:
    await site.http.post(address, files={'file': ('a.txt', b'abc')})
    [path] = [path for path in (tmp_path / 'data/bots').rglob('a.txt')]
    path.unlink()
    assert (await site.http.get(f'{address}/a.txt')).status_code == 404
    assert (await site.http.delete(f'{address}/a.txt')).status_code == 404


@pytest.mark.skipif(not hasattr(os, 'symlink'), reason='needs links')
async def test_a_link_out_of_the_folder_is_no_document(site: Site, address: str, tmp_path: Path) -> None:
    await site.http.post(address, files={'file': ('a.txt', b'abc')})
    (tmp_path / 'secret.txt').write_text('geheim')
    folder = next((tmp_path / 'data/bots').rglob('a.txt')).parent
    (folder / 'link.txt').symlink_to(tmp_path / 'secret.txt')
    assert [document['name'] for document in (await site.http.get(address)).json()] == ['a.txt']
    assert (await site.http.get(f'{address}/link.txt')).status_code == 404


@pytest.mark.parametrize('name', ['%2e%2e', '..%2f..%2fcollections%2fbots.json', 'a%00.txt', '%ff', '%ed%a0%80'])
async def test_paths_lead_nowhere(site: Site, address: str, name: str) -> None:
    for method in ('GET', 'DELETE'):
        answer = await site.http.request(method, f'{address}/{name}')
        assert answer.status_code in (404, 405), answer.text
