"""The tree of folders: none is ever out of sight, and none lies in itself."""

from __future__ import annotations

from dataclasses import replace

from app.domain.bots import Bot
from app.domain.places import Place
from app.domain.workspaces import MAX_DEPTH, Branch, Workspace, parent_problem, places_of, tree
from tests.fakes import MORNING


def folder(id: str, parent_id: str = '', **values: object) -> Workspace:
    """A folder of Anna's."""
    one = Workspace(id=id, name=id, parent_id=parent_id, owner='anna', created_at=MORNING, updated_at=MORNING)
    return replace(one, **values)  # type: ignore[arg-type]


def drawn(branches: tuple[Branch, ...], depth: int = 0) -> list[str]:
    """The tree as lines, each indented by its depth."""
    lines = []
    for branch in branches:
        lines += ['  ' * depth + branch.workspace.id, *drawn(branch.below, depth + 1)]
    return lines


def test_folders_stand_below_their_parents_in_the_order_given() -> None:
    folders = [
        folder('garten'),
        folder('haus'),
        folder('obst', 'garten'),
        folder('beeren', 'obst'),
        folder('müll', 'haus'),
    ]
    assert drawn(tree(folders)) == ['garten', '  obst', '    beeren', 'haus', '  müll']


def test_a_folder_whose_parent_is_gone_stands_at_the_top() -> None:
    assert drawn(tree([folder('haus'), folder('obst', 'garten')])) == ['haus', 'obst']


def test_folders_that_were_moved_into_each_other_are_still_seen() -> None:
    folders = [folder('a', 'b'), folder('b', 'c'), folder('c', 'a'), folder('d', 'c'), folder('self', 'self')]
    assert drawn(tree(folders)) == ['a', '  c', '    b', '    d', 'self']


def test_a_folder_never_lies_in_itself() -> None:
    folders = [folder('garten'), folder('obst', 'garten'), folder('beeren', 'obst')]
    assert parent_problem(folders, 'garten', 'beeren') == 'workspace_circle'
    assert parent_problem(folders, 'garten', 'garten') == 'workspace_circle'
    assert parent_problem(folders, 'beeren', 'garten') == parent_problem(folders, 'garten', '') == ''
    assert parent_problem(folders, 'beeren', 'haus') == 'workspace_missing'


def test_folders_lie_only_so_deep() -> None:
    chain = [folder(f'e{depth}', f'e{depth - 1}' if depth else '') for depth in range(MAX_DEPTH)]
    assert parent_problem(chain, '', f'e{MAX_DEPTH - 1}') == 'workspace_deep'
    assert parent_problem(chain, '', f'e{MAX_DEPTH - 2}') == ''
    pair = [folder('oben'), folder('unten', 'oben')]
    assert parent_problem([*chain, *pair], 'oben', f'e{MAX_DEPTH - 2}') == 'workspace_deep'
    assert parent_problem([*chain, *pair], 'oben', f'e{MAX_DEPTH - 3}') == ''


def test_a_bot_reads_in_its_own_folder_and_in_those_that_name_it() -> None:
    bot = Bot(id='texter', name='Texter', owner='anna', created_at=MORNING, updated_at=MORNING)
    folders = [
        folder('garten', bot_ids=('texter', 'koch')),
        folder('obst', 'garten'),  # what lies below is not read along
        folder('haus', bot_ids=('koch',)),
        folder('fremd', bot_ids=('texter',), owner='ben'),
    ]
    assert places_of(bot, folders) == [Place.of_bot('texter'), Place.of_workspace('garten')]
