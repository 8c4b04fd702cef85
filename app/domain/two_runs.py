"""Two runs of one recipe next to each other: what was typed in, what each step made of it, what came out."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.runs import Run, StepRun


@dataclass(frozen=True, kw_only=True, slots=True)
class InputPair:
    """One field of the start form, by its label."""

    label: str
    old: str
    new: str

    @property
    def is_same(self) -> bool:
        """True when nothing was changed."""
        return self.old == self.new


@dataclass(frozen=True, kw_only=True, slots=True)
class StepPair:
    """The step with one id in both runs; None where the recipe did not have it."""

    old: StepRun | None
    new: StepRun | None
    old_task: str = ''
    new_task: str = ''

    @property
    def is_same(self) -> bool:
        """True when it was asked for the same and gave the same."""
        if self.old is None or self.new is None:
            return False
        return (
            self.old_task == self.new_task
            and self.old.status is self.new.status
            and text_of(self.old) == text_of(self.new)
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Comparison:
    """The older run first."""

    old: Run
    new: Run
    inputs: tuple[InputPair, ...]
    steps: tuple[StepPair, ...]  # in the order of the newer recipe; what it lacks stands where it was


def compare(one: Run, other: Run) -> Comparison:
    """Match fields by their key and steps by their id."""
    old, new = sorted((one, other), key=lambda run: (run.created_at, run.id))
    return Comparison(old=old, new=new, inputs=_inputs(old, new), steps=_steps(old, new))


def text_of(step: StepRun) -> str:
    """What the step gave, or what had arrived when it stopped."""
    return step.output or step.text


def _inputs(old: Run, new: Run) -> tuple[InputPair, ...]:
    labels = {field.key: field.label for run in (old, new) for field in run.pipeline.inputs}
    keys = dict.fromkeys((*labels, *new.inputs, *old.inputs))
    pairs = [
        InputPair(label=labels.get(key, key), old=old.inputs.get(key, ''), new=new.inputs.get(key, '')) for key in keys
    ]
    return tuple(pair for pair in pairs if pair.old.strip() or pair.new.strip())


def _steps(old: Run, new: Run) -> tuple[StepPair, ...]:
    before = {step.id: step for step in old.steps}
    after = {step.id: step for step in new.steps}
    return tuple(
        StepPair(
            old=before.get(id),
            new=after.get(id),
            old_task=old.pipeline.step(id).instruction if id in before else '',
            new_task=new.pipeline.step(id).instruction if id in after else '',
        )
        for id in _order(list(before), list(after))
    )


def _order(old: list[str], new: list[str]) -> list[str]:
    """The newer order; a step that is gone stands behind the one it stood behind."""
    order = list(new)
    for place, id in enumerate(old):
        if id not in order:
            behind = next((order.index(one) for one in reversed(old[:place]) if one in order), -1)
            order.insert(behind + 1, id)
    return order
