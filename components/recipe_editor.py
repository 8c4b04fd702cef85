"""A recipe being edited in one window: each change is kept, saved, and can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from app.bootstrap import Services
from app.domain.bots import Bot
from app.domain.codec import from_json, to_json
from app.domain.documents import DocumentStatus
from app.domain.editing import Versions
from app.domain.errors import FieldProblem, NotFound
from app.domain.pipelines import InputField, Pipeline, Step
from app.domain.places import Place
from app.domain.workspaces import Workspace
from components.autosave import Autosave
from components.known_columns import KnownColumns
from components.step_words import doer
from components.texts import t
from components.viewer import viewer

PARTS = ('name', 'emoji', 'description', 'inputs', 'steps')
KINDS: Mapping[str, Any] = {
    'name': str,
    'emoji': str,
    'description': str,
    'inputs': tuple[InputField, ...],
    'steps': tuple[Step, ...],
}


class RecipeEditor:
    """The recipe as it stands on the page (`now`).

    `draw` draws what a change made different, `typed` hears of changes that a control shows by itself already,
    `tell` shows problems.
    """

    def __init__(
        self,
        services: Services,
        recipe: Pipeline,
        *,
        draw: Callable[[], None],
        typed: Callable[[], None],
        tell: Callable[[Sequence[FieldProblem]], None],
    ) -> None:
        self.services = services
        self.problems: Sequence[FieldProblem] = ()
        self.open: set[tuple[str, str]] = set()  # step and fold that the person opened
        self.focus: tuple[str, str] | None = None  # step and control that get the focus once drawn anew
        self.columns = KnownColumns(services, recipe.id)
        self._documents: dict[Place, list[str]] = {}
        self._folders: list[Workspace] | None = None
        self._versions = Versions(recipe)
        self._draw, self._typed, self._tell = draw, typed, tell
        self._actor = viewer()
        self.autosave = Autosave(
            services.drafts,
            f'recipe-{recipe.id}',
            recipe,
            PARTS,
            save=self._save,
            show=self._taken_over,
            name_of=lambda part: t(f'recipe.part.{part}'),
            in_words=self._in_words,
            problems=self._told,
        )

    @property
    def now(self) -> Pipeline:
        """The recipe as it stands on the page."""
        return self._versions.now

    @property
    def can_undo(self) -> bool:
        """True when there is a change to take back."""
        return bool(self._versions.past)

    @property
    def can_redo(self) -> bool:
        """True when a change was taken back last."""
        return bool(self._versions.future)

    def bots(self) -> dict[str, Bot]:
        """The person's bots by id."""
        return {bot.id: bot for bot in self.services.bots.list(self._actor)}

    def recipes(self) -> list[Pipeline]:
        """The person's recipes, oldest first."""
        return self.services.pipelines.list(self._actor)

    def documents(self, bot_id: str) -> list[str]:
        """Documents of the bot that could be read; looked up again after each change."""
        return self._files(Place.of_bot(bot_id)) if bot_id else []

    def folders(self) -> list[Workspace]:
        """The person's folders."""
        if self._folders is None:
            self._folders = self.services.workspaces.list(self._actor)
        return self._folders

    def readable(self, bot_id: str) -> list[tuple[str, list[str]]]:
        """The folders this bot may read, each with its files."""
        mine = [one.id for one in self.folders() if bot_id and bot_id in one.bot_ids]
        return [(id, self._files(Place.of_workspace(id))) for id in mine]

    def folder_of(self, id: str) -> str:
        """The folder's name."""
        return next((one.name for one in self.folders() if one.id == id), t('explain.gone'))

    async def let_read(self, folder: Workspace, bot_id: str) -> None:
        """From now on this bot may read in the folder."""
        changes = {'bot_ids': (*folder.bot_ids, bot_id)}
        await self.services.workspaces.update(self._actor, folder.id, changes)
        self._documents.clear()
        self._folders = None
        self.autosave.change(steps=to_json(self.now.steps))  # what could not be saved before may be all right now
        self._draw()

    def _files(self, place: Place) -> list[str]:
        if place not in self._documents:
            try:
                found = self.services.documents.list(self._actor, place)
            except NotFound:  # the bot or folder is gone
                found = []
            self._documents[place] = [one.name for one in found if one.status is not DocumentStatus.FAILED]
        return self._documents[place]

    def name_of(self, step: Step) -> str:
        """Who works in a step."""
        found = doer(step, self.bots(), self.recipes())
        return found[1] if found else t('step.no_bot')

    def change(self, recipe: Pipeline, focus: tuple[str, str] | None = None) -> None:
        """A change after which the page is drawn anew; then `focus` (step, control) gets the focus."""
        self.focus = focus
        self._go(self._versions.after(recipe))
        self._draw()

    def type(self, recipe: Pipeline, field: str) -> None:
        """Letters typed into a field: it shows them already, and all of them are one step back."""
        before = self.can_undo, self.can_redo
        self._go(self._versions.after(recipe, field))
        self._typed()
        if before != (self.can_undo, self.can_redo):
            self._tell(self.problems)

    def undo(self) -> None:
        """Take the last change back."""
        self._go(self._versions.back())
        self._draw()

    def redo(self) -> None:
        """Make it again."""
        self._go(self._versions.forward())
        self._draw()

    def _go(self, versions: Versions) -> None:
        old, self._versions = self._versions.now, versions
        self._documents.clear()
        self._folders = None
        changed = {
            part: to_json(getattr(versions.now, part))
            for part in PARTS
            if getattr(versions.now, part) != getattr(old, part)
        }
        if changed:
            self.autosave.change(**changed)

    async def _save(self, changes: Mapping[str, Any], version: int) -> Pipeline:
        return await self.services.pipelines.update(self._actor, self.now.id, changes, expect=version)

    def _taken_over(self) -> None:
        """Another window, or an earlier visit, changed the recipe."""
        mine = self.autosave.mine
        parts = {part: from_json(KINDS[part], mine[part], part) for part in PARTS}
        self._versions = self._versions.after(replace(self.now, **parts))
        self._draw()

    def _told(self, problems: Sequence[FieldProblem]) -> None:
        self.problems = problems
        self._tell(problems)

    def _in_words(self, part: str, value: Any) -> str:
        if part == 'steps':
            return '\n'.join(
                f'{number}. {self.name_of(step)}: {step.instruction}'
                for number, step in enumerate(from_json(KINDS[part], value, part), 1)
            )
        if part == 'inputs':
            return ', '.join(field['label'] for field in value)
        return str(value)
