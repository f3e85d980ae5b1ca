"""Ballots of one pool, grouped and kept small: 130,000 ballots over 200 projects stay far below 1 GiB."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Indexes = NDArray[np.int32]
Names = tuple[str, ...]
Rows = tuple[Ints, Indexes, Indexes | None]
Key = TypeVar("Key")
CHUNK = 20_000


class UnknownProjectError(ValueError):
    """A ballot names a project that is not on the list."""

    def __init__(self, project: str) -> None:
        super().__init__(f"a ballot names an unknown project {project}")
        self.project = project


@dataclass(frozen=True, slots=True, eq=False)
class Ballots:
    """Distinct ballots and how often each was cast; a project is its index in ``projects``.

    Ballot ``g`` was cast ``weight[g]`` times and chose ``choices[start[g]:start[g + 1]]``, each once,
    ascending. ``points`` stands beside ``choices``; ``None`` means one point each. Empty ballots are kept:
    they are valid ballots.
    """

    projects: tuple[str, ...]
    weight: Ints
    start: Ints
    choices: Indexes
    points: Indexes | None

    @classmethod
    def approvals(cls, projects: Sequence[str], ballots: Iterable[Iterable[str]]) -> "Ballots":
        """One point for every project named; a project named twice on a ballot counts once."""
        grouped = Counter(map(tuple, ballots))
        index = {project: i for i, project in enumerate(projects)}
        return _join(projects, grouped.values(), [_approval_rows(index, keys) for keys in _chunks(grouped)])

    @classmethod
    def ranked(
        cls, projects: Sequence[str], ballots: Iterable[Iterable[str]], scale: Sequence[int]
    ) -> "Ballots":
        """Best first; the project in place ``i`` gets ``scale[i]``, beyond the scale nothing.

        Kraków 3-2-1 is ``(3, 2, 1)``. A project named twice keeps its best place.
        """
        grouped = Counter(map(tuple, ballots))
        index = {project: i for i, project in enumerate(projects)}
        full = np.zeros(max([len(scale), *map(len, grouped)]), dtype=np.int64)
        full[: len(scale)] = scale
        parts = []
        for keys in _chunks(grouped):
            lengths = [len(key) for key in keys]
            choices = _indexes(index, chain.from_iterable(keys), sum(lengths))
            points = np.concatenate([full[:0], *(full[:length] for length in lengths)])
            parts.append(_tidy(len(index), lengths, choices, points, best=True))
        return _join(projects, grouped.values(), parts)

    @classmethod
    def pointed(cls, projects: Sequence[str], ballots: Iterable[Iterable[tuple[str, int]]]) -> "Ballots":
        """Pairs of project and points; points given twice to a project add up, no points are no choice."""
        grouped = Counter(tuple(pair for pair in ballot if pair[1]) for ballot in ballots)
        index = {project: i for i, project in enumerate(projects)}
        parts = []
        for keys in _chunks(grouped):
            lengths = [len(key) for key in keys]
            choices = _indexes(index, (name for key in keys for name, _ in key), sum(lengths))
            points = np.fromiter(
                (given for key in keys for _, given in key), dtype=np.int64, count=sum(lengths)
            )
            parts.append(_tidy(len(index), lengths, choices, points, best=False))
        return _join(projects, grouped.values(), parts)

    @property
    def count(self) -> int:
        """All valid ballots, empty ones too."""
        return int(self.weight.sum())

    def scores(self) -> list[int]:
        """Votes, or points where the ballots carry points, per project."""
        totals = np.zeros(len(self.projects), dtype=np.int64)
        each = self._weights()
        np.add.at(totals, self.choices, each if self.points is None else each * self.points)
        return [int(total) for total in totals]

    def voters(self) -> list[int]:
        """How many voters named each project."""
        totals = np.zeros(len(self.projects), dtype=np.int64)
        np.add.at(totals, self.choices, self._weights())
        return [int(total) for total in totals]

    def first_preferences(self) -> list[int]:
        """How many ballots gave each project more points than, or as many as, any other; zero without
        points.
        """
        totals = np.zeros(len(self.projects), dtype=np.int64)
        if self.points is not None and len(self.points):
            lengths = np.diff(self.start)
            filled = lengths > 0
            best = np.maximum.reduceat(self.points, self.start[:-1][filled])
            is_best = self.points == np.repeat(best, lengths[filled])
            np.add.at(totals, self.choices[is_best], self._weights()[is_best])
        return [int(total) for total in totals]

    def supporters(self) -> list[Indexes]:
        """Per project the groups that named it, ascending."""
        owner = np.repeat(np.arange(len(self.weight), dtype=np.int32), np.diff(self.start))
        by_project = owner[np.argsort(self.choices, kind="stable")]
        sizes = np.bincount(self.choices, minlength=len(self.projects))
        return np.split(by_project, np.cumsum(sizes)[:-1])

    def each(self) -> Iterator[tuple[tuple[tuple[str, int], ...], int]]:
        """Every distinct ballot as pairs of project and points, with how often it was cast."""
        names = self.projects
        for group, weight in enumerate(self.weight.tolist()):
            part = slice(int(self.start[group]), int(self.start[group + 1]))
            points = [1] * (part.stop - part.start) if self.points is None else self.points[part].tolist()
            chosen = self.choices[part].tolist()
            yield tuple((names[c], p) for c, p in zip(chosen, points, strict=True)), weight

    def _weights(self) -> Ints:
        return np.repeat(self.weight, np.diff(self.start))


def _approval_rows(index: dict[str, int], keys: list[Names]) -> Rows:
    lengths = [len(key) for key in keys]
    return _tidy(
        len(index), lengths, _indexes(index, chain.from_iterable(keys), sum(lengths)), None, best=False
    )


def _tidy(projects: int, lengths: list[int], choices: Ints, points: Ints | None, best: bool) -> Rows:
    """Each project once per ballot, ascending; its points added up, or the best of them kept."""
    row = np.repeat(np.arange(len(lengths), dtype=np.int64), lengths)
    place = row * projects + choices
    if points is None:
        place = np.unique(place)
    elif len(place):
        order = np.argsort(place, kind="stable")
        place, points = place[order], points[order]
        first = np.flatnonzero(np.diff(place, prepend=-1))
        points = (np.maximum if best else np.add).reduceat(points, first)
        place = place[first]
    sizes = (
        np.bincount(place // projects, minlength=len(lengths))
        if projects
        else np.zeros(len(lengths), dtype=np.int64)
    )
    kept = None if points is None else points.astype(np.int32)
    return sizes.astype(np.int64), (place % max(projects, 1)).astype(np.int32), kept


def _indexes(index: dict[str, int], names: Iterable[str], length: int) -> Ints:
    try:
        return np.fromiter(map(index.__getitem__, names), dtype=np.int64, count=length)
    except KeyError as error:
        raise UnknownProjectError(error.args[0]) from None


def _join(projects: Sequence[str], weights: Iterable[int], parts: list[Rows]) -> Ballots:
    sizes = np.concatenate([np.zeros(1, dtype=np.int64), *(part[0] for part in parts)])
    points = [part[2] for part in parts if part[2] is not None]
    empty = np.zeros(0, dtype=np.int32)
    return Ballots(
        projects=tuple(projects),
        weight=np.fromiter(weights, dtype=np.int64),
        start=np.cumsum(sizes),
        choices=np.concatenate([empty, *(part[1] for part in parts)]),
        points=np.concatenate([empty, *points]) if points else None,
    )


def _chunks(keys: Iterable[Key]) -> Iterator[list[Key]]:
    rest = iter(keys)
    while part := list(islice(rest, CHUNK)):
        yield part
