"""Two people changed the same thing: both versions next to each other, and a choice. No text is lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from components.announcer import announce
from components.buttons import second_button
from components.dialog import panel
from components.markup import box, heading, icon, words
from components.texts import t


class Difference(NamedTuple):
    """One part that both changed, in words."""

    label: str
    mine: str
    theirs: str


def both_versions(differences: Sequence[Difference], choose: Callable[[bool], None]) -> None:
    """A note on the page with a button; `choose(True)` takes one's own version, `choose(False)` the other."""
    announce(t('err.conflict.what'), urgent=True)
    with box('note').mark('conflict'):
        icon('warning')
        with box('words'):
            words(t('err.conflict.what'), 'strong')
            words(t('err.conflict.do'))
            second_button(t('err.conflict.button'), lambda: _open(differences, choose), name='both-versions')


def _open(differences: Sequence[Difference], choose: Callable[[bool], None]) -> None:
    with panel(t('both.title'), large=True) as dialog:
        for difference in differences:
            heading(difference.label, 3)
            with box('versions'):
                _version(t('both.mine'), difference.mine)
                _version(t('both.theirs'), difference.theirs)

        def take(mine: bool) -> None:
            dialog.close()
            choose(mine)

        with box('end'):
            second_button(t('both.take_theirs'), lambda: take(False), name='take-theirs')
            second_button(t('both.take_mine'), lambda: take(True), name='take-mine')
    dialog.open()


def _version(title: str, text: str) -> None:
    with box('version'):
        words(title, 'soft small')
        words(text or t('both.empty'), 'plain')
