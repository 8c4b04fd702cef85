"""Who may come in: accounts, sign-ins of browsers, tokens of programs, and ending all of them at once."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import logging
import secrets
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from app.clock import Clock
from app.config import Config
from app.domain.accounts import Account, Role
from app.domain.errors import (
    AppError,
    ConfigError,
    Conflict,
    Forbidden,
    Invalid,
    NotFound,
    NotSignedIn,
    StoreError,
)
from app.domain.names import clean_name
from app.domain.sessions import Session
from app.ids import new_id
from app.services.limiter import Limiter, canonical_address
from app.services.passwords import Passwords

if TYPE_CHECKING:
    from app.storage.store import Store

OWNER_ID = 'owner'
BROWSER, TOKEN = 'browser', 'token'
STAYS = timedelta(days=90)  # how long a browser stays signed in
SEEN_EVERY = timedelta(hours=1)  # how exact "last seen" is; each update is a write
MAX_SESSIONS = 50  # per account and kind; the oldest goes
NAME_WAIT, ADDRESS_WAIT = 60.0, 900.0  # longest wait in seconds: short per name, or strangers could lock a person out
TOKEN_PREFIX = 'oo_'
log = logging.getLogger(__name__)


class AccountService:
    """Accounts and every proof of identity. Proofs are random and kept as SHA-256 only."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self.passwords = Passwords()
        self._limiter = Limiter(clock)
        self._creating = asyncio.Lock()
        self._revoked: list[Callable[[str, str], None]] = []

    @property
    def installation(self) -> str:
        """A short name of this data folder, so that two installations on one computer keep their cookies apart."""
        return self._store.secrets.folder_id[:12]

    def exist(self) -> bool:
        """True from the first account on: then pages need a sign-in and programs a token."""
        return bool(self._store.accounts.all())

    def has_owner(self) -> bool:
        """True when somebody with a password runs this installation."""
        return any(account.is_owner and account.password_hash for account in self._store.accounts.all())

    def builtin_owner(self) -> Account:
        """Who acts on this computer while there is no account; the first real owner takes over the id."""
        now = self._clock.now()
        return Account(id=OWNER_ID, name='', role=Role.OWNER, created_at=now, updated_at=now)

    def get(self, account_id: str) -> Account | None:
        """The account, for showing who did something."""
        return self._store.accounts.get(account_id)

    async def create_owner(self, name: str, password: str) -> Account:
        """The first account of this installation; `Forbidden` when there is one already."""
        if self.exist():
            raise Forbidden('owner_exists')
        return await self._create(OWNER_ID, name, password, Role.OWNER)

    async def create(self, actor: Account, *, name: str, password: str, role: Role = Role.MEMBER) -> Account:
        """A further person; only an owner may invite."""
        if not actor.is_owner or not self.exist():
            raise Forbidden()
        return await self._create(new_id(name), name, password, role)

    async def sign_in(self, name: str, password: str, address: str) -> Account:
        """Who this is; the same `AppError('login')` after the same work for a wrong name and a wrong password."""
        by_name, by_address = _limit_key('name', _key(name)), _limit_key('address', canonical_address(address))
        self._limiter.count([(by_name, NAME_WAIT), (by_address, ADDRESS_WAIT)])
        account = self._named(name)
        if not await self.passwords.fits(account.password_hash if account else '', password) or account is None:
            log.info('a sign-in failed')
            raise WrongLogin()
        self._limiter.forget(by_name)
        self._limiter.forgive(by_address)  # one try, not all: a good account must not wash away guesses at others
        log.info('account %s signed in', account.id)
        return account

    async def set_password(self, actor: Account, account_id: str, password: str) -> None:
        """A new password; ends every sign-in and token of that person. Own password, or an owner for somebody."""
        account = self._store.accounts.get(account_id)
        if account is None or not (actor.is_owner or actor.id == account_id):
            raise NotFound('account', account_id)
        changed = replace(account, password_hash=await self.passwords.hashed(password), updated_at=self._clock.now())
        await self._store.accounts.put(changed, expect=account.version)
        await self._end_all(account_id)

    async def start_session(self, account: Account, device: str) -> str:
        """A new sign-in of a browser; the cookie's value, which is never stored."""
        return await self._issue(BROWSER, account, device, '')

    async def make_token(self, actor: Account, name: str) -> tuple[str, str]:
        """A token for a program of this person: (id, token). The token is shown once and never stored."""
        if self._store.accounts.get(actor.id) is None:
            raise NotSignedIn()
        token = await self._issue(TOKEN, actor, clean_name(name), TOKEN_PREFIX)
        return proof_id(token), token

    def by_session(self, cookie: str) -> Account | None:
        """Whose sign-in this cookie is; None when unknown, ended or too old."""
        return self._by_proof(BROWSER, cookie)

    def by_token(self, token: str) -> Account | None:
        """Whose token this is; None when unknown or ended."""
        return self._by_proof(TOKEN, token)

    async def seen(self, proof: str) -> None:
        """Note that a sign-in or token was used; at most one write an hour."""
        session = self._store.sessions.get(proof_id(proof))
        now = self._clock.now()
        if session is not None and now - session.seen_at > SEEN_EVERY:
            try:
                await self._store.sessions.put(replace(session, seen_at=now), expect=session.version)
            except (Conflict, StoreError) as error:  # somebody else noted it, or the disk is full: no reason to refuse
                log.debug('last seen was not noted: %s', error)

    def sessions(self, actor: Account) -> list[Session]:
        """Where this person is signed in and which tokens there are, newest first."""
        mine = [session for session in self._store.sessions.all() if session.account_id == actor.id]
        return sorted(mine, key=lambda session: session.created_at, reverse=True)

    async def end_session(self, cookie: str) -> None:
        """Sign this browser out, with all its open pages."""
        session = self._store.sessions.get(proof_id(cookie))
        if session is not None and session.kind == BROWSER:
            await self._end(session)

    async def end_by_id(self, actor: Account, session_id: str) -> None:
        """Sign another browser of this person out, or withdraw a token."""
        session = self._store.sessions.get(session_id)
        if session is None or session.account_id != actor.id:
            raise NotFound('session', session_id)
        await self._end(session)

    async def revoke(self, actor: Account, account_id: str) -> None:
        """End every sign-in, token and open page of a person at once; one's own, or an owner for somebody."""
        if self._store.accounts.get(account_id) is None or not (actor.is_owner or actor.id == account_id):
            raise NotFound('account', account_id)
        await self._end_all(account_id)

    def on_revoke(self, callback: Callable[[str, str], None]) -> None:
        """Call `callback(account_id, session_id)` when access ends; `session_id` is '' when all of it ends."""
        self._revoked.append(callback)

    async def purge_expired(self) -> int:
        """Forget sign-ins that are too old anyway; how many."""
        old = [session for session in self._store.sessions.all() if self._expired(session)]
        for session in old:
            await self._store.sessions.delete(session.id)
        return len(old)

    async def _create(self, id: str, name: str, password: str, role: Role) -> Account:
        clean = clean_name(name)
        password_hash = await self.passwords.hashed(password)
        async with self._creating:
            if role is Role.OWNER and self.exist():
                raise Forbidden('owner_exists')
            if self._named(clean) is not None:
                raise Invalid.field('name', 'name_taken')
            await self._end_all(id)  # proofs of an account of this id that was deleted by hand
            now = self._clock.now()
            account = Account(id=id, name=clean, role=role, password_hash=password_hash, created_at=now, updated_at=now)
            stored = await self._store.accounts.put(account, expect=0)
        log.info('account %s was made', id)
        return stored

    async def _issue(self, kind: str, account: Account, device: str, prefix: str) -> str:
        proof = prefix + secrets.token_urlsafe(32)
        now = self._clock.now()
        session = Session(
            id=proof_id(proof), kind=kind, account_id=account.id, device=device[:80], created_at=now, seen_at=now
        )
        await self._store.sessions.put(session, expect=0)
        for old in [other for other in self.sessions(account) if other.kind == kind][MAX_SESSIONS:]:
            await self._end(old)
        return proof

    def _by_proof(self, kind: str, proof: str) -> Account | None:
        if not proof:
            return None
        wanted = proof_id(proof)
        session = self._store.sessions.get(wanted)
        if session is None or session.kind != kind or not hmac.compare_digest(session.id, wanted):
            return None
        return None if self._expired(session) else self._store.accounts.get(session.account_id)

    def _expired(self, session: Session) -> bool:
        return session.kind == BROWSER and self._clock.now() - session.created_at > STAYS

    async def _end(self, session: Session) -> None:
        await self._store.sessions.delete(session.id)
        self._tell(session.account_id, session.id)

    async def _end_all(self, account_id: str) -> None:
        for session in [entry for entry in self._store.sessions.all() if entry.account_id == account_id]:
            await self._store.sessions.delete(session.id)
        self._tell(account_id, '')

    def _tell(self, account_id: str, session_id: str) -> None:
        for callback in self._revoked:
            callback(account_id, session_id)

    def _named(self, name: str) -> Account | None:
        wanted = _key(name)
        return next((account for account in self._store.accounts.all() if _key(account.name) == wanted), None)


class WrongLogin(AppError):
    """Name or password is wrong; it never says which."""

    status = 401

    def __init__(self) -> None:
        super().__init__('login')


def check_host_allowed(config: Config, accounts: AccountService) -> None:
    """`ConfigError` when others could reach us and nobody with a password guards the door."""
    if not config.is_loopback and not accounts.has_owner():
        raise ConfigError('config_host_open', host=config.host, port=config.port)


def proof_id(proof: str) -> str:
    """What is stored of a cookie or token: its SHA-256."""
    return hashlib.sha256(proof.encode('utf-8', 'surrogatepass')).hexdigest()


def _key(name: str) -> str:
    return ' '.join(unicodedata.normalize('NFKC', name).casefold().split())


def _limit_key(kind: str, text: str) -> str:
    return f'{kind}:{hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]}'
