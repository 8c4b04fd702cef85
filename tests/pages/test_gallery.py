"""The gallery: topics, search, starting and adapting."""

from __future__ import annotations

from app.bootstrap import Services
from tests.pages.conftest import Window


async def test_search_keeps_what_fits(services: Services, window: Window) -> None:
    await window.open('/vorlagen')
    await window.sees('Was möchtest du machen?', 'Blog-Artikel erstellen', 'E-Mail beantworten')
    await window.write('search', 'blog')
    assert [card.template.id for card in _cards(window) if card.visible] == ['blog-artikel']


async def test_a_search_without_a_hit_says_so(services: Services, window: Window) -> None:
    await window.open('/vorlagen')
    await window.write('search', 'xyzzy')
    await window.sees('Dazu haben wir nichts gefunden.')
    assert not [card for card in _cards(window) if card.visible]


async def test_starting_twice_uses_one_copy_and_adapting_makes_another(services: Services, window: Window) -> None:
    owner = services.accounts.builtin_owner()
    for _ in range(2):
        await window.open('/vorlagen')
        await window.press('start-blog-artikel')
        await window.until(lambda: window.path().endswith('/start'), 'the start form')
    assert len(services.pipelines.list(owner)) == 1
    await window.open('/vorlagen')
    await window.press('change-blog-artikel')
    await window.until(lambda: window.path().startswith('/rezept/'), 'the editor')
    assert len(services.pipelines.list(owner)) == 2


def _cards(window: Window) -> list:  # type: ignore[type-arg]
    return [card for mark in ('template-blog-artikel', 'template-email-beantworten') for card in window.all(mark)]
