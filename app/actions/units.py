"""Units of the kitchen and of every day, with exact factors, and words that count things.

A spoon is a level measuring spoon (EL 15 ml, TL 5 ml), a cup holds 250 ml, a pinch is the sixteenth part of a
teaspoon. Nothing here turns millilitres into grams: that depends on what is in the spoon.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from app.domain.text import Text


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit; (value + offset) * factor is the value in the basic unit of its kind."""

    key: str
    kind: str
    factor: Fraction
    one: Text  # as it is written behind 1
    many: Text  # behind any other number
    offset: Fraction = Fraction(0)
    spellings: tuple[str, ...] = ()

    def written(self, amount: Fraction, language: str) -> str:
        """g · Tasse · Tassen"""
        return (self.one if abs(amount) <= 1 else self.many).in_language(language)

    def like(self, word: str, amount: Fraction) -> str:
        """The word for another amount: Dose becomes Dosen; other spellings stay as they are."""
        for language in ('de', 'en'):
            if word in (self.one.in_language(language), self.many.in_language(language)):
                return self.written(amount, language)
        return word


def convert(amount: Fraction, source: Unit, target: Unit) -> Fraction:
    """The same amount in another unit of the same kind, exactly; ValueError between two kinds."""
    if source.kind != target.kind:
        raise ValueError(f'{source.key} is no {target.kind}')
    return (amount + source.offset) * source.factor / target.factor - target.offset


@cache
def units() -> Mapping[str, Unit]:
    """All units by key."""
    return {unit.key: unit for unit in (*_measures(), *_things())}


@cache
def _by_spelling() -> Mapping[str, Unit]:
    found: dict[str, Unit] = {}
    for unit in units().values():
        words = (unit.key, unit.one.de, unit.one.en, unit.many.de, unit.many.en, *unit.spellings)
        found |= {word.casefold(): unit for word in words if word.casefold() not in found}
    return found


def unit_of(word: str) -> Unit | None:
    """The unit that is written like this: g, Gramm, EL, Esslöffel, Tassen, Pck., ..."""
    return _by_spelling().get(word.strip().rstrip('.').casefold())


# kind, then lines of: key, factor, singular and plural (de, en), other spellings
_MEASURES = {
    'mass': """
        mg  0.001          mg  mg  mg  mg                      Milligramm milligram milligrams
        g   1              g   g   g   g                       gr Gramm gram grams
        kg  1000           kg  kg  kg  kg                      Kilo Kilogramm kilogram kilograms
        t   1000000        t   t   t   t                       Tonne Tonnen tonne tonnes
        pfund 500          Pfund Pfund Pfund Pfund             Pfd
        zentner 50000      Zentner Zentner Zentner Zentner     Ztr
        oz  28.349523125   oz  oz  oz  oz                      Unze Unzen ounce ounces
        lb  453.59237      lb  lb  lb  lb                      lbs pound pounds
    """,
    'volume': """
        ml  1              ml  ml  ml  ml                      Milliliter millilitre millilitres milliliters cm³ ccm
        cl  10             cl  cl  cl  cl                      Zentiliter centilitre
        dl  100            dl  dl  dl  dl                      Deziliter decilitre
        l   1000           l   l   l   l                       Liter litre litres liters
        tl  5              TL  TL  tsp tsp                     Teelöffel Teel Kaffeelöffel KL teaspoon teaspoons
        el  15             EL  EL  tbsp tbsp                   Esslöffel Eßlöffel Essl tablespoon tablespoons
        tasse 250          Tasse Tassen cup cups               Ta cups
        prise 0.3125       Prise Prisen pinch pinches          Pr
    """,
    'length': """
        mm  0.001          mm  mm  mm  mm                      Millimeter millimetre millimetres
        cm  0.01           cm  cm  cm  cm                      Zentimeter centimetre centimetres
        dm  0.1            dm  dm  dm  dm                      Dezimeter
        m   1              m   m   m   m                       Meter metre metres meters
        km  1000           km  km  km  km                      Kilometer kilometre kilometres
        zoll 0.0254        Zoll Zoll inch inches               Inch
        fuss 0.3048        Fuß Fuß foot feet                   ft
        meile 1609.344     Meile Meilen mile miles             mi
    """,
    'area': """
        cm2 0.0001         cm² cm² cm² cm²                     qcm
        m2  1              m²  m²  m²  m²                      qm Quadratmeter
        ar  100            Ar  Ar  are ares                    are
        ha  10000          ha  ha  ha  ha                      Hektar hectare hectares
        km2 1000000        km² km² km² km²                     qkm Quadratkilometer
    """,
    'time': """
        s   1              s   s   s   s                       Sek Sekunde Sekunden sec second seconds
        min 60             min min min min                     Minute Minuten minute minutes
        h   3600           h   h   h   h                       Std Stunde Stunden hour hours
        tag 86400          Tag Tage day days                   Tagen
        woche 604800       Woche Wochen week weeks             Wochen
    """,
    'energy': """
        kj  1              kJ  kJ  kJ  kJ                      Kilojoule
        kcal 4.184         kcal kcal kcal kcal                 Kalorien Kilokalorien calories
        kwh 3600           kWh kWh kWh kWh                     Kilowattstunde Kilowattstunden
    """,
    'speed': """
        kmh 1              km/h km/h km/h km/h                 Stundenkilometer
        ms  3.6            m/s m/s m/s m/s                     m/s
        mph 1.609344       mph mph mph mph                     mph
    """,
}
_HEAT = (
    Unit('celsius', 'heat', Fraction(1), Text('°C', '°C'), Text('°C', '°C'), Fraction('273.15'), ('Grad', '°')),
    Unit('fahrenheit', 'heat', Fraction(5, 9), Text('°F', '°F'), Text('°F', '°F'), Fraction('459.67')),
    Unit('kelvin', 'heat', Fraction(1), Text('K', 'K'), Text('K', 'K')),
)
# What is counted, not measured: singular and plural (de, en), other spellings.
_THINGS = """
    Stück Stück piece pieces                 Stk St Stücke
    Dose Dosen tin tins                      can cans
    Becher Becher tub tubs                   Bch
    Packung Packungen pack packs             Pck Pkg Pack packet packets package packages
    Päckchen Päckchen sachet sachets         Pckch
    Bund Bund bunch bunches                  Bd Bunde
    Zehe Zehen clove cloves                  Knoblauchzehe Knoblauchzehen
    Scheibe Scheiben slice slices            Scheibchen
    Glas Gläser jar jars                     Gl
    Flasche Flaschen bottle bottles          Fl
    Beutel Beutel bag bags                   Btl
    Tüte Tüten sack sacks                    Tütchen
    Kopf Köpfe head heads                    Kopfe
    Zweig Zweige sprig sprigs                Zweiglein
    Blatt Blätter leaf leaves                Bl
    Stange Stangen stick sticks              Stg
    Würfel Würfel cube cubes                 Wrfl
    Kugel Kugeln scoop scoops                Kgl
    Messerspitze Messerspitzen knifepoint knifepoints  Msp
    Spritzer Spritzer dash dashes            Spr
    Schuss Schuss splash splashes            Schuß
    Handvoll Handvoll handful handfuls       Hv
    Netz Netze net nets                      Ntz
    Tafel Tafeln bar bars                    Tfl
    Rolle Rollen roll rolls                  Rl
    Kiste Kisten crate crates                Ki
    Portion Portionen portion portions       serving servings
    Person Personen person people            Pers persons
"""


def _measures() -> list[Unit]:
    found = []
    for kind, lines in _MEASURES.items():
        for line in lines.strip().splitlines():
            key, factor, one, many, english, englishes, *spellings = line.split()
            texts = Text(one, english), Text(many, englishes)
            found.append(Unit(key, kind, Fraction(factor), *texts, spellings=tuple(spellings)))
    return [*found, *_HEAT]


def _things() -> list[Unit]:
    found = []
    for line in _THINGS.strip().splitlines():
        one, many, english, englishes, *spellings = line.split()
        key = one.casefold()
        found.append(Unit(key, key, Fraction(1), Text(one, english), Text(many, englishes), spellings=tuple(spellings)))
    return found
