"""What a person can do with connections, over a real store and real peers."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.bus import Bus
from app.domain.accounts import Account, Role
from app.domain.connections import Connection, ConnectionKind, FoundServer
from app.domain.errors import Conflict, Forbidden, Invalid, NotFound, ProviderError
from app.domain.events import ConnectionsChanged
from app.library.librarian import Librarian
from app.providers.base import ChatRequest, ModelInfo
from app.providers.http import close_clients
from app.providers.params import REPAIRS, Fix
from app.readers.pool import ReaderPool
from app.services.connections import ConnectionService
from app.services.trash import TrashService
from app.storage.store import Store
from tests.fakes import MORNING, FakeClock
from tests.peers.dialects import DIALECTS
from tests.peers.hostile import Answer, Peer
from tests.peers.llama import free_port

OWNER = Account(id='owner', name='Oma', role=Role.OWNER, created_at=MORNING, updated_at=MORNING)
MEMBER = Account(id='ben', name='Ben', created_at=MORNING, updated_at=MORNING)
KEY = 'sk-geheim-kanarienvogel-4711'
CLOUD = 'https://ki.example/v1'


class Ground:
    """The service and what lies around it."""

    def __init__(self, store: Store, clock: FakeClock, bus: Bus, found: list[FoundServer]) -> None:
        self.store, self.clock, self.bus, self.found = store, clock, bus, found
        self.service = self.again()

    def again(self) -> ConnectionService:
        """The service as it is after a restart."""

        async def find() -> list[FoundServer]:
            return self.found

        return ConnectionService(self.store, self.clock, self.bus, find=find)

    async def add(self, **values: Any) -> Connection:
        """A connection, of a cloud service if nothing else is said."""
        return await self.service.create(OWNER, **{'kind': 'openai', 'name': 'Wolke', 'base_url': CLOUD, **values})


@pytest.fixture
async def ground(tmp_path: Path) -> AsyncIterator[Ground]:
    clock = FakeClock()
    store = await Store.open(tmp_path / 'data', clock, tmp_path / 'key')
    yield Ground(store, clock, Bus(), [])
    await close_clients()
    await store.close()


@pytest.fixture
async def peer() -> AsyncIterator[Peer]:
    """A service with two models."""
    body = b'{"data": [{"id": "klein"}, {"id": "org/gross"}]}'
    async with Peer(Answer(media='application/json', parts=[body])) as running:
        yield running


async def test_practice_is_always_there_and_the_default_until_an_ai_is_connected(ground: Ground) -> None:
    (practice,) = ground.service.list(MEMBER)
    assert (practice.id, practice.kind, practice.is_default) == ('practice', ConnectionKind.PRACTICE, True)
    assert ground.service.is_practice_only(MEMBER)
    resolved = ground.service.resolve('')
    assert (resolved.provider.key, resolved.leaves_house) == ('practice', False)
    await ground.add()
    assert [(one.name, one.is_default) for one in ground.service.list(MEMBER)] == [('Wolke', True), ('Übung', False)]
    assert not ground.service.is_practice_only(MEMBER)


async def test_practice_cannot_be_changed_or_deleted(ground: Ground) -> None:
    with pytest.raises(Forbidden):
        await ground.service.update(OWNER, 'practice', {'name': 'x'})
    with pytest.raises(Forbidden):
        await ground.service.delete(OWNER, 'practice')
    with pytest.raises(Invalid):
        await ground.add(kind='practice')


async def test_only_an_owner_may_change_connections(ground: Ground) -> None:
    connection = await ground.add()
    service = ground.service
    for forbidden in (
        service.create(MEMBER, kind='openai'),
        service.update(MEMBER, connection.id, {'name': 'x'}),
        service.delete(MEMBER, connection.id),
        service.test(MEMBER, connection.id),
        service.try_out(MEMBER, kind='openai'),
        service.detect(MEMBER),
    ):
        with pytest.raises(Forbidden):
            await forbidden
    assert service.get(MEMBER, connection.id).name == 'Wolke'


async def test_the_key_is_kept_apart_and_only_its_end_is_shown(ground: Ground, tmp_path: Path) -> None:
    connection = await ground.add(api_key=f'  Bearer {KEY}\n')
    assert (connection.has_key, connection.key_tail) == (True, '4711')
    assert KEY not in repr(connection)
    assert ground.again().resolve('').endpoint.api_key == KEY
    files = [path for path in (tmp_path / 'data').rglob('*') if path.is_file()]
    assert not [path for path in files if b'kanarienvogel' in path.read_bytes()]


@pytest.mark.parametrize('key', ['schlüssel', 'mit leer zeichen', 'a\x00b', 'x' * 3000])
async def test_a_key_that_cannot_be_one_is_refused(ground: Ground, key: str) -> None:
    with pytest.raises(Invalid) as caught:
        await ground.add(api_key=key)
    assert caught.value.problems[0].path == 'api_key'


async def test_a_key_can_be_replaced_and_taken_away_and_is_kept_when_not_named(ground: Ground) -> None:
    id = (await ground.add(api_key=KEY)).id
    await ground.service.update(OWNER, id, {'name': 'Anders'})
    assert ground.service.resolve('').endpoint.api_key == KEY
    await ground.service.update(OWNER, id, {'api_key': 'sk-ganz-anderer-0815'})
    assert ground.service.get(OWNER, id).key_tail == '0815'
    assert not (await ground.service.update(OWNER, id, {'api_key': ''})).has_key
    assert ground.store.secrets.get(f'connection.{id}') is None


@pytest.mark.parametrize(
    ('old', 'new', 'kept'),
    [
        (CLOUD, 'https://ki.example/v2', True),
        (CLOUD, 'https://ki.example:8443/v1', True),
        ('http://ki.example/v1', 'https://ki.example/v1', True),
        (CLOUD, 'http://ki.example/v1', False),
        (CLOUD, 'https://boese.example/v1', False),
    ],
)
async def test_a_key_never_follows_to_another_computer(ground: Ground, old: str, new: str, kept: bool) -> None:
    id = (await ground.add(api_key=KEY, base_url=old)).id
    changed = await ground.service.update(OWNER, id, {'base_url': new})
    assert changed.has_key is kept
    assert (ground.store.secrets.get(f'connection.{id}') is not None) is kept


@pytest.mark.parametrize(
    ('changes', 'path'),
    [
        ({'base_url': 'ftp://x'}, 'base_url'),
        ({'base_url': 7}, 'base_url'),
        ({'name': ''}, 'name'),
        ({'max_parallel': 0}, 'max_parallel'),
        ({'max_parallel': True}, 'max_parallel'),
        ({'max_parallel': '2'}, 'max_parallel'),
        ({'is_default': 'ja'}, 'is_default'),
        ({'kind': 'gemini'}, 'kind'),
        ({'kind': 'vollmond'}, 'kind'),
        ({'has_key': True}, 'has_key'),
        ({'default_model': 'x' * 300}, 'default_model'),
        ({'default_model': None}, 'default_model'),
    ],
)
async def test_what_does_not_fit_is_named(ground: Ground, changes: dict[str, Any], path: str) -> None:
    id = (await ground.add()).id
    with pytest.raises(Invalid) as caught:
        await ground.service.update(OWNER, id, changes)
    assert caught.value.problems[0].path == path


async def test_nothing_but_the_kind_is_needed(ground: Ground) -> None:
    made = await ground.service.create(OWNER, kind='ollama')
    assert (made.name, made.base_url) == ('Ollama auf diesem Rechner', 'http://127.0.0.1:11434')
    assert (made.max_parallel, made.has_key) == (None, False)


async def test_there_is_one_default_and_the_last_choice_counts(ground: Ground) -> None:
    first, second = await ground.add(name='Eins'), await ground.add(name='Zwei')
    assert [first.is_default, second.is_default] == [True, False]
    await ground.service.update(OWNER, second.id, {'is_default': True})
    assert [one.is_default for one in ground.service.list(OWNER)] == [False, True, False]
    await ground.service.delete(OWNER, second.id)
    assert ground.service.get(OWNER, first.id).is_default


async def test_a_stale_change_is_a_conflict_and_leaves_the_key(ground: Ground) -> None:
    made = await ground.add(api_key=KEY)
    await ground.service.update(OWNER, made.id, {'name': 'Neu'}, made.version)
    with pytest.raises(Conflict):
        await ground.service.update(OWNER, made.id, {'api_key': 'sk-anderer-schluessel'}, made.version)
    assert ground.store.secrets.get(f'connection.{made.id}') == KEY


async def test_a_deleted_connection_comes_back_with_its_key(ground: Ground) -> None:
    made = await ground.add(api_key=KEY)
    item = await ground.service.delete(OWNER, made.id)
    assert (item.kind, item.name) == ('connection', 'Wolke')
    assert KEY not in repr(item)
    assert ground.service.is_practice_only(OWNER)
    with pytest.raises(NotFound):
        ground.service.get(OWNER, made.id)
    librarian = Librarian(files=ground.store.files, bus=ground.bus, clock=ground.clock, pool=ReaderPool())
    trash = TrashService(ground.store, ground.clock, ground.bus, librarian)
    await trash.restore(OWNER, 'connection', made.id)
    assert ground.service.resolve(f'{made.id}/m').endpoint.api_key == KEY
    await ground.service.delete(OWNER, made.id)
    await trash.purge(OWNER, 'connection', made.id)
    assert ground.store.secrets.get(f'connection.{made.id}') is None


async def test_everybody_who_looks_is_told(ground: Ground) -> None:
    told: list[str] = []
    ground.bus.subscribe(ConnectionsChanged, lambda event: told.append(event.about))
    made = await ground.add()
    await ground.service.delete(OWNER, made.id)
    assert set(told) == {made.id}


async def test_a_test_proves_the_service_and_keeps_its_models(ground: Ground, peer: Peer) -> None:
    made = await ground.add(base_url=peer.url, api_key=KEY)
    check = await ground.service.test(OWNER, made.id)
    assert (check.ok, check.models, check.key) == (True, ('klein', 'org/gross'), '')
    assert ground.service.get(OWNER, made.id).models == ('klein', 'org/gross')
    assert peer.requests[0].headers['authorization'] == f'Bearer {KEY}'


async def test_before_saving_everything_can_be_tried(ground: Ground, peer: Peer) -> None:
    good = await ground.service.try_out(OWNER, kind='openai', base_url=f' {peer.url}/v1/ ', api_key=KEY)
    nobody = await ground.service.try_out(OWNER, kind='ollama', base_url=f'127.0.0.1:{free_port()}')
    assert (good.ok, good.models) == (True, ('klein', 'org/gross'))
    assert (nobody.ok, nobody.key) == (False, 'local_ai')
    assert ground.service.is_practice_only(OWNER)
    with pytest.raises(Invalid):
        await ground.service.try_out(OWNER, kind='openai', base_url='kein Ort')


async def test_a_wrong_key_is_told_before_saving(ground: Ground) -> None:
    refusal = DIALECTS['openai'].refusal(401, 'invalid_api_key', f'Incorrect API key provided: {KEY}')
    async with Peer(refusal) as service:
        check = await ground.service.try_out(OWNER, kind='openai', base_url=service.url, api_key=KEY)
    assert (check.ok, check.key) == (False, 'key')
    assert 'kanarienvogel' not in check.detail


async def test_models_are_asked_once_a_day(ground: Ground, peer: Peer) -> None:
    id = (await ground.add(base_url=peer.url)).id
    for _ in range(3):
        assert [model.id for model in await ground.service.models(MEMBER, id)] == ['klein', 'org/gross']
    assert len(peer.requests) == 1
    assert [model.id for model in await ground.again().models(MEMBER, id)] == ['klein', 'org/gross']
    assert len(peer.requests) == 1
    await ground.clock.advance(25 * 3600)
    await ground.service.models(MEMBER, id)
    assert len(peer.requests) == 2
    await ground.service.models(MEMBER, id, refresh=True)
    assert len(peer.requests) == 3


async def test_what_a_model_can_read_is_known_once_its_service_has_said_it(ground: Ground) -> None:
    body = b'{"data": [{"id": "klein", "context_length": 8192}]}'
    async with Peer(Answer(media='application/json', parts=[body])) as running:
        made = await ground.add(base_url=running.url, default_model='klein')
        assert ground.service.resolve('').context is None
        await ground.service.models(OWNER, made.id)
        assert ground.service.resolve('').context == 8192


async def test_yesterdays_models_are_better_than_none(ground: Ground) -> None:
    body = b'{"data": [{"id": "klein"}]}'
    answers = Answer(media='application/json', parts=[body]), DIALECTS['openai'].refusal(500, 'x')
    async with Peer(*answers) as service:
        id = (await ground.add(base_url=service.url)).id
        await ground.service.models(MEMBER, id)
        await ground.clock.advance(25 * 3600)
        assert [model.id for model in await ground.service.models(MEMBER, id)] == ['klein']
        with pytest.raises(ProviderError):
            await ground.service.models(MEMBER, id, refresh=True)


async def test_a_chosen_model_that_vanished_stays_visible(ground: Ground, peer: Peer) -> None:
    id = (await ground.add(base_url=peer.url, default_model='frueher')).id
    assert (await ground.service.models(MEMBER, id))[-1] == ModelInfo(id='frueher')
    assert 'frueher' not in ground.service.get(MEMBER, id).models


async def test_found_programs_are_offered_until_they_are_connected(ground: Ground) -> None:
    found = FoundServer(kind=ConnectionKind.OLLAMA, name='Ollama', base_url='http://127.0.0.1:11434')
    ground.found.append(found)
    assert await ground.service.detect(OWNER) == [found]
    made = await ground.service.add(OWNER, found)
    assert (made.max_parallel, made.kind) == (2, ConnectionKind.OLLAMA)
    assert await ground.service.detect(OWNER) == []


async def two(ground: Ground) -> tuple[Connection, Connection]:
    """Two connections with known models; the second one is the default."""
    first = await ground.add(name='Eins')
    second = await ground.add(name='Zwei', is_default=True, default_model='zwei-b')
    known = replace(ground.service.get(OWNER, first.id), models=('gleich', 'org/gross'))
    await ground.store.connections.put(known)
    known = replace(ground.service.get(OWNER, second.id), models=('gleich', 'zwei-a', 'zwei-b'))
    await ground.store.connections.put(known)
    return first, second


async def test_which_service_answers_for_a_model(ground: Ground) -> None:
    first, second = await two(ground)
    for model, expected in {
        '': (second.id, 'zwei-b'),
        '  ': (second.id, 'zwei-b'),
        'gleich': (second.id, 'gleich'),
        'org/gross': (first.id, 'org/gross'),
        f'{first.id}/org/gross': (first.id, 'org/gross'),
        f'{first.id}/nie gesehen': (first.id, 'nie gesehen'),
        f'{first.id}/': (first.id, 'gleich'),
        first.id: (first.id, 'gleich'),
        'practice/uebung': ('practice', 'uebung'),
        'uebung': ('practice', 'uebung'),
    }.items():
        resolved = ground.service.resolve(model)
        assert (resolved.connection.id, resolved.model, resolved.endpoint.id) == (*expected, expected[0]), model


@pytest.mark.parametrize('model', ['unbekannt', 'weg-abc/modell', '/'])
async def test_a_model_nobody_has_is_named(ground: Ground, model: str) -> None:
    await two(ground)
    with pytest.raises(ProviderError) as caught:
        ground.service.resolve(model)
    assert caught.value.code == 'no_ai'


async def test_without_a_chosen_model_the_first_listed_answers(ground: Ground) -> None:
    dialect = DIALECTS['openai']
    models = Answer(media='application/json', parts=[b'{"data": [{"id": "klein"}]}'])
    async with Peer(dialect.answer('Ja'), side={'/v1/models': models}) as service:
        made = await ground.add(base_url=service.url)
        resolved = ground.service.resolve('')
        answer = resolved.provider.chat(resolved.endpoint, ChatRequest(model=resolved.model, system='', prompt='x'))
        assert [item async for item in answer][0] == 'Ja'
        assert service.requests[-1].json['model'] == 'klein'
    assert ground.service.resolve('').model == 'klein'
    assert ground.service.get(OWNER, made.id).models == ('klein',)


async def test_a_service_that_lists_nothing_says_so(ground: Ground) -> None:
    async with Peer(Answer(media='application/json', parts=[b'{"data": []}'])) as service:
        await ground.add(base_url=service.url)
        resolved = ground.service.resolve('')
        with pytest.raises(ProviderError) as caught:
            await anext(resolved.provider.chat(resolved.endpoint, ChatRequest(model='', system='', prompt='x')))
    assert caught.value.code == 'model_gone'


@pytest.mark.parametrize(
    ('kind', 'url', 'model', 'leaves'),
    [
        ('openai', CLOUD, 'm', True),
        ('openai', 'http://127.0.0.1:8080', 'm', False),
        ('ollama', 'http://192.168.1.7:11434', 'lama:8b', False),
        ('ollama', 'http://192.168.1.7:11434', 'riese:120b-cloud', True),
        ('ollama', 'http://rechner.local:11434', 'm', False),
        ('openclaw', 'http://127.0.0.1:18789', 'openclaw/anna', True),
        ('gemini', '', 'm', True),
    ],
)
async def test_what_leaves_the_house_is_known(ground: Ground, kind: str, url: str, model: str, leaves: bool) -> None:
    await ground.add(kind=kind, base_url=url, default_model=model)
    assert ground.service.resolve('').leaves_house is leaves


async def test_what_was_learnt_about_models_survives_a_restart(ground: Ground) -> None:
    REPAIRS.remember('wolke', 'm', Fix(('temperature',)))
    await ground.service.close()
    REPAIRS.forget('wolke')
    ground.again()
    assert REPAIRS.apply('wolke', 'm', {'temperature': 1}) == {}
    REPAIRS.forget('wolke')
