"""What a file holds, as the tables that are written into it. Nothing of ours goes along: no ids, models, places."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.domain.codec import to_json
from app.domain.pipelines import InputField, Step, StepKind
from app.domain.sharing import Shared, SharedBot, SharedFolder, SharedRecipe

FORMAT = 2  # with folders; a file without them is of format 1, which older programs read too
# Settings of a model that are the same everywhere. Anything else a person typed in may be a secret, or of no use.
BOT_SETTINGS = (
    'temperature',
    'top_p',
    'top_k',
    'max_tokens',
    'seed',
    'frequency_penalty',
    'presence_penalty',
    'reasoning_effort',
)
_PLAIN_STEP = to_json(Step(id=''))
_PLAIN_INPUT = to_json(InputField(key='', label=''))
_BOT = SharedBot(key='', name='')
_RECIPE = SharedRecipe(key='', name='')
Table = dict[str, Any]


def to_table(shared: Shared) -> Table:
    """The tables of `shared`; what is as it would be anyway is left out."""
    number = FORMAT if shared.folders else 1
    table: Table = {'format': number, 'kind': shared.kind, 'made_by': shared.made_by, 'made_at': shared.made_at}
    if shared.recipes:
        table['recipes'] = [_recipe(recipe) for recipe in shared.recipes]
    if shared.bots:
        table['bots'] = [_bot(bot) for bot in shared.bots]
    if shared.folders:
        table['folders'] = [_folder(folder) for folder in shared.folders]
    return {name: value for name, value in table.items() if value != ''}


def _recipe(recipe: SharedRecipe) -> Table:
    table: Table = {
        'key': recipe.key,
        'name': recipe.name,
        'emoji': recipe.emoji,
        **_changed({'description': recipe.description}, {'description': _RECIPE.description}),
    }
    if recipe.inputs:
        table['inputs'] = [_changed(to_json(field), _PLAIN_INPUT) for field in recipe.inputs]
    if recipe.steps:
        table['steps'] = [_step(step, is_first=not place) for place, step in enumerate(recipe.steps)]
    if recipe.example_inputs:
        table['example_inputs'] = dict(recipe.example_inputs)
    return table


def _step(step: Step, is_first: bool) -> Table:
    data = to_json(step)
    table = {'key': data.pop('id'), 'bot': data.pop('bot_id'), **data}
    table = _changed(table, _PLAIN_STEP | {'bot': '', 'input_source': ['start' if is_first else 'previous']})
    if settings := _settings(step):
        table['settings'] = settings
    else:
        table.pop('settings', None)
    for name in ('for_each', 'only_if'):
        if name in table:
            table[name] = _changed(table[name], {'name': '', 'value': ''})
    return table


def _settings(step: Step) -> Table:
    """Settings of an action, a question, or a recipe inside, which has its key in place of its id."""
    if step.kind is StepKind.BOT:
        return {}
    settings = {key: value for key, value in to_json(step.settings).items() if value not in (None, '', {})}
    if step.kind is StepKind.RECIPE:
        settings = {'recipe' if key == 'pipeline_id' else key: value for key, value in settings.items()}
    return settings


def _bot(bot: SharedBot) -> Table:
    texts = {'description': bot.description, 'system_prompt': bot.system_prompt}
    table = {'key': bot.key, 'name': bot.name, 'emoji': bot.emoji, **_changed(texts, dict.fromkeys(texts, ''))}
    return table | ({'settings': dict(bot.settings)} if bot.settings else {})


def _folder(folder: SharedFolder) -> Table:
    table = {'key': folder.key, 'name': folder.name, 'emoji': folder.emoji}
    table |= _changed({'description': folder.description}, {'description': ''})
    return table | ({'bots': list(folder.bots)} if folder.bots else {})


def _changed(data: Mapping[str, Any], plain: Mapping[str, Any]) -> Table:
    return {name: value for name, value in data.items() if value != plain.get(name)}
