"""What a bundle says, as typed data, and its canonical JSON."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeVar

import msgspec

from civic.budget.counting.tally.ballots import Ballots
from civic.budget.counting.tally.edition import EditionRules, PoolCount
from civic.budget.counting.tally.inputs import PoolRules, Project, TieInputs

FORMAT = 1
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PublishedBallot:
    """One anonymous ballot in one pool: project and points, and only what the city publishes about it.

    ``area``, ``age`` (a band such as ``25-34``), ``sex`` (M, F, O) and ``channel`` (internet, paper) may be empty.
    """

    choices: tuple[tuple[str, int], ...]
    area: str = ""
    age: str = ""
    sex: str = ""
    channel: str = ""

    def __post_init__(self) -> None:
        if not self.choices or any(points < 1 for _, points in self.choices):
            raise ValueError("a published ballot has choices, each with points")


@dataclass(frozen=True, slots=True)
class ProjectCard:
    """What a reader sees of a project besides its cost: texts for the ``.pb`` file."""

    name: str
    categories: tuple[str, ...] = ()
    latitude: str = ""
    longitude: str = ""


@dataclass(frozen=True, slots=True)
class PoolPart:
    """One pool of ``rules.json``.

    ``file`` is the name of its ballot files without ending; ``cards`` by project id; ``meta`` the META fields of its ``.pb``
    that do not follow from the count (description, country, unit, dates, vote_type, ...). ``points``: the ballots carry
    points. ``empty_ballots``: valid ballots with no choice in this pool.
    """

    file: str
    rules: PoolRules
    projects: tuple[Project, ...]
    cards: Mapping[str, ProjectCard]
    meta: Mapping[str, str]
    points: bool = False
    ties: TieInputs = field(default_factory=TieInputs)
    citywide: bool = False
    voters: int = 0
    residents: int = 0
    empty_ballots: int = 0


@dataclass(frozen=True, slots=True)
class RulesFile:
    """``rules.json``. ``rules_hash`` is that of the edition's frozen rules document, published before voting."""

    edition: str
    rules: EditionRules
    pools: tuple[PoolPart, ...]
    rules_hash: str = ""
    format: int = FORMAT


@dataclass(frozen=True, slots=True)
class ProtocolFile:
    """``protocol.json``: what ballots alone do not tell. Numbers of envelopes by channel and of the invalid by reason."""

    cast: Mapping[str, int] = field(default_factory=dict)
    valid: int = 0
    invalid: Mapping[str, int] = field(default_factory=dict)
    residents: int = 0


def pool_count(part: PoolPart, ballots: list[PublishedBallot]) -> PoolCount:
    """The pool ready to count."""
    names = [project.id for project in part.projects]
    empty: list[tuple[tuple[str, int], ...]] = [()] * part.empty_ballots
    cast = [ballot.choices for ballot in ballots] + empty
    if part.points:
        tallied = Ballots.pointed(names, cast)
    else:
        tallied = Ballots.approvals(names, ([name for name, _ in choices] for choices in cast))
    return PoolCount(
        part.rules, part.projects, tallied, part.ties, part.citywide, part.voters, part.residents
    )


def to_json(value: object) -> bytes:
    """Canonical: keys and sets sorted, fractions as ``"a/b"``, one space of indent, UTF-8, a line end."""
    raw = msgspec.json.encode(value, enc_hook=_encode, order="deterministic")
    return msgspec.json.format(raw, indent=1) + b"\n"


def from_json(raw: bytes, kind: type[T]) -> T:
    """Raises msgspec.DecodeError (with the place) or ValueError."""
    return msgspec.json.decode(raw, type=kind, dec_hook=_decode)


def _encode(value: object) -> object:
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    raise NotImplementedError(type(value).__name__)


def _decode(kind: type, value: object) -> object:
    if kind is Fraction and isinstance(value, str):
        numerator, _, denominator = value.partition("/")
        return Fraction(int(numerator), int(denominator))
    raise ValueError(f"not a {kind.__name__}")
