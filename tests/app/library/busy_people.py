"""People who put files into folders, replace and delete them, as file managers, browsers and editors do it."""

from __future__ import annotations

import hashlib
import os
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from app.domain.places import Place
from tests.app.library.reading_room import OLD

BROKEN = {'kaputt.pdf': (b'%PDF-1.7\nnothing of a PDF', 'doc_damaged'), 'leer.txt': (b'', 'doc_empty')}
LINES = 40  # of a text


def canary(seed: str) -> str:
    """A word that stands in one version of one file only."""
    return ''.join(chr(ord('a') + byte % 26) for byte in hashlib.sha256(seed.encode()).digest()[:16])


@dataclass
class People:
    """What they have done so far: `texts` and `broken` by place and name, `gone` words that must not be found."""

    folders: dict[Place, Path]
    dice: random.Random
    texts: dict[tuple[Place, str], tuple[str, str]] = field(default_factory=dict)  # canary, whole text
    broken: dict[tuple[Place, str], str] = field(default_factory=dict)  # key of the problem
    gone: list[str] = field(default_factory=list)

    def work(self, first: int, last: int) -> Iterator[None]:
        """Everything they do with the files of these numbers; each step is one moment, several go on at once."""
        open_jobs: list[Iterator[None]] = []
        numbers = iter(range(first, last))
        while True:
            if len(open_jobs) < 4 and (number := next(numbers, None)) is not None:
                open_jobs.append(self._job(number))
            if not open_jobs:
                return
            job = self.dice.choice(open_jobs)
            if next(job, 'over') == 'over':
                open_jobs.remove(job)
            yield

    def one_more(self, name: str) -> str:
        """Put a file there that nobody touches any more; the line by which a process says that it was read."""
        place = self.dice.choice(list(self.folders))
        for _ in self._directly(place, name, name):
            pass
        return f'{place.id}/{name}\n'

    def _job(self, number: int) -> Iterator[None]:
        place = list(self.folders)[number % len(self.folders)]
        way = self.dice.choice((self._directly, self._slowly, self._as_part, self._with_old_date, self._broken))
        yield from way(place, f'{number:03}-{way.__name__.strip("_")}.txt', f'{number}')
        fate = self.dice.random()
        name = next(one for at, one in (*self.texts, *self.broken) if at == place and one.startswith(f'{number:03}-'))
        if fate < 0.2:
            yield from self._delete(place, name)
        elif fate < 0.4 and (place, name) in self.texts:
            yield from self._replace(place, name, f'{number}-neu')
        elif fate < 0.5 and (place, name) in self.texts:
            yield from self._rename(place, name)

    def _text(self, seed: str) -> tuple[str, str]:
        word = canary(seed)
        return word, f'{word}\n' + '\n'.join(f'Zeile {line} aus dem Heft' for line in range(LINES))

    def _directly(self, place: Place, name: str, seed: str) -> Iterator[None]:
        self.texts[place, name] = self._text(seed)
        (self.folders[place] / name).write_text(self.texts[place, name][1])
        yield

    def _slowly(self, place: Place, name: str, seed: str) -> Iterator[None]:
        word, text = self._text(seed)
        for start in range(0, len(text), 300):
            with (self.folders[place] / name).open('a') as file:
                file.write(text[start : start + 300])
            yield
        self.texts[place, name] = word, text

    def _as_part(self, place: Place, name: str, seed: str) -> Iterator[None]:
        yield from self._slowly(place, f'{name}.part', seed)
        self.texts[place, name] = self.texts.pop((place, f'{name}.part'))
        (self.folders[place] / f'{name}.part').rename(self.folders[place] / name)
        yield

    def _with_old_date(self, place: Place, name: str, seed: str) -> Iterator[None]:
        self.texts[place, name] = self._text(seed)
        elsewhere = self.folders[place].parent / f'incoming-{name}'
        elsewhere.write_text(self.texts[place, name][1])
        os.utime(elsewhere, (OLD, OLD))
        elsewhere.rename(self.folders[place] / name)
        yield

    def _broken(self, place: Place, name: str, seed: str) -> Iterator[None]:
        kind = self.dice.choice(list(BROKEN))
        content, problem = BROKEN[kind]
        name = f'{seed.zfill(3)}-{kind}'
        (self.folders[place] / name).write_bytes(content)
        self.broken[place, name] = problem
        yield

    def _delete(self, place: Place, name: str) -> Iterator[None]:
        yield
        (self.folders[place] / name).unlink()
        if self.broken.pop((place, name), None) is None:
            self.gone.append(self.texts.pop((place, name))[0])
        yield

    def _replace(self, place: Place, name: str, seed: str) -> Iterator[None]:
        yield
        self.gone.append(self.texts[place, name][0])
        yield from self._directly(place, name, seed)

    def _rename(self, place: Place, name: str) -> Iterator[None]:
        yield
        self.texts[place, f'neu-{name}'] = self.texts.pop((place, name))
        (self.folders[place] / name).rename(self.folders[place] / f'neu-{name}')
        yield
