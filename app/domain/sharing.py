"""Recipes that travel: what is in a `.rezept` file, whom it comes from, what it wants, and where files are found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any

from app.domain.pipelines import InputField, Pipeline, Step


@dataclass(frozen=True, kw_only=True, slots=True)
class SharedBot:
    """A bot on its way. `key` is how the steps of the file name it; model, tools and documents stay at home."""

    key: str
    name: str
    emoji: str = '🤖'
    description: str = ''
    system_prompt: str = ''
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class SharedRecipe:
    """A recipe on its way. Steps name bots, recipes, folders and each other by the keys of the file."""

    key: str
    name: str
    emoji: str = '📋'
    description: str = ''
    inputs: tuple[InputField, ...] = ()
    steps: tuple[Step, ...] = ()
    example_inputs: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class SharedFolder:
    """A folder on its way, always without what lies in it. `bots` are the keys of those that may read there."""

    key: str
    name: str
    emoji: str = '🗂️'
    description: str = ''
    bots: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Shared:
    """What one file holds: a recipe, the recipes inside it, their bots and folders; or bots alone."""

    recipes: tuple[SharedRecipe, ...] = ()  # the first one is what the file is about
    bots: tuple[SharedBot, ...] = ()
    folders: tuple[SharedFolder, ...] = ()
    made_by: str = ''
    made_at: str = ''  # ISO 8601

    @property
    def kind(self) -> str:
        """'recipe', or 'bot' when there are only bots."""
        return 'recipe' if self.recipes else 'bot'

    @property
    def title(self) -> str:
        """What the file is about."""
        return self.recipes[0].name if self.recipes else ', '.join(bot.name for bot in self.bots)

    @property
    def emoji(self) -> str:
        """The picture of what the file is about."""
        return self.recipes[0].emoji if self.recipes else self.bots[0].emoji

    @property
    def description(self) -> str:
        """What it is for."""
        return self.recipes[0].description if self.recipes else self.bots[0].description


class Trust(Enum):
    """What a signature is worth. A seal that does not fit is no trust at all: such a file is refused."""

    UNSIGNED = 'unsigned'  # anybody may have made it
    OWN = 'own'  # signed by this installation
    KNOWN = 'known'  # by somebody whose file was taken in before
    UNKNOWN = 'unknown'  # by somebody new
    NAMESAKE = 'namesake'  # by somebody new who bears the name of somebody known


@dataclass(frozen=True, kw_only=True, slots=True)
class Signature:
    """Who vouches for a file. `public_key` and `value` are base64."""

    name: str
    public_key: str
    value: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Opened:
    """A file that was read: unharmed, well-formed, not yet taken in. `sha256` is that of its content."""

    shared: Shared
    sha256: str
    signature: Signature | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Want:
    """One thing a recipe would do, for `shared.want.KEY`. `is_outward`: not possible here (yet), so it is refused."""

    key: str
    params: Mapping[str, Any] = field(default_factory=dict)
    is_outward: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Inspection:
    """What is shown before anything is taken in."""

    opened: Opened
    trust: Trust
    fingerprint: bytes = b''  # of the key that signed, for comparing
    wants: tuple[Want, ...] = ()
    new_bots: frozenset[str] = frozenset()  # keys of bots that would be made
    has_same: str = ''  # id of a recipe or bot of the person with exactly this content


@dataclass(frozen=True, kw_only=True, slots=True)
class TakenIn:
    """What came of a file."""

    pipeline: Pipeline | None
    bot_ids: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Origin:
    """Where a recipe came from; `id` is the recipe's, or that of the first bot when the file held only bots."""

    id: str
    owner: str
    source: str = ''  # a shelf's id; '' = a file or text somebody handed in
    entry: str = ''  # file name on that shelf
    sha256: str = ''
    content: Mapping[str, Any] = field(default_factory=dict)  # the file's tables: what own changes are compared with
    ids: Mapping[str, str] = field(default_factory=dict)  # keys in the file ('RECIPE', 'RECIPE/STEP', 'BOT') -> our ids
    signer: str = ''  # the public key
    signer_name: str = ''
    taken_at: datetime
    version: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Signer:
    """Somebody whose signed file was taken in once. `id` is made of the owner and the key."""

    id: str
    owner: str
    name: str
    public_key: str
    first_seen: datetime
    version: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Shelf:
    """A place with `.rezept` files: a folder of this computer, or the address of an `index.json`."""

    id: str
    name: str
    place: str
    created_at: datetime
    version: int = 0

    @property
    def is_web(self) -> bool:
        """True when it lies behind an http address."""
        return self.place.startswith(('http://', 'https://'))


class Standing(Enum):
    """How a file on a shelf stands to what the person has."""

    NEW = 'new'
    HERE = 'here'  # taken in, nothing new
    CHANGED = 'changed'  # taken in, and there is a newer one
    BROKEN = 'broken'  # cannot be read, or its seal does not fit


@dataclass(frozen=True, kw_only=True, slots=True)
class ShelfEntry:
    """One file on a shelf. `problem` is the key of the error for a broken one."""

    file: str
    standing: Standing
    inspection: Inspection | None = None
    have_id: str = ''  # the recipe or bot it was taken in as
    problem: str = ''
