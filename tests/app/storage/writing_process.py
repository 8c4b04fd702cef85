"""A process that writes as fast as it can and says on stdout what was acknowledged; made to be killed.

usage: python -m tests.app.storage.writing_process FOLDER TAG      (facts of busy.py, one JSON list per line)
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from pathlib import Path
from typing import Any

from app.clock import SystemClock
from app.storage.store import Store
from tests.app.storage.busy import keep_busy


def tell(fact: tuple[Any, ...]) -> None:
    """One line, in one go: what the parent reads was acknowledged before."""
    os.write(1, (json.dumps(fact) + '\n').encode())


async def main(folder: Path, tag: str) -> None:
    """Write until killed."""
    store = await Store.open(folder / 'data', SystemClock(), folder / 'keys', reserve=0)
    tell(('ready', ''))
    await keep_busy(store, tell, seed=int(tag), rounds=100_000, tag=f'k{tag}')


if __name__ == '__main__':
    asyncio.run(main(Path(sys.argv[1]), sys.argv[2]))
