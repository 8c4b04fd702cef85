"""Shelves behind an http address: an `index.json` that names the files beside it."""

from __future__ import annotations

import asyncio
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from app.domain.errors import Invalid, ProviderError
from app.providers.address import normal
from app.providers.download import Downloads
from app.services.shelf_folder import MAX_FILES, ShelfAway, is_entry_name
from app.sharing.schema import List, Number, Table, Text
from app.sharing.toml_reader import MAX_BYTES

AT_ONCE = 4
SECONDS = 60.0  # for all files of a shelf together; each has ten
MAX_ALL = 40_000_000  # bytes of one shelf; what does not fit any more counts as too large
_ENTRY = Table({'file': Text(200), 'sha256': Text(64, '[0-9a-fA-F]{64}')}, ('file', 'sha256'))
_INDEX = Table({'format': Number(1, 1), 'name': Text(200), 'recipes': List(_ENTRY, MAX_FILES)}, ('format', 'recipes'))


@dataclass(frozen=True, slots=True)
class Index:
    """What the index says: a name, and the files with the SHA-256 of their bytes."""

    name: str
    files: Mapping[str, str]


def checked_address(text: str) -> str:
    """The address of an index as it is kept; `Invalid` when it cannot be one."""
    text = text.strip()
    try:
        parts = urlsplit(text)
        if parts.query or parts.fragment or len(text) > 500 or re.search(r'[\s\\%]|/\.\.?(/|$)', text):
            raise ValueError('not a plain address')
        # Our own reader of addresses looks at computer and port, and knows what cannot be one.
        base = urlsplit(normal(urlunsplit((parts.scheme, parts.netloc, '', '', '')), 'shelf'))
    except ValueError as error:
        raise Invalid.field('place', 'shelf_place') from error
    path = parts.path if parts.path.endswith('.json') else f'{parts.path.rstrip("/")}/index.json'
    return urlunsplit((base.scheme, base.netloc, path, '', ''))


async def read_index(downloads: Downloads, place: str) -> Index:
    """The index; `ShelfAway` when it cannot be had, `Invalid` when it is none."""
    try:
        data = json.loads(await downloads.get(place, MAX_BYTES))
    except ProviderError as error:
        raise ShelfAway(place) from error
    except (ValueError, RecursionError) as error:
        raise Invalid.field('place', 'shelf_index') from error
    if [*_INDEX.problems(data, '')] or not all(is_entry_name(entry['file']) for entry in data['recipes']):
        raise Invalid.field('place', 'shelf_index')
    return Index(data.get('name', ''), {entry['file']: entry['sha256'].lower() for entry in data['recipes']})


async def read_web(place: str) -> dict[str, bytes | None]:
    """The files by name; None for one that is too large, does not come, or is not what the index says."""
    try:
        async with asyncio.timeout(SECONDS), Downloads() as downloads:
            index = await read_index(downloads, place)
            door, left = asyncio.Semaphore(AT_ONCE), [MAX_ALL]

            async def one(name: str, sha256: str) -> bytes | None:
                async with door:
                    return await _file(downloads, place, name, sha256, left)

            contents = await asyncio.gather(*(one(name, sha256) for name, sha256 in index.files.items()))
    except TimeoutError as error:
        raise ShelfAway(place) from error
    return dict(zip(index.files, contents, strict=True))


async def read_one(place: str, name: str) -> bytes | None:
    """One file of the shelf; None as above, and when the index does not name it."""
    async with Downloads() as downloads:
        index = await read_index(downloads, place)
        if name not in index.files:
            return None
        return await _file(downloads, place, name, index.files[name], [MAX_ALL])


async def _file(downloads: Downloads, place: str, name: str, sha256: str, left: list[Any]) -> bytes | None:
    """Beside the index, on the same computer: the name was checked, so it cannot lead anywhere else."""
    try:
        content = await downloads.get(urljoin(place, quote(name, safe='')), min(MAX_BYTES, left[0]))
    except ProviderError:
        return None
    left[0] -= len(content)
    return content if hashlib.sha256(content).hexdigest() == sha256 else None
