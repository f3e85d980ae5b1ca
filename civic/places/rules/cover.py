"""All areas of one kind together: each piece of the city in one of them, and in one only.

Sizes are square metres on the national plane. A sliver is a piece nowhere wider than the tolerance (1 m unless said
otherwise): boundaries drawn by two offices, or rounded, differ so much; slivers are said and never refuse.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import shapely
from shapely import MultiPolygon, Polygon, STRtree
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from civic.core.coordinates import WGS84, in_metres
from civic.places.rules import fold
from civic.places.rules.findings import Finding, Problem
from civic.places.rules.geojson import Draft
from civic.places.rules.shapes import exchanged, place_in, polygons, square_metres

TOLERANCE = 1.0
MOST_SAID = 20
NEAR = 1e-7  # degrees, a centimetre
DUST = 1e-3  # square metres; what rounding leaves along borders that are one, not worth a word


@dataclass(frozen=True)
class Whole:
    """What the new areas must fit: their parent, and those of the same kind and parent that stay."""

    parent: Draft | None = None
    standing: Sequence[Draft] = ()
    tolerance: float = TOLERANCE
    gaps_allowed: bool = False
    system: int = WGS84


def is_sliver(piece: BaseGeometry, tolerance: float) -> bool:
    """Whether a WGS84 piece is nowhere wider than the tolerance in metres."""
    return bool(in_metres(piece).buffer(-tolerance / 2).is_empty)


def check_names(drafts: Sequence[Draft]) -> Iterator[Finding]:
    """Names and codes that stand twice."""
    for first, second in combinations(drafts, 2):
        if fold(first.name) == fold(second.name):
            yield Finding(Problem.SAME_NAME, {"area": second.name, "other": first.name})
        elif first.code == second.code:
            yield Finding(Problem.SAME_CODE, {"area": second.name, "other": first.name, "code": first.code})


def check_cover(drafts: Sequence[Draft], whole: Whole) -> list[Finding]:
    """Overlaps, gaps and what lies outside the parent. The shapes must be valid."""
    away = list(_away(drafts, whole))
    if away or not drafts:
        return away
    slivers: list[Polygon] = []
    found = [
        *_overlaps([*drafts, *whole.standing], len(drafts), whole, slivers),
        *_gaps(drafts, whole, slivers),
        *_outside(drafts, whole, slivers),
    ]
    if slivers:
        size = sum(map(square_metres, slivers))
        found.append(
            Finding(Problem.SLIVERS, {"count": len(slivers), "size": size, "metres": whole.tolerance})
        )
    return _shortened(found)


def touching_pairs(drafts: Sequence[Draft], new: int) -> Iterator[tuple[Draft, Draft]]:
    """Pairs that touch or overlap, at least one of them among the first ``new``; in a stable order."""
    tree = STRtree([draft.shape for draft in drafts])
    left, right = tree.query([draft.shape for draft in drafts], predicate="intersects")
    for one, other in sorted(zip(left.tolist(), right.tolist(), strict=True)):
        if one < other and one < new:
            yield drafts[one], drafts[other]


def split(shape: BaseGeometry, tolerance: float, slivers: list[Polygon]) -> list[Polygon]:
    """The pieces that count, the largest first; slivers are put aside into the list."""
    pieces = [piece for piece in polygons(shape) if square_metres(piece) > DUST]
    pieces.sort(key=lambda piece: piece.area, reverse=True)
    slivers += [piece for piece in pieces if is_sliver(piece, tolerance)]
    return [piece for piece in pieces if not is_sliver(piece, tolerance)]


def gaps_of(drafts: Sequence[Draft], parent: Draft | None) -> BaseGeometry:
    """What no area covers: of the parent, or without one the holes that the areas enclose."""
    union = unary_union([draft.shape for draft in drafts])
    if parent is not None:
        return parent.shape.difference(union)
    return MultiPolygon([Polygon(hole) for part in polygons(union) for hole in part.interiors])


def _overlaps(drafts: Sequence[Draft], new: int, whole: Whole, slivers: list[Polygon]) -> Iterator[Finding]:
    for one, other in touching_pairs(drafts, new):
        pieces = split(one.shape.intersection(other.shape), whole.tolerance, slivers)
        if pieces:
            facts = {"area": one.name, "other": other.name, **_size_and_place(pieces)}
            yield Finding(Problem.OVERLAP, facts)


def _gaps(drafts: Sequence[Draft], whole: Whole, slivers: list[Polygon]) -> Iterator[Finding]:
    everything = [*drafts, *whole.standing]
    for piece in split(gaps_of(everything, whole.parent), whole.tolerance, slivers):
        near = sorted(draft.name for draft in everything if _touches(draft, piece))
        facts: dict[str, object] = {"others": near, **_size_and_place([piece])}
        if whole.parent is not None:
            yield Finding(Problem.GAP, {"area": whole.parent.name, **facts}, accepted=whole.gaps_allowed)
        elif any(_touches(draft, piece) for draft in drafts):
            yield Finding(Problem.HOLE, facts, accepted=whole.gaps_allowed)


def _touches(draft: Draft, piece: Polygon) -> bool:
    return bool(shapely.dwithin(draft.shape, piece, NEAR))


def _outside(drafts: Sequence[Draft], whole: Whole, slivers: list[Polygon]) -> Iterator[Finding]:
    for draft in drafts if whole.parent else ():
        assert whole.parent is not None
        pieces = split(draft.shape.difference(whole.parent.shape), whole.tolerance, slivers)
        if pieces:
            facts = {"area": draft.name, "other": whole.parent.name, **_size_and_place(pieces)}
            yield Finding(Problem.OUTSIDE_PARENT, facts)


def _away(drafts: Sequence[Draft], whole: Whole) -> Iterator[Finding]:
    """Areas that do not even touch their parent; on a plane system the axes may be the other way round."""
    for draft in drafts if whole.parent else ():
        assert whole.parent is not None
        if draft.shape.intersects(whole.parent.shape):
            continue
        turned = whole.system != WGS84 and exchanged(draft.shape, whole.system).intersects(whole.parent.shape)
        problem = Problem.SWAPPED_AXES if turned else Problem.AWAY_FROM_PARENT
        facts = {"area": draft.name, "other": whole.parent.name, "where": place_in(draft.shape)}
        yield Finding(problem, facts)


def _size_and_place(pieces: Sequence[Polygon]) -> dict[str, object]:
    return {"size": sum(map(square_metres, pieces)), "where": place_in(pieces[0])}


def _shortened(findings: list[Finding]) -> list[Finding]:
    """The largest of each kind; the rest in one sentence, so that a wrong parent does not print a thousand lines."""
    said: list[Finding] = []
    for problem in dict.fromkeys(finding.problem for finding in findings):
        same = [finding for finding in findings if finding.problem is problem]
        same.sort(key=lambda finding: -float(str(finding.facts["size"])))
        said += same[:MOST_SAID]
        if rest := same[MOST_SAID:]:
            size = sum(float(str(finding.facts["size"])) for finding in rest)
            said.append(Finding(Problem.MORE, {"count": len(rest), "size": size}, accepted=rest[0].accepted))
    return said
