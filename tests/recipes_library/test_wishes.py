"""'Kürzer' and 'freundlicher' after a result: done where rules can, said honestly where they cannot."""

from __future__ import annotations

from app.bootstrap import Services
from app.domain.notice import NOTICE
from app.domain.runs import Run
from app.i18n import translate
from tests.recipes_library.shelf import template
from tests.recipes_library.test_played import play


async def wish(home: Services, text: str) -> tuple[Run, Run]:
    me = home.accounts.builtin_owner()
    first = await play(home, 'brief-ans-amt', 'de', template('brief-ans-amt', 'de').example_inputs)
    run = await home.runs.again_from(me, first.id, 'schreiben', text)
    return first, await home.runs.wait(me, run.id, 30)


async def test_a_shorter_letter_is_shorter_and_still_a_letter(home: Services) -> None:
    first, second = await wish(home, translate('de', 'wish.shorter'))
    assert len(second.step('schreiben').output) < len(first.step('schreiben').output)
    assert 'Sehr geehrte Frau Huber,' in second.result and 'Erika Sommer' in second.result


async def test_a_friendlier_letter_needs_a_real_ai_and_says_so(home: Services) -> None:
    _, second = await wish(home, translate('de', 'wish.friendlier'))
    output = second.step('schreiben').output
    assert 'erst eine echte KI' in output
    assert output.count(NOTICE.de) == 1
