"""The row of cards: the start form first, then the steps. Only what differs is drawn again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.domain.errors import FieldProblem
from app.domain.runs import RunStatus
from components.board_card import BoardCard, Handlers
from components.board_words import Card, cards
from components.form import sentence
from components.live import Boundary
from components.recipe_editor import RecipeEditor
from components.start_fields import StartFields


class BoardRow(Boundary, component='board_row.js'):
    """A redraw boundary in which cards glide to their new place and keep the focus. `shown` is what stands on them."""

    def __init__(self, editor: RecipeEditor, handlers: Handlers) -> None:
        super().__init__()
        self._editor, self._handlers = editor, handlers
        self._cards: dict[str, BoardCard] = {}
        self._states: Mapping[str, RunStatus] = {}
        self.shown: dict[str, Card] = {}
        with self:
            self._inputs = StartFields(editor)

    def sync(self) -> None:
        """The recipe was changed."""
        editor = self._editor
        self._inputs.sync()
        self.shown = cards(editor.now, editor.bots(), editor.recipes())
        for gone in set(self._cards) - set(self.shown):
            self._cards.pop(gone).delete()
        for place, (id, card) in enumerate(self.shown.items(), 1):
            element = self._cards.get(id) or self._new(id, card)
            element.show(card)
            if self.default_slot.children[place] is not element:
                element.move(self, place)

    def stand(self, states: Mapping[str, RunStatus]) -> None:
        """How the steps stand in the run that is under way, by their ids."""
        self._states = states
        for id, card in self._cards.items():
            card.stand(states.get(id))

    def tell(self, at_steps: Mapping[str, Sequence[FieldProblem]], at_inputs: Sequence[FieldProblem]) -> None:
        """Show each problem on its card."""
        for id, card in self._cards.items():
            card.tell(' '.join(dict.fromkeys(sentence(problem) for problem in at_steps.get(id, ()))))
        self._inputs.tell(at_inputs)

    def card(self, step_id: str) -> BoardCard | None:
        """The card of a step, if it is there."""
        return self._cards.get(step_id)

    def _new(self, id: str, card: Card) -> BoardCard:
        with self:
            element = self._cards[id] = BoardCard(card, self._handlers)
        element.stand(self._states.get(id))
        return element
