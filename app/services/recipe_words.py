"""The parts of a recipe in words: who works in a step, what it reads, when it works, where its text goes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from app.actions import actions
from app.actions.base import Action, FieldKind
from app.domain.bots import Bot
from app.domain.pipelines import InputPart, Op, OutputPart, Pipeline, Step, StepKind, Subject
from app.domain.text import Text
from app.domain.values import read_date
from app.domain.workspaces import Workspace
from app.i18n import translate

SHOWN_TASK, SHOWN_VALUE = 160, 60  # letters


class RecipeWords:
    """Speaks one language and knows the names of the person's things. `ai` names what answers for a bot."""

    def __init__(
        self,
        language: str,
        *,
        bots: Iterable[Bot] = (),
        recipes: Iterable[Pipeline] = (),
        workspaces: Iterable[Workspace] = (),
        ai: Callable[[str], str] = str,
    ) -> None:
        self.language = language
        self.bots: Mapping[str, Bot] = {bot.id: bot for bot in bots}
        self.recipes: Mapping[str, Pipeline] = {recipe.id: recipe for recipe in recipes}
        self.workspaces: Mapping[str, Workspace] = {one.id: one for one in workspaces}
        self.ai = ai

    def t(self, key: str, **params: Any) -> str:
        """The sentence for `key`."""
        return translate(self.language, key, **params)

    def both(self, parts: Sequence[str]) -> str:
        """'A', 'A und B', 'A, B und C'."""
        if len(parts) < 2:
            return ''.join(parts)
        return self.t('source.and', first=', '.join(parts[:-1]), last=parts[-1])

    def quoted(self, text: str, letters: int = SHOWN_VALUE) -> str:
        """The text in quotation marks, in one line, as far as it fits."""
        line = ' '.join(text.split())
        if len(line) > letters:
            line = line[: letters - 1].rsplit(' ', 1)[0].rstrip(' ,;:') + ' …'
        return self.t('explain.quoted', text=line)

    def bot(self, id: str) -> str:
        """The bot's name."""
        return self.bots[id].name if id in self.bots else self.t('explain.gone')

    def recipe(self, id: Any) -> str:
        """The recipe's name."""
        recipe = self.recipes.get(id) if isinstance(id, str) else None
        return recipe.name if recipe else self.t('explain.gone')

    def workspace(self, id: str) -> str:
        """The folder's name."""
        return self.workspaces[id].name if id in self.workspaces else self.t('explain.gone')

    def action(self, key: Any) -> str:
        """'Summen bilden'."""
        action = _action(key)
        return self.own(action.title) if action else self.t('explain.gone')

    def own(self, text: Text) -> str:
        """A sentence that an action brings along."""
        return text.in_language(self.language)

    def setting_label(self, action: Any, key: str) -> str:
        """What the setting of an action is called."""
        labels = {field.key: field.label for field in _fields(action)}
        return self.own(labels[key]).rstrip('?: ') if key in labels else key

    def setting_value(self, action: Any, key: str, value: Any) -> str:
        """The value of an action's setting as the person chose it."""
        for field in _fields(action):
            if field.key == key and field.kind is FieldKind.YES_NO:
                return self.t('explain.yes') if value == 'yes' else self.t('explain.no')
            if field.key == key:
                value = next((self.own(label) for choice, label in field.choices if choice == value), value)
        return ' '.join(str(value).split())[:SHOWN_VALUE]

    def title(self, step: Step) -> str:
        """What a step is called: its own name, or who works in it."""
        if step.name:
            return step.name
        if step.kind is StepKind.BOT:
            return self.bot(step.bot_id)
        if step.kind is StepKind.ACTION:
            return self.action(step.settings.get('action'))
        if step.kind is StepKind.RECIPE:
            return self.recipe(step.settings.get('pipeline_id'))
        return self.t('doer.ask')

    def sources(self, recipe: Pipeline, step: Step, *, inside: str = '') -> str:
        """What the step reads, as it stands after 'mit'; `inside` is the number of the step that runs this recipe."""
        numbers = {other.id: number for number, other in enumerate(recipe.steps, 1)}
        parts = [part for part in step.input_source if part.kind != 'step' or part.ref not in numbers]
        steps = [numbers[part.ref] for part in step.input_source if part.kind == 'step' and part.ref in numbers]
        if len(steps) == 1:
            said = [self.t('explain.source.step', step=self.numbers(steps, inside))]
        else:
            said = [self.t('explain.source.steps', steps=self.numbers(steps, inside))] if steps else []
        first = bool(recipe.steps) and recipe.steps[0].id == step.id
        return self.both([*(self._source(recipe, part, first, inside) for part in parts), *said])

    def numbers(self, numbers: Sequence[int], inside: str = '') -> str:
        """'Schritt 2', 'Schritt 1 und 3', 'Schritt 1 bis 4'; of very many only the first ones."""
        runs: list[list[int]] = []
        for number in numbers:
            if runs and number == runs[-1][-1] + 1:
                runs[-1].append(number)
            else:
                runs.append([number])
        said = []
        for run in runs:
            names = [f'{inside}.{number}' if inside else str(number) for number in run]
            said += names if len(run) < 3 else [self.t('explain.from_to', first=names[0], last=names[-1])]
        said = said if len(said) <= 6 else [*said[:5], self.t('explain.others')]
        return self.t('explain.step' if len(numbers) == 1 else 'explain.steps', number=self.both(said))

    def days(self, days: Any, key: str = 'explain.days') -> str:
        """'3 Tage'; '3 Tagen' where German wants it."""
        return self.t(key, count=days, number=f'{days:g}' if isinstance(days, (int, float)) else days)

    def condition(self, recipe: Pipeline, step: Step) -> str:
        """What comes after 'wenn': '„Betrag“ mehr als 100 ist'."""
        only_if = step.only_if
        if only_if is None:
            return ''
        name = only_if.name
        if only_if.subject is Subject.QUESTION:
            key = 'explain.question.no' if only_if.op is Op.NO else 'explain.question.yes'
            return self.t(key, bot=self.bot(step.bot_id), question=self.quoted(name))
        if only_if.subject is Subject.INPUT:
            name = next((field.label for field in recipe.inputs if field.key == name), name)
        subject = self.t(f'explain.about.{only_if.subject.value}', name=name)
        key = f'explain.if.{only_if.op.value}'
        if only_if.op in (Op.MORE, Op.LESS) and read_date(only_if.value):
            key = 'explain.if.later' if only_if.op is Op.MORE else 'explain.if.earlier'
        plain = only_if.op in (Op.MORE, Op.LESS)
        return self.t(key, subject=subject, value=only_if.value if plain else self.quoted(only_if.value))

    def target(self, part: OutputPart, bot: str) -> str:
        """Where the text goes: 'in die Datei „Brief“'."""
        fields = {key: self._filled(value) for key, value in part.fields.items()}
        match part.kind:
            case 'document':
                return self.t('explain.to.document', name=fields['document'], bot=bot)
            case 'workspace':
                folder = self.workspace(part.fields['workspace'])
                return self.t('explain.to.workspace', name=fields['document'], folder=folder)
            case 'email' | 'webhook' | 'telegram' as kind:
                return self.t(f'explain.to.{kind}', address=fields[kind])
        return self.t('explain.to.next')

    def _filled(self, name: str) -> str:
        """'Brief {date}' as 'Brief (Datum)'."""
        for place in ('date', 'time', 'run', 'recipe'):
            name = name.replace(f'{{{place}}}', self.t(f'explain.place.{place}'))
        return name

    def _source(self, recipe: Pipeline, part: InputPart, first: bool, inside: str) -> str:
        match part.kind:
            case 'input':
                label = next((field.label for field in recipe.inputs if field.key == part.ref), part.ref)
                return self.t('source.input', label=label)
            case 'step':
                return self.t('source.missing')
            case 'text':
                return self.t('source.text', text=' '.join(part.ref.split())[:SHOWN_VALUE])
            case 'document':
                return self.t('source.document', name=part.name)
            case 'workspace' if part.name:
                return self.t('source.workspace_file', name=part.name, folder=self.workspace(part.ref))
            case 'workspace':
                return self.t('source.workspace', folder=self.workspace(part.ref))
        if part.kind == 'previous' and not first:
            return self.t('source.previous')
        return self.t('explain.source.given', number=inside) if inside else self.t('source.start')


def _action(key: Any) -> Action | None:
    return actions().get(key) if isinstance(key, str) else None


def _fields(key: Any) -> Sequence[Any]:
    action = _action(key)
    return action.fields if action else ()
