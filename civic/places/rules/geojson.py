"""Boundaries as GeoJSON (RFC 7946, and the older one with a ``crs`` member): from bytes to drafts of areas."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from shapely import MultiPolygon, Polygon

from civic.core.coordinates import SYSTEMS, WEB_MERCATOR, WGS84, project
from civic.places.rules import CODE, LONGEST_NAME, is_good_name, slug
from civic.places.rules.findings import Finding, Problem
from civic.places.rules.rings import MOST_POINTS, NESTING, Rings, read_rings

LARGEST_FILE = 200_000_000
BIGGEST_POPULATION = 10_000_000
SHOWN_FIELDS = 12
OFTEN = (Problem.REPEATED_POINTS, Problem.POINTS_REMOVED, Problem.HEIGHT_DROPPED)
# ETRS89 is WGS84 within a metre; 900913 is how 3857 was called once.
SAME = {4258: WGS84, 900913: WEB_MERCATOR}


@dataclass(frozen=True)
class Draft:
    """An area as it would be stored: WGS84, two dimensions; ``feature`` is its place in the file, from 1, else 0."""

    name: str
    code: str
    population: int | None
    shape: MultiPolygon
    feature: int = 0


@dataclass(frozen=True)
class Fields:
    """Which properties of a feature hold what."""

    name: str
    population: str | None = None
    code: str | None = None


@dataclass(frozen=True)
class How:
    """How to take a file's numbers. ``srid`` overrides what the file says of its system; without both it is WGS84.

    Plane coordinates are taken as easting, northing, as GIS programs write them into GeoJSON, unless ``northing_first``.
    """

    srid: int | None = None
    northing_first: bool = False
    repair: bool = False


class Reading(NamedTuple):
    """What a file holds, what is wrong with it, and the EPSG number it was read by."""

    drafts: list[Draft]
    findings: list[Finding]
    system: int = WGS84


def read(data: bytes, fields: Fields, how: How = How()) -> Reading:
    """Areas of a file, or what is wrong with it."""
    document = _decode(data)
    if isinstance(document, Finding):
        return Reading([], [document])
    features = _features(document)
    system = how.srid or _system(document)
    if not features:
        return Reading([], [Finding(Problem.NO_FEATURES)])
    if system not in SYSTEMS:
        return Reading([], [Finding(Problem.UNKNOWN_SYSTEM, {"system": str(system)[:80]})])
    how = replace(how, srid=int(system))
    drafts, findings, points = [], [], 0
    for number, feature in enumerate(features, 1):
        reader = _FeatureReader(number, feature, fields, how)
        if (draft := reader.draft(MOST_POINTS - points)) is not None:
            drafts.append(draft)
        points += reader.points
        findings += reader.findings
    return Reading(drafts, _gathered(findings), int(system))


def _gathered(findings: list[Finding]) -> list[Finding]:
    """Remarks that stand for many areas said once, with all their names."""
    said = [finding for finding in findings if finding.problem not in OFTEN]
    for problem in OFTEN:
        same = [finding for finding in findings if finding.problem is problem]
        if same:
            areas = list(dict.fromkeys(str(finding.facts["area"]) for finding in same))
            count = sum(int(str(finding.facts.get("count", 1))) for finding in same)
            said.append(Finding(problem, {"others": areas, "count": count}))
    return said


def _decode(data: bytes) -> dict[str, Any] | Finding:
    if len(data) > LARGEST_FILE:
        return Finding(Problem.TOO_BIG, {"megabytes": LARGEST_FILE // 1_000_000})
    start = data.lstrip(b"\xef\xbb\xbf \r\n\t")[:2]
    if start.startswith(b"<"):
        return Finding(Problem.XML_INSTEAD)
    if start == b"PK":
        return Finding(Problem.ZIP_INSTEAD)
    try:
        document = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):  # not UTF-8, not JSON, or nested beyond all sense
        return Finding(Problem.NOT_GEOJSON)
    if not isinstance(document, dict) or document.get("type") not in {"FeatureCollection", "Feature"}:
        return Finding(Problem.NOT_GEOJSON)
    return document


def _features(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    found = [document] if document["type"] == "Feature" else document.get("features")
    return [f if isinstance(f, dict) else {} for f in found] if isinstance(found, list) else []


def _system(document: Mapping[str, Any]) -> int | str:
    """The EPSG number of the ``crs`` member, its text when that is none we know, WGS84 when there is none."""
    crs = document.get("crs")
    if crs is None:
        return WGS84
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = str(properties.get("name", "")) if isinstance(properties, dict) else ""
    if re.search(r"CRS:?84$", name):
        return WGS84
    found = re.search(r"EPSG:(?:[\d.]*:)?(\d{4,6})$", name)
    number = int(found.group(1)) if found else 0
    return SAME.get(number, number) or name or "?"


class _FeatureReader:
    """One feature: its properties and its rings, with everything that is wrong in it."""

    def __init__(self, number: int, feature: Mapping[str, Any], fields: Fields, how: How) -> None:
        self.number, self.how, self.fields = number, how, fields
        self.system = how.srid or WGS84
        self.points = 0
        self.findings: list[Finding] = []
        properties = feature.get("properties")
        self.properties: dict[str, Any] = properties if isinstance(properties, dict) else {}
        self.geometry = feature.get("geometry")
        self.name = ""

    def draft(self, points_left: int) -> Draft | None:
        """The area, or None when something in it forbids to make one."""
        self.name = self._name()
        code = self._code()
        population = self._population()
        rings = self._rings(points_left)
        if any(finding.refuses for finding in self.findings) or rings is None:
            return None
        shape = MultiPolygon([Polygon(shell, holes) for shell, *holes in rings])
        return Draft(self.name, code, population, project(shape, self.system, WGS84), self.number)

    def _say(self, problem: Problem, **facts: object) -> None:
        self.findings.append(
            Finding(problem, {"area": self.name or f"#{self.number}", "feature": self.number, **facts})
        )

    def _name(self) -> str:
        value = self.properties.get(self.fields.name)
        if value is None:
            there = ", ".join(str(name)[:40] for name in list(self.properties)[:SHOWN_FIELDS])
            self._say(Problem.NO_NAME, field=self.fields.name, fields=there or "–")
            return ""
        name = " ".join(str(value).split()) if isinstance(value, str | int) else ""
        if not is_good_name(name):
            self._say(Problem.BAD_NAME, field=self.fields.name, longest=LONGEST_NAME)
            return ""
        return name

    def _code(self) -> str:
        if self.fields.code is None:
            return slug(self.name)
        code = str(self.properties.get(self.fields.code, ""))
        if not CODE.fullmatch(code) or len(code) > LONGEST_NAME:
            self._say(Problem.BAD_CODE, code=code[:40])
        return code

    def _population(self) -> int | None:
        if self.fields.population is None:
            return None
        value = self.properties.get(self.fields.population)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if type(value) is not int or not 0 <= value <= BIGGEST_POPULATION:
            self._say(Problem.BAD_POPULATION, field=self.fields.population, value=str(value)[:40])
            return None
        return value

    def _rings(self, points_left: int) -> Rings | None:
        geometry = self.geometry if isinstance(self.geometry, dict) else {}
        kind, coordinates = geometry.get("type"), geometry.get("coordinates")
        if kind is not None and kind not in NESTING:
            self._say(Problem.NOT_POLYGON, type=str(kind)[:40])
            return None
        if kind is None or not coordinates:
            self._say(Problem.NO_GEOMETRY)
            return None
        rings, findings, self.points = read_rings(
            kind,
            coordinates,
            points_left,
            self.system,
            northing_first=self.how.northing_first,
            repair=self.how.repair,
        )
        for finding in findings:
            self._say(finding.problem, **finding.facts)
        return rings
