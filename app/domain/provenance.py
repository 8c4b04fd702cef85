"""'Warum steht das da?': where a paragraph of a result comes from. Found by comparing words; no AI is asked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.domain.edges import edges
from app.domain.passages import Passage, marks_in, without_marks
from app.domain.runs import Run, StepRun

NEARLY = 0.8  # of its words are in a text that is nearly the same
SENTENCE = 4  # words that make a sentence worth finding in what somebody typed
FITTING = 3  # passages shown when none is named
_WORD = re.compile(r'\w+')
_END = re.compile(r'(?<=[.!?:;])\s+|\n+')
_STEM, _WEIGHTY = 6, 4  # letters: of a word without its ending; of a word that says something by itself


@dataclass(frozen=True, kw_only=True, slots=True)
class Origin:
    """`named` are the passages its marks name, else `fitting` those that say something like it.

    `read` says whether any document was read on the way to it; `typed` are the keys of the inputs it stands in.
    """

    step: StepRun | None = None
    named: tuple[Passage, ...] = ()
    fitting: tuple[Passage, ...] = ()
    read: bool = False
    typed: tuple[str, ...] = ()


def why(run: Run, paragraph: str) -> Origin:
    """Where this paragraph of the run's result comes from."""
    plain = without_marks(paragraph)
    step, found_in = _writer(run, plain)
    if step is None:
        return Origin(typed=_typed(run, plain))
    named = [*_by_number(run.cited, marks_in(paragraph)), *_by_number(step.passages, marks_in(found_in))]
    read = [passage for one in _behind(run, step) for passage in one.passages]
    return Origin(
        step=step,
        named=tuple(dict.fromkeys(named)),
        fitting=() if named else tuple(_fitting(plain, read)),
        read=bool(read),
        typed=_typed(run, plain),
    )


def _by_number(passages: Sequence[Passage], numbers: Iterable[int]) -> list[Passage]:
    by_number = {passage.number: passage for passage in passages if passage.number}
    return [by_number[number] for number in numbers if number in by_number]


def _writer(run: Run, paragraph: str) -> tuple[StepRun | None, str]:
    """The first step whose text holds it, with the piece of that text; else the last one that wrote something."""
    for step in run.steps:
        for piece in _pieces(step.output):
            if _holds(piece, paragraph):
                return step, piece
    written = [step for step in run.steps if step.output.strip()]
    return (written[-1], '') if written else (None, '')


def _pieces(text: str) -> list[str]:
    """Its paragraphs; the whole, when there is only one or nothing apart."""
    return [piece for piece in re.split(r'\n[ \t]*\n', text) if piece.strip()]


def _holds(piece: str, paragraph: str) -> bool:
    wanted, there = _words(paragraph), _words(without_marks(piece))
    if not wanted or len(there) < NEARLY * len(wanted):
        return False
    if len(wanted) < SENTENCE:
        return _in_a_row(wanted, there)
    common = Counter(wanted) & Counter(there)
    return common.total() >= NEARLY * len(wanted)


def _behind(run: Run, step: StepRun) -> list[StepRun]:
    """The step and, before it, every step it reads from, however far back; the nearest first."""
    needs = edges(run.pipeline)
    wanted = {step.id}
    for one in reversed(run.steps):  # a step reads only from steps above it
        if one.id in wanted:
            wanted |= needs.get(one.id, set())
    return [one for one in reversed(run.steps) if one.id in wanted]


def _fitting(paragraph: str, passages: Iterable[Passage]) -> list[Passage]:
    wanted = _stems(paragraph)
    scored = []
    for passage in dict.fromkeys(passages):
        common = len(wanted & _stems(passage.text))
        if common >= 2 and common >= 0.2 * len(wanted):
            scored.append((common, passage))
    scored.sort(key=lambda pair: -pair[0])  # equal ones stay in their order
    return [passage for _, passage in scored[:FITTING]]


def _typed(run: Run, paragraph: str) -> tuple[str, ...]:
    """The keys of the inputs in which a sentence of it stands word for word."""
    sentences = [words for part in _END.split(paragraph) if len(words := _words(part)) >= SENTENCE]
    return tuple(
        key
        for key, value in run.inputs.items()
        if value.strip() and any(_in_a_row(sentence, _words(value)) for sentence in sentences)
    )


def _in_a_row(wanted: Sequence[str], there: Sequence[str]) -> bool:
    return f' {" ".join(wanted)} ' in f' {" ".join(there)} '


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _stems(text: str) -> set[str]:
    """Words that say something, without their endings: long ones and numbers."""
    return {word[:_STEM] for word in _words(text) if len(word) >= _WEIGHTY or any(sign.isdigit() for sign in word)}
