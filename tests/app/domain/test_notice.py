"""The line that says that no AI was at work: once, on top, never part of a text."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.notice import NOTICE, parts
from app.practice.write import FRAMES, write


def test_a_chain_of_results_is_cut_at_its_notices_and_step_names() -> None:
    material = f'Thema: Rosen\n\nErster Schritt:\n{NOTICE.de}\n\nA\n\nZweiter Schritt:\n{NOTICE.en}\n\nB'
    assert parts(material) == ['Thema: Rosen', 'A', 'B']


@pytest.mark.parametrize('frame', FRAMES)
def test_a_notice_that_was_broken_over_two_lines_does_not_come_back(frame: str) -> None:
    broken = NOTICE.de.replace('keine KI ', 'keine KI\n')
    text = write(
        frame=frame, task='', material=f'{broken} Rosen blühen im Juni.', language='de', today=date(2026, 11, 22)
    )
    assert text.startswith(NOTICE.de + '\n')
    assert text.count(NOTICE.de) == 1
