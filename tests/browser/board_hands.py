"""What a person sees and does on the board of a recipe: cards, grips, dragging with the mouse and with a finger."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.seed import Seed

Place = tuple[float, float]


def card(page: Page, name: str) -> Locator:
    """The first card of this bot."""
    return page.locator('.bcard', has=page.locator('.bcard-open', has_text=name)).first


def grip(page: Page, name: str) -> Locator:
    return card(page, name).locator('.grip')


def way(page: Page, words: str) -> Locator:
    """One of the buttons that move a card without dragging."""
    return page.locator('.bcard-ways').get_by_role('button', name=words)


def palette(page: Page, name: str) -> Locator:
    return page.get_by_role('button', name=f'{name} anhängen')


def stands(page: Page, *names: str) -> None:
    """These cards lie on the board, in this order."""
    expect(page.locator('.bcard-open')).to_have_text(list(names))


def sources(seed: Seed, page: Page, recipe: str) -> list[list[Any]]:
    """What the stored steps read, once all is saved."""
    expect(page.get_by_text('Gespeichert', exact=True)).to_be_visible()
    found = seed.get(f'/pipelines/{recipe}')['steps']
    return [step['input_source'] for step in found]


def at(thing: Locator, right: float, down: float) -> Place:
    """A place on it: 0.5, 0.5 is its middle."""
    thing.scroll_into_view_if_needed()
    box = thing.bounding_box()
    assert box
    return box['x'] + right * box['width'], box['y'] + down * box['height']


def middle(thing: Locator) -> Place:
    return at(thing, 0.5, 0.5)


def below(thing: Locator) -> Place:
    x, y = at(thing, 0.5, 1)
    return x, y + 40


def hold(page: Page, what: Locator, to: Place) -> None:
    """Take something with the mouse and hold it over a place."""
    page.mouse.move(*middle(what))
    page.mouse.down()
    page.mouse.move(*to, steps=5)
    page.locator('.ghost').wait_for()


def drag(page: Page, what: Locator, to: Place) -> None:
    hold(page, what, to)
    page.mouse.up()
    expect(page.locator('.ghost')).to_have_count(0)


def touch(page: Page, what: Locator, to: Place) -> None:
    """Drag with one finger, as the browser gets it from a touch screen."""
    session = page.context.new_cdp_session(page)

    def finger(kind: str, *points: Place) -> None:
        where = [{'x': x, 'y': y} for x, y in points]
        session.send('Input.dispatchTouchEvent', {'type': kind, 'touchPoints': where})

    (x, y), (end_x, end_y) = middle(what), to
    finger('touchStart', (x, y))
    for part in range(1, 7):
        finger('touchMove', (x + (end_x - x) * part / 6, y + (end_y - y) * part / 6))
    page.locator('.ghost').wait_for()
    finger('touchEnd')
    expect(page.locator('.ghost')).to_have_count(0)
