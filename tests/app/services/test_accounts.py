"""Accounts, sign-ins, tokens: who gets in, who does not, and how fast guessing becomes slow."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.config import Config
from app.domain.accounts import Account, Role
from app.domain.errors import AppError, ConfigError, Forbidden, Invalid, NotFound, NotSignedIn, TooMany
from app.services.accounts import STAYS, AccountService, WrongLogin, check_host_allowed
from app.services.limiter import Limiter, canonical_address
from app.storage.store import Store
from tests.fakes import FakeClock

PASSWORD = 'igel sommer brot fenster'
HERE, ELSEWHERE = '127.0.0.1', '192.168.1.9'


class World:
    """An open store with its account service."""

    def __init__(self, store: Store, clock: FakeClock, folder: Path) -> None:
        self.store, self.clock, self.folder = store, clock, folder
        self.accounts = AccountService(store, clock)


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    clock = FakeClock()
    store = await Store.open(tmp_path / 'data', clock, tmp_path / 'keys')
    yield World(store, clock, tmp_path)
    await store.close()


@pytest.fixture
async def anna(world: World) -> Account:
    return await world.accounts.create_owner('Anna', PASSWORD)


async def test_the_first_owner_takes_over_what_the_builtin_one_made(world: World) -> None:
    builtin = world.accounts.builtin_owner()
    assert not world.accounts.exist() and builtin.is_owner

    owner = await world.accounts.create_owner('  Anna ', PASSWORD)

    assert (owner.id, owner.name, owner.role) == (builtin.id, 'Anna', Role.OWNER)
    assert world.accounts.has_owner() and owner.password_hash.startswith('$argon2id$v=19$m=19456,t=2,p=1$')


async def test_there_is_only_one_first_owner(world: World) -> None:
    tries = await asyncio.gather(
        *(world.accounts.create_owner(f'Nr {n}', PASSWORD) for n in range(3)), return_exceptions=True
    )
    assert sum(isinstance(result, Account) for result in tries) == 1
    assert sum(isinstance(result, Forbidden) for result in tries) == 2
    assert len(world.store.accounts.all()) == 1


@pytest.mark.parametrize(
    ('name', 'password', 'key'),
    [
        ('Anna', 'neun zch.', 'password_short'),
        ('Anna', 'x' * 129, 'password_long'),
        ('Anna', 'lone \ud800 surrogate', 'characters'),
        ('', PASSWORD, 'required'),
        ('\u200b\u202e', PASSWORD, 'required'),
        ('a' * 61, PASSWORD, 'name_long'),
    ],
)
async def test_what_cannot_be_a_name_or_password_is_said(world: World, name: str, password: str, key: str) -> None:
    with pytest.raises(Invalid) as caught:
        await world.accounts.create_owner(name, password)
    assert caught.value.problems[0].key == key and not world.accounts.exist()


@pytest.mark.parametrize('password', ['x' * 10, 'ü' * 128, '          ', 'p\x00assword!!'])
async def test_any_ten_to_128_characters_are_a_password(world: World, password: str) -> None:
    await world.accounts.create_owner('Anna', password)
    assert await world.accounts.sign_in('anna', password, HERE)


async def test_the_name_is_forgiving_the_password_is_not(world: World, anna: Account) -> None:
    for name in ('Anna', ' ANNA ', 'anna'):
        assert (await world.accounts.sign_in(name, PASSWORD, HERE)).id == anna.id
    for password in (PASSWORD.upper(), PASSWORD + ' ', ''):
        with pytest.raises(WrongLogin):
            await world.accounts.sign_in('Anna', password, ELSEWHERE)
        await world.clock.advance(3600)


async def test_an_umlaut_is_one_password_however_it_is_typed(world: World) -> None:
    await world.accounts.create_owner('Anna', 'zw\u00f6lf B\u00e4ren')
    assert await world.accounts.sign_in('Anna', 'zwo\u0308lf Ba\u0308ren', HERE)


async def test_an_unknown_name_is_answered_like_a_wrong_password(world: World, anna: Account) -> None:
    with pytest.raises(AppError) as wrong:
        await world.accounts.sign_in('Anna', 'ganz falsch!', HERE)
    with pytest.raises(AppError) as unknown:
        await world.accounts.sign_in('Niemand', 'ganz falsch!', HERE)
    assert type(wrong.value) is type(unknown.value)
    assert (wrong.value.key, wrong.value.params) == (unknown.value.key, unknown.value.params)


async def test_an_unknown_name_costs_the_same_hash(world: World, anna: Account) -> None:
    passwords = world.accounts.passwords
    with pytest.raises(WrongLogin):
        await world.accounts.sign_in('Anna', 'ganz falsch!', HERE)
    known = passwords.checks
    with pytest.raises(WrongLogin):
        await world.accounts.sign_in('Niemand', 'ganz falsch!', HERE)
    assert passwords.checks - known == known == 1


async def test_an_overlong_password_is_wrong_without_any_work(world: World, anna: Account) -> None:
    for name in ('Anna', 'Niemand'):
        with pytest.raises(WrongLogin):
            await world.accounts.sign_in(name, 'x' * 100_000, HERE)
    assert world.accounts.passwords.checks == 0


async def test_two_hundred_guesses_from_both_spellings_of_an_address_reach_the_hash_ten_times(
    world: World, anna: Account
) -> None:
    for second in range(60):
        for n in range(4):
            address = HERE if n % 2 else f'::ffff:{HERE}'
            with pytest.raises((WrongLogin, TooMany)):
                await world.accounts.sign_in(f'name {second} {n}', 'ganz falsch!', address)
        await world.clock.advance(1)
    assert 3 <= world.accounts.passwords.checks <= 10


async def test_guesses_at_one_name_from_many_addresses_are_slowed_too(world: World, anna: Account) -> None:
    for n in range(100):
        with pytest.raises((WrongLogin, TooMany)):
            await world.accounts.sign_in('Anna', 'ganz falsch!', f'10.0.{n}.1')
    assert world.accounts.passwords.checks == 3


async def test_a_hundred_guesses_at_once_do_not_slip_through(world: World, anna: Account) -> None:
    tries = [world.accounts.sign_in('Anna', 'ganz falsch!', HERE) for _ in range(100)]
    results = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(result, TooMany) for result in results) == 97


async def test_an_own_account_does_not_wash_away_guesses_at_others(world: World, anna: Account) -> None:
    await world.accounts.create(anna, name='Mallory', password='mallorys passwort')
    reached = 0
    for number in range(30):
        try:
            await world.accounts.sign_in('Mallory', 'mallorys passwort', ELSEWHERE)
            await world.accounts.sign_in(f'Opfer {number}', 'ganz falsch!', ELSEWHERE)
        except WrongLogin:
            reached += 1
        except TooMany:
            continue
    assert reached <= 3


async def test_strangers_cannot_lock_a_person_out_for_long(world: World, anna: Account) -> None:
    cookie = await world.accounts.start_session(anna, 'Firefox')
    for n in range(500):
        with pytest.raises((WrongLogin, TooMany)):
            await world.accounts.sign_in('Anna', 'ganz falsch!', f'10.{n // 250}.{n % 250}.1')
        await world.clock.advance(1)
    assert world.accounts.by_session(cookie) is not None
    await world.clock.advance(60)
    assert await world.accounts.sign_in('Anna', PASSWORD, HERE)


async def test_waiting_is_forgotten_after_a_quiet_hour(world: World) -> None:
    limiter = Limiter(world.clock)
    for _ in range(3):
        limiter.count([('a', 900.0)])
    with pytest.raises(TooMany) as caught:
        limiter.count([('a', 900.0)])
    assert caught.value.seconds == 1
    await world.clock.advance(3601)
    limiter.count([('a', 900.0)])
    limiter.count([('a', 900.0)])


@pytest.mark.parametrize(
    ('address', 'canonical'),
    [
        ('::ffff:10.1.2.3', '10.1.2.3'),
        ('10.1.2.3', '10.1.2.3'),
        ('fd00::1', 'fd00::/64'),
        ('fd00::ffff:1:2:3', 'fd00::/64'),
        ('fe80::1%eth0', 'fe80::/64'),
        ('', ''),
        ('/run/socket', '/run/socket'),
    ],
)
def test_a_visitor_has_one_address(address: str, canonical: str) -> None:
    assert canonical_address(address) == canonical


async def test_a_cookie_works_until_it_is_ended(world: World, anna: Account) -> None:
    cookie = await world.accounts.start_session(anna, 'Firefox · Android')
    other = await world.accounts.start_session(anna, 'Chrome')
    assert world.accounts.by_session(cookie) == anna and len(cookie) >= 43

    await world.accounts.end_session(cookie)

    assert world.accounts.by_session(cookie) is None and world.accounts.by_session(other) == anna


async def test_a_cookie_ends_after_90_days(world: World, anna: Account) -> None:
    cookie = await world.accounts.start_session(anna, 'Firefox')
    await world.clock.advance(STAYS.total_seconds() - 1)
    assert world.accounts.by_session(cookie) == anna
    await world.clock.advance(2)
    assert world.accounts.by_session(cookie) is None
    assert await world.accounts.purge_expired() == 1 and not world.store.sessions.all()


async def test_a_token_is_no_cookie_and_a_cookie_no_token(world: World, anna: Account) -> None:
    cookie = await world.accounts.start_session(anna, 'Firefox')
    token_id, token = await world.accounts.make_token(anna, 'Mein Programm')
    assert world.accounts.by_token(token) == anna
    assert world.accounts.by_session(token) is None and world.accounts.by_token(cookie) is None
    assert [entry.device for entry in world.accounts.sessions(anna) if entry.id == token_id] == ['Mein Programm']


@pytest.mark.parametrize('proof', ['', ' ', 'null', 'oo_', '\ud800', '\x00', 'x' * 100_000])
async def test_nothing_is_no_proof(world: World, anna: Account, proof: str) -> None:
    await world.accounts.start_session(anna, 'Firefox')
    assert world.accounts.by_session(proof) is None and world.accounts.by_token(proof) is None


async def test_the_hash_on_disk_opens_no_door(world: World, anna: Account) -> None:
    cookie = await world.accounts.start_session(anna, 'Firefox')
    _, token = await world.accounts.make_token(anna, 'Programm')
    on_disk = ''.join(path.read_text('utf-8') for path in (world.folder / 'data' / 'collections').iterdir())
    assert cookie not in on_disk and token not in on_disk and PASSWORD not in on_disk
    stored = json.loads((world.folder / 'data' / 'collections' / 'sessions.json').read_text('utf-8'))
    for session in world.store.sessions.all():
        assert session.id in json.dumps(stored)
        assert world.accounts.by_session(session.id) is None and world.accounts.by_token(session.id) is None


async def test_revoking_ends_everything_at_once_and_says_so(world: World, anna: Account) -> None:
    kim = await world.accounts.create(anna, name='Kim', password=PASSWORD)
    proofs = [await world.accounts.start_session(kim, 'Firefox'), await world.accounts.start_session(kim, 'Chrome')]
    _, token = await world.accounts.make_token(kim, 'Programm')
    mine = await world.accounts.start_session(anna, 'Firefox')
    ended: list[tuple[str, str]] = []
    world.accounts.on_revoke(lambda account, session: ended.append((account, session)))

    await world.accounts.revoke(anna, kim.id)

    assert [world.accounts.by_session(proof) for proof in proofs] == [None, None]
    assert world.accounts.by_token(token) is None and world.accounts.by_session(mine) == anna
    assert ended == [(kim.id, '')]


async def test_a_new_password_ends_what_the_old_one_opened(world: World, anna: Account) -> None:
    cookie = await world.accounts.start_session(anna, 'Firefox')
    await world.accounts.set_password(anna, anna.id, 'vier andere kluge worte')
    assert world.accounts.by_session(cookie) is None
    assert await world.accounts.sign_in('Anna', 'vier andere kluge worte', HERE)
    with pytest.raises(WrongLogin):
        await world.accounts.sign_in('Anna', PASSWORD, HERE)


async def test_only_owners_act_for_others(world: World, anna: Account) -> None:
    kim = await world.accounts.create(anna, name='Kim', password=PASSWORD)
    with pytest.raises(Forbidden):
        await world.accounts.create(kim, name='Noch jemand', password=PASSWORD)
    for forbidden in (
        world.accounts.revoke(kim, anna.id),
        world.accounts.set_password(kim, anna.id, PASSWORD),
        world.accounts.end_by_id(kim, 'a' * 64),
    ):
        with pytest.raises(NotFound):
            await forbidden
    with pytest.raises(Invalid):
        await world.accounts.create(anna, name='KIM', password=PASSWORD)


async def test_nobody_without_an_account_gets_a_token(world: World) -> None:
    with pytest.raises(NotSignedIn):
        await world.accounts.make_token(world.accounts.builtin_owner(), 'Programm')


async def test_a_person_can_end_one_of_their_own_sign_ins(world: World, anna: Account) -> None:
    await world.accounts.start_session(anna, 'verloren')
    lost = world.accounts.sessions(anna)[0]
    await world.accounts.end_by_id(anna, lost.id)
    assert world.accounts.sessions(anna) == []


async def test_an_account_that_is_gone_takes_its_proofs_along(world: World, anna: Account) -> None:
    kim = await world.accounts.create(anna, name='Kim', password=PASSWORD)
    cookie = await world.accounts.start_session(kim, 'Firefox')
    await world.store.accounts.delete(kim.id)
    assert world.accounts.by_session(cookie) is None


async def test_an_owner_made_anew_inherits_no_old_sign_in(world: World, anna: Account) -> None:
    cookie = await world.accounts.start_session(anna, 'Firefox')
    _, token = await world.accounts.make_token(anna, 'Programm')
    await world.store.close()
    for path in (world.folder / 'data' / 'collections').glob('accounts.json*'):
        path.unlink()  # what SECURITY.md says about a forgotten password

    store = await Store.open(world.folder / 'data', world.clock, world.folder / 'keys')
    accounts = AccountService(store, world.clock)
    assert not accounts.exist()
    await accounts.create_owner('Bert', 'ganz anderes passwort')

    assert accounts.by_session(cookie) is None and accounts.by_token(token) is None
    await store.close()


async def test_last_seen_is_noted_once_an_hour(world: World, anna: Account) -> None:
    cookie = await world.accounts.start_session(anna, 'Firefox')
    before = world.accounts.sessions(anna)[0]
    await world.accounts.seen(cookie)
    assert world.accounts.sessions(anna) == [before]
    await world.clock.advance(3601)
    await asyncio.gather(*(world.accounts.seen(cookie) for _ in range(5)))
    assert world.accounts.sessions(anna)[0].seen_at == world.clock.now()


async def test_the_oldest_of_too_many_sign_ins_goes(world: World, anna: Account) -> None:
    first = await world.accounts.start_session(anna, 'erste')
    for n in range(50):
        await world.clock.advance(1)
        await world.accounts.start_session(anna, f'Nr {n}')
    assert world.accounts.by_session(first) is None and len(world.accounts.sessions(anna)) == 50


async def test_the_house_opens_only_with_an_owner_who_has_a_password(world: World, tmp_path: Path) -> None:
    closed = Config(data_dir=tmp_path, key_dir=tmp_path)
    opened = replace(closed, host='0.0.0.0')
    check_host_allowed(closed, world.accounts)
    with pytest.raises(ConfigError) as caught:
        check_host_allowed(opened, world.accounts)
    assert caught.value.key == 'config_host_open'

    await world.accounts.create_owner('Anna', PASSWORD)

    check_host_allowed(opened, world.accounts)
