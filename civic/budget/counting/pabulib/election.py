"""What a ``.pb`` file holds, and why one cannot be read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum

WITHDRAWN_COST = 999_999_999
LARGEST = 10**12
ALIASES = {"target": "beneficiaries"}


class Damage(StrEnum):
    """Why a file is refused; the words are in ``counting/messages.py``."""

    NOT_UTF8 = "NOT_UTF8"
    NOT_CSV = "NOT_CSV"
    NO_SECTION = "NO_SECTION"
    SECTION_TWICE = "SECTION_TWICE"
    OUTSIDE_SECTION = "OUTSIDE_SECTION"
    NO_COLUMN = "NO_COLUMN"
    COLUMN_TWICE = "COLUMN_TWICE"
    SHORT_ROW = "SHORT_ROW"
    UNCLOSED_QUOTE = "UNCLOSED_QUOTE"
    NO_FIELD = "NO_FIELD"
    EMPTY_ID = "EMPTY_ID"
    PROJECT_TWICE = "PROJECT_TWICE"
    NO_PROJECTS = "NO_PROJECTS"
    NOT_A_NUMBER = "NOT_A_NUMBER"
    UNKNOWN_VOTE_TYPE = "UNKNOWN_VOTE_TYPE"
    UNKNOWN_PROJECT = "UNKNOWN_PROJECT"


class PabulibError(ValueError):
    """A file that cannot be read. ``line`` counts from 1; ``facts`` fill the sentence."""

    def __init__(self, damage: Damage, line: int, **facts: object) -> None:
        super().__init__(f"line {line}: {damage.value} {facts}")
        self.damage = damage
        self.line = line
        self.facts = facts


@dataclass(frozen=True, slots=True)
class Row:
    """One project or one ballot: its line in the file and its cells by column name."""

    line: int
    cells: Mapping[str, str]

    def get(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class Election:
    """A file as it is: text cells, in the order of the file. ``meta_lines`` tells where a META key stood."""

    meta: Mapping[str, str]
    meta_lines: Mapping[str, int]
    project_columns: tuple[str, ...]
    projects: tuple[Row, ...]
    vote_columns: tuple[str, ...]
    votes: tuple[tuple[str, ...], ...]
    vote_lines: tuple[int, ...]

    def column(self, name: str) -> Iterator[str]:
        """One column of the ballots; empty strings where the file has no such column."""
        if name not in self.vote_columns:
            return iter([""] * len(self.votes))
        place = self.vote_columns.index(name)
        return (vote[place] for vote in self.votes)

    def number(self, key: str, default: Decimal | None = None) -> Decimal:
        """A number of META; ``default`` where it is absent or empty."""
        text = self.meta.get(key, "")
        line = self.meta_lines.get(key, 1)
        if not text:
            if default is None:
                raise PabulibError(Damage.NO_FIELD, line, field=key)
            return default
        return number(text, line, key)


def blank(cell: str) -> bool:
    """Nothing written, in any of the ways programs write nothing."""
    return cell.lower() in ("", "none", "nan", "null")


def number(text: str, line: int, field: str) -> Decimal:
    """A number as people write it: ``1 000 000,50`` and ``400000.0`` are understood; never negative, below 10**12."""
    plain = text.replace("\u00a0", "").replace("\u202f", "").replace(" ", "")
    if "." not in plain:
        plain = plain.replace(",", ".")
    try:
        value = Decimal(plain) if plain.isascii() else Decimal("NaN")
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or value < 0 or value >= LARGEST:
        raise PabulibError(Damage.NOT_A_NUMBER, line, field=field, value=text[:40])
    return value


def decimals(value: Decimal) -> int:
    """How many places after the comma are really used."""
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
