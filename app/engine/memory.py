"""What a step reads of documents: those the recipe names, and what its bot finds in its own folders.

A step sees the folder of its bot and the workspaces that name the bot, nothing else. What is short is read as a whole;
of what is long, the passages that fit the task best.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.domain.bots import Bot, Tool
from app.domain.documents import Document, DocumentStatus
from app.domain.errors import AppError, ProviderError
from app.domain.passages import Passage
from app.domain.pipelines import InputPart, Over, Shape, Step, StepKind
from app.domain.places import Place
from app.domain.runs import Run
from app.domain.text import Text
from app.domain.workspaces import places_of
from app.engine.executor import Context
from app.engine.material import Block, Unreadable, given, names_documents

RECALLED_WHOLE = 20_000  # characters a bot reads as a whole in every step, so nothing is searched in small folders
RECALLED = 8  # passages it gets of larger ones
FOUND = 24  # passages of named documents that are too long
ROOM_OUTSIDE, ROOM_INSIDE = 300_000, 24_000  # characters of documents when nobody knows what the AI can read
CHARACTERS_PER_TOKEN = 1.8  # of the context that documents may fill; German text has about 3, the rest is for all else
PATIENCE = 60.0  # seconds a step waits for files that are being read just now
QUERY = 6_000  # characters that say what is looked for
_PAGE = Text(de='{name}, Seite {page}', en='{name}, page {page}')


class Memory:
    """The documents of one step."""

    def __init__(self, context: Context, run: Run, step: Step) -> None:
        self._context, self._library = context, context.library
        self._run, self._step = run, step
        self._bot = next((bot for bot in run.bots if bot.id == step.bot_id), None)

    @property
    def home(self) -> Place:
        """The own folder of the step's bot."""
        return Place.of_bot(self._step.bot_id)

    @property
    def marks(self) -> bool:
        """True when the answer is to name the passages it comes from."""
        step = self._step
        is_running_text = step.kind is StepKind.BOT and step.shape is Shape.TEXT and step.for_each is None
        return is_running_text and self._bot is not None and Tool.CITATIONS.value in self._bot.tools

    @property
    def has_any(self) -> bool:
        """True when the bot has documents of its own to remember; asked before anything that takes time."""
        return bool(self._remembered())

    async def gather(self, outputs: Mapping[str, str]) -> tuple[Block, ...]:
        """The texts of a step whose needs are met, empty ones left out; `outputs` are those of the finished steps."""
        step = self._step
        parts = [
            part if part.kind in ('document', 'workspace') else given(self._run, step, part, outputs)
            for part in step.input_source
        ]
        query = self._query([block for part in parts if isinstance(part, list) for block in part])
        blocks: list[Block] = []
        for part in parts:
            blocks += part if isinstance(part, list) else await self._named(part, query)
        return tuple(block for block in blocks if block.text.strip())

    async def recalled(self, blocks: Sequence[Block], at_most: int = RECALLED) -> list[Block]:
        """What the bot's documents say to this piece of work, when the recipe names none itself."""
        places = self._remembered()
        if not places:
            return []
        await self._until_read(places)
        if at_most >= RECALLED and self._library.characters(places) <= RECALLED_WHOLE:
            passages = [one for place in places for one in await self._library.passages(place)]
        else:
            passages = await self._library.search(places, self._query(blocks), at_most)
        return [replace(self._block(passage), is_recalled=True) for passage in passages]

    async def fewer(self, blocks: Sequence[Block]) -> list[Block]:
        """The same texts with less of the documents, after the AI said that it was too much for it."""
        others = [block for block in blocks if not block.is_document]
        places = dict.fromkeys(block.passage.place for block in blocks if block.passage)
        if not places:
            raise AppError('too_long')
        names = tuple(dict.fromkeys(block.passage.document for block in blocks if block.passage))
        passages = await self._library.search(list(places), self._query(others), RECALLED // 2, names)
        return [*others, *(self._block(passage) for passage in passages)]

    async def files(self) -> list[tuple[Place, str]]:
        """The documents a step is repeated for: those it names; without any, all of its bot."""
        step, found = self._step, []
        for part in step.input_source:
            if part.kind in ('document', 'workspace'):
                place = self._place(part)
                found += [(place, name) for name in ([part.name] if part.name else await self._all_names(place))]
        if found or names_documents(step):
            return found
        return [(self.home, name) for name in await self._all_names(self.home)]

    async def document(self, place: Place, name: str) -> Block:
        """One document as one text; `Unreadable` when it is gone or cannot be read."""
        try:
            reading = await self._library.reading(place, name)
        except AppError as error:
            key = 'document_gone' if error.key == 'not_found' else error.key
            raise Unreadable(key, **{**error.params, 'name': name}) from error
        whole = Passage(place=place, document=name, end=0, text='', has_pages=reading.has_pages)
        return Block(name, reading.text, is_document=True, passage=whole)

    @property
    def _is_for_files(self) -> bool:
        return self._step.for_each is not None and self._step.for_each.over is Over.FILES

    def _remembered(self) -> list[Place]:
        """The folders the bot reads in by itself; none when the recipe says what is read, or the bot may not."""
        bot = self._bot
        if bot is None or Tool.DOCUMENTS.value not in bot.tools or names_documents(self._step) or self._is_for_files:
            return []
        return [place for place in self._places(bot) if self._library.documents(place)]

    def _places(self, bot: Bot) -> list[Place]:
        return places_of(bot, self._context.workspaces.all())

    def _place(self, part: InputPart) -> Place:
        """Where a named part lies; `Unreadable` when the bot may not, or may no longer, read there."""
        if part.kind == 'document':
            return self.home
        place = Place.of_workspace(part.ref)
        if self._bot is None or place not in self._places(self._bot):
            raise Unreadable('workspace_closed', bot=self._bot.name if self._bot else '')
        return place

    async def _named(self, part: InputPart, query: str) -> list[Block]:
        if self._is_for_files:
            return []  # each item brings its own
        place = self._place(part)
        names = [part.name] if part.name else await self._all_names(place)
        wholes = [await self.document(place, name) for name in names]
        is_too_much = sum(len(block.text) for block in wholes) > self._room()
        if is_too_much and self._step.kind is StepKind.BOT:
            passages = await self._library.search([place], query, FOUND, names)
        elif self.marks:
            passages = [one for name in names for one in await self._library.passages(place, [name])]
        else:
            return wholes
        return [self._block(passage) for passage in passages]

    async def _all_names(self, place: Place) -> list[str]:
        """The documents that can be read; the others say in their list why they cannot."""
        await self._until_read([place])
        return [one.name for one in self._library.documents(place) if _is_ready(one)]

    async def _until_read(self, places: Sequence[Place]) -> None:
        """Wait for files that have just come, but not for ever: a thick scan must not hold up everything."""
        if all(_is_settled(one) for place in places for one in self._library.documents(place)):
            return
        reading = asyncio.ensure_future(self._library.until_all_read(places))
        patience = asyncio.ensure_future(self._context.clock.sleep(PATIENCE))
        try:
            await asyncio.wait({reading, patience}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            reading.cancel()
            patience.cancel()

    def _room(self) -> float:
        """How many characters of documents the bot's AI can take."""
        try:
            resolved = self._context.brain.resolve(self._bot.model if self._bot else '')
        except ProviderError:
            return ROOM_OUTSIDE  # there is no AI: the call itself will say so
        if resolved.context:
            return resolved.context * CHARACTERS_PER_TOKEN
        return ROOM_OUTSIDE if resolved.leaves_house or resolved.connection.kind.value == 'practice' else ROOM_INSIDE

    def _query(self, blocks: Sequence[Block]) -> str:
        """What is looked for: the task, and what the step reads besides documents."""
        texts = (self._step.instruction, *(block.plain for block in blocks if not block.is_document))
        return '\n'.join(text for text in texts if text.strip())[:QUERY]

    def _block(self, passage: Passage) -> Block:
        label = passage.document
        if passage.has_pages:
            label = _PAGE.in_language(self._run.language).format(name=passage.document, page=passage.page)
        return Block(label, passage.text, is_document=True, passage=passage)


def _is_ready(document: Document) -> bool:
    return document.status is DocumentStatus.READY


def _is_settled(document: Document) -> bool:
    return document.status is not DocumentStatus.READING
