"""Before the start: who will read the text."""

from __future__ import annotations

from collections.abc import Mapping

from app.bootstrap import Services
from app.domain.bots import Bot
from app.domain.connections import Connection, ConnectionKind
from app.domain.errors import ProviderError
from app.domain.pipelines import Pipeline, Step, StepKind
from components.buttons import link_button
from components.markup import box, icon, words
from components.texts import t
from components.viewer import viewer


def privacy_note(services: Services, recipe: Pipeline) -> None:
    """Name the services the recipe's bots will use, and whether the text leaves the house."""
    mine = {bot.id: bot for bot in services.bots.list(viewer())}
    steps = _with_inner_steps(recipe, {one.id: one for one in services.pipelines.list(viewer())})
    found, missing = _services_of(services, [mine[step.bot_id] for step in steps if step.bot_id in mine])
    if missing:
        _draw('bad', 'warning', f'{t("err.no_ai.what")} {t("err.no_ai.do")}', connect=True)
        return
    outside = sorted({connection.name for connection, leaves_house in found if leaves_house})
    inside = sorted({connection.name for connection, leaves_house in found if not leaves_house and _is_ai(connection)})
    if outside:
        _draw('info', 'lock', t('privacy.outside', services=', '.join(outside)))
    elif inside:
        _draw('good', 'home', t('privacy.inside', services=', '.join(inside)))
    else:
        _draw('', 'info', t('privacy.practice'), connect=True)


def sentence_note(services: Services) -> None:
    """Before a recipe is described: who will read the sentence."""
    try:
        resolved = services.connections.resolve('')
    except ProviderError:
        _draw('bad', 'warning', f'{t("err.no_ai.what")} {t("err.no_ai.do")}', connect=True)
        return
    name = resolved.connection.name
    if resolved.leaves_house:
        _draw('info', 'lock', t('describe.outside', service=name))
    elif _is_ai(resolved.connection):
        _draw('good', 'home', t('describe.inside', service=name))
    else:
        _draw('', 'info', t('describe.practice'), connect=True)


def outside_services(services: Services, bots: list[Bot]) -> list[str]:
    """The services on the internet that will read the texts of these bots."""
    found, _ = _services_of(services, bots)
    return sorted({connection.name for connection, leaves_house in found if leaves_house})


def _with_inner_steps(recipe: Pipeline, recipes: Mapping[str, Pipeline]) -> list[Step]:
    """The steps of a recipe and of all recipes inside it."""
    inside, todo = {recipe.id: recipe}, [recipe]
    while todo:
        for step in todo.pop().steps:
            inner = recipes.get(str(step.settings.get('pipeline_id', '')))
            if step.kind is StepKind.RECIPE and inner is not None and inner.id not in inside:
                inside[inner.id] = inner
                todo.append(inner)
    return [step for one in inside.values() for step in one.steps]


def _services_of(services: Services, bots: list[Bot]) -> tuple[list[tuple[Connection, bool]], bool]:
    found, missing = [], False
    for model in {bot.model for bot in bots}:
        try:
            resolved = services.connections.resolve(model)
            found.append((resolved.connection, resolved.leaves_house))
        except ProviderError:
            missing = True
    return found, missing


def _is_ai(connection: Connection) -> bool:
    return connection.kind is not ConnectionKind.PRACTICE


def _draw(kind: str, sign: str, sentence: str, *, connect: bool = False) -> None:
    with box(f'note {kind}').mark('privacy'):
        icon(sign)
        with box('words'):
            words(sentence)
            if connect:
                link_button(t('menu.connect'), '/einstellungen/ki', kind='text')
