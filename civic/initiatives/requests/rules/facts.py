"""What the rules are told about a request, and the limits of its fields (polish-rules 4.3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from civic.core.money import round_half_up
from civic.initiatives.requests.rules.scope import Scope
from civic.initiatives.requests.rules.statuses import Status

TITLE_MIN, TITLE_MAX = 5, 150
SUMMARY_MAX = 300
DESCRIPTION_MAX = 4_000
GOAL_MAX = 2_000
READINESS_MAX = 2_000
LOCATION_MAX = 200
LAND_NOTE_MAX = 500
LINES_MAX = 30
"""Lines of the cost estimate of either side."""
STEPS_MAX = 20
NAME_MAX = 200
UNIT_MAX = 20
QUANTITY_MAX = Decimal(99_999)
PEOPLE_MAX = 100_000
REPRESENTATIVES_MAX = 3
"""The leader and two more (polish-rules 4.3)."""
MEMBERS_MAX = 50
PERSON_MAX = 120
ADDRESS_MAX = 200
PHONE_MAX = 30


class ApplicantKind(StrEnum):
    """Residents apply directly, alone or as a group, or through an organisation (UDPPiW art. 19b(1))."""

    RESIDENT = "RESIDENT"
    GROUP = "GROUP"
    ORGANISATION = "ORGANISATION"


class Channel(StrEnum):
    """How the request came."""

    FORM = "FORM"
    PAPER = "PAPER"
    EMAIL = "EMAIL"
    EDELIVERY = "EDELIVERY"


class Land(StrEnum):
    """Whose the place is, as the applicants know it. OTHER_PUBLIC: the powiat's, the voivodeship's or the state's."""

    CITY = "CITY"
    OTHER_PUBLIC = "OTHER_PUBLIC"
    PRIVATE = "PRIVATE"
    UNKNOWN = "UNKNOWN"


class Side(StrEnum):
    """Who brings a line of the cost estimate."""

    RESIDENTS = "RESIDENTS"
    CITY = "CITY"


class Who(StrEnum):
    """Who does a step of the schedule."""

    RESIDENTS = "RESIDENTS"
    CITY = "CITY"
    BOTH = "BOTH"


class LineKind(StrEnum):
    """What is brought: WORK, MONEY, THING by residents (art. 19e); WORKS, MATERIALS, MONEY, LENDING by the city."""

    WORK = "WORK"
    MONEY = "MONEY"
    THING = "THING"
    WORKS = "WORKS"
    MATERIALS = "MATERIALS"
    LENDING = "LENDING"


KINDS = {
    Side.RESIDENTS: (LineKind.WORK, LineKind.MONEY, LineKind.THING),
    Side.CITY: (LineKind.WORKS, LineKind.MATERIALS, LineKind.MONEY, LineKind.LENDING),
}
"""What each side can bring. Money of the city pays those who work for it; never the applicants: it is not a grant."""


class Role(StrEnum):
    """What somebody is in the group. LEADER: acts for it; REPRESENTATIVE: signs with the leader."""

    LEADER = "LEADER"
    REPRESENTATIVE = "REPRESENTATIVE"
    PARTICIPANT = "PARTICIPANT"


class Step(StrEnum):
    """The steps of writing a request, in their order."""

    IDEA = "IDEA"
    PLACE = "PLACE"
    DESCRIPTION = "DESCRIPTION"
    GIVING = "GIVING"
    ASKING = "ASKING"
    SCHEDULE = "SCHEDULE"
    APPLICANT = "APPLICANT"
    MEMBERS = "MEMBERS"
    DECLARATIONS = "DECLARATIONS"


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the cost estimate. ``quantity``: at most two decimals; of WORK it is hours of all people together.

    ``rate``: the id of the city's rate, for WORK, whose ``unit_cost`` is that rate. ``unit_cost`` is grosz.
    """

    side: Side
    kind: LineKind
    name: str
    people: int | None = None
    quantity: Decimal = Decimal(1)
    unit: str = ""
    rate: str | None = None
    unit_cost: int

    @property
    def total(self) -> int:
        """Grosz, a half up."""
        return round_half_up(Fraction(self.quantity) * self.unit_cost)


@dataclass(frozen=True, kw_only=True)
class ScheduleStep:
    """One step of the schedule (harmonogram)."""

    what: str
    side: Who
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class Values:
    """What each side brings, in grosz: the sums of the rounded lines, as they stand on the page."""

    work: int = 0
    money: int = 0
    things: int = 0
    city: int = 0

    @property
    def residents(self) -> int:
        """What residents bring."""
        return self.work + self.money + self.things

    @property
    def total(self) -> int:
        """What it is worth together."""
        return self.residents + self.city

    @property
    def own_share(self) -> Fraction | None:
        """``(work + money + in kind) / total`` (polish-rules 4.4), exact; None of nothing."""
        return Fraction(self.residents, self.total) if self.total else None


def values_of(lines: Iterable[Line]) -> Values:
    """The sums of the lines."""
    sums = {"work": 0, "money": 0, "things": 0, "city": 0}
    names = {LineKind.WORK: "work", LineKind.MONEY: "money", LineKind.THING: "things"}
    for line in lines:
        sums["city" if line.side is Side.CITY else names[line.kind]] += line.total
    return Values(**sums)


def work_value(lines: Iterable[Line]) -> int:
    """``Σ hours × rate(kind)`` of community work, in grosz."""
    return values_of(line for line in lines if line.side is Side.RESIDENTS).work


@dataclass(frozen=True)
class Group:
    """The people behind a request, counted. ``confirmed``: members besides the leader who said yes, by mail or on paper.

    ``listed``: a paper list of participants is attached. ``representatives``: the leader included.
    """

    confirmed: int = 0
    listed: bool = False
    representatives: int = 1


@dataclass(frozen=True, kw_only=True)
class Draft:
    """All that is written in a request so far. ``represents``: the leader may speak for the organisation chosen."""

    status: Status = Status.DRAFT
    title: str = ""
    summary: str = ""
    scope: Scope | None = None
    located: bool = False
    location_text: str = ""
    land: Land = Land.UNKNOWN
    description: str = ""
    goal: str = ""
    readiness: str = ""
    lines: tuple[Line, ...] = ()
    steps: tuple[ScheduleStep, ...] = ()
    applicant_kind: ApplicantKind = ApplicantKind.GROUP
    organisation_id: int | None = None
    represents: bool = False
    participants: int | None = None
    group: Group = Group()
    declares_residence: bool = False

    @property
    def values(self) -> Values:
        """What each side brings."""
        return values_of(self.lines)
