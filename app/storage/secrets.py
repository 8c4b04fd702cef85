"""The keys to AI services and our own secret values: encrypted, readable by this user only, apart from everything else.

`secrets/secrets.json` holds the encrypted values, `secrets/folder-id` names the key file in `key_dir`
(`FOLDER-ID.key`), which lies outside the data folder: a copied data folder gives nothing away.
A value that cannot be decrypted (lost key, damaged file) reads as None, and the person enters it again.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import contextlib
import json
import logging
import os
import threading
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.domain.errors import StoreError
from app.ids import is_id, new_id
from app.storage.disk import Disk, as_store_error

KEY_BYTES = 32
NONCE_BYTES = 12
log = logging.getLogger(__name__)


class Secrets:
    """Named secret values. Reading is from memory; a write returns when it is durable."""

    def __init__(self, data_dir: Path, key_dir: Path, disk: Disk | None = None) -> None:
        self._disk = disk or Disk()
        self._folder = data_dir / 'secrets'
        _private_folder(self._folder)
        self.folder_id = _folder_id(self._disk, self._folder)
        self._cipher = AESGCM(_key(self._disk, self._folder, key_dir, self.folder_id))
        self._path = self._folder / 'secrets.json'
        self._encrypted = _read(self._path)
        self._plain: dict[str, str] = {}
        self._writing = threading.Lock()
        for name, packed in self._encrypted.items():
            value = self._opened(name, packed)
            if value is None:
                log.warning('the secret %s cannot be read with this key; it has to be entered again', name)
            else:
                self._plain[name] = value

    def get(self, name: str) -> str | None:
        """The value; None when there is none or when its key is lost."""
        return self._plain.get(name)

    async def put(self, name: str, value: str) -> None:
        """Keep `value`; durable when this returns."""
        await asyncio.to_thread(self._change, name, value)

    async def delete(self, name: str) -> None:
        """Forget the value; no matter whether there was one."""
        if name in self._encrypted:
            await asyncio.to_thread(self._change, name, None)

    def known_values(self) -> frozenset[str]:
        """All values in clear, for the redaction of the logs and nothing else."""
        return frozenset(list(self._plain.values()))

    @property
    def unreadable(self) -> frozenset[str]:
        """Names of values that are there but whose key is lost."""
        return frozenset(self._encrypted) - frozenset(self._plain)

    def _change(self, name: str, value: str | None) -> None:
        with self._writing:
            changed = {key: packed for key, packed in self._encrypted.items() if key != name}
            if value is not None:
                changed[name] = self._packed(name, value)
            _write(self._disk, self._path, json.dumps({'version': 1, 'values': changed}, indent=1).encode())
            # Memory follows the disk, so that a refused write leaves the old value in force.
            self._encrypted = changed
            plain = {key: text for key, text in self._plain.items() if key != name}
            self._plain = plain if value is None else {**plain, name: value}

    def _packed(self, name: str, value: str) -> str:
        nonce = os.urandom(NONCE_BYTES)
        # The name is authenticated too: swapping two entries in the file is noticed.
        return base64.b64encode(nonce + self._cipher.encrypt(nonce, value.encode(), name.encode())).decode()

    def _opened(self, name: str, packed: object) -> str | None:
        if not isinstance(packed, str):
            return None
        try:
            data = base64.b64decode(packed, validate=True)
            return self._cipher.decrypt(data[:NONCE_BYTES], data[NONCE_BYTES:], name.encode()).decode()
        except (binascii.Error, InvalidTag, UnicodeDecodeError, ValueError):
            return None


def _folder_id(disk: Disk, folder: Path) -> str:
    """The name of this data folder's key: random, so that two folders of one person do not share a key."""
    path = folder / 'folder-id'
    with contextlib.suppress(OSError, UnicodeDecodeError):
        known = path.read_text('ascii').strip()
        if is_id(known):
            return known
    fresh = new_id(letters=16)
    _write(disk, path, fresh.encode())
    return fresh


def _key(disk: Disk, folder: Path, key_dir: Path, folder_id: str) -> bytes:
    """The encryption key of this data folder, made at the first start."""
    outside, inside = key_dir / f'{folder_id}.key', folder / 'fallback.key'
    for path in (outside, inside):
        if (known := _read_key(path)) is not None:
            return known
    fresh = os.urandom(KEY_BYTES)
    text = base64.b64encode(fresh)
    try:
        _private_folder(key_dir)
        _write(disk, outside, text)
    except StoreError as error:
        log.warning('the key folder %s cannot be written (%s); the key stays inside the data folder', key_dir, error)
        _write(disk, inside, text)
    return fresh


def _read_key(path: Path) -> bytes | None:
    try:
        key = base64.b64decode(path.read_bytes(), validate=True)
    except (OSError, binascii.Error, ValueError):
        return None
    return key if len(key) == KEY_BYTES else None


def _read(path: Path) -> dict[str, object]:
    """The encrypted values; a file that cannot be read is set aside, because the next write would replace it."""
    try:
        values = json.loads(path.read_bytes())['values']
        if not isinstance(values, dict):
            raise TypeError('values')
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError):
        log.warning('the file of secrets is damaged and was set aside; the keys have to be entered again')
        with contextlib.suppress(OSError):
            path.replace(path.with_suffix('.damaged'))
        return {}
    return values


def _private_folder(path: Path) -> None:
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.chmod(0o700)
    except OSError as error:
        raise as_store_error(error) from error


def _write(disk: Disk, path: Path, content: bytes) -> None:
    """Replace the file in one step, readable by this user only, durable on return."""
    temporary = path.with_name(path.name + '.new')
    try:
        file = disk.create(temporary)
        try:
            disk.write(file, content)
            disk.sync(file)
        finally:
            disk.close(file)
        disk.rename(temporary, path)
        disk.sync_folder(path.parent)
    except OSError as error:
        raise as_store_error(error) from error
