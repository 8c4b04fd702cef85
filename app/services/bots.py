"""What a person can do with bots."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from app.bus import Bus
from app.clock import Clock
from app.domain.accounts import Account
from app.domain.bots import ALL_TOOLS, Bot
from app.domain.codec import to_json
from app.domain.errors import Conflict
from app.domain.events import BotsChanged
from app.domain.places import Place
from app.domain.trash import TrashItem
from app.ids import new_id
from app.library.librarian import Librarian
from app.services.fields import Form, number_problem, owned, text_problem
from app.services.version_keeper import VersionKeeper
from app.storage.store import Store

Bots = list[Bot]  # below, `list` is the method
DEFAULT_EMOJI = '🤖'
MAX_SETTINGS = 30
LIMITS = {'description': 2_000, 'system_prompt': 50_000, 'model': 200}
RANGES = {'temperature': (0, 2), 'max_tokens': (1, 10_000_000), 'top_p': (0, 1)}


class BotService:
    """Create, change and delete bots."""

    def __init__(self, store: Store, clock: Clock, bus: Bus, librarian: Librarian) -> None:
        self._store = store
        self._librarian = librarian
        self._versions = VersionKeeper(store)
        self._clock = clock
        self._bus = bus

    def list(self, actor: Account) -> Bots:
        """All bots of the person, oldest first."""
        mine = [bot for bot in self._store.bots.all() if bot.owner == actor.id]
        return sorted(mine, key=lambda bot: (bot.created_at, bot.id))

    def get(self, actor: Account, bot_id: str) -> Bot:
        """One bot; `NotFound` when it is somebody else's."""
        return owned(actor, self._store.bots.get(bot_id), 'bot', bot_id)

    def check(self, values: Mapping[str, Any]) -> None:
        """`Invalid` when no bot can be like this; nothing is written."""
        _checked(values)

    async def create(
        self,
        actor: Account,
        *,
        name: str,
        emoji: str = '',
        description: str = '',
        system_prompt: str = '',
        model: str = '',
        settings: Mapping[str, Any] | None = None,
        tools: Sequence[str] | None = None,
    ) -> Bot:
        """A new bot; only the name is needed. Without `tools` it gets all there are."""
        values = _checked(
            {
                'name': name,
                'emoji': emoji,
                'description': description,
                'system_prompt': system_prompt,
                'model': model,
                'settings': settings or {},
                'tools': ALL_TOOLS if tools is None else tools,
            }
        )
        now = self._clock.now()
        bot = Bot(id=new_id(values['name']), owner=actor.id, created_at=now, updated_at=now, **values)
        await self._store.files.make(Place.of_bot(bot.id))  # people find it in their file manager at once
        return await self._save(actor, bot, expect=0)

    async def update(self, actor: Account, bot_id: str, changes: Mapping[str, Any], expect: int | None = None) -> Bot:
        """Change what `changes` names; `Conflict` when `expect` is given and is not the stored version.

        `settings` are merged: a setting that is not named stays, one that is None goes.
        """
        values = _checked(changes)
        while True:
            bot = self.get(actor, bot_id)
            if 'settings' in values:
                values['settings'] = _merged(bot.settings, changes['settings'])
            version = bot.version if expect is None else expect
            try:
                return await self._save(actor, replace(bot, updated_at=self._clock.now(), **values), expect=version)
            except Conflict:
                # Without an expectation the two changes do not contradict: put ours on top of the other.
                if expect is not None:
                    raise

    async def delete(self, actor: Account, bot_id: str) -> TrashItem:
        """Into the trash with its folder. Each step alone is harmless should the power fail in between."""
        bot = self.get(actor, bot_id)
        item = TrashItem(
            id=bot.id,
            kind='bot',
            name=bot.name,
            deleted_at=self._clock.now(),
            owner=bot.owner,
            content=to_json(bot),
        )
        saved = await self._store.trash.put(item)
        await self._store.files.to_trash(Place.of_bot(bot.id), bot.id)
        await self._store.bots.delete(bot.id)
        self._librarian.forget(Place.of_bot(bot.id))
        self._bus.publish(BotsChanged(bot.id))
        return saved

    async def take_back(self, actor: Account, bot_id: str) -> None:
        """Remove a bot that was made a moment ago for something that failed: nobody knows it, so no trash."""
        bot = self.get(actor, bot_id)
        await self._store.bots.delete(bot.id)
        await self._store.files.unmake(Place.of_bot(bot.id))
        self._bus.publish(BotsChanged(bot.id))

    async def _save(self, actor: Account, bot: Bot, expect: int) -> Bot:
        saved = await self._versions.save(bot, by=actor.id, expect=expect)
        self._bus.publish(BotsChanged(saved.id))
        return saved


def _checked(changes: Mapping[str, Any]) -> dict[str, Any]:
    """The changes as they will be stored; `Invalid` with everything that cannot be taken."""
    form = Form(changes)
    values: dict[str, Any] = {}
    for name in changes:
        if name == 'name':
            values[name] = form.name()
        elif name == 'emoji':
            values[name] = form.emoji(DEFAULT_EMOJI)
        elif name in LIMITS:
            values[name] = form.text(name, LIMITS[name])
        elif name == 'settings':
            values[name] = _checked_settings(form, changes[name])
        elif name == 'tools':
            values[name] = _checked_tools(form, changes[name])
        else:
            form.problem(name, 'unknown_field')
    form.check()
    return values


def _checked_tools(form: Form, tools: Any) -> tuple[str, ...]:
    """Each of them once, in the order of `Tool`: two windows that tick the same boxes store the same."""
    if not isinstance(tools, Sequence) or isinstance(tools, (str, bytes)):
        form.problem('tools', 'list')
        return ()
    if not all(tool in ALL_TOOLS for tool in tools):
        form.problem('tools', 'choice', choices=', '.join(ALL_TOOLS))
    return tuple(tool for tool in ALL_TOOLS if tool in tools)


def _checked_settings(form: Form, settings: Any) -> dict[str, Any]:
    if not isinstance(settings, Mapping):
        form.problem('settings', 'object')
        return {}
    if len(settings) > MAX_SETTINGS:
        form.problem('settings', 'too_many', limit=MAX_SETTINGS)
        return {}
    inner = Form(settings, 'settings')
    for key, value in settings.items():
        if text_problem(key) or not 0 < len(key) <= 60:
            form.problem('settings', 'characters')
        elif value is not None:
            _check_setting(inner, key, value)
    form.problems += inner.problems
    return _merged({}, settings)


def _check_setting(form: Form, key: str, value: Any) -> None:
    if key == 'max_tokens' and isinstance(value, float):
        form.problem(key, 'type')
    elif key in RANGES:
        form.number(key, *RANGES[key])
    elif isinstance(value, str):
        form.text(key, 2_000)
    elif isinstance(value, (bool, int, float)):
        if number_problem(value):
            form.problem(key, 'number')
    elif not (isinstance(value, list) and all(isinstance(item, str) and not text_problem(item) for item in value)):
        form.problem(key, 'type')


def _merged(settings: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in {**settings, **changes}.items() if value is not None}
