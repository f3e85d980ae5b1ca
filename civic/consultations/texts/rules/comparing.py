"""Two versions of a document side by side: what stayed, changed, came, went, moved."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from civic.core.differences import Piece, common, words

FOLD_FROM = 3
"""So many unchanged paragraphs in a row are folded."""


class Change(StrEnum):
    """What became of a paragraph."""

    SAME = "SAME"
    CHANGED = "CHANGED"
    ADDED = "ADDED"
    REMOVED = "REMOVED"
    MOVED = "MOVED"


@dataclass(frozen=True)
class Side:
    """A paragraph in one of the versions."""

    anchor: str
    label: str
    text: str
    kind: str = "TEXT"


@dataclass(frozen=True)
class Row:
    """A paragraph in the comparison: before, after, and its words with what changed. MOVED may have changed as well."""

    change: Change
    old: Side | None
    new: Side | None
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Run:
    """Neighbouring rows; ``folded``: all unchanged, and so many that they are folded."""

    rows: tuple[Row, ...]
    folded: bool


def compare(old: Sequence[Side], new: Sequence[Side]) -> list[Row]:
    """Every paragraph of both once, in the order of the new version; what is gone stands where it stood."""
    was, now = {side.anchor: side for side in old}, {side.anchor: side for side in new}
    still = {old[i].anchor for i, _ in common([side.anchor for side in old], [side.anchor for side in new])}
    rows: list[Row] = []
    place = 0
    for side in new:
        if side.anchor in still:
            while old[place].anchor != side.anchor:
                rows += _gone(old[place], now)
                place += 1
            place += 1
        rows.append(_row(was.get(side.anchor), side, moved=side.anchor not in still))
    for side in old[place:]:
        rows += _gone(side, now)
    return rows


def _gone(side: Side, now: dict[str, Side]) -> Iterator[Row]:
    if side.anchor not in now:
        yield Row(Change.REMOVED, side, None, words(side.text, ""))


def _row(old: Side | None, new: Side, *, moved: bool) -> Row:
    if old is None:
        return Row(Change.ADDED, None, new, words("", new.text))
    pieces = words(old.text, new.text)
    if moved:
        return Row(Change.MOVED, old, new, pieces)
    return Row(Change.SAME if old.text == new.text else Change.CHANGED, old, new, pieces)


def folded(rows: Sequence[Row]) -> list[Run]:
    """The rows in runs: what is unchanged, and what is not."""
    runs = []
    for same, group in groupby(rows, key=lambda row: row.change is Change.SAME):
        some = tuple(group)
        runs.append(Run(some, folded=same and len(some) >= FOLD_FROM))
    return runs
