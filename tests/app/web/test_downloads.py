"""Files on their way out: whose they are, what they are called, and that nothing in them runs."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette

from app.domain.accounts import Account
from app.domain.errors import NotFound
from app.web.downloads import Saved, attachment, disposition, download_routes, media_type_of
from app.web.gate import Gate
from app.web.hosts import KnownHosts
from app.web.sessions import Guard
from tests.security.asgi import ask
from tests.security.people import PASSWORD, House, house

EVIL = '<script>fetch("/api/bots")</script>'


@pytest.fixture
async def home(tmp_path: Path) -> AsyncIterator[House]:
    (tmp_path / 'brief.pdf').write_bytes(b'%PDF')

    def document(person: Account, bot_id: str, name: str) -> Saved:
        if person.id != 'owner' or (bot_id, name) not in (('texter', 'brief.pdf'), ('texter', 'seite.html')):
            raise NotFound('document', name)
        return Saved(name=name, content=tmp_path / name)

    async def result(person: Account, run_id: str, kind: str) -> Saved:
        return Saved(name=f'Ergebnis für {person.name}.{kind}', content=EVIL.encode())

    def made_by_step(person: Account, run_id: str, sha256: str) -> Saved:
        if person.id != 'owner' or (run_id, sha256) != ('r1', 'ab12'):
            raise NotFound('result', sha256)
        return Saved(name='termine.ics', content=tmp_path / 'brief.pdf')

    async with house(tmp_path) as made:
        made.app = Starlette(routes=download_routes({'bot': document, 'lauf': result, 'schritt': made_by_step}))
        made.app.add_middleware(Guard, accounts=made.accounts)
        made.app.add_middleware(Gate, hosts=KnownHosts(()), cookie_name=made.cookie_name)
        yield made


async def test_a_file_comes_as_an_attachment_with_our_own_type(home: House) -> None:
    answer = await ask(home.app, 'GET', '/dateien/bot/texter/brief.pdf')
    assert (answer.status, answer.body) == (200, b'%PDF')
    assert answer.headers['content-type'] == 'application/pdf'
    assert answer.headers['content-disposition'].startswith('attachment; filename="brief.pdf"')
    assert answer.headers['x-content-type-options'] == 'nosniff'
    assert answer.headers.getlist('content-security-policy')[0] == "default-src 'none'; sandbox"
    assert "frame-ancestors 'none'" in answer.headers.getlist('content-security-policy')[1]


async def test_a_file_of_a_step_comes_under_its_name(home: House) -> None:
    answer = await ask(home.app, 'GET', '/dateien/schritt/r1/ab12')
    assert (answer.status, answer.body) == (200, b'%PDF')
    assert answer.headers['content-type'] == 'text/calendar; charset=utf-8'
    assert answer.headers['content-disposition'].startswith('attachment; filename="termine.ics"')
    assert (await ask(home.app, 'GET', '/dateien/schritt/r1/anders')).status == 404


@pytest.mark.parametrize('kind', ['html', 'svg', 'xhtml', 'xml', 'js', 'mjs', 'css', 'wasm', 'php', 'HTML', ''])
async def test_what_a_browser_could_run_is_only_bytes(home: House, kind: str) -> None:
    answer = await ask(home.app, 'GET', f'/dateien/lauf/r1/{kind or "x"}')
    assert answer.headers['content-type'] == 'application/octet-stream'
    assert 'attachment' in answer.headers['content-disposition'] and 'nonce' not in answer.text


async def test_others_get_nothing_not_even_a_hint(home: House) -> None:
    await home.accounts.create_owner('Anna', PASSWORD)
    owner = home.accounts.builtin_owner()
    kim = await home.accounts.create(owner, name='Kim', password=PASSWORD)
    cookie = home.cookie(await home.accounts.start_session(kim, 'Firefox'))
    theirs = await ask(home.app, 'GET', '/dateien/bot/texter/brief.pdf', cookie)
    missing = await ask(home.app, 'GET', '/dateien/bot/texter/gibtsnicht.pdf', cookie)
    assert theirs.status == missing.status == 404 and theirs.text == missing.text
    assert (await ask(home.app, 'GET', '/dateien/bot/texter/brief.pdf')).status == 401


async def test_a_file_that_vanished_meanwhile_is_not_found(home: House) -> None:
    assert (await ask(home.app, 'GET', '/dateien/bot/texter/seite.html')).status == 404


@given(st.text(max_size=200).filter(lambda name: not any(0xD800 <= ord(letter) <= 0xDFFF for letter in name)))
def test_no_name_breaks_out_of_its_header(name: str) -> None:
    header = disposition(name)
    plain, extended = header.removeprefix('attachment; filename="').split("\"; filename*=UTF-8''")
    assert header.isascii() and header.isprintable() and '"' not in plain and ';' not in plain
    assert unquote(extended) == name and quote(name, safe='') == extended


@given(st.text(max_size=40))
def test_no_name_chooses_a_type_that_runs(name: str) -> None:
    assert not any(word in media_type_of(name) for word in ('html', 'svg', 'script', 'xhtml', 'css'))


def test_bytes_keep_their_name() -> None:
    response = attachment(Saved(name='Brief an Amt – Größe.docx', content=b'x'))
    assert (
        "filename*=UTF-8''Brief%20an%20Amt%20%E2%80%93%20Gr%C3%B6%C3%9Fe.docx"
        in response.headers['content-disposition']
    )
