"""What changed in a text, for eyes and ears."""

from __future__ import annotations

from nicegui import ui

from components.marked_text import CONTEXT, MOST_PIECES, marked_text
from tests.pages.conftest import Window


async def drawn(window: Window, old: str, new: str, *, whole: bool = True) -> list[tuple[str, str]]:
    """(tag, text) of the pieces, what is only heard included."""
    await window.open('/')
    assert window.user.client
    with window.user.client, ui.column():
        area = marked_text(old, new, whole=whole)
    return [(child.tag, _text(child)) for child in area.default_slot.children]


def _text(element: ui.element) -> str:
    own = getattr(element, 'text', None)
    return own if isinstance(own, str) and own else ''.join(_text(child) for child in element.default_slot.children)


async def test_gone_and_new_words_are_marked_and_said(window: Window) -> None:
    assert await drawn(window, 'Sei kurz und nett zu allen.', 'Sei kurz und höflich zu allen.') == [
        ('span', 'Sei kurz und '),
        ('del', 'weg: nett – Ende. '),
        ('ins', 'neu: höflich – Ende. '),
        ('span', ' zu allen.'),
    ]


async def test_a_new_line_is_a_visible_mark(window: Window) -> None:
    assert ('ins', 'neu: ¶\n – Ende. ') in await drawn(window, 'eins\nzwei', 'eins\n\nzwei')


async def test_far_from_changes_a_text_can_be_left_out(window: Window) -> None:
    far = 'Das hier bleibt so. ' * 100
    short = await drawn(window, f'{far}alt {far}', f'{far}neu {far}', whole=False)
    assert [tag for tag, _ in short] == ['span', 'del', 'ins', 'span']
    assert all(len(text) < 2 * CONTEXT for _, text in short)
    assert short[0][1].startswith('…')


async def test_texts_with_little_in_common_stand_next_to_each_other(window: Window) -> None:
    assert await drawn(window, 'Ein Brief an Oma', 'Rezept für Kuchen mit Nüssen') == [
        ('div', 'VorherEin Brief an Oma'),
        ('div', 'NachherRezept für Kuchen mit Nüssen'),
    ]


async def test_a_text_with_hundreds_of_changes_is_not_drawn_piece_by_piece(window: Window) -> None:
    old = [f'Wort{number}' for number in range(4 * MOST_PIECES)]
    new = [f'{word}x' if number % 4 == 0 else word for number, word in enumerate(old)]
    assert len(await drawn(window, ' '.join(old), ' '.join(new))) == 2
