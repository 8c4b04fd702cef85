"""The everyday tasks of a person, within their budget of clicks and fields; by mouse, on a phone, by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.app_process import AppProcess
from tests.browser.conftest import Visit
from tests.browser.seed import Seed


class Person:
    """Somebody at the screen; counts clicks and fields."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.clicks = 0
        self.fields = 0

    def press(self, control: Locator) -> None:
        """One click or tap."""
        control.click()
        self.clicks += 1

    def write(self, field: Locator, text: str) -> None:
        """Fill one field."""
        field.fill(text)
        self.fields += 1


class KeyboardPerson(Person):
    """The same without a mouse: Tab until the control has the focus, then Enter or typing."""

    def press(self, control: Locator) -> None:
        self.reach(control)
        self.page.keyboard.press('Enter')
        self.clicks += 1

    def write(self, field: Locator, text: str) -> None:
        self.reach(field)
        self.page.keyboard.type(text)
        self.fields += 1

    def reach(self, control: Locator) -> None:
        """Tab until the control has the focus."""
        control.wait_for()
        for _ in range(80):
            if control.evaluate('element => element === document.activeElement'):
                return
            self.page.keyboard.press('Tab')
        raise AssertionError(f'{control} cannot be reached with the Tab key')


@pytest.fixture(scope='module')
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppProcess]:
    """A program in which nobody has connected an AI."""
    started = AppProcess(tmp_path_factory.mktemp('tasks') / 'data').start()
    yield started
    started.stop()


PEOPLE = pytest.mark.parametrize(
    ('kind', 'width'), [(Person, 1280), (Person, 390), (KeyboardPerson, 1280)], ids=['mouse', 'phone', 'keyboard']
)


@pytest.fixture
def person(app: AppProcess, visit: Visit) -> Callable[..., Person]:
    """Somebody who has just opened a page."""

    def sit_down(kind: type[Person], width: int, path: str = '/') -> Person:
        return kind(visit(app.url + path, width=width))

    return sit_down


@PEOPLE
def test_first_recipe_in_three_clicks_and_one_field(
    person: Callable[..., Person], kind: type[Person], width: int
) -> None:
    anna = person(kind, width)
    anna.press(anna.page.get_by_role('link', name='Vorlagen', exact=True))
    anna.page.get_by_role('heading', name='Was möchtest du machen?').wait_for()
    anna.press(anna.page.get_by_role('button', name='Starten: Blog-Artikel erstellen'))
    anna.write(anna.page.get_by_role('textbox').first, 'Tomaten auf dem Balkon')
    anna.press(anna.page.get_by_role('button', name='Rezept starten'))
    expect(anna.page.get_by_text('Fertig! Hier ist dein Ergebnis.').first).to_be_visible()
    expect(anna.page.get_by_role('article')).to_contain_text('Tomaten auf dem Balkon')
    assert anna.clicks <= 3 and anna.fields <= 1


@PEOPLE
def test_a_bot_in_four_clicks_and_one_field(person: Callable[..., Person], kind: type[Person], width: int) -> None:
    anna = person(kind, width)
    anna.press(anna.page.get_by_role('link', name='Bots', exact=True))
    name = f'Vorleser {kind.__name__} {width}'
    anna.write(anna.page.get_by_label('Wie soll er heißen?'), name)
    anna.press(anna.page.get_by_role('button', name='Bot anlegen'))
    expect(anna.page.get_by_text(name).first).to_be_visible()
    assert anna.clicks <= 4 and anna.fields <= 1


@PEOPLE
def test_an_old_result_in_two_clicks(
    app: AppProcess, person: Callable[..., Person], kind: type[Person], width: int
) -> None:
    run = Seed(app.url).finished_run()
    anna = person(kind, width)
    anna.press(anna.page.get_by_role('link', name='Ergebnisse', exact=True))
    expect(anna.page.get_by_role('heading', name='Ergebnisse', level=1)).to_be_visible()
    anna.press(anna.page.locator(f'a[href="/lauf/{run["id"]}"]').first)
    expect(anna.page.get_by_role('article')).to_be_visible()
    assert anna.clicks <= 2 and anna.fields == 0


def test_a_double_click_starts_one_run(app: AppProcess, visit: Visit) -> None:
    seed = Seed(app.url)
    recipe = seed.template()
    page = visit(f'{app.url}/rezept/{recipe["id"]}/start')
    page.get_by_role('textbox').first.fill('Doppelt gedrückt')
    page.get_by_role('button', name='Rezept starten').dblclick()
    expect(page.get_by_role('article')).to_be_visible()
    assert len(seed.get(f'/pipelines/{recipe["id"]}/runs')['items']) == 1


def test_a_deleted_bot_comes_back_with_one_click(app: AppProcess, visit: Visit) -> None:
    bot = Seed(app.url).bot('Kurz weg')
    page = visit(f'{app.url}/bot/{bot["id"]}')
    page.get_by_role('button', name='Löschen').click()
    page.get_by_role('button', name='Rückgängig machen').click()
    page.goto(f'{app.url}/bots')
    expect(page.get_by_text('Kurz weg').first).to_be_visible()
