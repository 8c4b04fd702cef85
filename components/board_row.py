"""The row of cards: the start form first, then the steps. Only cards on which something changed are sent again."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from app.domain.errors import FieldProblem
from app.domain.runs import RunStatus
from components.board_words import NO_RUN, Card, cards, look_of
from components.form import sentence
from components.live import Boundary
from components.recipe_editor import RecipeEditor
from components.start_fields import StartFields


class Handlers(NamedTuple):
    """What is reported: a step is to be opened, or moved in some way; both with the step's id."""

    open: Callable[[str], None]
    go: Callable[[str, str], None]


class BoardRow(Boundary, component='board_row.js'):
    """One element for all cards, so that 200 of them stay light. `shown` is what stands on them."""

    def __init__(self, editor: RecipeEditor, handlers: Handlers) -> None:
        super().__init__()
        self._editor = editor
        self._states: Mapping[str, RunStatus] = {}
        self._troubles: Mapping[str, str] = {}
        self.shown: dict[str, Card] = self._cards()
        self._props['start'] = json.dumps(list(self.shown.values()))
        self.mark('board')
        self.on('open', lambda event: handlers.open(str(event.args)))
        self.on('go', lambda event: handlers.go(str(event.args['step']), str(event.args['way'])))
        with self:
            self._inputs = StartFields(editor)

    def sync(self) -> None:
        """The recipe was changed."""
        self._inputs.sync()
        self._show()

    def stand(self, states: Mapping[str, RunStatus]) -> None:
        """How the steps stand in the run that is under way, by their ids."""
        if states != self._states:
            self._states = dict(states)
            self._show()

    def tell(self, at_steps: Mapping[str, Sequence[FieldProblem]], at_inputs: Sequence[FieldProblem]) -> None:
        """Show each problem on its card."""
        troubles = {
            id: ' '.join(dict.fromkeys(sentence(problem) for problem in problems)) for id, problems in at_steps.items()
        }
        self._inputs.tell(at_inputs)
        if troubles != self._troubles:
            self._troubles = troubles
            self._show()

    def focus(self, step_id: str) -> None:
        """Put the focus on the grip of a card."""
        self.run_method('focus', step_id)

    def _show(self) -> None:
        fresh, before = self._cards(), self.shown
        changed = [card for id, card in fresh.items() if before.get(id) != card]
        if changed or list(fresh) != list(before):
            self.shown = fresh
            self.run_method('show', list(fresh), changed)

    def _cards(self) -> dict[str, Card]:
        editor = self._editor
        found = cards(editor.now, editor.bots(), editor.recipes())
        for id, card in found.items():
            status = self._states.get(id)
            card['look'] = NO_RUN if status is None else look_of(status)
            card['trouble'] = self._troubles.get(id, '')
        return found
