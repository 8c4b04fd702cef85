"""The practice engine as a provider: pieces, one result, nothing blocked, cancellable."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.domain.notice import NOTICE
from app.domain.passages import Remembered
from app.providers.base import ChatRequest, ChatResult, Endpoint
from app.providers.practice import MODEL, PLUGIN, Practice
from tests.fakes import FakeClock

HERE = Endpoint(id='practice', kind='practice', name='Üben')


def request(material: str, frame: str = '', task: str = 'Fasse zusammen.') -> ChatRequest:
    return ChatRequest(model=MODEL, system='', prompt='', practice=frame, task=task, material=material)


async def test_text_comes_in_pieces_and_ends_with_one_result() -> None:
    *pieces, last = [
        item async for item in PLUGIN.chat(HERE, request('Der Zug fährt um 8 Uhr. Wir treffen uns am Gleis.'))
    ]
    assert isinstance(last, ChatResult)
    assert ''.join(str(piece) for piece in pieces) == last.text
    assert last.text.startswith(NOTICE.de + '\n')
    assert (last.finish, last.model, last.input_tokens) == ('done', MODEL, None)
    assert len(pieces) > 1


async def test_one_model_is_on_offer() -> None:
    assert [model.id for model in await PLUGIN.models(HERE)] == ['uebung']


async def test_a_call_with_only_a_prompt_is_answered_too() -> None:
    bare = ChatRequest(model=MODEL, system='', prompt='Bitte bis zum 4. Dezember 2026 zahlen.')
    *_, last = [item async for item in PLUGIN.chat(HERE, bare)]
    assert isinstance(last, ChatResult) and '4. Dezember 2026' in last.text


async def test_letters_carry_the_day_of_the_clock() -> None:
    practice = Practice(FakeClock(datetime(2026, 11, 22, 12, tzinfo=UTC)), pace_s=0)
    *_, last = [item async for item in practice.chat(HERE, request('Ich möchte mein Geld zurück.', 'complaint'))]
    assert isinstance(last, ChatResult)
    assert '22. November 2026' in last.text and '6. Dezember 2026' in last.text


async def test_others_go_on_while_a_huge_text_is_read() -> None:
    steps = 0

    async def count() -> None:
        nonlocal steps
        while True:
            await asyncio.sleep(0.001)
            steps += 1

    counting = asyncio.create_task(count())
    text = 'Der Gemeinderat hat am 4. Dezember 2026 den Bau der Halle für 300.000 Euro beschlossen. ' * 2_300
    async for item in PLUGIN.chat(HERE, request(text[:200_000])):
        if isinstance(item, str):
            break
    counting.cancel()
    assert steps > 0  # the loop turned while the thread worked


async def test_a_call_can_be_cancelled_in_the_middle() -> None:
    async def read() -> None:
        async for _ in PLUGIN.chat(HERE, request('Ein Satz steht hier. ' * 3_000, 'review')):
            await asyncio.sleep(0.01)

    reading = asyncio.create_task(read())
    await asyncio.sleep(0)
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading


async def test_a_question_is_looked_up_in_the_documents_and_not_in_itself() -> None:
    documents = (
        Remembered(label='Heizung.pdf, Seite 1', text='Das Gerät steht im Keller neben der Tür.', mark='[^1]'),
        Remembered(label='Heizung.pdf, Seite 2', text='Die Heizung wird jedes Jahr im Oktober gewartet.', mark='[^2]'),
    )
    prompt = 'Wann wird die Heizung gewartet?\n\n' + '\n'.join(one.text for one in documents)

    asked = replace(request('Wann wird die Heizung gewartet?', task=''), prompt=prompt, documents=documents)
    *_, last = [item async for item in PLUGIN.chat(HERE, asked)]

    assert isinstance(last, ChatResult)
    assert last.text.strip().endswith('- Die Heizung wird jedes Jahr im Oktober gewartet. [^2]')
