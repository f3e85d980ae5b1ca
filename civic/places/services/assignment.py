"""Giving each address point its area: all at once, in the database."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import text

from civic.core.db import db

BEST_FIRST = (
    "CASE area.kind WHEN 'estate' THEN 2 WHEN 'district' THEN 1 ELSE 0 END DESC, area.code COLLATE \"C\""
)
"""The order in which areas that cover a point answer for it; the same as in rules/location.py."""

_BEST = f"""
CREATE TEMPORARY TABLE places_best ON COMMIT DROP AS
SELECT DISTINCT ON (point.id) point.id, area.id AS area_id
FROM area JOIN address_point point ON ST_Covers(area.geom, point.point)
WHERE area.id <> ALL(:without)
ORDER BY point.id, {BEST_FIRST}
"""  # noqa: S608 - our own words
_MOVE = """
UPDATE address_point SET area_id = best.area_id FROM places_best best
WHERE best.id = address_point.id AND best.area_id <> address_point.area_id
"""
_DROP = "DELETE FROM address_point WHERE id NOT IN (SELECT id FROM places_best)"


@dataclass(frozen=True)
class Assigned:
    """How many address points went to another area, and how many were dropped because they lie in none."""

    moved: int
    dropped: int


def assign_addresses(without: Sequence[int] = ()) -> Assigned:
    """Every stored point to the most detailed area that covers it, those being removed left out."""
    if not db.session.execute(text("SELECT EXISTS (SELECT FROM address_point)")).scalar_one():
        return Assigned(0, 0)
    db.session.execute(text(_BEST), {"without": list(without)})
    moved = db.session.execute(text(_MOVE)).rowcount  # type: ignore[attr-defined]
    dropped = db.session.execute(text(_DROP)).rowcount  # type: ignore[attr-defined]
    db.session.execute(text("DROP TABLE places_best"))
    return Assigned(moved, dropped)
