"""One page after the other, or one part of a long text after the other: forth, back, and to a number."""

from __future__ import annotations

import json
from collections.abc import Sequence

from nicegui import ui

from app.domain.documents import Document, Reading
from app.domain.leaves import Leaf, leaf_of
from app.domain.places import Place
from app.web.pictures import WIDTHS
from components.announcer import announce
from components.buttons import Button, second_button
from components.document_link import document_address, picture_address
from components.document_state import is_spreadsheet
from components.document_text import draw_text
from components.field import Field
from components.fold import fold
from components.live import Boundary
from components.markup import Words, box, icon, words
from components.texts import number, t

JUMP = 4  # with more leaves than these one may ask for a number
# A new part of the page is there a moment after the message about it; it is looked for until it is.
_SHOW = """
(() => {
  let tries = 0;
  const look = () => {
    const found = document.querySelector(%s);
    if (found) found.scrollIntoView({ block: %s });
    else if (++tries < 40) setTimeout(look, 50);
  };
  setTimeout(look, 50);
})()
"""


class Leaves(Boundary, component='live.js'):
    """Shows the leaf with the passage that was asked for, then whichever the person goes to."""

    def __init__(
        self,
        place: Place,
        document: Document,
        reading: Reading,
        leaves: Sequence[Leaf],
        page: int,
        passage: tuple[int, int],
    ) -> None:
        super().__init__('section leaves')
        self._place, self._document, self._reading, self._leaves = place, document, reading, leaves
        self._passage, self._passage_page = passage, page or 1
        self._at = leaf_of(leaves, self._passage_page, *passage)
        self._where: list[Words] = []
        self._ways: list[tuple[Button, Button]] = []
        with self:
            if len(leaves) > 1:
                self._draw_ways(with_jump=len(leaves) > JUMP)
            self._leaf = box('section leaf')
            if len(leaves) > 1:
                self._draw_ways(with_jump=False)
        self._show()
        if self._has_passage:
            self._announce_passage()

    @property
    def _has_passage(self) -> bool:
        start, end = self._passage
        return end > start and bool(self._leaves) and self._leaves[self._at].page == self._passage_page

    @property
    def _has_pictures(self) -> bool:
        return self._reading.has_pages and not is_spreadsheet(self._reading.media_type)

    def _draw_ways(self, *, with_jump: bool) -> None:
        with box('ways'):
            back = second_button(
                t('doc.before'), lambda: self._go(self._at - 1), icon='left', kind='slim', name='before'
            )
            back.props['aria-label'] = t('doc.before_label')
            self._where.append(words('', 'strong', 'span').mark('where'))
            next = second_button(t('doc.next'), lambda: self._go(self._at + 1), kind='slim', name='next')
            next.props['aria-label'] = t('doc.next_label')
            with next:
                icon('right', 'after')
            self._ways.append((back, next))
        if with_jump:
            with box('row jump'):
                self._field = Field(t('doc.jump'), limit=6, name='jump', on_enter=self._jump)
                second_button(t('doc.jump_go'), self._jump, kind='slim', name='jump-go')

    def _jump(self) -> None:
        wanted = self._field.value.strip()
        if not wanted.isdecimal():
            self._field.show_error(t('doc.jump_no', total=number(self._total)))
            return
        self._field.show_error('')
        page = min(max(int(wanted[:6]), 1), self._total)
        self._go(leaf_of(self._leaves, page) if self._reading.has_pages else page - 1)

    @property
    def _total(self) -> int:
        return self._leaves[-1].page if self._reading.has_pages else len(self._leaves)

    def _go(self, to: int) -> None:
        if not 0 <= to < len(self._leaves):
            announce(t('doc.last') if to > 0 else t('doc.first'))
            return
        self._at = to
        self._show()
        announce(self._sentence())
        ui.context.client.run_javascript(_SHOW % (json.dumps('.leaves'), json.dumps('start')))
        self._remember()

    def _remember(self) -> None:
        """The address names the page, so that the browser comes back to it."""
        path = document_address(self._place, self._document.name, page=self._leaves[self._at].page)
        ui.context.client.run_javascript(
            f'history.replaceState({{page: {json.dumps(path)}}}, "", (window.path_prefix || "") + {json.dumps(path)})'
        )

    def _sentence(self) -> str:
        leaf = self._leaves[self._at]
        if not self._reading.has_pages:
            return t('doc.part', number=number(self._at + 1), total=number(len(self._leaves)))
        key = 'doc.sheet' if is_spreadsheet(self._reading.media_type) else 'doc.page'
        said = t(key, number=number(leaf.page), total=number(self._total), name=leaf.label)
        if leaf.parts > 1:
            said = f'{said} · {t("doc.part", number=number(leaf.part), total=number(leaf.parts))}'
        return said

    def _show(self) -> None:
        for where, (back, next) in zip(self._where, self._ways, strict=True):
            where.set_text(self._sentence())
            back.props(f'aria-disabled={"true" if self._at == 0 else "false"}')
            next.props(f'aria-disabled={"true" if self._at == len(self._leaves) - 1 else "false"}')
        self._leaf.clear()
        with self._leaf:
            self._draw_leaf(self._leaves[self._at])

    def _draw_leaf(self, leaf: Leaf) -> None:
        passage = self._passage if self._has_passage else (0, 0)
        if not self._has_pictures:
            with box('paper document'):
                draw_text(leaf.paragraphs, passage)
            return
        self._draw_picture(leaf, passage)
        if leaf.paragraphs:
            with fold(t('doc.text_of_page'), name='page-text', is_open=self._has_passage), box('paper document'):
                draw_text(leaf.paragraphs, passage)

    def _draw_picture(self, leaf: Leaf, passage: tuple[int, int]) -> None:
        marks = [passage] if passage[1] else []
        frame = box('page-picture')
        with frame:
            missing = words(t('doc.no_picture'), 'soft')
            missing.set_visibility(False)
            picture = ui.element('img').mark('page-picture')

        def failed() -> None:
            picture.set_visibility(False)
            missing.set_visibility(True)

        of = {
            width: picture_address(self._place, self._document.name, leaf.page, width=width, marks=marks)
            for width in WIDTHS
        }
        picture.props['alt'] = t('doc.picture_alt', page=number(leaf.page), name=self._document.name)
        picture.props['srcset'] = ', '.join(f'{address} {width}w' for width, address in of.items())
        picture.props['sizes'] = '(max-width: 760px) 100vw, 860px'
        picture.props['src'] = of[WIDTHS[1]]
        picture.on('error', failed, args=[])

    def _announce_passage(self) -> None:
        start, end = self._passage
        page = next((page for page in self._reading.pages if page.number == self._passage_page), None)
        if page is None:
            return
        announce(t('doc.found', text=' '.join(page.text[start:end].split())[:200]))
        if not self._has_pictures:
            ui.context.client.run_javascript(_SHOW % (json.dumps('.leaf .passage'), json.dumps('center')))
