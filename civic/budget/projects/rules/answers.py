"""What a leader answers at each step of writing a project. Values as typed, cleaned; ``why_not`` judges them."""

from dataclasses import dataclass

from civic.budget.editions.rules import Kind
from civic.budget.projects.rules.facts import Category, CostLine, UniversalDesign
from civic.core.coordinates import LonLat


@dataclass(frozen=True, kw_only=True)
class Idea:
    """The idea in a sentence or two."""

    title: str
    summary: str


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where: one point, or the whole city (then there is no point). ``location_text``: the place in people's words."""

    citywide: bool
    point: LonLat | None = None
    location_text: str = ""


@dataclass(frozen=True, kw_only=True)
class PoolChoice:
    """Whose money: the id of a pool of the edition."""

    pool: str


@dataclass(frozen=True, kw_only=True)
class Description:
    """What and for whom."""

    description: str
    justification: str
    kind: Kind | None
    categories: tuple[Category, ...]
    public_access: str = ""
    universal_design: UniversalDesign | None = None
    universal_design_note: str = ""


@dataclass(frozen=True, kw_only=True)
class Costs:
    """What it costs to make, and to keep afterwards (``running_cost_yearly`` in grosz)."""

    lines: tuple[CostLine, ...]
    running_costs: str = ""
    running_cost_yearly: int | None = None


@dataclass(frozen=True, kw_only=True)
class Consents:
    """``name_public`` alone is a consent one may refuse; the name is shown only with it."""

    declares_residence: bool
    agrees_to_publish: bool
    name_public: bool = False


Answer = Idea | Place | PoolChoice | Description | Costs | Consents
