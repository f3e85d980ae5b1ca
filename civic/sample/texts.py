"""The projects of Miłogród as their leaders would write them: read from projects/*.yaml, nothing left out."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from civic.budget.editions.rules import Kind
from civic.budget.projects.rules import Category, CostLine, Stage, UniversalDesign
from civic.budget.projects.rules.answers import Costs, Description, Idea, Place
from civic.core.coordinates import LonLat
from civic.sample import geography, streets

CITY = "city"
ZLOTY = 100
KEPT_SHARE = 40
"""What is built costs a fortieth of its price a year to keep."""

CATEGORIES: Mapping[str, Category] = {
    "zieleń": Category.GREENERY,
    "sport": Category.SPORT,
    "infrastruktura": Category.INFRASTRUCTURE,
    "kultura": Category.CULTURE,
    "edukacja": Category.EDUCATION,
    "zdrowie": Category.HEALTH,
    "bezpieczeństwo": Category.SAFETY,
    "społeczne": Category.SOCIAL,
    "dzieci": Category.PUBLIC_SPACE,
    "zwierzęta": Category.ENVIRONMENT,
}
_UNIT = re.compile(r" \((m²|m|ar|godz\.|miesiąc|lampa)\)$")
_STREETS = "|".join(re.escape(street.name) for street in streets.STREETS)
_ADDRESS = re.compile(rf"(?P<street>{_STREETS})(?: przy| od)?(?: nr)? (?P<number>\d+)\b")


@dataclass(frozen=True)
class Text:
    """One project. ``area``: the code of its district, "" for the whole city; ``asks_city``: for money of the whole city.

    ``group``: of projects that exclude each other; ``refused``: at which stage the office says no, and why; ``verified``:
    the office's cost in grosz; ``draft``: never sent.
    """

    idea: Idea
    place: Place
    description: Description
    costs: Costs
    area: str
    asks_city: bool
    group: str = ""
    refused: tuple[Stage, str] | None = None
    verified: int | None = None
    draft: bool = False


@cache
def texts(name: str) -> tuple[Text, ...]:
    """All projects of projects/NAME.yaml, those of different districts mixed as if they came in over weeks."""
    path = Path(__file__).parent / "projects" / f"{name}.yaml"
    by_area: Mapping[str, list[dict[str, Any]]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    found = [
        (place / len(wanted), _read(code, place, each))
        for code, wanted in by_area.items()
        for place, each in enumerate(wanted)
    ]
    return tuple(text for _, text in sorted(found, key=lambda pair: pair[0]))


def _read(code: str, place: int, raw: Mapping[str, Any]) -> Text:
    area = raw.get("at", "") if code == CITY else code
    lines = tuple(_line(*each) for each in raw["costs"])
    refused = raw.get("refused")
    return Text(
        idea=Idea(title=raw["title"], summary=raw["summary"]),
        place=_place(area, place, raw["place"]),
        description=_description(raw, lines),
        costs=_costs(raw, lines),
        area=area,
        asks_city=code == CITY,
        group=raw.get("group", ""),
        refused=(Stage(refused["stage"]), refused["why"]) if refused else None,
        verified=raw["verified"] * ZLOTY if "verified" in raw else None,
        draft=raw.get("draft", False),
    )


def _line(what: str, quantity: int, price: int) -> CostLine:
    unit = _UNIT.search(what)
    measure = unit[1] if unit else "kpl." if quantity == 1 else "szt."
    return CostLine(
        name=_UNIT.sub("", what), quantity=Decimal(quantity), unit=measure, unit_cost=price * ZLOTY
    )


def _place(area: str, number: int, words: str) -> Place:
    if not area:
        return Place(citywide=True, location_text=words)
    return Place(citywide=False, point=_point(area, number, words), location_text=words)


def _point(area: str, number: int, words: str) -> LonLat:
    """Where the words say, when they name a door of the district; else some place in it."""
    if named := _ADDRESS.search(words.replace("pl. ", "Plac ")):
        door = streets.door(named["street"], int(named["number"]))
        if door is not None and door.district == area:
            return LonLat(door.lon, door.lat)
    return LonLat(*geography.point_in(area, number))


def _description(raw: Mapping[str, Any], lines: tuple[CostLine, ...]) -> Description:
    scope = "; ".join(f"{_inside(line.name)} – {line.quantity} {line.unit}" for line in lines)
    built = raw["kind"] == "HARD"
    return Description(
        description=f"{raw['summary']}\n\nZakres: {scope.rstrip('.')}. Miejsce: {raw['place']}.",
        justification=raw["why"],
        kind=Kind(raw["kind"]),
        categories=(CATEGORIES[raw["category"]],),
        public_access="Dla wszystkich, bez opłat, przez cały rok."
        if built
        else "Udział bezpłatny, bez zapisów.",
        universal_design=UniversalDesign.YES,
        universal_design_note="Dojście bez progów, z miejscem do zatrzymania wózka." if built else "",
    )


def _inside(name: str) -> str:
    """A name inside a sentence: "Ławka" is "ławka", "AED" stays."""
    return name[0].lower() + name[1:] if name[1:2].islower() else name


def _costs(raw: Mapping[str, Any], lines: tuple[CostLine, ...]) -> Costs:
    if raw["kind"] == "SOFT":
        return Costs(lines=lines)
    yearly = sum(line.total for line in lines) // KEPT_SHARE // (100 * ZLOTY) * (100 * ZLOTY)
    return Costs(
        lines=lines, running_costs="Przeglądy, sprzątanie i drobne naprawy.", running_cost_yearly=yearly
    )
