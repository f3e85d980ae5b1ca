"""What is said about a published file after counting it again."""

from dataclasses import dataclass
from enum import StrEnum

from civic.budget.counting.tally.results import Reason


class Status(StrEnum):
    REPRODUCED = "REPRODUCED"
    DIFFERENT = "DIFFERENT"
    NOT_COMPARABLE = "NOT_COMPARABLE"


class Note(StrEnum):
    """What a reader of the verdict should know."""

    NO_SELECTED = "NO_SELECTED"
    RULE_UNKNOWN = "RULE_UNKNOWN"
    RULE_NOT_DESCRIBED = "RULE_NOT_DESCRIBED"
    TIE_AS_PUBLISHED = "TIE_AS_PUBLISHED"
    EXCLUDED_AS_PUBLISHED = "EXCLUDED_AS_PUBLISHED"
    FUNDED_FROM_ELSEWHERE = "FUNDED_FROM_ELSEWHERE"
    BY_PUBLISHED_TOTALS = "BY_PUBLISHED_TOTALS"
    UNKNOWN_CHOICES = "UNKNOWN_CHOICES"
    REPEATED_CHOICES = "REPEATED_CHOICES"
    UNMATCHED_POINTS = "UNMATCHED_POINTS"
    BALLOTS_MISSING = "BALLOTS_MISSING"
    TOTALS_DIFFER = "TOTALS_DIFFER"


@dataclass(frozen=True, slots=True)
class Remark:
    note: Note
    projects: tuple[str, ...] = ()
    count: int = 0


@dataclass(frozen=True, slots=True)
class Difference:
    """A project whose published fate is not the counted one: ``published`` or counted as a winner.

    ``cost`` and ``left`` (what the pool had left after it in the count) are in the file's currency.
    """

    project: str
    published: bool
    score: int
    cost: str
    reason: Reason
    left: str


@dataclass(frozen=True, slots=True)
class Verdict:
    status: Status
    rule: str
    differences: tuple[Difference, ...] = ()
    remarks: tuple[Remark, ...] = ()
