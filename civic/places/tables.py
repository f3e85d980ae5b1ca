"""Tables as CSV, the way offices have them: comma, semicolon or tab; UTF-8 with or without BOM, UTF-16, Windows-1250."""

import codecs
import csv
import os
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from civic.core.coordinates import LonLat, parse_degrees
from civic.core.refusal import Refused
from civic.places.messages import located_note
from civic.places.queries import locate_many
from civic.places.rules import Kind, Refusal, fold
from civic.places.rules.location import Located, Verdict

BATCH = 20_000
AREA, NOTE = "area", "note"
LON = ("lon", "lng", "longitude", "dlugosc", "dlugosc geograficzna")
LAT = ("lat", "latitude", "szerokosc", "szerokosc geograficzna")
NAMES = ("code", "kod", "name", "nazwa", "area", "obszar", "dzielnica", "osiedle")
POPULATION = ("population", "ludnosc", "mieszkancy", "liczba mieszkancow")
BIGGEST_POPULATION = 10_000_000

Locate = Callable[[Sequence[LonLat]], list[Located]]


@dataclass
class Table:
    """An open CSV table; ``rows`` come without the header, ``line`` is the file's line of the row just read."""

    name: str
    header: list[str]
    delimiter: str
    reader: Any
    line_end: str
    mark: bool  # whether what is made of it should begin with a byte order mark, as it or its program would

    @property
    def rows(self) -> Iterator[list[str]]:
        """The rows, one by one."""
        try:
            yield from self.reader
        except csv.Error as error:
            raise Refused(Refusal.NOT_A_TABLE, file=self.name) from error

    @property
    def line(self) -> int:
        """Where the row just read ends in the file."""
        line: int = self.reader.line_num
        return line

    def column(self, names: Sequence[str]) -> int:
        """The place of the first column with one of the names (marks and case do not matter)."""
        folded = [fold(cell) for cell in self.header]
        for name in names:
            if name in folded:
                return folded.index(name)
        raise Refused(
            Refusal.NO_COLUMN, file=self.name, column=names[0], columns=", ".join(self.header)[:300]
        )


@contextmanager
def open_table(path: Path) -> Iterator[Table]:
    """Open a CSV file for reading; refused when it is no table."""
    encoding = _encoding(path)
    with path.open(encoding=encoding, newline="") as file:
        first = file.readline(100_000)
        delimiter = max(";,\t", key=first.count)
        file.seek(0)
        reader = csv.reader(file, delimiter=delimiter)
        try:
            header = next(reader, [])
        except csv.Error:
            header = []
        header = [cell.strip().lstrip("\ufeff") for cell in header]
        if not any(header):
            raise Refused(Refusal.NOT_A_TABLE, file=path.name)
        line_end = "\r\n" if first.endswith("\r\n") else "\n"
        yield Table(path.name, header, delimiter, reader, line_end, mark=encoding != "utf-8")


def _encoding(path: Path) -> str:
    """How the file is written: by its mark, UTF-8 when it is that from end to end, otherwise Windows-1250."""
    with path.open("rb") as file:
        start = file.read(4)
        if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            decoder.decode(start)
            while chunk := file.read(1 << 20):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1250"
    return "utf-8-sig" if start.startswith(codecs.BOM_UTF8) else "utf-8"


@contextmanager
def _written_whole(path: Path, mark: bool) -> Iterator[Any]:
    """A file that appears under its name when everything went well, and not at all otherwise."""
    with NamedTemporaryFile(
        "w",
        encoding="utf-8-sig" if mark else "utf-8",
        newline="",
        dir=path.parent,
        prefix=f".{path.name}.",
        delete=False,
    ) as file:
        try:
            yield file
            file.flush()
            os.replace(file.name, path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise


@dataclass
class LocatedTable:
    """What became of the rows."""

    rows: int = 0
    unreadable: int = 0
    verdicts: Counter[Verdict] = field(default_factory=Counter)


def locate_table(
    source: Path, target: Path, kind: Kind | None = None, locate: Locate = locate_many
) -> LocatedTable:
    """Copy the table with two more columns: ``area`` (of that kind, else the most detailed) and ``note``.

    The note is empty for a point plainly inside, and says why otherwise. Refused when the table has no ``lon`` and
    ``lat``, or has the new columns already; then ``target`` is not written, nor when anything fails on the way.
    """
    if source.resolve() == target.resolve():
        raise Refused(Refusal.OUTPUT_IS_INPUT)
    report = LocatedTable()
    with open_table(source) as table, _written_whole(target, table.mark) as file:
        lon, lat = table.column(LON), table.column(LAT)
        for name in (AREA, NOTE):
            if name in table.header:
                raise Refused(Refusal.COLUMN_EXISTS, file=table.name, column=name)
        writer = csv.writer(file, delimiter=table.delimiter, lineterminator=table.line_end)
        writer.writerow([*table.header, AREA, NOTE])
        answering = _Answering((lon, lat), len(table.header), kind, locate, report)
        rows = table.rows
        while batch := list(islice(rows, BATCH)):
            writer.writerows(answering.rows(batch))
    return report


@dataclass(frozen=True)
class _Answering:
    """How rows get their two cells."""

    columns: tuple[int, int]  # of the longitude, of the latitude
    width: int
    kind: Kind | None
    locate: Locate
    report: LocatedTable

    def rows(self, batch: Sequence[list[str]]) -> Iterator[list[str]]:
        """The rows with area and note; empty lines stay empty, cells too many stay behind."""
        points = [self._point(row) for row in batch]
        answers = iter(self.locate([point for point in points if point is not None]))
        for row, point in zip(batch, points, strict=True):
            located = next(answers) if point is not None else Located(Verdict.NOT_A_PLACE)
            if not row:
                yield row
                continue
            self.report.rows += 1
            self.report.unreadable += point is None
            self.report.verdicts[located.verdict] += 1
            area = located.area if self.kind is None else located.of_kind(self.kind)
            filled = row + [""] * (self.width - len(row))
            cells = [area.name if area else "", located_note(located)]
            yield [*filled[: self.width], *cells, *filled[self.width :]]

    def _point(self, row: Sequence[str]) -> LonLat | None:
        lon, lat = self.columns
        if len(row) <= max(self.columns) or len(row) > self.width:  # too long: a comma where it parts
            return None
        try:
            return LonLat(parse_degrees(row[lon]), parse_degrees(row[lat]))
        except ValueError:
            return None


def read_populations(path: Path) -> Mapping[str, int]:
    """Numbers of residents by code or name, from a table with a column of either and one of numbers."""
    numbers: dict[str, int] = {}
    with open_table(path) as table:
        area, number = table.column(NAMES), table.column(POPULATION)
        for row in table.rows:
            if not any(map(str.strip, row)):
                continue
            name, value = (row[i].strip() if i < len(row) else "" for i in (area, number))
            digits = "".join(value.split())
            if not re.fullmatch("[0-9]{1,8}", digits) or int(digits) > BIGGEST_POPULATION or not name:
                raise Refused(
                    Refusal.BAD_POPULATION, file=table.name, line=table.line, value=value[:40] or name[:40]
                )
            if name in numbers:
                raise Refused(Refusal.SAME_AREA_TWICE, area=name)
            numbers[name] = int(digits)
    return numbers
