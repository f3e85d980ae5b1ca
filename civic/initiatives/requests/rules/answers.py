"""What the leader answers at each step of writing a request. Values as typed, cleaned; ``why_not`` judges them."""

from dataclasses import dataclass

from civic.core.coordinates import LonLat
from civic.initiatives.requests.rules.facts import ApplicantKind, Land, Line, ScheduleStep, Side
from civic.initiatives.requests.rules.scope import Scope


@dataclass(frozen=True, kw_only=True)
class Idea:
    """The idea in a sentence, and what kind it is."""

    title: str
    summary: str
    scope: Scope | None = None


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where, and whose land. ``point`` may be missing where the initiative has no one place."""

    point: LonLat | None = None
    location_text: str = ""
    land: Land = Land.UNKNOWN
    land_note: str = ""


@dataclass(frozen=True, kw_only=True)
class Description:
    """What, why and for whom; what is ready already."""

    description: str
    goal: str
    readiness: str = ""


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """All lines of one side of the cost estimate."""

    side: Side
    lines: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """All steps of the schedule."""

    steps: tuple[ScheduleStep, ...]


@dataclass(frozen=True, kw_only=True)
class Applicant:
    """Who asks. ``organisation_id``: for ORGANISATION. ``address``, ``phone``: the leader's own, never public."""

    kind: ApplicantKind
    organisation_id: int | None = None
    participants: int | None = None
    supporters: int | None = None
    address: str = ""
    phone: str = ""


@dataclass(frozen=True, kw_only=True)
class Declarations:
    """What the leader declares."""

    declares_residence: bool


Answer = Idea | Place | Description | Estimate | Schedule | Applicant | Declarations
