"""A look into a folder: what came, changed, went or got another name since it was read. Only the disk decides."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from app.search.entry import Entry, Fingerprint

UNFINISHED = ('.part', '.partial', '.crdownload', '.download', '.tmp')


@dataclass(frozen=True, slots=True)
class Changes:
    """`renamed` are old names with the new entries, in an order in which none takes the place of another one."""

    unread: dict[str, Fingerprint]  # the oldest first
    renamed: list[tuple[str, Entry]]
    gone: list[str]


def is_unfinished(name: str) -> bool:
    """True for names that programs give to what they still write, or need only for themselves."""
    return name.startswith(('.', '~$')) or name.lower().endswith(UNFINISHED)


def fingerprint(facts: os.stat_result) -> Fingerprint:
    """What tells a version of a file from another one."""
    return Fingerprint(facts.st_size, facts.st_mtime_ns, facts.st_ino)


def digest(path: Path) -> str:
    """The SHA-256 of what stands in the file."""
    with path.open('rb') as file:
        return hashlib.file_digest(file, 'sha256').hexdigest()


def compare(
    there: Mapping[str, Fingerprint],
    entries: Mapping[str, Entry],
    content: Callable[[str], str],
    again: Collection[str] = (),
) -> Changes:
    """What is on the disk against what was read; `content` gives the SHA-256 of a file, `again` is to be read anew."""
    known = dict(entries)
    new = {name: mark for name, mark in there.items() if name not in known or known[name].fingerprint != mark}
    renamed = _moved(new, known, there)
    gone = [name for name in known if name not in there]
    renamed += _same_content(new, known, gone, content)
    unread = {name: there[name] for name in there if name in new or name in again}
    return Changes(
        unread=dict(sorted(unread.items(), key=lambda one: one[1].mtime_ns)),
        renamed=renamed,
        gone=[name for name in gone if name in known],
    )


def _moved(
    new: dict[str, Fingerprint], known: dict[str, Entry], there: Mapping[str, Fingerprint]
) -> list[tuple[str, Entry]]:
    """Files that are the very same under another name. Takes them out of `new` and gives them their name in `known`."""
    old_names = {entry.fingerprint: name for name, entry in known.items() if there.get(name) != entry.fingerprint}
    renamed: list[tuple[str, Entry]] = []
    wanted = {mark for mark in new.values() if mark in old_names}
    went_on = bool(wanted)
    while went_on:  # a name may first have to be left by another file: a -> b, b -> c
        went_on = False
        for name, mark in list(new.items()):
            old = old_names.get(mark, name)
            is_free = name not in known or known[name].fingerprint not in wanted
            if old != name and mark in wanted and is_free and _same_kind(old, name):
                renamed.append(_rename(known, old, name, mark))
                wanted.discard(mark)
                del new[name]
                went_on = True
    return renamed


def _same_content(
    new: dict[str, Fingerprint], known: dict[str, Entry], gone: list[str], content: Callable[[str], str]
) -> list[tuple[str, Entry]]:
    """Copied under another name, and the first one deleted; only files of the same size are looked into."""
    renamed = []
    by_size: dict[int, list[str]] = {}
    for old in gone:
        by_size.setdefault(known[old].fingerprint.size, []).append(old)
    for name, mark in list(new.items()):
        candidates = by_size.get(mark.size, []) if mark.size and name not in known else []
        found = content(name) if candidates else ''
        for old in candidates:
            if found and known[old].sha256 == found and _same_kind(old, name):
                renamed.append(_rename(known, old, name, mark))
                candidates.remove(old)
                del new[name]
                break
    return renamed


def _rename(known: dict[str, Entry], old: str, name: str, mark: Fingerprint) -> tuple[str, Entry]:
    known[name] = replace(known.pop(old), name=name, fingerprint=mark)
    return old, known[name]


def _same_kind(old: str, name: str) -> bool:
    """The ending may decide how a file is read."""
    return PurePath(old).suffix.lower() == PurePath(name).suffix.lower()
