"""Mending what is unambiguous, and nothing else; every change is said."""

from collections.abc import Sequence
from dataclasses import replace

import shapely
from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from civic.places.rules.cover import NEAR, Whole, gaps_of, split, touching_pairs
from civic.places.rules.findings import Finding, Problem
from civic.places.rules.geojson import Draft
from civic.places.rules.shapes import mend, polygons, square_metres


def repair_shapes(drafts: Sequence[Draft]) -> tuple[list[Draft], list[Finding]]:
    """Shapes that cross themselves made valid where nothing of note changes; the others as they were."""
    mended, changes = [], []
    for draft in drafts:
        done = None if draft.shape.is_valid else mend(draft)
        if done is not None:
            shape, change = done
            changes.append(change)
            mended.append(replace(draft, shape=shape))
        else:
            mended.append(draft)
    return mended, changes


def repair_cover(drafts: Sequence[Draft], whole: Whole) -> tuple[list[Draft], list[Finding]]:
    """Slivers given to one area: shared ones to the first in order of codes (or the one stored already), gaps to the
    neighbour with the longest common border, what sticks out of the parent to nobody. Wider pieces stay as they are.
    """
    shapes = {draft.code: draft.shape for draft in drafts}
    changes = [
        *_cut_overlaps(drafts, whole, shapes),
        *_cut_to_parent(drafts, whole, shapes),
        *_fill_gaps(drafts, whole, shapes),
    ]
    return [replace(draft, shape=shapes[draft.code]) for draft in drafts], changes


def _now(drafts: Sequence[Draft], shapes: dict[str, MultiPolygon]) -> list[Draft]:
    return [replace(draft, shape=shapes[draft.code]) for draft in drafts]


def _slivers(shape: BaseGeometry, whole: Whole) -> list[Polygon]:
    found: list[Polygon] = []
    split(shape, whole.tolerance, found)
    return found


def _cut(shape: MultiPolygon, pieces: Sequence[Polygon]) -> MultiPolygon:
    return MultiPolygon(polygons(shape.difference(shapely.union_all(pieces))))


def _cut_overlaps(drafts: Sequence[Draft], whole: Whole, shapes: dict[str, MultiPolygon]) -> list[Finding]:
    changes = []
    in_order = sorted(drafts, key=lambda draft: draft.code, reverse=True)  # the last gives way
    for loser, winner in touching_pairs([*in_order, *whole.standing], len(drafts)):
        kept = shapes.get(winner.code, winner.shape)
        pieces = _slivers(shapes[loser.code].intersection(kept), whole)
        if pieces:
            shapes[loser.code] = _cut(shapes[loser.code], pieces)
            size = sum(map(square_metres, pieces))
            facts = {"area": loser.name, "other": winner.name, "count": len(pieces), "size": size}
            changes.append(Finding(Problem.OVERLAP_CUT, facts))
    return changes


def _cut_to_parent(drafts: Sequence[Draft], whole: Whole, shapes: dict[str, MultiPolygon]) -> list[Finding]:
    changes = []
    for draft in drafts if whole.parent else ():
        assert whole.parent is not None
        pieces = _slivers(shapes[draft.code].difference(whole.parent.shape), whole)
        if pieces:
            shapes[draft.code] = _cut(shapes[draft.code], pieces)
            size = sum(map(square_metres, pieces))
            facts = {"area": draft.name, "other": whole.parent.name, "count": len(pieces), "size": size}
            changes.append(Finding(Problem.CUT_TO_PARENT, facts))
    return changes


def _fill_gaps(drafts: Sequence[Draft], whole: Whole, shapes: dict[str, MultiPolygon]) -> list[Finding]:
    given: dict[str, list[Polygon]] = {}
    everything = [*_now(drafts, shapes), *whole.standing]
    for piece in _slivers(gaps_of(everything, whole.parent), whole):
        near = [draft for draft in _now(drafts, shapes) if shapely.dwithin(draft.shape, piece, NEAR)]
        if near:
            border = piece.boundary.buffer(NEAR)
            taker = max(
                near, key=lambda draft: (draft.shape.boundary.intersection(border).length, draft.code)
            )
            given.setdefault(taker.code, []).append(piece)
    changes = []
    for draft in drafts:
        if pieces := given.get(draft.code):
            union = shapely.union_all([shapes[draft.code], *pieces])
            shapes[draft.code] = MultiPolygon(polygons(union))
            facts = {"area": draft.name, "count": len(pieces), "size": sum(map(square_metres, pieces))}
            changes.append(Finding(Problem.GAP_FILLED, facts))
    return changes
