"""One earlier version: what is different now, what it was like, and the way back to it."""

from __future__ import annotations

from collections.abc import Sequence

from nicegui import ui

from app.bootstrap import Services
from app.domain.bots import Bot
from app.domain.differences import Difference
from app.domain.errors import AppError, Conflict, Invalid
from app.domain.events import BotsChanged, PipelinesChanged
from app.domain.pipelines import Pipeline
from app.domain.versions import Version
from app.services.difference_words import in_words
from app.services.explain import explain
from components.announcer import announce
from components.bot_tools import tools_in_words
from components.buttons import link_button, main_button
from components.feedback import notice, show_error
from components.form import sentence
from components.frame import page_heading
from components.lazy_fold import LazyFold
from components.live import Live
from components.marked_text import marked_text
from components.markup import box, heading, icon, words
from components.recipe_explained import Sentences
from components.texts import t
from components.version_words import address, recipe_words, saved
from components.viewer import language, viewer


class VersionView(Live, component='live.js'):
    """Drawn anew when the thing is saved elsewhere: then other things are different."""

    def __init__(self, services: Services, thing: Bot | Pipeline, number: int) -> None:
        kind = BotsChanged if isinstance(thing, Bot) else PipelinesChanged
        super().__init__(services.bus, kind, lambda event: self._show(), thing.id, classes='section wide')
        self._services, self._thing, self._number = services, thing, number
        self._kind = 'bot' if isinstance(thing, Bot) else 'pipeline'
        self._show()

    def _show(self) -> None:
        try:
            version = self._services.versions.get(viewer(), self._kind, self._thing.id, self._number)
            self._thing = self._now()
        except AppError as error:  # deleted in another window
            show_error(error)
            return
        self.clear()
        with self:
            below = saved(self._services, version.save)
            page_heading(t('version.title', number=self._number), emoji=version.thing.emoji, below=below)
            self._refused = box('stack')
            if version.is_now:
                _note('good', 'check', t('version.like_now'))
            else:
                self._draw_differences(version.differences)
            self._draw_contents(version)
            with box('row wrap'):
                link_button(t('version.all'), address(self._thing), kind='text edge', icon='left', name='all-versions')

    def _draw_differences(self, differences: Sequence[Difference]) -> None:
        speaks = recipe_words(self._services)
        with box('card', tag='section').mark('since-then'):
            heading(t('version.since'))
            with box('stack', tag='ul'):
                for difference in differences:
                    with box('stack tight', tag='li'):
                        words(in_words(difference, speaks), 'strong')
                        if difference.old or difference.new:
                            titles = (t('version.then'), t('version.now'))
                            marked_text(difference.old, difference.new, whole=False, titles=titles)
            words(t('version.safe'), 'soft')
            main_button(t('version.restore'), self._restore, icon='undo', name='restore-version')

    def _draw_contents(self, version: Version) -> None:
        LazyFold(t('version.contents'), lambda: self._draw_inside(version), name='contents')

    def _draw_inside(self, version: Version) -> None:
        if isinstance(version.thing, Bot):
            _draw_bot(version.thing)
            return
        mine, recipes = self._services.bots.list(viewer()), self._services.pipelines.list(viewer())
        workspaces = self._services.workspaces.list(viewer())
        Sentences(explain(version.thing, mine, language(), recipes, workspaces=workspaces))

    async def _restore(self) -> None:
        before = self._thing.version
        back = await self._bring(self._number, before)
        if back is None:
            return
        done = back.version

        async def undo() -> None:
            if await self._bring(before, done) is not None:
                notice(t('version.undone'))

        notice(t('version.is_back', number=self._number), button=t('btn.undo'), on_button=undo)
        ui.navigate.to(f'/bot/{back.id}' if isinstance(back, Bot) else f'/rezept/{back.id}')

    async def _bring(self, number: int, expect: int) -> Bot | Pipeline | None:
        """Bring a version back; None when that was not possible, which is told."""
        restore = self._services.versions.restore
        try:
            return await restore(viewer(), self._kind, self._thing.id, number, expect)
        except Conflict:
            path = address(self._thing)
            notice(t('version.changed_since'), button=t('version.link'), on_button=lambda: ui.navigate.to(path))
        except Invalid as error:
            self._tell(error)
        except AppError as error:
            show_error(error)
        return None

    def _tell(self, error: Invalid) -> None:
        """It cannot come back as it was: a bot is gone, for example."""
        sentences = [t('version.refused'), *dict.fromkeys(sentence(problem) for problem in error.problems)]
        if self._refused.is_deleted:
            notice(' '.join(sentences))
            return
        announce(' '.join(sentences), urgent=True)
        self._refused.clear()
        with self._refused:
            _note('bad', 'warning', ' '.join(sentences))

    def _now(self) -> Bot | Pipeline:
        service = self._services.bots if self._kind == 'bot' else self._services.pipelines
        return service.get(viewer(), self._thing.id)


def _draw_bot(bot: Bot) -> None:
    with box('stack'):
        for label, value in (
            (t('version.name'), bot.name),
            (t('version.description'), bot.description),
            (t('bot.personality'), bot.system_prompt),
            (t('bot.tools'), tools_in_words(bot.tools)),
        ):
            if value:
                with box('stack tight'):
                    words(label, 'strong')
                    words(value, 'plain')


def _note(kind: str, sign: str, said: str) -> None:
    with box(f'note {kind}').mark('version-note'):
        icon(sign)
        words(said)
