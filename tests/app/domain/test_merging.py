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


def steps(**tasks: str) -> list[dict[str, str]]:
    return [{'id': id, 'task': task} for id, task in tasks.items()]


def test_steps_changed_by_two_people_go_together_step_by_step() -> None:
    base = {'steps': steps(a='1', b='2', c='3')}
    typed = {'steps': steps(a='1', b='neu', c='3')}
    assert merged(base, typed, {'steps': steps(b='2', a='1', c='3')}) == ({'steps': steps(b='neu', a='1', c='3')}, [])
    assert merged(base, {'steps': steps(c='3', a='1', b='2')}, typed) == ({'steps': steps(c='3', a='1', b='neu')}, [])
    assert merged(base, typed, {'steps': steps(a='1', b='2', c='3', d='4')})[0]['steps'][1:] == [
        *steps(b='neu', c='3', d='4')
    ]


def test_the_same_step_both_moving_or_work_at_what_was_taken_away_is_asked_about() -> None:
    base = {'steps': steps(a='1', b='2', c='3')}
    mine = {'steps': steps(a='meins', b='2', c='3')}
    for theirs in (steps(a='ihrs', b='2', c='3'), steps(b='2', c='3')):
        assert merged(base, mine, {'steps': theirs}) == (mine, ['steps'])
        assert merged(base, {'steps': theirs}, mine)[1] == ['steps']
    moved = {'steps': steps(b='2', a='1', c='3')}
    assert merged(base, moved, {'steps': steps(a='1', c='3', b='2')}) == (moved, ['steps'])
