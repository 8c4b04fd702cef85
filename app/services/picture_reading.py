"""Has an AI that can see read a scan or picture, when the person asks for it: the pages leave for that AI's service."""

from __future__ import annotations

from app.domain.accounts import Account
from app.domain.documents import Document, ReadProblem
from app.domain.errors import AppError, ProviderError
from app.domain.places import Place, PlaceKind
from app.domain.text import Text
from app.engine.call import close_stream
from app.engine.executor import Brain, Resolved
from app.library.librarian import Librarian
from app.providers.base import ChatRequest, ChatResult, Picture
from app.services.documents import DocumentService
from app.storage.store import Store

WIDTH = 1600  # pixels of a page; small print on A4 is still readable
MOST_PAGES = 20  # each is a call that costs something
_BLIND = frozenset({'setting', 'garbage', 'big_request', 'model_gone'})  # how services refuse a picture
_TASK = Text(
    de='Schreib den Text auf diesem Bild vollständig und genau ab, in der Reihenfolge, in der man ihn liest. '
    'Schreib Tabellen als Markdown-Tabellen. Lass nichts weg, füg nichts hinzu, deute nichts. '
    'Ist ein Wort nicht zu lesen, schreib [unleserlich]. Antworte nur mit dem Text.',
    en='Copy the text in this picture completely and exactly, in the order in which it is read. '
    'Write tables as Markdown tables. Leave nothing out, add nothing, interpret nothing. '
    'If a word cannot be read, write [illegible]. Answer with the text only.',
)


class PictureReadingService:
    """One call a page, by the AI of the folder's bot, else by the usual one."""

    def __init__(self, store: Store, brain: Brain, librarian: Librarian, documents: DocumentService) -> None:
        self._store, self._brain, self._librarian, self._documents = store, brain, librarian, documents

    def reader(self, actor: Account, place: Place) -> Resolved:
        """Which AI would read; `no_sight` when only the practice engine is there."""
        bot = self._store.bots.get(place.id) if place.kind is PlaceKind.BOT else None
        resolved = self._brain.resolve(bot.model if bot and bot.owner == actor.id else '')
        if resolved.connection.kind.value == 'practice':
            raise AppError('no_sight', service=resolved.connection.name)
        return resolved

    async def read(self, actor: Account, place: Place, name: str, language: str) -> Document:
        """The document with the text the AI has read in it; ProviderError, or `no_sight` when it cannot see."""
        document = self._documents.get(actor, place, name)
        resolved = self.reader(actor, place)
        texts: list[str] = []
        for page in range(1, min(document.pages or 1, MOST_PAGES) + 1):
            png = await self._librarian.picture(place, document.name, page, width=WIDTH)
            texts.append(await self._page(resolved, Picture(media_type='image/png', data=png), language))
        if not any(text.strip() for text in texts):
            raise AppError(ReadProblem.EMPTY.value, name=document.name)
        return await self._librarian.take_text(place, document.name, texts)

    async def _page(self, resolved: Resolved, picture: Picture, language: str) -> str:
        request = ChatRequest(
            model=resolved.model,
            system='',
            prompt=_TASK.in_language(language),
            pictures=(picture,),
            language=language,
        )
        result: ChatResult | None = None
        stream = resolved.provider.chat(resolved.endpoint, request)
        try:
            async for item in stream:
                result = item if isinstance(item, ChatResult) else result
        except ProviderError as error:
            if error.code in _BLIND:
                raise AppError('no_sight', service=resolved.connection.name) from error
            raise
        finally:
            await close_stream(stream)
        if result is None or result.finish != 'done':
            raise ProviderError('broken', service=resolved.connection.name)
        return result.text
