"""A plan for the week's meals, and the shopping list with amounts added up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from app.practice.amounts import Amount, format_amount, format_number, read_amount, singular, thing_key
from app.practice.brief import Brief
from app.practice.dates import DAYS
from app.practice.facts import sums
from app.practice.layout import blank, bullets, checks, document, section, table
from app.practice.money import add_up, format_money
from app.practice.sentences import lines, plain, shorten

_DAY = re.compile(
    rf'^(?:am\s+)?({"|".join([*DAYS["de"], "Sonnabend", *DAYS["en"]])}|'
    r'Mo|Di|Mi|Do|Fr|Sa|So|Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b\.?\s*[:,–-]?\s*(?:gibt es\s+)?',
    re.IGNORECASE,
)
_SPLIT = re.compile(r'[,;](?!\d)|\s\+\s|\bund\b(?=\s+(?:\d|etwas|ein))|\band\b(?=\s+(?:\d|some|a\b))')
_VAGUE = re.compile(r'^(?:etwas|ein wenig|ein bisschen|some|a little|a bit of)\s+', re.IGNORECASE)
_SHELVES = (
    ('Obst und Gemüse', 'Fruit and vegetables',
     'kartoffel möhre karotte zwiebel tomate paprika gurke salat apfel banane zitrone lauch porree sellerie kohl '
     'brokkoli spinat zucchini aubergine kürbis pilz champignon knoblauch ingwer petersilie schnittlauch suppengrün '
     'radieschen bohne erbse birne beere suppengemüse potato carrot onion tomato pepper cucumber lettuce apple banana '
     'lemon leek celery cabbage broccoli spinach courgette pumpkin mushroom garlic ginger parsley chive bean pea pear '
     'berry'),
    ('Kühlregal', 'Chilled',
     'milch butter sahne joghurt quark käse ei schmand frischkäse parmesan mozzarella crème feta margarine milk cream '
     'yoghurt yogurt cheese egg'),
    ('Fleisch und Fisch', 'Meat and fish',
     'hackfleisch hähnchen huhn hühnchen rind schwein wurst würstchen schinken speck fisch lachs forelle kabeljau '
     'thunfisch fischfilet gulasch mince chicken beef pork sausage ham bacon fish salmon trout cod tuna'),
    ('Brot und Vorräte', 'Bread and staples',
     'brot brötchen mehl nudel spaghetti reis linse zucker salz grieß haferflocke öl essig brühe tomatenmark gries '
     'semmelbrösel kichererbse bread roll flour pasta noodle rice lentil sugar salt oats oil vinegar stock couscous'),
)  # fmt: skip
_TINS = 3  # the shelf of staples
_OTHER = ('Sonstiges', 'Other')


@dataclass(frozen=True, slots=True)
class Meal:
    """One line of the plan."""

    day: str
    name: str
    needs: tuple[Amount, ...]


def plan(brief: Brief) -> str:
    """The week as a table; free days stay visible."""
    meals = read_meals(brief)
    head = (brief.say('Tag', 'Day'), brief.say('Essen', 'Meal'), brief.say('Das kommt hinein', 'What goes in'))
    rows = [
        (meal.day, meal.name, ', '.join(format_amount(item, brief.language) for item in meal.needs) or '–')
        for meal in meals
    ]
    planned = {meal.day for meal in meals}
    free = [day for day in DAYS[brief.language] if day not in planned]
    missing = [brief.say(f'Für {meal.name} stehen keine Zutaten da.', f'There are no ingredients for {meal.name}.')
               for meal in meals if not meal.needs]  # fmt: skip
    if meals and free:
        missing.append(brief.say('Noch frei: ', 'Still free: ') + ', '.join(free))
    body = table(head, rows) or blank(brief.say('was ihr essen wollt', 'what you want to eat'))
    return document(section(brief.say('Wochenplan', 'Plan for the week'), body), bullets(missing))


def shopping(brief: Brief) -> str:
    """The plan as it is, the list to tick off by shelf, and how the amounts were reckoned."""
    meals = read_meals(brief)
    stock = [read_amount(_bare(piece), brief.language) for piece in _pieces(brief.answer('stock'))]
    to_buy, at_home, reckoned = _balance(brief, [item for meal in meals for item in meal.needs], stock)
    shelves = [
        section(
            brief.say(de, en),
            checks(format_amount(item, brief.language) for item in to_buy if _shelf(item) == number),
            level=3,
        )
        for number, (de, en) in enumerate([*((de, en) for de, en, _ in _SHELVES), _OTHER])
    ]  # fmt: skip
    nothing = brief.say(
        'Es stehen keine Zutaten da. Darum ist die Liste leer.', 'No ingredients are given. So the list is empty.'
    )
    return document(
        brief.earlier[0] if brief.earlier else '',
        section(brief.say('Einkaufsliste', 'Shopping list'), document(*shelves) or nothing),
        section(brief.say('Ist noch da', 'Still at home'), bullets(at_home)),
        section(brief.say('So wurde gerechnet', 'How it was reckoned'), bullets([*reckoned, *_prices(brief)])),
    )


def needs(brief: Brief) -> list[tuple[str, ...]]:
    """Every ingredient of every meal with its amount and shelf, as rows; adding up is for others."""
    names = [brief.say(de, en) for de, en, _ in _SHELVES] + [brief.say(*_OTHER)]
    return [
        (item.name, '' if item.number is None else format_number(item.number, item.unit, brief.language),
         names[_shelf(item)])
        for meal in read_meals(brief) for item in meal.needs
    ]  # fmt: skip


def read_meals(brief: Brief) -> list[Meal]:
    """The meals with their days; meals without a day get the free days in order."""
    found: list[tuple[str, str, tuple[Amount, ...]]] = []
    for line in lines(brief.answer('dishes', 'notes') or brief.text or brief.last):
        text = plain(line)
        day = _DAY.match(text)
        rest = text[day.end() :] if day else text
        if not any(letter.isalpha() for letter in rest):
            continue
        name, needs = _meal(rest, brief.language)
        found.append((_day_name(day[1], brief.language) if day else '', name, needs))
    taken = {day for day, _, _ in found}
    free = iter([day for day in DAYS[brief.language] if day not in taken])
    meals = [Meal(day or next(free, brief.say('Später', 'Later')), name, needs) for day, name, needs in found[:60]]
    order = {day: place for place, day in enumerate(DAYS[brief.language])}
    return sorted(meals, key=lambda meal: order.get(meal.day, 7))


def _meal(text: str, language: str) -> tuple[str, tuple[Amount, ...]]:
    """'Linsensuppe (250 g Linsen, 2 Möhren)' or with ':' or '–' in front of the ingredients."""
    match = re.match(r'([^(:–]{2,80}?)\s*(?:\((.*)\)|[:–]\s*(.+)|\s-\s(.+))\s*\.?$', text)
    if not match:
        return shorten(text.rstrip('.'), 80), ()
    listed = match[2] or match[3] or match[4] or ''
    needs = tuple(read_amount(_bare(piece), language) for piece in _pieces(listed))
    return match[1].strip(), needs


def _pieces(text: str) -> list[str]:
    return [piece for line in lines(text) for piece in _SPLIT.split(plain(line)) if any(c.isalpha() for c in piece)]


def _bare(piece: str) -> str:
    without_price = re.sub(r'\(?\s*\d+(?:[.,]\d{1,2})?\s?(?:€|Euro|EUR)\)?|[£$]\s?\d+(?:\.\d{1,2})?', '', piece)
    return _VAGUE.sub('', without_price.strip(' .')).strip()


def _balance(brief: Brief, needed: list[Amount], stock: list[Amount]) -> tuple[list[Amount], list[str], list[str]]:
    """What to buy, what is at home anyway, and the reckoning for everything that was added or taken off."""
    groups: dict[tuple[str, str], list[Amount]] = {}
    for item in needed:
        groups.setdefault(item.key, []).append(item)
    to_buy: list[Amount] = []
    at_home: list[str] = []
    reckoned: list[str] = []
    for items in groups.values():
        name = max((item.name for item in items), key=len)
        numbers = [item.number for item in items if item.number is not None]
        total = sum(numbers, Fraction(0)) if numbers else None
        there = _there(items[0], stock)
        if there and (there.number is None or total is None):
            at_home.append(name)
            continue
        buy = None if total is None else total - (there.number or 0 if there else 0)
        if buy is None or buy > 0:
            one = buy == 1 and not items[0].unit and max(numbers) > 1
            to_buy.append(Amount(buy, items[0].unit, singular(name, brief.language) if one else name))
        else:
            at_home.append(name)
        if len(numbers) > 1 or there:
            reckoned.append(_reckoning(brief, name, items[0].unit, numbers, there.number if there else None, buy))
    return to_buy, at_home, reckoned


def _there(item: Amount, stock: list[Amount]) -> Amount | None:
    """The stock of that thing: same unit, or no amount said."""
    same = [have for have in stock if thing_key(have.name) == thing_key(item.name)]
    fitting = [have for have in same if have.number is None or have.unit == item.unit]
    if not fitting:
        return None
    known = [have.number for have in fitting if have.number is not None]
    return Amount(sum(known, Fraction(0)) if known else None, item.unit, item.name)


def _reckoning(
    brief: Brief, name: str, unit: str, numbers: list[Fraction], there: Fraction | None, buy: Fraction | None
) -> str:
    def show(number: Fraction) -> str:
        return format_number(number, unit, brief.language)

    text = f'{name}: ' + ' + '.join(show(number) for number in numbers)
    if len(numbers) > 1:
        text += f' = {show(sum(numbers, Fraction(0)))}'
    if there is not None and buy is not None:
        left = brief.say('kaufen', 'to buy')
        home = brief.say('ist da' if there == 1 else 'sind da', 'at home')
        text += f'; {show(there)} {home}; {left}: {show(max(buy, Fraction(0)))}'
    return text


def _prices(brief: Brief) -> list[str]:
    total = add_up(sums(brief.answer('dishes', 'notes') or brief.text))
    if not total:
        return []
    terms = ' + '.join(format_money(item.amount, item.currency, brief.language) for item in total.items)
    return [
        brief.say('Preise: ', 'Prices: ')
        + f'{terms} = {format_money(total.total, total.items[0].currency, brief.language)}'
    ]


def _day_name(text: str, language: str) -> str:
    short = text[:2].lower()
    for names in DAYS.values():
        for place, name in enumerate(names):
            if name.lower() == text.lower() or (len(text) <= 3 and name[: len(text)].lower() == text.lower()):
                return DAYS[language][place]
    return DAYS[language][5] if short == 'so' else text


def _shelf(item: Amount) -> int:
    """The shelf with the longest word that is in the name: 'Tomatenmark' is not a tomato."""
    if item.unit in ('Dose', 'Glas', 'tin', 'jar'):
        return _TINS
    key = item.name.lower()
    stems = thing_key(item.name)
    best = (0, len(_SHELVES))
    for number, (_, _, things) in enumerate(_SHELVES):
        for thing in things.split():
            found = thing in key or thing_key(thing) == stems or any(thing_key(thing) == word for word in stems.split())
            if found and (len(thing) > 2 or thing_key(thing) in stems.split()) and len(thing) > best[0]:
                best = (len(thing), number)
    return best[1]
