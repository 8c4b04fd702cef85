"""The pages before the door: plain forms that work without any script."""

from __future__ import annotations

import errno
import re
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from app.storage.disk import Disk, OpenFile
from app.web.entry import device_name, own_path
from app.web.phrases import propose_phrase
from tests.security.asgi import Answer, ask
from tests.security.people import FORM, OWN, PASSWORD, REMOTE, House, house


@pytest.fixture
async def home(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path) as made:
        yield made


class FullDisk(Disk):
    """A disk that takes nothing more once told so."""

    full = False

    def write(self, file: OpenFile, data: bytes) -> None:
        if self.full:
            raise OSError(errno.ENOSPC, 'no space left')
        super().write(file, data)


@pytest.fixture
async def guarded(home: House) -> House:
    """A house with an owner, Anna."""
    await home.accounts.create_owner('Anna', PASSWORD)
    return home


async def send(home: House, path: str, *headers: tuple[str, str], **fields: str) -> Answer:
    return await ask(home.app, 'POST', path, FORM, OWN, *headers, body=[urlencode(fields).encode()])


async def from_afar(home: House, **fields: str) -> Answer:
    """A form sent by another device, through the name a proxy uses."""
    origin = ('origin', 'https://heim.example')
    body = [urlencode(fields).encode()]
    return await ask(home.app, 'POST', '/willkommen', FORM, origin, host='heim.example', client=REMOTE, body=body)


async def test_the_owner_is_made_with_name_and_password_and_is_signed_in(home: House) -> None:
    page = await ask(home.app, 'GET', '/willkommen')
    assert page.status == 200 and 'name="code"' not in page.text

    answer = await send(home, '/willkommen', name='Anna', password=PASSWORD)

    assert (answer.status, answer.headers['location']) == (303, '/')
    person = home.accounts.by_session(home.given(answer))
    assert person is not None and (person.id, person.name) == ('owner', 'Anna')


async def test_the_cookie_is_locked_down(home: House) -> None:
    answer = await send(home, '/willkommen', name='Anna', password=PASSWORD)
    cookie = answer.headers['set-cookie']
    assert 'HttpOnly' in cookie and 'SameSite=lax' in cookie and 'Path=/' in cookie and 'Max-Age=7776000' in cookie
    assert 'Secure' not in cookie
    body = [f'name=Anna&password={PASSWORD.replace(" ", "+")}'.encode()]
    tls = await ask(
        home.app,
        'POST',
        '/anmelden',
        FORM,
        ('origin', 'https://heim.example'),
        host='heim.example',
        scheme='https',
        body=body,
    )
    assert tls.status == 303 and 'Secure' in tls.headers['set-cookie']


async def test_nobody_becomes_a_second_owner(guarded: House) -> None:
    page = await ask(guarded.app, 'GET', '/willkommen')
    answer = await send(guarded, '/willkommen', name='Mallory', password=PASSWORD)
    assert (page.status, page.headers['location']) == (303, '/anmelden')
    assert answer.status == 403 and 'set-cookie' not in answer.headers
    assert len(guarded.store.accounts.all()) == 1


async def test_a_problem_is_shown_at_the_field_and_on_top_with_the_focus(home: House) -> None:
    answer = await send(home, '/willkommen', name='<b>Anna', password='kurz')
    sentence = 'Das Passwort braucht mindestens 10 Zeichen.'
    assert answer.status == 422 and answer.text.count(sentence) == 2
    assert re.search(r'id="error" role="alert" tabindex="-1" autofocus', answer.text)
    assert 'aria-invalid="true"' in answer.text and 'value="&lt;b&gt;Anna"' in answer.text
    assert 'kurz"' not in answer.text and not home.accounts.exist()


async def test_from_another_device_the_code_of_the_computer_is_needed(home: House) -> None:
    page = await ask(home.app, 'GET', '/willkommen', host='heim.example', client=REMOTE)
    assert 'name="code"' in page.text and len(home.codes) == 1
    assert home.codes[0] not in page.text

    without = await from_afar(home, name='Mallory', password=PASSWORD)
    assert without.status == 403 and not home.accounts.exist()
    answer = await from_afar(home, name='Anna', password=PASSWORD, code=home.codes[0].lower().replace('-', ' '))

    assert answer.status == 303 and home.accounts.has_owner()


async def test_five_wrong_codes_close_the_way_for_a_quarter_of_an_hour(home: House) -> None:
    await ask(home.app, 'GET', '/willkommen', host='heim.example', client=REMOTE)
    for _ in range(5):
        assert (await from_afar(home, name='M', password=PASSWORD, code='AAA-AAA-AAA')).status == 403
    locked = await from_afar(home, name='Anna', password=PASSWORD, code=home.codes[0])
    assert locked.status == 429 and int(locked.headers['retry-after']) > 800
    await ask(home.app, 'GET', '/willkommen', host='heim.example', client=REMOTE)
    assert len(home.codes) == 1

    await home.clock.advance(901)
    await ask(home.app, 'GET', '/willkommen', host='heim.example', client=REMOTE)

    assert (await from_afar(home, name='Anna', password=PASSWORD, code=home.codes[1])).status == 303


async def test_an_old_code_opens_nothing(home: House) -> None:
    await ask(home.app, 'GET', '/willkommen', host='heim.example', client=REMOTE)
    await home.clock.advance(901)
    assert (await from_afar(home, name='M', password=PASSWORD, code=home.codes[0])).status == 403
    assert (await from_afar(home, name='M', password=PASSWORD, code='')).status == 403


async def test_signing_in_leads_where_one_wanted_to_go(guarded: House) -> None:
    page = await ask(guarded.app, 'GET', '/anmelden?weiter=/lauf/abc')
    assert 'name="weiter" value="/lauf/abc"' in page.text
    answer = await send(guarded, '/anmelden', name='anna', password=PASSWORD, weiter='/lauf/abc')
    assert (answer.status, answer.headers['location']) == (303, '/lauf/abc')
    assert guarded.accounts.by_session(guarded.given(answer)) is not None


async def test_each_sign_in_gets_a_new_cookie_and_ends_the_old_one(guarded: House) -> None:
    first = await guarded.sign_in()
    answer = await send(guarded, '/anmelden', guarded.cookie(first), name='Anna', password=PASSWORD)
    second = guarded.given(answer)
    assert second and second != first
    assert guarded.accounts.by_session(first) is None and guarded.accounts.by_session(second) is not None


async def test_a_planted_cookie_never_becomes_a_sign_in(guarded: House) -> None:
    answer = await send(guarded, '/anmelden', guarded.cookie('planted'), name='Anna', password=PASSWORD)
    assert guarded.given(answer) != 'planted' and guarded.accounts.by_session('planted') is None


async def test_wrong_name_and_wrong_password_look_exactly_the_same(guarded: House) -> None:
    name = await send(guarded, '/anmelden', name='Anna', password='ganz falsch!')
    await guarded.clock.advance(3601)
    unknown = await send(guarded, '/anmelden', name='Egon', password='ganz falsch!')
    assert name.status == unknown.status == 401
    assert name.text.replace('Anna', 'Egon') == unknown.text and 'set-cookie' not in unknown.headers


async def test_too_many_tries_say_how_long_to_wait(guarded: House) -> None:
    for _ in range(4):
        answer = await send(guarded, '/anmelden', name='Anna', password='ganz falsch!')
    assert answer.status == 429 and answer.headers['retry-after'] == '1' and 'Warte eine Sekunde' in answer.text


async def test_signing_out_ends_the_sign_in_and_takes_the_cookie(guarded: House) -> None:
    cookie = await guarded.sign_in()
    answer = await send(guarded, '/abmelden', guarded.cookie(cookie))
    assert (answer.status, answer.headers['location']) == (303, '/anmelden')
    assert 'Max-Age=0' in answer.headers['set-cookie'] and guarded.accounts.by_session(cookie) is None
    assert (await ask(guarded.app, 'GET', '/abmelden')).status == 405


async def test_another_site_can_neither_sign_in_nor_out(guarded: House) -> None:
    cookie = await guarded.sign_in()
    evil = ('origin', 'http://127.0.0.1:9999')
    for path in ('/abmelden', '/anmelden'):
        body = [f'name=Anna&password={PASSWORD.replace(" ", "+")}'.encode()]
        answer = await ask(guarded.app, 'POST', path, FORM, evil, guarded.cookie(cookie), body=body)
        assert answer.status == 403 and 'set-cookie' not in answer.headers
    assert guarded.accounts.by_session(cookie) is not None


@pytest.mark.parametrize(
    ('kind', 'body', 'status'),
    [
        ('application/json', b'{"name":"Anna"}', 415),
        ('multipart/form-data; boundary=x', b'--x--', 415),
        ('', b'name=Anna', 415),
        ('application/x-www-form-urlencoded', b'name=a&name=b', 400),
        ('application/x-www-form-urlencoded', b'\xff\xfe', 400),
        ('application/x-www-form-urlencoded', b'&'.join(b'a%d=1' % n for n in range(50)), 400),
        ('application/x-www-form-urlencoded', b'', 401),
        ('application/x-www-form-urlencoded', b'name=%00&password=%ED%A0%80', 401),
        ('application/x-www-form-urlencoded', b'x' * 30_000, 413),
    ],
)
async def test_odd_forms_get_a_clear_refusal(guarded: House, kind: str, body: bytes, status: int) -> None:
    for path in ('/anmelden', '/willkommen'):
        answer = await ask(guarded.app, 'POST', path, ('content-type', kind), OWN, body=[body])
        assert answer.status == (status if path == '/anmelden' or status != 401 else 403)


async def test_the_pages_speak_both_languages_and_remember_the_choice(guarded: House) -> None:
    german = await ask(guarded.app, 'GET', '/anmelden')
    assert '<html lang="de"' in german.text and 'Passwort zeigen' in german.text
    english = await ask(guarded.app, 'GET', '/anmelden?sprache=en')
    assert '<html lang="en"' in english.text and 'oo_language=en' in english.headers['set-cookie']
    assert '<html lang="en"' in (await ask(guarded.app, 'GET', '/anmelden', ('cookie', 'oo_language=en'))).text
    assert '<html lang="de"' in (await ask(guarded.app, 'GET', '/anmelden', ('cookie', 'oo_language="><x'))).text


async def test_the_pages_follow_the_chosen_theme(guarded: House) -> None:
    dark = await ask(guarded.app, 'GET', '/anmelden', ('cookie', 'oo_theme=dark'))
    odd = await ask(guarded.app, 'GET', '/anmelden', ('cookie', 'oo_theme="x" onload=alert(1)'))
    assert 'data-theme="dark"' in dark.text and 'onload' not in odd.text and 'data-theme' not in odd.text


async def test_a_full_disk_is_said_and_keeps_nobody_out_who_is_in(tmp_path: Path) -> None:
    disk = FullDisk()
    async with house(tmp_path, disk=disk) as home:
        await home.accounts.create_owner('Anna', PASSWORD)
        cookie = home.cookie(await home.sign_in())
        await home.clock.advance(7200)
        disk.full = True
        assert (await ask(home.app, 'GET', '/api/bots', cookie)).status == 200
        answer = await send(home, '/anmelden', name='Anna', password=PASSWORD)
        assert answer.status == 503 and 'Der Speicher ist fast voll' in answer.text
        assert (await send(home, '/abmelden', cookie)).status == 503


@pytest.mark.parametrize(
    'target',
    ['', '//evil.example', '/\\evil.example', 'http://evil.example', 'javascript:x', '/\r\nx: y', '/a\\b', '/' * 600],
)
def test_nobody_is_sent_to_another_site(target: str) -> None:
    assert own_path(target) == '/'


def test_own_paths_are_kept() -> None:
    assert own_path('/lauf/abc?x=1#y') == '/lauf/abc?x=1#y'


def test_a_proposed_phrase_is_four_words_and_new_each_time() -> None:
    for language in ('de', 'en'):
        phrases = {propose_phrase(language) for _ in range(50)}
        assert len(phrases) == 50
        assert all(len(phrase.split()) == 4 and len(phrase) >= 10 and phrase.isascii() for phrase in phrases)


@pytest.mark.parametrize(
    ('agent', 'name'),
    [
        ('Mozilla/5.0 (Windows NT 10.0; Win64) AppleWebKit/537.36 Chrome/120 Safari/537.36 Edg/120', 'Edge · Windows'),
        ('Mozilla/5.0 (iPhone; CPU iPhone OS 17) AppleWebKit/605 Version/17 Mobile Safari/604', 'Safari · iPhone'),
        ('Mozilla/5.0 (Android 14; Mobile; rv:120) Gecko Firefox/120', 'Firefox · Android'),
        ('', '?'),
    ],
)
def test_devices_have_short_names(agent: str, name: str) -> None:
    assert device_name(agent) == name
