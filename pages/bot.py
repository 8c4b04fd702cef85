"""One bot, a studio: who it is, how it sounds, which AI answers, what it reads and may do. Everything saves itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from nicegui import ui

from app.bootstrap import Services
from app.domain.bots import Bot
from app.domain.codec import to_json
from app.domain.errors import FieldProblem
from app.domain.events import BotsChanged
from app.domain.places import Place
from components.ai_name import ai_name
from components.autosave import Autosave
from components.bot_settings import BotSettings
from components.bot_sound import BotSound
from components.bot_tools import BotTools, tools_in_words
from components.buttons import link_button, text_button
from components.document_list import document_list
from components.emoji_picker import EmojiPicker
from components.feedback import notice
from components.field import Field
from components.fold import fold
from components.form import sentence
from components.frame import page
from components.live import Live
from components.markup import box, heading
from components.model_choice import ModelChoice
from components.share_recipe import share_bot
from components.texts import t
from components.trial import Trial
from components.undo import undo_delete
from components.viewer import viewer
from components.workspace_list_of_bot import workspaces_of_bot

PARTS = ('name', 'emoji', 'description', 'system_prompt', 'model', 'settings', 'tools')
LABELS = {
    'name': 'bots.name',
    'emoji': 'bot.picture',
    'description': 'bot.description',
    'system_prompt': 'bot.personality',
    'model': 'bot.ai',
    'settings': 'bot.more',
    'tools': 'bot.tools',
}


def create(services: Services, id: str) -> None:
    """Draw the page."""
    bot = services.bots.get(viewer(), id)
    with page(bot.name, help='help.bot', width='medium'):
        _BotPage(services, bot)


class _BotPage:
    """The bot in this window."""

    def __init__(self, services: Services, bot: Bot) -> None:
        self._services, self._id = services, bot.id
        self._autosave = Autosave(
            services.drafts,
            f'bot-{bot.id}',
            bot,
            PARTS,
            save=self._save,
            show=self._show,
            name_of=lambda part: t(LABELS[part]),
            in_words=self._in_words,
            problems=self._problems,
        )
        self._fields: dict[str, Field] = {}
        with Live(services.bus, BotsChanged, self._stored_elsewhere, bot.id, classes='section wide'):
            with box('row wrap top'):
                self._title = heading(bot.name, 1).props('tabindex=-1')
                self._autosave.draw_state()
            self._draw_self(bot)
        BotSound(services, bot.id, self._adopt)
        self._draw_ai(bot)
        with box('card', tag='section'):
            heading(t('docs.title'))
            document_list(services, Place.of_bot(bot.id))
        workspaces_of_bot(services, bot.id)
        with box('card', tag='section'):
            self._tools = BotTools(bot.tools, lambda tools: self._autosave.change(tools=tools))
        Trial(services, bot.id)
        with box('row wrap'):
            link_button(t('version.link'), f'/bot/{bot.id}/fassungen', kind='text edge', icon='clock', name='versions')
            share_bot(bot.id)
            text_button(t('bot.delete'), self._delete, icon='trash', kind='edge', name='delete-bot')
        self._autosave.restore()

    def _draw_self(self, bot: Bot) -> None:
        with box('card', tag='section'):
            self._picker = EmojiPicker(bot.emoji, lambda symbol: self._autosave.change(emoji=symbol))
            self._field('name', bot.name, limit=120)
            self._field(
                'system_prompt', bot.system_prompt, kind='longtext', limit=50_000, help=t('bot.personality_help')
            )
            with fold(t('bot.card_text'), name='card-text'):
                self._field('description', bot.description, limit=2_000, help=t('bot.description_help'))

    def _draw_ai(self, bot: Bot) -> None:
        with box('card', tag='section'):
            heading(t('bot.ai'))
            self._model = ModelChoice(self._services, bot.model, lambda value: self._autosave.change(model=value))
            self._model.draw_cards()
            with fold(t('bot.more'), name='more'):
                self._model.draw_exact()
                self._settings = BotSettings(bot.settings, lambda settings: self._autosave.change(settings=settings))

    def _field(self, part: str, value: str, **options: Any) -> None:
        field = Field(
            t(LABELS[part]),
            value=value,
            name=f'bot-{part}',
            on_change=lambda value: self._typed(part, value),
            **options,
        )
        self._fields[part] = self._autosave.keep(field, part)

    def _typed(self, part: str, value: str) -> None:
        if value != self._autosave.mine[part]:
            self._autosave.change(**{part: value})

    def _adopt(self, changes: Mapping[str, Any]) -> None:
        """What was tried out becomes the bot's, with a way back."""
        before = {part: self._autosave.mine[part] for part in changes}
        self._change(changes)
        notice(t('sound.adopted'), button=t('btn.undo'), on_button=lambda: self._change(before))

    def _change(self, changes: Mapping[str, Any]) -> None:
        self._autosave.change(**to_json(dict(changes)))
        if not self._title.is_deleted:
            self._show()

    async def _save(self, changes: Mapping[str, Any], version: int) -> Bot:
        wanted = dict(changes)
        if 'settings' in wanted:
            # A setting that is not named stays, so one that was taken away is named as None.
            wanted['settings'] = dict.fromkeys(self._autosave.base['settings']) | wanted['settings']
        bot = await self._services.bots.update(viewer(), self._id, wanted, expect=version)
        if not self._title.is_deleted:
            self._title.set_text(bot.name)
            ui.page_title(t('frame.title', title=bot.name))
        return bot

    def _show(self) -> None:
        mine = self._autosave.mine
        for part, field in self._fields.items():
            if field.value != mine[part]:
                field.put(mine[part])
        self._picker.show(mine['emoji'])
        self._model.show(mine['model'])
        self._settings.show(mine['settings'])
        self._tools.show(mine['tools'])
        self._title.set_text(mine['name'])

    def _problems(self, problems: Sequence[FieldProblem]) -> None:
        at = {problem.path.partition('.')[0]: sentence(problem) for problem in problems}
        for part, field in self._fields.items():
            if field.error != at.get(part, ''):
                field.show_error(at.get(part, ''))

    def _in_words(self, part: str, value: Any) -> str:
        if part == 'model':
            return ai_name(self._services, value)
        if part == 'settings':
            return BotSettings.in_words(value)
        if part == 'tools':
            return tools_in_words(value)
        return str(value)

    def _stored_elsewhere(self, event: BotsChanged) -> None:
        bot = next((bot for bot in self._services.bots.list(viewer()) if bot.id == self._id), None)
        if bot is not None:
            self._autosave.stored_elsewhere(bot)

    async def _delete(self) -> None:
        item = await self._services.bots.delete(viewer(), self._id)
        undo_delete(self._services, item)
        ui.navigate.to('/bots')
