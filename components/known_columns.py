"""Which columns and fields a step will find in what it reads: promised by a step above, or seen in the last run."""

from __future__ import annotations

from app.bootstrap import Services
from app.domain.editing import spelled_out
from app.domain.errors import NotFound
from app.domain.pipelines import InputPart, Over, Pipeline, Shape, StepKind
from app.domain.runs import Run
from app.domain.shapes import ShapeProblem, read_fields, read_table
from components.viewer import viewer

MAX_LETTERS = 200_000  # of a text that is looked at; longer ones take too long
MAX_NAMES = 50


class KnownColumns:
    """Asked while a step is drawn; what was read once is kept."""

    def __init__(self, services: Services, recipe_id: str) -> None:
        self._services, self._recipe_id = services, recipe_id
        self._run: Run | None = None
        self._seen: dict[InputPart, tuple[str, ...]] = {}

    def read_by(self, recipe: Pipeline, place: int) -> tuple[str, ...]:
        """The names in what the step at `place` reads, without doubles; empty when nothing is known."""
        names = [name for part in spelled_out(recipe, place) for name in self._in_part(recipe, part)]
        return tuple(dict.fromkeys(names))[:MAX_NAMES]

    def _in_part(self, recipe: Pipeline, part: InputPart) -> tuple[str, ...]:
        if part.kind == 'input':
            return self._in_last_run(part)
        place = next((place for place, step in enumerate(recipe.steps) if step.id == part.ref), None)
        if part.kind != 'step' or place is None:
            return ()
        step = recipe.steps[place]
        if step.kind is StepKind.BOT and step.shape is not Shape.TEXT and step.columns:
            grows = step.for_each is not None and step.for_each.over is Over.ROWS and step.shape is Shape.FIELDS
            return (*(self._above(recipe, place) if grows else ()), *step.columns)
        # What calculates or is asked mostly keeps the columns; the last run knows better.
        keeps = step.kind in (StepKind.ACTION, StepKind.ASK)
        return self._in_last_run(part) or (self._above(recipe, place) if keeps else ())

    def _above(self, recipe: Pipeline, place: int) -> tuple[str, ...]:
        above = {step.id for step in recipe.steps[:place]}
        parts = [part for part in spelled_out(recipe, place) if part.kind != 'step' or part.ref in above]
        return tuple(name for part in parts for name in self._in_part(recipe, part))

    def _in_last_run(self, part: InputPart) -> tuple[str, ...]:
        run = self._last_run()
        if run is None:
            return ()
        if part not in self._seen:
            self._seen[part] = _names_in(_text_of(run, part))
        return self._seen[part]

    def _last_run(self) -> Run | None:
        last = self._services.runs.last_of(viewer(), self._recipe_id)
        if last is None:
            return None
        if self._run is None or self._run.id != last.id or not self._run.status.is_final:
            self._seen = {}
            try:
                self._run = self._services.runs.get(viewer(), last.id)
            except NotFound:  # deleted in between
                self._run = None
        return self._run


def _text_of(run: Run, part: InputPart) -> str:
    if part.kind == 'input':
        return run.inputs.get(part.ref, '')
    return next((step.output for step in run.steps if step.id == part.ref), '')


def _names_in(text: str) -> tuple[str, ...]:
    if len(text) > MAX_LETTERS:
        return ()
    try:
        return read_table(text).columns
    except ShapeProblem:
        pass
    lines = [line for line in text.splitlines() if line.strip()]
    items = [line for line in lines if line.startswith('- ')]
    if 2 * len(items) < len(lines):
        return ()  # running text in which a colon occurs
    try:
        return tuple(read_fields('\n'.join(items)))
    except ShapeProblem:
        return ()
