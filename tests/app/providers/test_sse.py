"""Event streams, byte by byte."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.providers.sse import MAX_EVENT, Event, NdjsonReader, SseReader, TooLong, WholeReader


def read(reader: SseReader | NdjsonReader | WholeReader, *pieces: bytes) -> list[Event]:
    """All events of a stream that came in these pieces."""
    return [event for piece in pieces for event in reader.feed(piece)] + list(reader.end())


def test_only_a_newline_ends_a_line() -> None:
    text = 'a\u2028b\u2029c\x85d\x0be\x0cf\x1cg'
    assert read(SseReader(), f'data: {text}\n\n'.encode()) == [Event(text)]
    assert read(NdjsonReader(), f'{text}\n'.encode()) == [Event(text)]


def test_several_data_lines_are_one_event() -> None:
    assert read(SseReader(), b'data: a\ndata:b\ndata:  c\n\n') == [Event('a\nb\n c')]


def test_comments_ids_and_unknown_fields_mean_nothing() -> None:
    stream = b': ping\n\nid: 1\nretry: 5\nfoo\n:\ndata: x\nbar: 1\n\n\n\n'
    assert read(SseReader(), stream) == [Event('x')]


def test_an_event_has_its_name_and_only_its_own() -> None:
    stream = b'event: a\ndata: 1\n\nevent: lost\n\ndata: 2\n\n'
    assert read(SseReader(), stream) == [Event('1', 'a'), Event('2')]


def test_windows_line_ends_and_a_byte_order_mark() -> None:
    assert read(SseReader(), b'\xef\xbb\xbfdata: x\r\n\r\ndata: y\r\n\r\n') == [Event('x'), Event('y')]


def test_what_the_end_of_the_stream_tore_is_marked() -> None:
    assert read(SseReader(), b'data: a\n\ndata: b') == [Event('a'), Event('b', torn=True)]
    assert read(NdjsonReader(), b'{}\n{"a"') == [Event('{}'), Event('{"a"', torn=True)]


def test_bytes_that_are_not_utf8_are_replaced_and_noted_for_their_line_alone() -> None:
    assert read(SseReader(), b'data: a\xff\n\ndata: b\n\n') == [Event('a\ufffd', garbled=True), Event('b')]


def test_an_answer_in_one_piece_is_one_event() -> None:
    assert read(WholeReader(), b'{\n', b'"a": 1}\n') == [Event('{\n"a": 1}\n')]


@pytest.mark.parametrize('reader', [SseReader, NdjsonReader, WholeReader])
def test_an_event_without_end_is_stopped(reader: type[SseReader]) -> None:
    with pytest.raises(TooLong):
        read(reader(), *[b'x' * 1_000_000] * (MAX_EVENT // 1_000_000 + 1))


def test_an_event_of_endless_data_lines_is_stopped() -> None:
    with pytest.raises(TooLong):
        read(SseReader(), *[b'data: ' + b'x' * 1_000_000 + b'\n'] * (MAX_EVENT // 1_000_000 + 1))


TEXT = st.text(st.characters(codec='utf-8', exclude_characters='\n\r'), max_size=20)


@settings(deadline=None)  # the machine may be busy
@given(texts=st.lists(TEXT, max_size=6), cuts=st.lists(st.integers(1, 30), max_size=20))
def test_it_does_not_matter_where_the_bytes_are_cut(texts: list[str], cuts: list[int]) -> None:
    stream = ''.join(f'data: {text}\n\n' for text in texts).encode()
    pieces = []
    for cut in cuts:
        pieces.append(stream[:cut])
        stream = stream[cut:]
    assert [event.data for event in read(SseReader(), *pieces, stream)] == texts
