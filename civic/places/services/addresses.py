"""Storing the official register's address points: streamed into staging tables, placed in one statement."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import text

from civic.core.audit import record
from civic.core.coordinates import PL1992, WGS84, LonLat, in_poland, project_points
from civic.core.db import db, transaction
from civic.core.refusal import Refused
from civic.places.events import AddressesImported
from civic.places.register import Door, Name, Source, read, sources
from civic.places.rules import Refusal
from civic.places.rules.addresses import Axes, Flaw
from civic.places.services import staging

BATCH = 5_000
MOST_LINES = 50
LONGEST = 200


@dataclass(frozen=True)
class AddressOrder:
    """``replace``: points that are in none of the files are removed."""

    replace: bool = False
    axes: Axes = Axes.AUTO


@dataclass
class AddressReport:
    """What became of the points of the files; ``read`` is the sum of the rest of the first block."""

    read: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    without_point: int = 0
    outside: int = 0
    malformed: int = 0
    ended: int = 0  # versions that are history
    repeated: int = 0  # older versions of a point that comes again

    removed: int = 0
    flaws: list[tuple[str, int, Flaw]] = field(default_factory=list)  # file, line, what; the first MOST_LINES

    @property
    def stored(self) -> int:
        """Points of the files that are in the database now."""
        return self.added + self.changed + self.unchanged

    def malform(self, file: str, line: int, flaw: Flaw) -> None:
        """Count a door that cannot be stored."""
        self.malformed += 1
        if len(self.flaws) < MOST_LINES:
            self.flaws.append((file, line, flaw))


@dataclass(frozen=True)
class Progress:
    """How far an import is."""

    file: str
    done_bytes: int
    all_bytes: int
    doors: int


def import_addresses(
    paths: Sequence[Path], order: AddressOrder, progress: Callable[[Progress], None] = lambda _: None
) -> AddressReport:
    """Store the points of the files that lie in some area; the same files again change nothing.

    Memory does not grow with the files. Refused, with nothing stored: a damaged file (its line is named), no areas yet,
    no point of the files inside any area.
    """
    with transaction():
        if not db.session.execute(text("SELECT EXISTS (SELECT FROM area)")).scalar_one():
            raise Refused(Refusal.NO_AREAS)
        db.session.execute(text("LOCK TABLE area IN SHARE MODE"))
        db.session.execute(text("LOCK TABLE address_point IN SHARE ROW EXCLUSIVE MODE"))
        report = AddressReport()
        documents = [source for path in paths for source in sources(path)]
        staging.create()
        samples = _stage(documents, order, report, progress)
        staging.prepare()
        _count_nameless(report, documents)
        staging.place()
        _finish(report, order, samples)
    return report


def _stage(
    documents: Sequence[Source],
    order: AddressOrder,
    report: AddressReport,
    progress: Callable[[Progress], None],
) -> list[tuple[float, float]]:
    """Copy everything into the staging tables; returns some plane coordinates, as read, to judge the axes by."""
    samples: list[tuple[float, float]] = []
    everything, behind = sum(source.size for source in documents), 0
    for number, source in enumerate(documents):
        batch = _Batch(number, source.name, order, report)
        done = [0]
        records = read(source, lambda so_far, done=done: done.__setitem__(0, so_far))  # type: ignore[misc]
        while chunk := list(islice(records, BATCH)):
            samples += batch.copy(chunk)
            del samples[1000:]
            progress(Progress(source.name, behind + done[0], everything, report.read))
        behind += source.size
    if not report.read:
        raise Refused(Refusal.NOT_AN_ADDRESS_FILE, file=", ".join(source.name for source in documents))
    return samples


class _Batch:
    """Sorts a chunk of records of one document and copies what can be stored."""

    def __init__(self, document: int, name: str, order: AddressOrder, report: AddressReport) -> None:
        self.document, self.name, self.order, self.report = document, name, order, report

    def copy(self, chunk: Iterable[Door | Name]) -> list[tuple[float, float]]:
        doors, names = [], []
        for found in chunk:
            if isinstance(found, Name):
                names.append((found.ref, found.street, found.name, found.code))
            elif self._is_sound(found):
                doors.append(found)
        staging.copy_names(names)
        if not doors:
            return []
        easting, northing = self._axes(doors)
        placed = project_points(easting, northing, PL1992, WGS84)
        rows = []
        for door, (lon, lat) in zip(doors, placed.tolist(), strict=True):
            if in_poland(LonLat(lon, lat)):
                rows.append(self._row(door, lon, lat))
            else:
                self.report.malform(self.name, door.line, Flaw.NOT_IN_POLAND)
        staging.copy_doors(rows)
        return list(zip(easting.tolist(), northing.tolist(), strict=True))

    def _is_sound(self, door: Door) -> bool:
        """Count the door; whether it is a candidate for storing."""
        self.report.read += 1
        flaw = None
        if door.ended:
            self.report.ended += 1
            return False
        if not door.external_id:
            flaw = Flaw.NO_ID
        elif not door.number:
            flaw = Flaw.NO_NUMBER
        elif any(
            len(word or "") > LONGEST for word in (door.external_id, door.number, door.street, door.town)
        ):
            flaw = Flaw.TOO_LONG
        elif door.first is None or door.second is None:
            self.report.without_point += 1
            return False
        elif door.system is not None and not door.system.rstrip("/").endswith("2180"):
            flaw = Flaw.BAD_SYSTEM
        if flaw is not None:
            self.report.malform(self.name, door.line, flaw)
        return flaw is None

    def _axes(self, doors: Sequence[Door]) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
        first = np.array([door.first for door in doors], dtype=float)
        second = np.array([door.second for door in doors], dtype=float)
        by_name = [(door.system or "").startswith(("urn:", "http:", "https:")) for door in doors]
        northing_first = (
            np.array(by_name)
            if self.order.axes is Axes.AUTO
            else np.full(len(doors), self.order.axes is Axes.NORTHING_FIRST)
        )
        return np.where(northing_first, second, first), np.where(northing_first, first, second)

    def _row(self, door: Door, lon: float, lat: float) -> tuple[object, ...]:
        return (
            self.document, door.line, door.external_id, door.version, door.number, door.postcode,
            door.street, door.town, door.street_ref, door.town_ref, list(door.refs), lon, lat,
        )  # fmt: skip


def _count_nameless(report: AddressReport, documents: Sequence[Source]) -> None:
    """Doors whose street or town the files do not name; stored, they would be found under a false address."""
    for document, line, no_town in staging.take_nameless():
        report.malform(documents[document].name, line, Flaw.NO_TOWN if no_town else Flaw.NO_STREET_NAME)


def _finish(report: AddressReport, order: AddressOrder, samples: Sequence[tuple[float, float]]) -> None:
    candidates, report.repeated, inside = staging.count()
    report.outside = candidates - inside
    if candidates and not inside:
        easting, northing = np.array(samples).T
        turned = project_points(northing, easting, PL1992, WGS84)
        swapped = staging.inside_any([LonLat(*point) for point in turned.tolist()])
        raise Refused(Refusal.AXES_SWAPPED if swapped > len(samples) / 2 else Refusal.ALL_OUTSIDE)
    report.added, report.changed = staging.store()
    report.unchanged = inside - report.added - report.changed
    report.removed = staging.remove_others() if order.replace else 0
    if report.added or report.changed or report.removed:
        record(
            AddressesImported(
                subject="address_point:*",
                added=report.added,
                changed=report.changed,
                removed=report.removed,
            )
        )
