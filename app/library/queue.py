"""What is to be read: every folder gets its turn, and within a folder what came last is read first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

K = TypeVar('K', bound=Hashable)


class Queue(Generic[K]):
    """Names by folder. A name stands in it once; putting it again moves it to the front of its folder."""

    def __init__(self) -> None:
        self._waiting: OrderedDict[K, dict[str, None]] = OrderedDict()

    def __len__(self) -> int:
        return sum(len(names) for names in self._waiting.values())

    def put(self, folder: K, name: str) -> None:
        """To the front of its folder."""
        names = self._waiting.setdefault(folder, {})
        names.pop(name, None)
        names[name] = None

    def take(self) -> tuple[K, str] | None:
        """The next one, None when there is none. The folder it comes from goes to the end."""
        if not self._waiting:
            return None
        folder, names = self._waiting.popitem(last=False)
        name, _ = names.popitem()
        if names:
            self._waiting[folder] = names
        return folder, name

    def drop(self, folder: K) -> None:
        """Nothing of this folder is to be read any more."""
        self._waiting.pop(folder, None)
