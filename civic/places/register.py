"""The official register of addresses (PRG) as GML, in the models of 2012 and 2021: streamed, one feature in memory.

EPSG:2180 has its northing first. The model of 2012 names the system by URN and keeps to that; the model of 2021 writes
"EPSG:2180" and puts the easting first, as GIS programs do. So the form of the name tells the order.
"""

import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from lxml import etree

from civic.core.refusal import Refused
from civic.places.rules import Refusal

LARGEST_MEMBER = 50_000_000_000
LARGEST_RATIO = 300  # this XML packs about 30 times; a bomb over 1000 times
LONGEST_NAME = 200
XLINK = "{http://www.w3.org/1999/xlink}href"
GML_ID = "{http://www.opengis.net/gml/3.2}id"

_DOORS = {"PRG_PunktAdresowy", "AD_PunktAdresowy"}
_NAMES = {"PRG_MiejscowoscNazwa", "PRG_UlicaNazwa", "AD_Miejscowosc", "AD_UlicaPlac"}
_OTHERS = {"PRG_JednostkaAdministracyjnaNazwa", "featureMember", "member"}
_TAGS = [f"{{*}}{name}" for name in sorted(_DOORS | _NAMES | _OTHERS)]
_ENDED = {"koniecWersjiObiektu", "waznyDo"}
_STREET_PARTS = ("przedrostek1Czesc", "przedrostek2Czesc", "nazwaCzesc", "nazwaGlownaCzesc")


@dataclass(frozen=True)
class Door:
    """An address point as the register has it; what is absent is None.

    ``first`` and ``second`` are the coordinates in the order of the file. ``street_ref`` and ``town_ref`` point to Names
    that may stand before or after it, even in another file; ``refs`` are all its links.
    """

    line: int
    external_id: str | None
    version: str
    ended: bool
    number: str | None
    postcode: str | None
    street: str | None
    town: str | None
    street_ref: str | None
    town_ref: str | None
    refs: tuple[str, ...]
    system: str | None
    first: float | None
    second: float | None


@dataclass(frozen=True)
class Name:
    """A street or a town; ``code`` is its number in the TERYT register (ULIC or SIMC)."""

    ref: str
    street: bool
    name: str
    code: str | None


@dataclass(frozen=True)
class Source:
    """One GML document: a file, or a member of a zip archive."""

    name: str
    size: int
    open: Callable[[], IO[bytes]]


def sources(path: Path) -> list[Source]:
    """The GML documents of a file; refused when it is neither XML nor a zip archive with some."""
    if not zipfile.is_zipfile(path):
        with path.open("rb") as file:
            if not file.read(200).lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
                raise Refused(Refusal.NOT_AN_ADDRESS_FILE, file=path.name)
        return [Source(path.name, path.stat().st_size, lambda: path.open("rb"))]
    with zipfile.ZipFile(path) as archive:
        members = [m for m in archive.infolist() if m.filename.lower().endswith((".gml", ".xml"))]
    for member in members:
        if member.file_size > LARGEST_MEMBER or member.file_size > LARGEST_RATIO * (
            member.compress_size + 1000
        ):
            raise Refused(Refusal.ZIP_BOMB, file=f"{path.name}/{member.filename}")
    if not members:
        raise Refused(Refusal.NOT_AN_ADDRESS_FILE, file=path.name)
    return [
        Source(f"{path.name}/{m.filename}", m.file_size, lambda m=m: _member(path, m))  # type: ignore[misc]
        for m in members
    ]


def _member(path: Path, member: zipfile.ZipInfo) -> IO[bytes]:
    with zipfile.ZipFile(path) as archive:
        return archive.open(member)  # keeps the archive's file open until it is closed itself


def read(source: Source, progress: Callable[[int], None] = lambda _: None) -> Iterator[Door | Name]:
    """Doors and names in the order of the document; ``progress`` hears how many bytes of it are behind.

    No entity is resolved, nothing is fetched, a document type is refused. Refused when the XML is damaged.
    """
    with closing(source.open()) as stream:
        counted = _Counted(stream)
        elements = etree.iterparse(
            counted, events=("end",), tag=_TAGS, resolve_entities=False, no_network=True, load_dtd=False
        )
        try:
            for number, (_, element) in enumerate(elements):
                if number == 0:
                    _refuse_entities(element, source)
                name = etree.QName(element).localname
                if name in _DOORS:
                    yield _door(element)
                elif name in _NAMES and (found := _name(element, name)) is not None:
                    yield found
                _forget(element)
                progress(counted.read_so_far)
        except (etree.XMLSyntaxError, zipfile.BadZipFile, EOFError) as error:
            line = error.lineno if isinstance(error, etree.XMLSyntaxError) else None
            raise Refused(Refusal.DAMAGED_FILE, file=source.name, line=line or "?") from error


class _Counted:
    """A stream that knows how much was read of it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream = stream
        self.read_so_far = 0

    def read(self, size: int = -1) -> bytes:
        data = self.stream.read(size)
        self.read_so_far += len(data)
        return data


def _refuse_entities(element: Any, source: Source) -> None:
    if element.getroottree().docinfo.internalDTD is not None:
        raise Refused(Refusal.ENTITIES_IN_FILE, file=source.name)


def _forget(element: Any) -> None:
    """Free the element and everything before it, known or not."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _text(element: Any) -> str | None:
    text = " ".join((element.text or "").split())
    return text or None


def _children(element: Any) -> dict[str, Any]:
    """Elements below by local name; the first of each."""
    found: dict[str, Any] = {}
    for below in element.iterdescendants(tag=etree.Element):
        found.setdefault(etree.QName(below).localname, below)
    return found


def _ref(href: str) -> str:
    """What a link points to: the gml:id behind the # or the last /."""
    return href.rpartition("#")[2].rpartition("/")[2]


def _links(element: Any, start: str) -> list[str]:
    return [
        _ref(child.get(XLINK))
        for child in element.iterchildren(tag=etree.Element)
        if child.get(XLINK) and etree.QName(child).localname.startswith(start)
    ]


def _door(element: Any) -> Door:
    below = _children(element)

    def text(name: str) -> str | None:
        return _text(below[name]) if name in below else None

    position = (text("pos") or "").split()
    first, second = _numbers(position)
    streets, towns = _links(element, "ulica"), _links(element, "miejscowosc")
    point = below.get("Point")
    return Door(
        line=element.sourceline,
        external_id=text("lokalnyId"),
        version=text("wersjaId") or "",
        ended=any(text(name) for name in _ENDED),
        number=text("numerPorzadkowy"),
        postcode=text("kodPocztowy"),
        street=text("ulica"),
        town=text("miejscowosc"),
        street_ref=streets[0] if streets else None,
        town_ref=towns[0] if towns else None,
        refs=(*streets, *towns, *_links(element, "komponent")),
        system=point.get("srsName") if point is not None else None,
        first=first,
        second=second,
    )


def _numbers(position: Iterable[str]) -> tuple[float | None, float | None]:
    try:
        first, second = map(float, position)
    except ValueError:
        return None, None
    return first, second


def _name(element: Any, kind: str) -> Name | None:
    below = _children(element)
    street = kind in {"PRG_UlicaNazwa", "AD_UlicaPlac"}
    words = [_text(below[name]) for name in ("nazwaPelna", "nazwa") if name in below]
    if kind == "PRG_UlicaNazwa":
        words = [" ".join(filter(None, (_text(below[p]) for p in _STREET_PARTS if p in below)))]
    codes = [_text(below[c]) for c in ("identyfikatorULIC", "identyfikatorSIMC", "idTERYT") if c in below]
    name = next(filter(None, words), None)
    ref = element.get(GML_ID)
    if not ref or not name or len(name) > LONGEST_NAME:
        return None
    return Name(ref, street, name, next(filter(None, codes), None))
