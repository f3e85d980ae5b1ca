"""Reading a ``.pb`` file, one pass, strict about damage and patient with what published files really contain.

Understood: CRLF and a byte order mark, CSV quotes, empty lines, ``;`` inside a comment, empty cells left out at the end of
a row, ``target`` for ``beneficiaries``. A file that cannot be trusted raises ``PabulibError`` with its line.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from .election import ALIASES, Damage, Election, PabulibError, Row, blank, number

SECTIONS = ("META", "PROJECTS", "VOTES")
REQUIRED = {"META": ("key", "value"), "PROJECTS": ("project_id", "cost"), "VOTES": ("voter_id", "vote")}
META_REQUIRED = ("budget", "vote_type")
VOTE_TYPES = ("approval", "choose-1", "cumulative", "ordinal", "scoring")
LONGEST_ROW = 30


def read(path: Path) -> Election:
    """Read a file from disk."""
    with path.open("rb") as file:
        return read_lines(file)


def read_lines(lines: Iterable[bytes]) -> Election:
    """Read raw lines, with their ends; any binary file will do."""
    reading = _Reading()
    for line, cells in _rows(lines, reading):
        reading.take(line, cells)
    return reading.finish()


def _text(lines: Iterable[bytes]) -> Iterator[str]:
    for count, raw in enumerate(lines, start=1):
        try:
            text = raw.decode("utf-8-sig" if count == 1 else "utf-8")
        except UnicodeDecodeError:
            raise PabulibError(Damage.NOT_UTF8, count) from None
        if "\0" in text:
            raise PabulibError(Damage.NOT_CSV, count)
        yield text


def _rows(lines: Iterable[bytes], reading: "_Reading") -> Iterator[tuple[int, list[str]]]:
    """Rows with the line they begin on. A ballot never spans lines; a project may, a little."""
    reader = csv.reader(_text(lines), delimiter=";")
    begins = 1
    try:
        for cells in reader:
            spans = reader.line_num - begins
            if spans > (0 if reading.section == "VOTES" else LONGEST_ROW):
                raise PabulibError(Damage.UNCLOSED_QUOTE, begins)
            if any(cell.strip() for cell in cells):
                yield begins, [cell.strip() for cell in cells]
            begins = reader.line_num + 1
    except csv.Error:
        raise PabulibError(Damage.NOT_CSV, reader.line_num or 1) from None


@dataclass(slots=True)
class _Reading:
    """What was read so far."""

    section: str = ""
    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)
    meta_lines: dict[str, int] = field(default_factory=dict)
    projects: dict[str, Row] = field(default_factory=dict)
    votes: list[tuple[str, ...]] = field(default_factory=list)
    vote_lines: list[int] = field(default_factory=list)
    last: int = 1

    def take(self, line: int, cells: list[str]) -> None:
        self.last = line
        title = cells[0].upper()
        if title in SECTIONS and not any(cells[1:]):
            if title in self.seen:
                raise PabulibError(Damage.SECTION_TWICE, line, section=title)
            self.section = title
            self.seen.append(title)
        elif not self.section:
            raise PabulibError(Damage.OUTSIDE_SECTION, line)
        elif self.section not in self.columns:
            self._header(line, cells)
        elif self.section == "META":
            self.meta[cells[0]] = ";".join(cells[1:]).rstrip(";")
            self.meta_lines[cells[0]] = line
        elif self.section == "PROJECTS":
            self._project(line, self._cells(line, cells))
        else:
            self._vote(line, cells)

    def _header(self, line: int, cells: list[str]) -> None:
        names = tuple(ALIASES.get(cell.lower(), cell.lower()) for cell in cells)
        while names and not names[-1]:
            names = names[:-1]
        for column in REQUIRED[self.section]:
            if column not in names:
                raise PabulibError(Damage.NO_COLUMN, line, column=column, section=self.section)
        if len(set(names)) < len(names):
            raise PabulibError(Damage.COLUMN_TWICE, line, section=self.section)
        self.columns[self.section] = names

    def _cells(self, line: int, cells: list[str]) -> tuple[str, ...]:
        """Exactly as many cells as columns; what is written beyond the columns has no meaning and is left out."""
        names = self.columns[self.section]
        needed = max(names.index(column) for column in REQUIRED[self.section])
        if len(cells) < needed + (self.section == "PROJECTS"):
            raise PabulibError(Damage.SHORT_ROW, line, expected=len(names), found=len(cells))
        return (*cells, *[""] * (len(names) - len(cells)))[: len(names)]

    def _project(self, line: int, cells: tuple[str, ...]) -> None:
        row = Row(line, dict(zip(self.columns["PROJECTS"], cells, strict=True)))
        name = row.get("project_id")
        if not name:
            raise PabulibError(Damage.EMPTY_ID, line)
        if name in self.projects:
            raise PabulibError(Damage.PROJECT_TWICE, line, project=name)
        number(row.get("cost"), line, "cost")
        for column in ("selected", "votes", "score"):
            if not blank(row.get(column)):
                number(row.get(column), line, column)
        self.projects[name] = row

    def _vote(self, line: int, cells: list[str]) -> None:
        self.votes.append(self._cells(line, cells))
        self.vote_lines.append(line)

    def finish(self) -> Election:
        for section in SECTIONS:
            if section not in self.columns:
                raise PabulibError(Damage.NO_SECTION, self.last, section=section)
        for key in META_REQUIRED:
            if not self.meta.get(key):
                raise PabulibError(Damage.NO_FIELD, self.meta_lines.get(key, 1), field=key)
        number(self.meta["budget"], self.meta_lines["budget"], "budget")
        if self.meta["vote_type"].lower() not in VOTE_TYPES:
            kind = self.meta["vote_type"]
            raise PabulibError(Damage.UNKNOWN_VOTE_TYPE, self.meta_lines["vote_type"], value=kind[:40])
        if not self.projects:
            raise PabulibError(Damage.NO_PROJECTS, self.last)
        return Election(
            self.meta,
            self.meta_lines,
            self.columns["PROJECTS"],
            tuple(self.projects.values()),
            self.columns["VOTES"],
            tuple(self.votes),
            tuple(self.vote_lines),
        )
