"""The `.rezept` file as bytes: written, sealed, read back strictly."""

from __future__ import annotations

import re

from app.domain.sharing import Opened, Shared
from app.sharing import seal, toml_reader
from app.sharing.strict import from_table
from app.sharing.table import to_table
from app.sharing.toml_writer import write

ENDING = '.rezept'
MEDIA_TYPE = 'application/toml'
_HEAD = '# A recipe for openOrchestrator. Ein Rezept für openOrchestrator.\n'


def write_file(shared: Shared, key: str = '', name: str = '') -> bytes:
    """The file; signed under `name` when `key` is given."""
    return (_HEAD + write(seal.sealed(to_table(shared), key, name))).encode()


def read_file(content: bytes) -> Opened:
    """What is in a file of strangers; an AppError with a sentence for everything that is none."""
    table = toml_reader.read(content)
    shared = from_table(table)
    sha256, signature = seal.check(table)
    return Opened(shared=shared, sha256=sha256, signature=signature)


def file_name(title: str) -> str:
    """`title` as the name of a file that every system takes, without an ending."""
    plain = re.sub(r'[^\w.-]+', ' ', title)
    return ' '.join(plain.split()).strip('. ')[:80] or 'Rezept'
