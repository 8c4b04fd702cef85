"""Whose file is read next."""

from __future__ import annotations

from app.library.queue import Queue


def taken(queue: Queue[str]) -> list[str]:
    """Everything in the order in which it is read."""
    found = []
    while job := queue.take():
        found.append('/'.join(job))
    return found


def test_every_folder_gets_its_turn_and_the_newest_file_comes_first() -> None:
    queue: Queue[str] = Queue()
    for folder, name in (('a', '1'), ('a', '2'), ('a', '3'), ('b', '1'), ('b', '2')):
        queue.put(folder, name)
    assert taken(queue) == ['a/3', 'b/2', 'a/2', 'b/1', 'a/1']


def test_a_file_put_again_is_read_once_and_first() -> None:
    queue: Queue[str] = Queue()
    for name in ('1', '2', '1'):
        queue.put('a', name)
    assert taken(queue) == ['a/1', 'a/2']


def test_nothing_of_a_dropped_folder_is_read() -> None:
    queue: Queue[str] = Queue()
    queue.put('a', '1')
    queue.put('b', '1')
    queue.drop('a')
    assert taken(queue) == ['b/1']
