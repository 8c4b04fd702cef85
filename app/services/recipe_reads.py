"""Which folders the bots of a recipe will read, told before it is started."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.domain.bots import Bot, Tool
from app.domain.pipelines import Over, Pipeline, Step, StepKind
from app.domain.places import Place
from app.domain.workspaces import Workspace, places_of
from app.engine import graph
from app.engine.material import names_documents


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadPlace:
    """`is_named`: the recipe says so itself; else a bot looks there by itself, if anything lies there."""

    place: Place
    is_named: bool


def places_read(
    recipe: Pipeline, bots: Iterable[Bot], recipes: Iterable[Pipeline], workspaces: Iterable[Workspace]
) -> list[ReadPlace]:
    """The folders of the recipe and of all recipes inside it, each once, those it names first."""
    mine, folders = {bot.id: bot for bot in bots}, {one.id: one for one in workspaces}
    inside = graph.inner_recipes(recipe, {one.id: one for one in recipes})
    found: dict[Place, bool] = {}
    for one in (recipe, *inside.values()):
        for step in one.steps:
            for place, is_named in _of_step(step, mine, folders):
                found[place] = found.get(place, False) or is_named
    reads = [ReadPlace(place=place, is_named=is_named) for place, is_named in found.items()]
    return sorted(reads, key=lambda read: not read.is_named)


def _of_step(step: Step, bots: Mapping[str, Bot], folders: Mapping[str, Workspace]) -> Iterable[tuple[Place, bool]]:
    bot = bots.get(step.bot_id)
    for part in step.input_source:
        if part.kind == 'document' and bot:
            yield Place.of_bot(bot.id), True
        elif part.kind == 'workspace' and part.ref in folders:
            yield Place.of_workspace(part.ref), True
    if bot is None or names_documents(step):
        return
    if step.for_each is not None and step.for_each.over is Over.FILES:
        yield Place.of_bot(bot.id), True
    elif step.kind is StepKind.BOT and Tool.DOCUMENTS.value in bot.tools:
        yield from ((place, False) for place in places_of(bot, folders.values()))
