"""What a person can do with ready bots: look through them, take one, and see what to ask it."""

from __future__ import annotations

from pathlib import Path

from app.domain.accounts import Account
from app.domain.bots import Bot
from app.domain.errors import NotFound
from app.domain.personalities import Personality
from app.domain.templates import BotOrigin
from app.services.bots import BotService
from app.services.personality_files import read_personalities
from app.services.template_tables import LANGUAGES
from app.storage.store import Store

FOLDER = Path(__file__).parents[2] / 'recipes_library' / 'bots'
READY = ''  # template of a ready bot's origin: it comes from none
Personalities = list[Personality]  # below, `list` is the method


class PersonalityService:
    """The gallery of ready bots. They are read once, when the program starts."""

    def __init__(self, store: Store, *, bots: BotService, folder: Path = FOLDER) -> None:
        self._origins = store.collection('bot-origins', BotOrigin)
        self._bots = bots
        self._found = read_personalities(folder)

    def list(self, actor: Account, language: str) -> Personalities:
        """All ready bots, topic by topic."""
        return [bot[_spoken(language)] for bot in self._found.values()]

    def get(self, actor: Account, key: str, language: str) -> Personality:
        """One of them; `NotFound` when there is none with that key."""
        if key not in self._found:
            raise NotFound('personality', key)
        return self._found[key][_spoken(language)]

    async def copy(self, actor: Account, key: str, language: str) -> Bot:
        """A bot of the person's own that is like this one; it can be changed freely."""
        ready = self.get(actor, key, language)
        bot = await self._bots.create(
            actor,
            name=ready.name,
            emoji=ready.emoji,
            description=ready.sentence,
            system_prompt=ready.system_prompt,
            tools=ready.tools,
        )
        origin = BotOrigin(id=bot.id, template_id=READY, key=key, language=_spoken(language), owner=actor.id)
        await self._origins.put(origin, expect=0)
        return bot

    def sample(self, actor: Account, bot_id: str) -> str:
        """A question that suits the bot; '' when it was not taken from the gallery."""
        origin = self._origins.get(bot_id)
        if origin is None or origin.owner != actor.id or origin.template_id != READY or origin.key not in self._found:
            return ''
        return self._found[origin.key][_spoken(origin.language)].sample


def _spoken(language: str) -> str:
    return language if language in LANGUAGES else LANGUAGES[0]
