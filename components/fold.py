"""What most people do not need: a heading that opens when pressed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from components.markup import box, icon, words


@contextmanager
def fold(title: str, *, name: str = '', is_open: bool = False) -> Iterator[None]:
    """Draw inside; closed at first unless `is_open`."""
    with box('more', tag='details') as details:
        if is_open:
            details.props('open')
        with words(title, tag='summary') as summary:
            icon('down')
        if name:
            summary.mark(name)
        with box('inside'):
            yield
