"""Everything the office, the Team and the executive do with a request until it is decided. One verb, one transaction."""

from civic.initiatives.assessment.services.criteria import save_criteria
from civic.initiatives.assessment.services.deciding import decide
from civic.initiatives.assessment.services.formal import (
    check_formally,
    enter_completion,
    extend,
    forward,
    leave_unconsidered,
    set_land,
)
from civic.initiatives.assessment.services.team import close, declare, minutes_now, write

__all__ = [
    "check_formally",
    "close",
    "decide",
    "declare",
    "enter_completion",
    "extend",
    "forward",
    "leave_unconsidered",
    "minutes_now",
    "save_criteria",
    "set_land",
    "write",
]
