"""Changes of two windows go together where they can."""

from app.domain.merging import changes, merged

BASE = {'name': 'Texter', 'text': 'freundlich', 'model': ''}


def test_changes_of_different_fields_go_together() -> None:
    result, clashes = merged(BASE, {**BASE, 'name': 'Fuchs'}, {**BASE, 'text': 'streng'})
    assert result == {'name': 'Fuchs', 'text': 'streng', 'model': ''} and not clashes


def test_the_same_field_changed_differently_is_a_question() -> None:
    result, clashes = merged(BASE, {**BASE, 'name': 'Fuchs'}, {**BASE, 'name': 'Hase'})
    assert result['name'] == 'Fuchs' and clashes == ['name']


def test_the_same_change_twice_is_no_question() -> None:
    assert merged(BASE, {**BASE, 'name': 'Fuchs'}, {**BASE, 'name': 'Fuchs'})[1] == []


def test_only_what_differs_is_a_change() -> None:
    assert changes(BASE, {**BASE, 'name': 'Fuchs'}) == {'name': 'Fuchs'}
