"""Everything counting reads."""

from civic.budget.counting.queries.case import Case, case, file_name, pool_rules, protocol, residents_by_area
from civic.budget.counting.queries.evening import Counted, draw, evening, last_count, ties

__all__ = [
    "Case", "Counted", "case", "draw", "evening", "file_name", "last_count", "pool_rules", "protocol", "residents_by_area",
    "ties",
]  # fmt: skip
