"""Times, lengths and numbers in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from app.bootstrap import Services
from components.run_words import run_title
from components.step_details import peek
from components.texts import duration, number, when
from tests.pages.conftest import Window
from tests.pages.staged_run import mail_recipe, stage

NOON = datetime(2026, 11, 18, 12, 0).astimezone()  # a Wednesday, local time
"""``when`` speaks local time, so the moments of these tests are local too."""


@pytest.mark.parametrize(
    ('moment', 'german', 'english'),
    [
        (NOON.replace(hour=8), 'heute um 8 Uhr', 'today at 8:00'),
        (NOON.replace(hour=8, minute=5), 'heute um 8:05 Uhr', 'today at 8:05'),
        (NOON - timedelta(days=1, hours=2), 'gestern um 10 Uhr', 'yesterday at 10:00'),
        (NOON - timedelta(days=2), 'am Montag um 12 Uhr', 'on Monday at 12:00'),
        (NOON - timedelta(days=7), 'am 11. November um 12 Uhr', 'on 11 November at 12:00'),
        (NOON.replace(year=2025, month=5, day=3), 'am 3. Mai 2025 um 12 Uhr', 'on 3 May 2025 at 12:00'),
        (NOON + timedelta(days=1), 'morgen um 12 Uhr', 'tomorrow at 12:00'),
        (NOON + timedelta(days=2), 'am Freitag um 12 Uhr', 'on Friday at 12:00'),
        (NOON + timedelta(days=7), 'am 25. November um 12 Uhr', 'on 25 November at 12:00'),
    ],
)
async def test_when(speaking: Callable[..., str], moment: datetime, german: str, english: str) -> None:
    assert speaking('de', when, moment, NOON) == german
    assert speaking('en', when, moment, NOON) == english


@pytest.mark.parametrize(
    ('seconds', 'german'),
    [
        (0.2, '1 Sekunde'),
        (12.4, '12 Sekunden'),
        (59.6, '1 Minute'),
        (65, '1 Minute 5 Sekunden'),
        (3600, '1 Stunde'),
        (7380, '2 Stunden 3 Minuten'),
    ],
)
async def test_duration(speaking: Callable[..., str], seconds: float, german: str) -> None:
    assert speaking('de', duration, seconds) == german


async def test_number(speaking: Callable[..., str]) -> None:
    assert speaking('de', number, 1234.5, 2) == '1.234,50'
    assert speaking('en', number, 1234.5, 2) == '1,234.50'


def test_a_peek_has_no_marks_and_ends_at_a_word() -> None:
    assert peek('# Titel\n\n- **eins**\n- zwei') == 'Titel - eins - zwei'
    assert peek('Wort ' * 200).endswith('Wort …')


async def test_a_long_input_is_cut_in_the_title(services: Services, speaking: Callable[..., str]) -> None:
    run = await stage(services, await mail_recipe(services), mail='Liebe Frau Weber, ' * 10)
    title = speaking('de', run_title, run.run)
    assert title.startswith('Post beantworten: Liebe Frau Weber') and title.endswith('…') and len(title) < 85


@pytest.fixture
async def speaking(window: Window) -> Callable[..., str]:
    """Calls a function as on the page of a visitor with that language."""
    await window.open('/vorlagen')
    client = window.user.client
    assert client

    def call(language: str, function: Callable[..., str], *arguments: object) -> str:
        client.storage['language'] = language
        with client:
            return function(*arguments)

    return call
