"""All versions of a bot or recipe, newest first: who saved when, and what was different then."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from nicegui import ui

from app.bootstrap import Services
from app.domain.bots import Bot
from app.domain.errors import NotFound
from app.domain.events import BotsChanged, PipelinesChanged
from app.domain.pipelines import Pipeline
from app.domain.versions import Save, VersionLine
from app.services.difference_words import all_in_words
from app.services.versions import LINES
from components.buttons import link_button, text_button
from components.keyed_list import KeyedList
from components.lazy_fold import LazyFold
from components.markup import box, heading, icon, words
from components.texts import clock, t
from components.version_words import address, recipe_words, saved, why
from components.viewer import viewer

SHOWN, SHOWN_BETWEEN = 8, 3  # differences of one line, and of one save in it


class VersionList:
    """Follows what is saved in other windows."""

    def __init__(self, services: Services, thing: Bot | Pipeline) -> None:
        self._services, self._thing = services, thing
        self._kind = 'bot' if isinstance(thing, Bot) else 'pipeline'
        self._limit = LINES
        self._has_older = False
        self._list = KeyedList(
            services.bus,
            BotsChanged if isinstance(thing, Bot) else PipelinesChanged,
            self._lines,
            self._draw,
            lambda: words(t('version.none')),
            key=lambda line: str(line.saves[-1].number),
            about=thing.id,
            classes='stack',
        )
        self._list.also(
            services.bus, BotsChanged if isinstance(thing, Bot) else PipelinesChanged, self._show_older, thing.id
        )
        with box('row'):
            self._older = text_button(t('version.older'), self._more, icon='down', kind='edge', name='older')
        self._show_older()

    def _lines(self) -> Sequence[VersionLine]:
        try:
            lines = self._services.versions.list(viewer(), self._kind, self._thing.id, limit=self._limit)
        except NotFound:  # deleted in another window
            lines = []
        self._has_older = bool(lines) and not lines[-1].is_first
        return lines

    def _more(self) -> None:
        self._limit += LINES
        self._list.sync()
        self._show_older()

    def _show_older(self, event: object = None) -> None:
        self._older.set_visibility(self._has_older)

    def _draw(self, line: VersionLine) -> None:
        with box('card tight-card').mark(f'version-{line.number}'):
            with box('row wrap top'):
                heading(saved(self._services, line.last), 2, 'as-card')
                if line.is_now:
                    with box('state done', tag='span'):
                        icon('check')
                        words(t('version.is_now'), tag='span')
            self._draw_changes(line)
            with box('actions'):
                if not line.is_now:
                    self._link(line.number, t('version.look'))
                if len(line.saves) > 1:
                    LazyFold(
                        t('version.between', count=len(line.saves)), partial(self._draw_saves, line), name='between'
                    )

    def _draw_changes(self, line: VersionLine) -> None:
        said = all_in_words(line.differences, recipe_words(self._services))
        reasons = [why(save) for save in line.saves if why(save)]
        if line.is_first:
            said = [self._nothing(line, line.saves[-1])]
        with box('changes', tag='ul'):
            for sentence in [*reasons, *said[:SHOWN]] or [t('version.same')]:
                words(sentence, tag='li')
            if len(said) > SHOWN:
                words(t('version.more', count=len(said) - SHOWN), 'soft', 'li')

    def _draw_saves(self, line: VersionLine) -> None:
        with box('stack tight', tag='ul'):
            speaks = recipe_words(self._services)
            for save, differences in self._services.versions.steps(viewer(), self._kind, self._thing.id, line):
                with box('save-line', tag='li'):
                    self._link(save.number, t('version.at', number=save.number, clock=clock(save.at.astimezone())))
                    said = all_in_words(differences[:SHOWN_BETWEEN], speaks)
                    words(' · '.join(said) or self._nothing(line, save), 'soft small')

    def _nothing(self, line: VersionLine, save: Save) -> str:
        """What is said of a save without differences."""
        if save != line.saves[-1] or not line.is_first:
            return why(save) or t('version.same')
        return t('version.made') if save.number == 1 else t('version.oldest')

    def _link(self, number: int, text: str) -> ui.link:
        link = link_button(text, address(self._thing, number), kind='text edge', icon='right', name=f'look-{number}')
        link.props['aria-label'] = t('version.look_label', text=text, number=number)
        return link
