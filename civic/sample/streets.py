"""The streets of Miłogród with a door every few metres, and their register as the official GML."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from math import hypot
from xml.sax.saxutils import escape

import numpy as np
from shapely import Point

from civic.core.coordinates import PL1992, WGS84, project_points
from civic.sample import geography

BESIDE = 0.012
"""How many km a door stands beside its street: odd numbers on one side, even on the other."""


@dataclass(frozen=True)
class Street:
    """A straight street between two places (km east and north of the market square), with doors numbered from 1."""

    name: str
    start: tuple[float, float]
    end: tuple[float, float]
    doors: int


@dataclass(frozen=True)
class Door:
    """An address: where it is, and in which district."""

    street: str
    number: int
    lon: float
    lat: float
    district: str


STREETS = (
    Street("Rynek", (-0.12, 0.24), (0.12, 0.20), 24),
    Street("Zamkowa", (-0.60, 0.62), (0.25, 0.48), 26),
    Street("Szkolna", (0.20, 0.02), (0.90, 0.30), 20),
    Street("Piekarska", (-0.45, -0.25), (0.15, -0.50), 18),
    Street("3 Maja", (0.30, 0.60), (0.50, 2.60), 46),
    Street("Jana Kochanowskiego", (-0.90, 0.20), (-0.80, 1.20), 22),
    Street("Marii Skłodowskiej-Curie", (-0.60, 2.90), (0.90, 3.40), 30),
    Street("Słoneczna", (0.20, 3.30), (1.60, 2.70), 44),
    Street("Lipowa", (0.40, 2.30), (-0.30, 3.60), 26),
    Street("Młyńska", (0.20, -2.40), (0.60, -3.30), 28),
    Street("Wierzbowa", (-0.50, -2.90), (0.30, -3.40), 18),
    Street("Kwiatowa", (0.80, -2.60), (1.40, -3.00), 20),
    Street("Nadrzeczna", (1.50, -0.55), (3.20, -1.05), 50),
    Street("Fabryczna", (-2.60, -1.50), (-1.70, -1.10), 24),
    Street("Kolejowa", (-2.00, -0.60), (-2.20, 2.60), 90),
    Street("Plac Dworcowy", (-2.10, 1.70), (-2.00, 1.85), 8),
    Street("Polna", (-2.90, 1.60), (-5.20, 0.20), 140),
    Street("Ogrodowa", (-4.40, -0.30), (-5.40, -0.20), 82),
    Street("Leśna", (3.00, 1.90), (4.20, 2.50), 64),
)
POSTCODES = {area.code: f"99-9{number:02}" for number, area in enumerate(geography.DISTRICTS, 1)}

_HEAD = """<?xml version="1.0" encoding="utf-8"?>
<gml:FeatureCollection xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:bt="urn:gugik:specyfikacje:gmlas:modelPodstawowy:1.0"
 xmlns:prg-ad="urn:gugik:specyfikacje:gmlas:panstwowyRejestrGranicAdresy:1.0">
<gml:featureMembers>
"""
_DOOR = """<prg-ad:PRG_PunktAdresowy gml:id="P_{id}"><prg-ad:idIIP><bt:BT_Identyfikator><bt:lokalnyId>{id}</bt:lokalnyId>
<bt:wersjaId>2026-01-02</bt:wersjaId></bt:BT_Identyfikator></prg-ad:idIIP>
<prg-ad:numerPorzadkowy>{number}</prg-ad:numerPorzadkowy><prg-ad:kodPocztowy>{postcode}</prg-ad:kodPocztowy>
<prg-ad:miejscowosc>{town}</prg-ad:miejscowosc><prg-ad:ulica>{street}</prg-ad:ulica>
<prg-ad:pozycja><gml:Point srsName="urn:ogc:def:crs:EPSG::2180"><gml:pos>{north:.2f} {east:.2f}</gml:pos></gml:Point></prg-ad:pozycja>
</prg-ad:PRG_PunktAdresowy>
"""
_TAIL = "</gml:featureMembers>\n</gml:FeatureCollection>\n"


@cache
def doors() -> tuple[Door, ...]:
    """Every address of the city."""
    return tuple(door for street in STREETS for door in _along(street))


def door(street: str, number: int) -> Door | None:
    """The address, or None."""
    return next((each for each in doors() if (each.street, each.number) == (street, number)), None)


def register() -> str:
    """All addresses as the official register writes them (the model of 2012, EPSG:2180 with its northing first)."""
    plane = project_points(
        np.array([each.lon for each in doors()]), np.array([each.lat for each in doors()]), WGS84, PL1992
    )
    written = [
        _DOOR.format(
            id=f"milogrod-{number}", number=each.number, postcode=POSTCODES[each.district], town=geography.NAME,
            street=escape(each.street), east=east, north=north,
        )
        for number, (each, (east, north)) in enumerate(zip(doors(), plane.tolist(), strict=True), 1)
    ]  # fmt: skip
    return _HEAD + "".join(written) + _TAIL


def _along(street: Street) -> Iterator[Door]:
    (east, north), (to_east, to_north) = street.start, street.end
    length = hypot(to_east - east, to_north - north)
    across = (to_north - north) / length * BESIDE, -(to_east - east) / length * BESIDE
    for number in range(1, street.doors + 1):
        part, side = (number - 0.5) / street.doors, 1 if number % 2 else -1
        lon, lat = geography.place(
            east + part * (to_east - east) + side * across[0],
            north + part * (to_north - north) + side * across[1],
        )
        here = Point(lon, lat)
        district = next((code for code, shape in geography.districts().items() if shape.contains(here)), None)
        if district is not None:
            yield Door(street.name, number, round(lon, 6), round(lat, 6), district)
