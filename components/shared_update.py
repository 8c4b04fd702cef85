"""A newer file of something one has: what is new, what both changed, and taking it over without losing one's own."""

from __future__ import annotations

from nicegui import ui

from app.bootstrap import Services
from app.services.sharing_updates import Update
from app.services.update_words import Clash
from components.attempt import attempt
from components.buttons import Press, link_button, main_button, second_button
from components.feedback import notice
from components.field import Field
from components.markup import box, heading, icon, words
from components.shared_wants import shared_wants
from components.texts import t
from components.viewer import viewer

MINE, THEIRS = 'mine', 'theirs'


class SharedUpdate:
    """Draws it; `have_id` is the recipe or bot one has, `as_new` takes the file in beside it."""

    def __init__(self, services: Services, update: Update, content: bytes, have_id: str, as_new: Press) -> None:
        self._services, self._content, self._id = services, content, have_id
        self._choices: dict[str, Field] = {}
        if update.other_signer:
            _note('bad', 'warning', t('update.other_signer'))
        with box('card', tag='section').mark('news'):
            heading(t('update.news'))
            with box('stack tight', tag='ul'):
                for line in update.news:
                    words(line, tag='li')
        if update.new_wants:
            with box('card', tag='section').mark('new-wants'):
                heading(t('update.wants_more'))
                shared_wants(update.new_wants)
                words(t('update.off_again'), 'soft')
        if not update.fits:
            _note('bad', 'warning', t('update.no_fit'))
        elif update.clashes:
            with box('card', tag='section').mark('clashes'):
                heading(t('update.both'))
                words(t('update.both_about'))
                for clash in update.clashes:
                    self._draw(clash)
        if update.fits:
            main_button(t('update.take'), self._take, icon='check', kind='big full', name='take-update')
            words(t('update.safe'), 'soft')
        with box('row wrap'):
            second_button(t('update.as_new'), as_new, icon='plus', name='as-new')
            link_button(t('update.see_mine'), _path(services, have_id), kind='text', name='see-mine')

    def _draw(self, clash: Clash) -> None:
        heading(clash.label, 3)
        with box('versions'):
            for title, text in ((t('update.mine'), clash.mine), (t('update.theirs'), clash.theirs)):
                with box('version'):
                    words(title, 'soft small')
                    words(text or t('both.empty'), 'plain')
        choices = ((MINE, t('update.keep_mine')), (THEIRS, t('update.take_theirs')))
        self._choices[clash.part] = Field(
            t('update.choose', part=clash.label),
            kind='choice',
            value=MINE,
            required=True,
            choices=choices,
            name=f'choose-{clash.part}',
        )

    async def _take(self) -> None:
        if await attempt(self._apply):
            notice(t('update.done'))
            path = _path(self._services, self._id)
            ui.navigate.to(path)

    async def _apply(self) -> bool:
        take = [part for part, field in self._choices.items() if field.value == THEIRS]
        await self._services.updates.apply(viewer(), self._id, self._content, take)
        return True


def _path(services: Services, id: str) -> str:
    is_bot = any(bot.id == id for bot in services.bots.list(viewer()))
    return f'/bot/{id}' if is_bot else f'/rezept/{id}'


def _note(kind: str, sign: str, sentence: str) -> None:
    with box(f'note {kind}'):
        icon(sign)
        words(sentence)
