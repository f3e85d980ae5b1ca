"""The requests of Miłogród's neighbours, read from initiatives.yaml, nothing left out."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from civic.core.coordinates import LonLat
from civic.initiatives.requests.rules import (
    DEFAULT,
    Land,
    Line,
    LineKind,
    ScheduleStep,
    Scope,
    Side,
    Status,
    Who,
)
from civic.initiatives.requests.rules.answers import Description, Idea, Place
from civic.sample import streets

ZLOTY = 100
SCOPES: Mapping[str, Scope] = {
    "greenery": Scope.GREENERY,
    "sport": Scope.SPORT,
    "infrastructure": Scope.INFRASTRUCTURE,
    "community": Scope.COMMUNITY,
    "culture": Scope.CULTURE,
    "heritage": Scope.TRADITION,
}
_DOOR = re.compile(r"(?P<street>.+) (?P<number>\d+)$")


@dataclass(frozen=True)
class Request:
    """One request and how far it has come. ``because``: what the office says where it stops, or why it ended."""

    state: Status
    idea: Idea
    place: Place
    description: Description
    giving: tuple[Line, ...]
    asking: tuple[Line, ...]
    steps: tuple[tuple[str, Who, int, int], ...]
    participants: int
    supporters: int
    organisation: str = ""
    because: str = ""
    to: str = ""

    def schedule(self, start: date) -> tuple[ScheduleStep, ...]:
        """The steps, counted from a day."""
        return tuple(
            ScheduleStep(
                what=what, side=who, starts_on=start + timedelta(first), ends_on=start + timedelta(last)
            )
            for what, who, first, last in self.steps
        )


@cache
def requests() -> tuple[Request, ...]:
    """All of them."""
    path = Path(__file__).parent / "initiatives.yaml"
    return tuple(_read(raw) for raw in yaml.safe_load(path.read_text(encoding="utf-8")))


def _read(raw: Mapping[str, Any]) -> Request:
    return Request(
        state=Status(raw["state"]),
        idea=Idea(title=raw["title"], summary=raw["summary"], scope=SCOPES[raw["scope"]]),
        place=Place(point=_point(raw["where"]), location_text=raw["where"], land=Land(raw["land"])),
        description=Description(description=raw["description"], goal=raw["goal"], readiness=raw["readiness"]),
        giving=tuple(_giving(raw)),
        asking=tuple(_line(Side.CITY, LineKind(kind), *rest) for kind, *rest in raw["city"]),
        steps=tuple((what, Who(who), first, last) for what, who, first, last in raw["steps"]),
        participants=raw["participants"],
        supporters=raw["supporters"],
        organisation=raw.get("organisation", ""),
        because=raw.get("fix") or raw.get("reasons") or raw.get("terminate") or "",
        to=raw.get("to", ""),
    )


def _giving(raw: Mapping[str, Any]) -> list[Line]:
    lines = []
    for name, people, hours, rate_id in raw.get("work", ()):
        rate = DEFAULT.rate(rate_id)
        if rate is None:
            raise ValueError(rate_id)
        lines.append(
            Line(
                side=Side.RESIDENTS, kind=LineKind.WORK, name=name, people=people, quantity=Decimal(people * hours),
                unit="godz.", rate=rate_id, unit_cost=rate.hourly,
            )
        )  # fmt: skip
    lines += [_line(Side.RESIDENTS, LineKind.THING, *each) for each in raw.get("things", ())]
    lines += [
        Line(side=Side.RESIDENTS, kind=LineKind.MONEY, name=name, unit_cost=amount * ZLOTY)
        for name, amount in raw.get("money", ())
    ]
    return lines


def _line(side: Side, kind: LineKind, name: str, quantity: int, unit: str, cost: int) -> Line:
    return Line(
        side=side, kind=kind, name=name, quantity=Decimal(quantity), unit=unit, unit_cost=cost * ZLOTY
    )


def _point(where: str) -> LonLat:
    named = _DOOR.match(where)
    door = streets.door(named["street"], int(named["number"])) if named else None
    if door is None:
        raise ValueError(f"{where} is no address of Miłogród")
    return LonLat(door.lon, door.lat)
