"""Pages as pictures: ours only, for whom they belong to, never anything a browser could run."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette

from app.domain.accounts import Account
from app.domain.errors import NotFound
from app.domain.places import Place
from app.web.gate import Gate
from app.web.hosts import KnownHosts
from app.web.pictures import PNG, WIDTHS, Marks, marks_of, picture_routes, width_for
from app.web.sessions import Guard
from tests.security.asgi import ask
from tests.security.people import PASSWORD, House, house

ADDRESS = '/bilder/bot/texter/Mietvertrag ü.pdf/2'


@pytest.fixture
async def home(tmp_path: Path) -> AsyncIterator[House]:
    """A painter that writes what it was asked for behind the first bytes of a picture."""

    async def paint(person: Account, place: Place, name: str, page: int, width: int, marks: Marks) -> bytes:
        if person.id != 'owner' or place != Place.of_bot('texter'):
            raise NotFound('document', name)
        if name == 'evil.html':
            return b'<script>alert(1)</script>'
        return PNG + f'{name} {page} {width} {list(marks)}'.encode()

    async with house(tmp_path) as made:
        made.app = Starlette(routes=picture_routes(paint))
        made.app.add_middleware(Guard, accounts=made.accounts)
        made.app.add_middleware(Gate, hosts=KnownHosts(()), cookie_name=made.cookie_name)
        yield made


async def test_a_page_comes_as_a_picture_with_its_marks(home: House) -> None:
    answer = await ask(home.app, 'GET', f'{ADDRESS}?breite=1200&von=10&bis=20')
    assert (answer.status, answer.body) == (200, PNG + 'Mietvertrag ü.pdf 2 1200 [(10, 20)]'.encode())
    assert answer.headers['content-type'] == 'image/png'
    assert answer.headers['x-content-type-options'] == 'nosniff'
    assert answer.headers['cache-control'] == 'private, no-store'
    assert answer.headers.getlist('content-security-policy')[0] == "default-src 'none'; sandbox"


async def test_only_pictures_go_out(home: House) -> None:
    answer = await ask(home.app, 'GET', '/bilder/bot/texter/evil.html/1')
    assert answer.status == 404 and 'alert' not in answer.text


@pytest.mark.parametrize(
    'path',
    [
        '/bilder/bot/anders/x.pdf/1',
        '/bilder/ordner/texter/x.pdf/1',
        '/bilder/konto/texter/x.pdf/1',
        '/bilder/bot/texter/x.pdf/0',
        '/bilder/bot/texter/x.pdf/-1',
        '/bilder/bot/texter/x.pdf/eins',
        '/bilder/bot/texter/x.pdf/١',
        '/bilder/bot/texter/x.pdf/99999999999999999999',
    ],
)
async def test_what_is_not_there_is_said_kindly(home: House, path: str) -> None:
    assert (await ask(home.app, 'GET', path)).status == 404


async def test_others_and_strangers_get_nothing(home: House) -> None:
    await home.accounts.create_owner('Anna', PASSWORD)
    owner = home.accounts.builtin_owner()
    kim = await home.accounts.create(owner, name='Kim', password=PASSWORD)
    cookie = home.cookie(await home.accounts.start_session(kim, 'Firefox'))
    assert (await ask(home.app, 'GET', ADDRESS, cookie)).status == 404
    assert (await ask(home.app, 'GET', ADDRESS)).status == 401


@given(st.text(max_size=20))
def test_nobody_can_ask_for_a_width_of_their_own(wanted: str) -> None:
    assert width_for(wanted) in WIDTHS
    assert width_for('1') == WIDTHS[0] and width_for('99999') == WIDTHS[-1]


@given(st.lists(st.text(max_size=12), max_size=40), st.lists(st.text(max_size=12), max_size=40))
def test_marks_that_make_no_sense_are_left_out(starts: list[str], ends: list[str]) -> None:
    assert all(0 <= start < end for start, end in marks_of(starts, ends))
    assert len(marks_of(['1'] * 100, ['2'] * 100)) == 20
