"""What may be submitted, by whom, and with how much support."""

from dataclasses import dataclass
from enum import StrEnum

from civic.core.money import Grosz


class Leader(StrEnum):
    """Who may submit a project."""

    RESIDENT = "RESIDENT"
    NATURAL_PERSON = "NATURAL_PERSON"
    NGO_OK = "NGO_OK"


class Kind(StrEnum):
    """HARD builds something (inwestycyjny), SOFT does something (miękki)."""

    HARD = "HARD"
    SOFT = "SOFT"


class SignatureRule(StrEnum):
    """FIXED: the same number everywhere; PER_POOL: each pool says; PER_MILLE_FLOOR: one per 1,000
    residents.
    """

    FIXED = "FIXED"
    PER_POOL = "PER_POOL"
    PER_MILLE_FLOOR = "PER_MILLE_FLOOR"


@dataclass(frozen=True, kw_only=True)
class Signatures:
    """Support a project needs. The statute caps it at 1 per mille of the pool's residents (art. 5a(7)(2))."""

    rule: SignatureRule = SignatureRule.PER_MILLE_FLOOR
    number: int | None = None
    cap_per_mille: int = 1
    leader_counts: bool = False
    electronic: bool = True


@dataclass(frozen=True, kw_only=True)
class ProjectRules:
    """Limits for every project; a pool may narrow those of cost. ``years``: how long the work may last."""

    leader: Leader = Leader.RESIDENT
    max_per_leader: int | None = None
    max_co_authors: int = 5
    kinds: tuple[Kind, ...] = (Kind.HARD, Kind.SOFT)
    min_cost: Grosz | None = None
    max_cost: Grosz | None = None
    max_percent_of_pool: int | None = None
    soft_max_cost: Grosz | None = None
    years: int = 1
    signatures: Signatures = Signatures()
