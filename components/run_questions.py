"""What a run asks a person, on top of its page: each question once, as long as it is open."""

from __future__ import annotations

from app.bootstrap import Services
from app.domain.runs import Run, StepRun
from components.announcer import announce
from components.ask_card import AskCard
from components.buttons import link_button
from components.live import Boundary
from components.markup import box, icon, words
from components.step_words import inner_recipe, step_title
from components.texts import t


class Questions(Boundary):
    """Follows the run: new questions come, answered ones say so; a question of a recipe inside is a way there."""

    def __init__(self, services: Services, run: Run) -> None:
        super().__init__('section questions')
        self._services = services
        self._cards: dict[str, AskCard] = {}
        self._unsent: list[str] = []  # of questions that ended
        self._inside: tuple[str, ...] = ()
        with self:
            self._ways = box('stack tight')
            self._list = box('section')
        self._show(run, is_first=True)

    def show(self, run: Run) -> None:
        """The run in another state."""
        self._show(run, is_first=False)

    def unsent(self, run: Run) -> list[str]:
        """Texts that were typed into questions which somebody else answered."""
        texts = [card.unsent(run.step(step_id)) for step_id, card in self._cards.items()]
        return [text for text in (*self._unsent, *texts) if text]

    def _show(self, run: Run, *, is_first: bool) -> None:
        open_now = {step.id: step for step in run.questions}
        for step_id in list(self._cards):
            if step_id not in open_now or not self._cards[step_id].is_about(open_now[step_id]):
                card = self._cards.pop(step_id)
                self._unsent.append(card.unsent(run.step(step_id)))
                card.ended(run.step(step_id))
        for step_id, step in open_now.items():
            if step_id not in self._cards:
                with self._list:
                    self._cards[step_id] = AskCard(self._services, run, step)
                if not is_first:
                    announce(t('ask.new', name=step_title(run, step)))
        self._list.set_visibility(bool(self._list.default_slot.children))
        self._show_ways(run, [step for step in run.steps if step.question and step.question.child], is_first=is_first)

    def _show_ways(self, run: Run, steps: list[StepRun], *, is_first: bool) -> None:
        wanted = tuple(step.question.child for step in steps if step.question)
        if wanted == self._inside and not is_first:
            return
        fresh = set(wanted) - set(self._inside)
        self._inside = wanted
        self._ways.clear()
        self._ways.set_visibility(bool(wanted))
        with self._ways:
            for step in steps:
                if step.question is None:
                    continue
                sentence = t('ask.inside', recipe=inner_recipe(run, step))
                with box('note line'):
                    icon('hand')
                    with box('words'):
                        words(sentence, tag='span')
                        link_button(t('card.look'), f'/lauf/{step.question.child}', kind='two slim', name='inside')
                if step.question.child in fresh and not is_first:
                    announce(sentence)
