"""Invented address registers in both models of the official GML."""

from collections.abc import Iterable
from dataclasses import dataclass

from shapely import Point

from civic.core.coordinates import PL1992, WGS84, project

HEAD_2012 = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<gml:FeatureCollection xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:gml="http://www.opengis.net/gml/3.2"'
    ' xmlns:bt="urn:gugik:specyfikacje:gmlas:modelPodstawowy:1.0"'
    ' xmlns:mua="urn:gugik:specyfikacje:gmlas:ewidencjaMiejscowosciUlicAdresow:1.0"'
    ' xmlns:prg-ad="urn:gugik:specyfikacje:gmlas:panstwowyRejestrGranicAdresy:1.0">\n<gml:featureMembers>\n'
)
TAIL_2012 = "</gml:featureMembers>\n</gml:FeatureCollection>\n"
HEAD_2021 = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<gml:FeatureCollection xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' xmlns:prgad="https://geoportal.gov.pl/schemas/prgad/1.0">\n'
)
TAIL_2021 = "</gml:FeatureCollection>\n"


@dataclass(frozen=True)
class D:
    """A door; the place in degrees. None leaves the element out."""

    id: str | None
    number: str | None = "1"
    lon: float | None = 20.005
    lat: float | None = 52.005
    street: str | None = "Kwiatowa"
    town: str | None = "Miłogród"
    version: str = "2024-01-01"
    extra: str = ""
    system: str | None = None


def plane(lon: float, lat: float) -> tuple[float, float]:
    """Easting and northing on EPSG:2180."""
    point = project(Point(lon, lat), WGS84, PL1992)
    return point.x, point.y


def tag(prefix: str, name: str, text: str | None) -> str:
    return f"<{prefix}:{name}>{text}</{prefix}:{name}>\n" if text is not None else ""


def door_2012(door: D) -> str:
    position = ""
    if door.lon is not None and door.lat is not None:
        east, north = plane(door.lon, door.lat)
        system = door.system or "urn:ogc:def:crs:EPSG::2180"
        position = f'<prg-ad:pozycja><gml:Point srsName="{system}"><gml:pos>{north} {east}</gml:pos></gml:Point></prg-ad:pozycja>\n'
    return (
        f'<prg-ad:PRG_PunktAdresowy gml:id="P_{door.id}">\n<prg-ad:idIIP><bt:BT_Identyfikator>'
        + tag("bt", "lokalnyId", door.id)
        + tag("bt", "wersjaId", door.version)
        + "</bt:BT_Identyfikator></prg-ad:idIIP>\n"
        + tag("prg-ad", "miejscowosc", door.town)
        + tag("prg-ad", "ulica", door.street)
        + tag("prg-ad", "numerPorzadkowy", door.number)
        + tag("prg-ad", "kodPocztowy", "00-001")
        + position
        + '<prg-ad:komponent xlink:href="http://geoportal.gov.pl/PZGIK/dane/M_1"/>\n'
        + ('<prg-ad:komponent xlink:href="http://geoportal.gov.pl/PZGIK/dane/U_1"/>\n' if door.street else "")
        + f"{door.extra}</prg-ad:PRG_PunktAdresowy>\n"
    )


NAMES_2012 = (
    '<prg-ad:PRG_JednostkaAdministracyjnaNazwa gml:id="J_1"><prg-ad:nazwa>POLSKA</prg-ad:nazwa>'
    "</prg-ad:PRG_JednostkaAdministracyjnaNazwa>\n"
    '<prg-ad:PRG_MiejscowoscNazwa gml:id="M_1"><prg-ad:nazwa>Miłogród</prg-ad:nazwa><prg-ad:idTERYT>0910140'
    "</prg-ad:idTERYT></prg-ad:PRG_MiejscowoscNazwa>\n"
    '<prg-ad:PRG_UlicaNazwa gml:id="U_1"><prg-ad:nazwa><mua:AD_NazwaUlicy><mua:nazwaGlownaCzesc>Kwiatowa'
    "</mua:nazwaGlownaCzesc><mua:idTERYT>16742</mua:idTERYT></mua:AD_NazwaUlicy></prg-ad:nazwa>"
    "</prg-ad:PRG_UlicaNazwa>\n"
)


def model_2012(doors: Iterable[D], names: str = NAMES_2012) -> str:
    """A whole document of the model of 2012: the northing first."""
    return HEAD_2012 + "".join(map(door_2012, doors)) + names + TAIL_2012


def door_2021(door: D) -> str:
    position = ""
    if door.lon is not None and door.lat is not None:
        east, north = plane(door.lon, door.lat)
        system = door.system or "EPSG:2180"
        position = (
            f'<prgad:georeferencja><gml:Point srsName="{system}"><gml:pos>{east} {north}</gml:pos></gml:Point>'
            "</prgad:georeferencja>\n"
        )
    links = "" if door.town is None else f'<prgad:miejscowosc xlink:href="#M_{door.town}"/>\n'
    links += "" if door.street is None else f'<prgad:ulica2 xlink:href="#U_{door.street}"/>\n'
    return (
        f'<gml:featureMember>\n<prgad:AD_PunktAdresowy gml:id="P_{door.id}">\n<prgad:idIIP><prgad:AD_IdentyfikatorIIP>'
        + tag("prgad", "lokalnyId", door.id)
        + tag("prgad", "wersjaId", door.version)
        + "</prgad:AD_IdentyfikatorIIP></prgad:idIIP>\n"
        + tag("prgad", "numerPorzadkowy", door.number)
        + position
        + tag("prgad", "kodPocztowy", "00-001")
        + f"{links}{door.extra}</prgad:AD_PunktAdresowy>\n</gml:featureMember>\n"
    )


def town_2021(name: str = "Miłogród", simc: str = "0910140") -> str:
    return (
        f'<gml:featureMember><prgad:AD_Miejscowosc gml:id="M_{name}"><prgad:nazwa>{name}</prgad:nazwa>'
        f"<prgad:identyfikatorSIMC>{simc}</prgad:identyfikatorSIMC><prgad:ulica1 xlink:href='#x'/>"
        "</prgad:AD_Miejscowosc></gml:featureMember>\n"
    )


def street_2021(name: str = "Kwiatowa", ulic: str = "16742") -> str:
    return (
        f'<gml:featureMember><prgad:AD_UlicaPlac gml:id="U_{name}"><prgad:nazwaPelna>{name}</prgad:nazwaPelna>'
        f"<prgad:TERYTNazwa1>{name}</prgad:TERYTNazwa1><prgad:identyfikatorULIC>{ulic}</prgad:identyfikatorULIC>"
        "</prgad:AD_UlicaPlac></gml:featureMember>\n"
    )


def model_2021(doors: Iterable[D], names: str | None = None) -> str:
    """A whole document of the model of 2021: the easting first, names after the doors."""
    named = town_2021() + street_2021() if names is None else names
    return HEAD_2021 + "".join(map(door_2021, doors)) + named + TAIL_2021
