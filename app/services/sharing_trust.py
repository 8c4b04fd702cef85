"""Whose signature is worth what: the key of this installation, and the keys of people whose files were taken in."""

from __future__ import annotations

import asyncio
import hashlib

from app.clock import Clock
from app.domain.accounts import Account
from app.domain.sharing import Signature, Signer, Trust
from app.sharing import seal
from app.storage.store import Store

SECRET = 'sharing-key'


class TrustBook:
    """A key is trusted from the first file on that a person took in; nobody else is asked."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._secrets = store.secrets
        self._signers = store.collection('recipe-signers', Signer)
        self._clock = clock
        self._making = asyncio.Lock()

    async def own_key(self) -> str:
        """The private key of this installation, made when it is needed first."""
        async with self._making:
            key = self._secrets.get(SECRET)
            if key is None:
                key = seal.new_key()
                await self._secrets.put(SECRET, key)
        return key

    def trust(self, actor: Account, signature: Signature | None) -> Trust:
        """What the person knows about who signed."""
        if signature is None:
            return Trust.UNSIGNED
        own = self._secrets.get(SECRET)
        if own is not None and seal.public_key_of(own) == signature.public_key:
            return Trust.OWN
        mine = [signer for signer in self._signers.all() if signer.owner == actor.id]
        if any(signer.public_key == signature.public_key for signer in mine):
            return Trust.KNOWN
        if any(_same_name(signer.name, signature.name) for signer in mine):
            return Trust.NAMESAKE
        return Trust.UNKNOWN

    async def remember(self, actor: Account, signature: Signature | None) -> None:
        """The person took in something that was signed like this."""
        if self.trust(actor, signature) in (Trust.UNSIGNED, Trust.OWN, Trust.KNOWN) or signature is None:
            return
        id = hashlib.sha256(f'{actor.id} {signature.public_key}'.encode()).hexdigest()[:32]
        now = self._clock.now()
        await self._signers.put(
            Signer(id=id, owner=actor.id, name=signature.name, public_key=signature.public_key, first_seen=now)
        )


def _same_name(one: str, other: str) -> bool:
    return ' '.join(one.casefold().split()) == ' '.join(other.casefold().split())
