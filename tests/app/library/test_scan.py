"""What the disk says against what was read: nothing is read twice, nothing is lost on the way to another name."""

from __future__ import annotations

from app.domain.documents import DocumentStatus
from app.library.scan import Changes, compare, is_unfinished
from app.search.entry import Entry, Fingerprint

CONTENTS: dict[str, str] = {}


def mark(number: int, size: int = 5) -> Fingerprint:
    """One version of one file."""
    return Fingerprint(size, number * 1000, number)


def entry(name: str, number: int, size: int = 5) -> Entry:
    """That it was read."""
    return Entry(
        name=name,
        fingerprint=mark(number, size),
        sha256=f'sha{number}',
        status=DocumentStatus.READY,
        media_type='text/plain',
    )


def compared(there: dict[str, Fingerprint], *known: Entry, contents: dict[str, str] | None = None) -> Changes:
    """The disk against the ledger."""
    return compare(there, {one.name: one for one in known}, (contents or {}).__getitem__)


def test_what_is_unchanged_is_left_alone() -> None:
    assert compared({'a.txt': mark(1)}, entry('a.txt', 1)) == Changes({}, [], [])


def test_new_and_changed_files_are_read_the_oldest_first() -> None:
    found = compared({'neu.txt': mark(3), 'a.txt': mark(2)}, entry('a.txt', 1))
    assert list(found.unread) == ['a.txt', 'neu.txt'] and not found.renamed and not found.gone


def test_a_new_name_is_no_new_file() -> None:
    found = compared({'b.txt': mark(1)}, entry('a.txt', 1))
    assert [(old, new.name) for old, new in found.renamed] == [('a.txt', 'b.txt')]
    assert not found.unread and not found.gone


def test_a_row_of_new_names_is_carried_out_from_its_end() -> None:
    found = compared({'b.txt': mark(1), 'c.txt': mark(2)}, entry('a.txt', 1), entry('b.txt', 2))
    assert [(old, new.name) for old, new in found.renamed] == [('b.txt', 'c.txt'), ('a.txt', 'b.txt')]
    assert not found.unread and not found.gone


def test_two_files_that_changed_places_are_read_anew() -> None:
    found = compared({'a.txt': mark(2), 'b.txt': mark(1)}, entry('a.txt', 1), entry('b.txt', 2))
    assert sorted(found.unread) == ['a.txt', 'b.txt'] and not found.renamed


def test_a_file_moved_over_another_one_takes_its_place() -> None:
    found = compared({'b.txt': mark(1)}, entry('a.txt', 1), entry('b.txt', 2))
    assert [(old, new.name) for old, new in found.renamed] == [('a.txt', 'b.txt')]
    assert not found.unread and not found.gone


def test_an_editor_that_keeps_the_old_version_beside_the_new_one_makes_one_file_to_read() -> None:
    found = compared({'a.txt': mark(2), 'a (alt).txt': mark(1)}, entry('a.txt', 1))
    assert [(old, new.name) for old, new in found.renamed] == [('a.txt', 'a (alt).txt')]
    assert list(found.unread) == ['a.txt']


def test_the_same_content_under_another_name_is_not_read_again() -> None:
    found = compared({'b.txt': mark(9)}, entry('a.txt', 1), contents={'b.txt': 'sha1'})
    assert [(old, new.name, new.fingerprint) for old, new in found.renamed] == [('a.txt', 'b.txt', mark(9))]


def test_other_content_of_the_same_size_is_read() -> None:
    found = compared({'b.txt': mark(9)}, entry('a.txt', 1), contents={'b.txt': 'sha9'})
    assert list(found.unread) == ['b.txt'] and found.gone == ['a.txt'] and not found.renamed


def test_another_ending_means_another_way_to_read() -> None:
    found = compared({'a.csv': mark(1)}, entry('a.txt', 1), contents={'a.csv': 'sha1'})
    assert list(found.unread) == ['a.csv'] and found.gone == ['a.txt']


def test_names_of_unfinished_files() -> None:
    assert all(is_unfinished(name) for name in ('x.pdf.part', 'x.PART', 'x.crdownload', '~$x.docx', '.x.txt', 'x.tmp'))
    assert not any(is_unfinished(name) for name in ('x.pdf', 'Apartment.txt', 'part', '~x.txt'))
