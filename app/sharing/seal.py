"""Seal and signature: whether a file is unharmed, and who vouches for it.

The seal is the SHA-256 of the content in canonical form (our own writer, keys in order), so that spaces, comments and
line ends may change on the way. The signature is Ed25519 over that and the name it is given under.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from app.domain.errors import AppError
from app.domain.sharing import Signature
from app.sharing.toml_writer import write


class BrokenSeal(AppError):
    """The content is not what was sealed or signed."""

    status = 422

    def __init__(self) -> None:
        super().__init__('shared_seal')


def new_key() -> str:
    """A private key, as it is kept in the secrets store."""
    return base64.b64encode(Ed25519PrivateKey.generate().private_bytes_raw()).decode()


def public_key_of(key: str) -> str:
    """The public half, base64."""
    return base64.b64encode(_private(key).public_key().public_bytes_raw()).decode()


def digest(table: Mapping[str, Any]) -> str:
    """The SHA-256 of the content, without its seal."""
    content = {name: value for name, value in table.items() if name != 'seal'}
    return hashlib.sha256(write(content, in_order=True).encode()).hexdigest()


def sealed(table: Mapping[str, Any], key: str = '', name: str = '') -> dict[str, Any]:
    """The table with its seal; with `key` also signed, under `name`."""
    sha256 = digest(table)
    seal = {'sha256': sha256}
    if key:
        value = base64.b64encode(_private(key).sign(_message(sha256, name))).decode()
        seal |= {'name': name, 'public_key': public_key_of(key), 'signature': value}
    return {**table, 'seal': seal}


def check(table: Mapping[str, Any]) -> tuple[str, Signature | None]:
    """The SHA-256 of the content and its signature, if there is one; `BrokenSeal` when either does not fit."""
    sha256, seal = digest(table), table.get('seal')
    if seal is None:
        return sha256, None
    if seal['sha256'] != sha256:
        raise BrokenSeal()
    if 'signature' not in seal and 'public_key' not in seal:
        return sha256, None
    try:
        signature = Signature(name=seal['name'], public_key=seal['public_key'], value=seal['signature'])
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(signature.public_key, validate=True))
        key.verify(base64.b64decode(signature.value, validate=True), _message(sha256, signature.name))
    except (KeyError, InvalidSignature, ValueError) as error:  # ValueError: also bad base64
        raise BrokenSeal() from error
    return sha256, signature


def fingerprint(public_key: str) -> bytes:
    """What two people compare to know that a key is the same; shown as words."""
    try:
        raw = base64.b64decode(public_key, validate=True)
    except binascii.Error:
        raw = public_key.encode()
    return hashlib.sha256(b'rezept key\n' + raw).digest()


def _private(key: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(base64.b64decode(key))


def _message(sha256: str, name: str) -> bytes:
    return f'openOrchestrator rezept\n{sha256}\n{name}'.encode()
