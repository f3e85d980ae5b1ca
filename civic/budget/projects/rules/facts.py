"""What the rules are told about a project, and the limits of its fields (polish-rules 2.5)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from civic.budget.editions.rules import Kind, Rules
from civic.budget.editions.rules import Status as EditionStatus
from civic.budget.projects.rules.statuses import Status
from civic.core.money import round_half_up

TITLE_MIN, TITLE_MAX = 5, 120
SUMMARY_MAX = 500
DESCRIPTION_MAX = 4_000
JUSTIFICATION_MAX = 2_000
NOTE_MAX = 1_000
LOCATION_MAX = 200
CATEGORIES_MAX = 3
COST_LINES_MAX = 30
COST_NAME_MAX = 200
UNIT_MAX = 20
QUANTITY_MAX = Decimal(999_999)
QUANTITY_PLACES = 3


class Category(StrEnum):
    """What a project is about; a project has one to three."""

    GREENERY = "GREENERY"
    SPORT = "SPORT"
    INFRASTRUCTURE = "INFRASTRUCTURE"
    PUBLIC_SPACE = "PUBLIC_SPACE"
    CULTURE = "CULTURE"
    EDUCATION = "EDUCATION"
    HEALTH = "HEALTH"
    SAFETY = "SAFETY"
    SOCIAL = "SOCIAL"
    ENVIRONMENT = "ENVIRONMENT"


class UniversalDesign(StrEnum):
    """Whether everybody can use the result (universal design, u.s.g. art. 5a(7)(1))."""

    YES = "YES"
    NO = "NO"
    NA = "NA"


@dataclass(frozen=True, kw_only=True)
class CostLine:
    """One line of the cost table: ``quantity`` is an exact decimal, ``unit_cost`` is grosz."""

    name: str
    quantity: Decimal = Decimal(1)
    unit: str = ""
    unit_cost: int

    @property
    def total(self) -> int:
        """Grosz, a half up."""
        return round_half_up(Fraction(self.quantity) * self.unit_cost)


def total_cost(lines: Iterable[CostLine]) -> int:
    """What the lines cost together, in grosz: the sum of the rounded lines, as they stand on the page."""
    return sum(line.total for line in lines)


@dataclass(frozen=True)
class Terms:
    """The edition as a project sees it: what people have decided about it, and its rules with the calendar."""

    status: EditionStatus
    rules: Rules


@dataclass(frozen=True, kw_only=True)
class Draft:
    """All that is written in a project so far.

    ``citywide``: it has no one place; None while not said. ``area_codes``: every area its point lies in (district,
    estate ...), ``area_name`` the one shown to people; both empty without a point.
    """

    status: Status = Status.DRAFT
    title: str = ""
    summary: str = ""
    description: str = ""
    justification: str = ""
    kind: Kind | None = None
    categories: tuple[Category, ...] = ()
    citywide: bool | None = None
    area_codes: frozenset[str] = frozenset()
    area_name: str = ""
    pool: str | None = None
    costs: tuple[CostLine, ...] = ()
    declares_residence: bool = False
    agrees_to_publish: bool = False

    @property
    def cost(self) -> int:
        """Grosz."""
        return total_cost(self.costs)


class Step(StrEnum):
    """The steps of writing a project, in their order."""

    IDEA = "IDEA"
    PLACE = "PLACE"
    POOL = "POOL"
    DESCRIPTION = "DESCRIPTION"
    COSTS = "COSTS"
    CONSENTS = "CONSENTS"
