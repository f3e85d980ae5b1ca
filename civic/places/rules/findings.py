"""What a check of boundaries may find. Each finding becomes one sentence in ``messages.py``."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Problem(StrEnum):
    """Everything that can be said about boundaries before they are stored."""

    # the file
    NOT_GEOJSON = "not-geojson"
    XML_INSTEAD = "xml-instead"
    ZIP_INSTEAD = "zip-instead"
    TOO_BIG = "too-big"
    NO_FEATURES = "no-features"
    UNKNOWN_SYSTEM = "unknown-system"
    # one feature, as written
    NO_NAME = "no-name"
    BAD_NAME = "bad-name"
    BAD_CODE = "bad-code"
    BAD_POPULATION = "bad-population"
    NO_GEOMETRY = "no-geometry"
    NOT_POLYGON = "not-polygon"
    WRONG_NESTING = "wrong-nesting"
    BAD_NUMBER = "bad-number"
    TOO_FEW_POINTS = "too-few-points"
    UNCLOSED_RING = "unclosed-ring"
    TOO_MANY_POINTS = "too-many-points"
    TOO_MANY_PARTS = "too-many-parts"
    REPEATED_POINTS = "repeated-points"
    HEIGHT_DROPPED = "height-dropped"
    # one area, as a shape
    SWAPPED_AXES = "swapped-axes"
    OTHER_SYSTEM = "other-system"
    NOT_IN_POLAND = "not-in-poland"
    INVALID = "invalid"
    NO_SURFACE = "no-surface"
    TOO_LARGE = "too-large"
    # all areas together
    SAME_NAME = "same-name"
    SAME_CODE = "same-code"
    OVERLAP = "overlap"
    GAP = "gap"
    HOLE = "hole"
    OUTSIDE_PARENT = "outside-parent"
    AWAY_FROM_PARENT = "away-from-parent"
    SLIVERS = "slivers"
    MORE = "more"
    # what --repair changed
    RING_CLOSED = "ring-closed"
    POINTS_REMOVED = "points-removed"
    MADE_VALID = "made-valid"
    OVERLAP_CUT = "overlap-cut"
    GAP_FILLED = "gap-filled"
    CUT_TO_PARENT = "cut-to-parent"


NOTES = frozenset({Problem.REPEATED_POINTS, Problem.HEIGHT_DROPPED, Problem.SLIVERS})
"""Said, but no reason to refuse."""

REPAIRS = frozenset(
    {
        Problem.RING_CLOSED,
        Problem.POINTS_REMOVED,
        Problem.MADE_VALID,
        Problem.OVERLAP_CUT,
        Problem.GAP_FILLED,
        Problem.CUT_TO_PARENT,
    }
)
"""What was mended; no reason to refuse."""


@dataclass(frozen=True)
class Finding:
    """One thing found.

    ``facts`` fill the sentence's placeholders: ``area``, ``other`` names; ``size`` square metres; ``where`` a (lon, lat);
    ``metres``, ``count``, ``feature`` numbers (the feature's place in the file, from 1); the rest are words from the file.
    """

    problem: Problem
    facts: Mapping[str, object] = field(default_factory=dict)
    accepted: bool = False  # the operator said beforehand that this is as it should be

    @property
    def refuses(self) -> bool:
        """Whether nothing may be stored because of it."""
        return not self.accepted and self.problem not in NOTES and self.problem not in REPAIRS


def refusing(findings: Iterable[Finding]) -> list[Finding]:
    """Those that forbid to store anything."""
    return [finding for finding in findings if finding.refuses]
