"""The journal's lines: what is torn is cut off, what is damaged is noticed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.domain.runs import EventType, RunEvent
from app.storage.journal import Header, event_line, first_lines, read_journal
from app.storage.migrations import Schema
from app.storage.texts import Texts
from tests.fakes import MORNING

NOWHERE = Texts(Path('/nowhere'))
HEADER = Header('r1', 7, 1)


def event(seq: int, data: dict[str, Any] | None = None) -> RunEvent:
    """An event; what it says does not matter here."""
    return RunEvent(seq=seq, at=MORNING, type=EventType.STEP_BEGIN, step_id='a', data=data or {'input': 'ä' * 20})


def journal(count: int) -> tuple[bytes, list[int]]:
    """A journal of `count` events and the sizes at which it is whole."""
    data = first_lines(HEADER, [event(1)], NOWHERE)
    sizes = [len(data)]
    for seq in range(2, count + 1):
        data += event_line([event(seq)], NOWHERE)
        sizes.append(len(data))
    return data, sizes


def read(data: bytes) -> Any:
    """The journal in `data`."""
    return read_journal(data, Schema(), NOWHERE)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(st.lists(st.dictionaries(st.text(max_size=5), JSON, max_size=3), min_size=1, max_size=5))
def test_what_is_written_is_read(entries: list[dict[str, Any]]) -> None:
    events = [event(seq, data) for seq, data in enumerate(entries, 1)]

    reading = read(first_lines(HEADER, events[:1], NOWHERE) + event_line(events[1:], NOWHERE))

    assert (reading.header, reading.events, reading.damage) == (HEADER, events, '')


@given(st.data())
def test_a_write_that_was_cut_short_or_left_zeros_is_taken_away(data: st.DataObject) -> None:
    whole, sizes = journal(4)
    end = data.draw(st.integers(sizes[2] + 1, sizes[3] - 1), 'bytes that arrived')
    zeros_from = data.draw(st.integers(sizes[2], end), 'zeros from')
    filler = b'\0' * data.draw(st.sampled_from([0, end - zeros_from, sizes[3] - zeros_from]), 'zeros')

    reading = read(whole[:zeros_from] + filler if filler else whole[:end])

    assert [entry.seq for entry in reading.events] == [1, 2, 3]
    assert (reading.good, reading.damage) == (sizes[2], '')


@given(st.data())
def test_any_changed_byte_before_the_last_line_is_noticed(data: st.DataObject) -> None:
    whole, sizes = journal(4)
    place = data.draw(st.integers(0, sizes[2] - 1), 'place')
    other = data.draw(st.integers(0, 255).filter(lambda byte: byte != whole[place]), 'byte')

    reading = read(whole[:place] + bytes([other]) + whole[place + 1 :])

    assert reading.damage
    assert [entry.seq for entry in reading.events] == list(range(1, sum(size <= place for size in sizes) + 1))


def test_a_damaged_newline_does_not_pass_for_a_torn_write() -> None:
    whole, sizes = journal(4)

    reading = read(whole[: sizes[2] - 1] + b'\0' + whole[sizes[2] :])

    assert reading.damage and [entry.seq for entry in reading.events] == [1, 2]


@given(st.binary(max_size=200))
def test_any_bytes_at_all_are_read_without_an_error(data: bytes) -> None:
    reading = read(data)

    assert reading.damage and reading.events == []


def test_a_missing_event_is_damage() -> None:
    data = first_lines(HEADER, [event(1)], NOWHERE) + event_line([event(3)], NOWHERE) + event_line([event(4)], NOWHERE)

    assert 'event 3 where 2 was due' in read(data).damage
