"""Where a point lies: the defined answer for every pair of numbers. A point is never moved.

Of several areas that cover a point the most detailed kind answers; of several of one kind (a border, an overlap) the
first in alphabetical order of codes. Its parents follow from it, so the answer is one branch of the tree.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from civic.core.coordinates import LonLat, in_poland, is_on_earth, looks_swapped
from civic.places.rules import Kind


class Verdict(StrEnum):
    """What can be said of a point."""

    INSIDE = "inside"
    BORDER = "border"  # on the common border of several areas
    OVERLAP = "overlap"  # inside several areas of one kind: the boundaries are wrong
    OUTSIDE = "outside"  # in no area
    ABROAD = "abroad"  # nowhere near Poland
    SWAPPED = "swapped"  # latitude given first
    NOT_A_PLACE = "not-a-place"  # no longitude and latitude
    NO_AREAS = "no-areas"  # nothing imported yet


class AreaName(NamedTuple):
    """An area without its shape."""

    id: int
    code: str
    name: str
    kind: Kind
    parent_id: int | None
    population: int | None = None


class Covering(NamedTuple):
    """An area that covers the point; ``inside`` is false when the point lies on its border."""

    area_id: int
    inside: bool


@dataclass(frozen=True)
class Located:
    """The answer. ``chain`` runs from the widest area to the most detailed one; empty unless some area covers the point.

    ``rivals``: for BORDER and OVERLAP all areas of the kind in question, the chosen one first.
    ``nearest`` and ``metres`` (from its border): for OUTSIDE.
    """

    verdict: Verdict
    chain: tuple[AreaName, ...] = ()
    rivals: tuple[AreaName, ...] = ()
    nearest: AreaName | None = None
    metres: int | None = None

    @property
    def area(self) -> AreaName | None:
        """The most detailed area."""
        return self.chain[-1] if self.chain else None

    def of_kind(self, kind: Kind) -> AreaName | None:
        """The area of one kind, if the answer has it."""
        return next((area for area in self.chain if area.kind is kind), None)


def why_no_place(point: LonLat) -> Verdict | None:
    """What is wrong with the numbers themselves, before anything is asked of the map."""
    if looks_swapped(point):
        return Verdict.SWAPPED
    if not is_on_earth(point):
        return Verdict.NOT_A_PLACE
    return None if in_poland(point) else Verdict.ABROAD


def decide(covering: Sequence[Covering], areas: Mapping[int, AreaName]) -> Located:
    """The answer for a point that at least one area covers."""
    by_kind: dict[Kind, list[Covering]] = {}
    for found in sorted(covering, key=lambda found: areas[found.area_id].code):
        by_kind.setdefault(areas[found.area_id].kind, []).append(found)
    detailed_first = sorted(by_kind, key=lambda kind: kind.depth, reverse=True)
    chosen: dict[Kind, AreaName] = {}
    for kind in detailed_first:
        if kind not in chosen:
            area: AreaName | None = areas[by_kind[kind][0].area_id]
            while area is not None:
                chosen.setdefault(area.kind, area)
                area = areas.get(area.parent_id) if area.parent_id is not None else None
    chain = tuple(sorted(chosen.values(), key=lambda area: area.kind.depth))
    for kind in detailed_first:
        if len(rivals := by_kind[kind]) > 1:
            several = sum(rival.inside for rival in rivals) > 1
            first = chosen[kind]
            others = [areas[rival.area_id] for rival in rivals if rival.area_id != first.id]
            return Located(Verdict.OVERLAP if several else Verdict.BORDER, chain, (first, *others))
    return Located(Verdict.INSIDE, chain)


def outside(areas: Mapping[int, AreaName], metres: Mapping[int, float]) -> Located:
    """The answer for a point in no area; ``metres`` are the distances to them all."""
    if not metres:
        return Located(Verdict.NO_AREAS)
    nearest = min(
        metres, key=lambda area_id: (round(metres[area_id]), -areas[area_id].kind.depth, areas[area_id].code)
    )
    return Located(Verdict.OUTSIDE, nearest=areas[nearest], metres=round(metres[nearest]))
