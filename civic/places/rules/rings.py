"""Rings of coordinates as they stand in a file: nesting, numbers, closing, repeated points."""

from collections.abc import Iterator
from typing import Any

from shapely import Point

from civic.core.coordinates import WGS84, LonLat, project
from civic.places.rules.findings import Finding, Problem

NESTING = {"Polygon": 3, "MultiPolygon": 4}
"""How many lists stand around a number."""

MOST_POINTS = 500_000
MOST_PARTS = 1_000
LARGEST_NUMBER = 1e8  # no system we read has larger coordinates
FEWEST = 4  # points of a closed ring: a triangle

Ring = list[tuple[float, float]]
Rings = list[list[Ring]]
"""Polygons; of each the shell, then its holes."""

Said = tuple[Rings | None, list[Finding], int]


def read_rings(
    kind: str, coordinates: Any, most_points: int, system: int, *, northing_first: bool, repair: bool
) -> Said:
    """The rings, or None when they make no sense; what was found; how many points there were."""
    if (found := set(depths(coordinates))) != {NESTING[kind]}:
        facts = {"type": kind, "wanted": NESTING[kind], "found": "/".join(map(str, sorted(found)))}
        return None, [Finding(Problem.WRONG_NESTING, facts)], 0
    polygons = [coordinates] if kind == "Polygon" else coordinates
    if len(polygons) > MOST_PARTS:
        return None, [Finding(Problem.TOO_MANY_PARTS, {"count": len(polygons), "most": MOST_PARTS})], 0
    points = sum(len(ring) for polygon in polygons for ring in polygon)
    if points > most_points:
        return None, [Finding(Problem.TOO_MANY_POINTS, {"most": MOST_POINTS})], points
    reader = _RingReader(system, northing_first, repair)
    rings = [[reader.ring(ring) for ring in polygon] for polygon in polygons]
    return rings, reader.said(), points


def depths(value: Any) -> Iterator[int]:
    """How deep each position's first number lies; a list without any counts as 0."""
    level, layer = 0, [value]
    while layer:
        level += 1
        positions = [item for item in layer if isinstance(item, list) and item and not _has_list(item)]
        if positions:
            yield level
        if any(not isinstance(item, list) or not item for item in layer):
            yield 0
        layer = [inner for item in layer if isinstance(item, list) and _has_list(item) for inner in item]


def _has_list(item: list[Any]) -> bool:
    return any(isinstance(inner, list) for inner in item)


def _is_number(value: object) -> bool:
    return type(value) in {int, float} and -LARGEST_NUMBER < value < LARGEST_NUMBER  # type: ignore[operator]


class _RingReader:
    """Reads the rings of one area and gathers what is wrong, once per kind of mistake."""

    def __init__(self, system: int, northing_first: bool, repair: bool) -> None:
        self.system, self.repair = system, repair
        self.x, self.y = (1, 0) if northing_first else (0, 1)
        self.repeated = 0
        self.heights = False
        self.findings: list[Finding] = []

    def ring(self, positions: list[Any]) -> Ring:
        """The ring without heights; closed and without repeated points where that may be repaired."""
        if any(len(p) not in {2, 3, 4} or not all(map(_is_number, p)) for p in positions):
            bad = next(p for p in positions if len(p) not in {2, 3, 4} or not all(map(_is_number, p)))
            self.findings.append(Finding(Problem.BAD_NUMBER, {"value": str(bad)[:60]}))
            return []
        self.heights = self.heights or any(len(p) > 2 for p in positions)
        ring = [(float(p[self.x]), float(p[self.y])) for p in positions]
        ring = self._close(self._without_repeated(ring))
        if len(ring) < FEWEST or len(set(ring)) < FEWEST - 1:
            self.findings.append(Finding(Problem.TOO_FEW_POINTS, {"where": self._where(ring)}))
        return ring

    def said(self) -> list[Finding]:
        """Everything found in the area's rings."""
        if self.repeated:
            problem = Problem.POINTS_REMOVED if self.repair else Problem.REPEATED_POINTS
            self.findings.append(Finding(problem, {"count": self.repeated}))
        if self.heights:
            self.findings.append(Finding(Problem.HEIGHT_DROPPED))
        return self.findings

    def _without_repeated(self, ring: Ring) -> Ring:
        kept = [point for i, point in enumerate(ring) if i == 0 or point != ring[i - 1]]
        self.repeated += len(ring) - len(kept)
        return kept if self.repair else ring

    def _close(self, ring: Ring) -> Ring:
        if not ring or ring[0] == ring[-1]:
            return ring
        problem = Problem.RING_CLOSED if self.repair else Problem.UNCLOSED_RING
        self.findings.append(Finding(problem, {"where": self._where(ring)}))
        return [*ring, ring[0]]

    def _where(self, ring: Ring) -> LonLat:
        point = project(Point(ring[0]), self.system, WGS84)
        return LonLat(point.x, point.y)
