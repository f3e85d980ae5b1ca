"""Statuses of a project and the only ways between them, as one table (polish-rules 2.4)."""

from collections.abc import Mapping
from enum import StrEnum

from civic.core.cases import Edges


class Status(StrEnum):
    """What people have decided about a project so far. What the calendar decides (a draft that came too late) is computed."""

    DRAFT = "DRAFT"
    SUBMITTED = "SUBMITTED"
    FORMAL_CHECK = "FORMAL_CHECK"
    FORMAL_FIX = "FORMAL_FIX"
    FORMAL_OK = "FORMAL_OK"
    FORMAL_REJECTED = "FORMAL_REJECTED"
    MERIT_CHECK = "MERIT_CHECK"
    POSITIVE = "POSITIVE"
    NEGATIVE = "NEGATIVE"
    APPEALED = "APPEALED"
    RESTORED = "RESTORED"
    UPHELD = "UPHELD"
    ADMITTED = "ADMITTED"
    WITHDRAWN = "WITHDRAWN"
    MERGED = "MERGED"
    SELECTED = "SELECTED"
    NOT_SELECTED = "NOT_SELECTED"
    BELOW_THRESHOLD = "BELOW_THRESHOLD"
    EXCLUDED_BY_CONFLICT = "EXCLUDED_BY_CONFLICT"
    FUNDED_EXTRA = "FUNDED_EXTRA"
    RESERVE = "RESERVE"
    PLANNED = "PLANNED"
    IN_PROGRESS = "IN_PROGRESS"
    DONE = "DONE"
    PARTLY_DONE = "PARTLY_DONE"
    ABANDONED = "ABANDONED"


class Action(StrEnum):
    """What somebody does that moves a project."""

    SUBMIT = "SUBMIT"
    START_FORMAL = "START_FORMAL"
    CALL_TO_CORRECT = "CALL_TO_CORRECT"
    CORRECT = "CORRECT"
    ACCEPT_FORMAL = "ACCEPT_FORMAL"
    REJECT_FORMAL = "REJECT_FORMAL"
    START_MERIT = "START_MERIT"
    ACCEPT_MERIT = "ACCEPT_MERIT"
    REJECT_MERIT = "REJECT_MERIT"
    APPEAL = "APPEAL"
    RESTORE = "RESTORE"
    UPHOLD = "UPHOLD"
    ADMIT = "ADMIT"
    WITHDRAW = "WITHDRAW"
    MERGE = "MERGE"
    SELECT = "SELECT"
    NOT_SELECT = "NOT_SELECT"
    FALL_BELOW_THRESHOLD = "FALL_BELOW_THRESHOLD"
    EXCLUDE = "EXCLUDE"
    FUND_EXTRA = "FUND_EXTRA"
    KEEP_IN_RESERVE = "KEEP_IN_RESERVE"
    PLAN = "PLAN"
    START_WORK = "START_WORK"
    FINISH = "FINISH"
    FINISH_PARTLY = "FINISH_PARTLY"
    ABANDON = "ABANDON"


class Stage(StrEnum):
    """The two assessments: of the papers (formalna) and of the merits (merytoryczna)."""

    FORMAL = "FORMAL"
    MERIT = "MERIT"


class Outcome(StrEnum):
    """What an assessment ended with."""

    POSITIVE = "POSITIVE"
    NEGATIVE = "NEGATIVE"


_S, _A = Status, Action

UNDER_ASSESSMENT = frozenset(
    {
        _S.SUBMITTED, _S.FORMAL_CHECK, _S.FORMAL_FIX, _S.FORMAL_OK, _S.MERIT_CHECK, _S.POSITIVE, _S.APPEALED, _S.RESTORED,
    }
)  # fmt: skip
REJECTED = frozenset({_S.FORMAL_REJECTED, _S.NEGATIVE, _S.UPHELD})
GONE = frozenset({_S.WITHDRAWN, _S.MERGED})
ON_THE_LIST = frozenset(_S) - UNDER_ASSESSMENT - REJECTED - GONE - {_S.DRAFT}
"""Admitted to the vote, whatever became of it later."""
PUBLIC = frozenset(_S) - {_S.DRAFT}


class Group(StrEnum):
    """Statuses as people ask for them."""

    UNDER_ASSESSMENT = "ocena"
    ON_THE_LIST = "lista"
    REJECTED = "odrzucone"
    GONE = "wycofane"


class Sort(StrEnum):
    """The order of the list. SHUFFLED differs from reader to reader and stays the same for one."""

    SHUFFLED = "losowo"
    TITLE = "tytul"
    CHEAPEST = "najtansze"
    DEAREST = "najdrozsze"
    NUMBER = "numer"


IN_GROUP: Mapping[Group, frozenset[Status]] = {
    Group.UNDER_ASSESSMENT: UNDER_ASSESSMENT,
    Group.ON_THE_LIST: ON_THE_LIST,
    Group.REJECTED: REJECTED,
    Group.GONE: GONE,
}

EDGES: Edges[Status, Action] = Edges(
    {
        (_S.DRAFT, _A.SUBMIT): _S.SUBMITTED,
        (_S.SUBMITTED, _A.START_FORMAL): _S.FORMAL_CHECK,
        (_S.FORMAL_CHECK, _A.CALL_TO_CORRECT): _S.FORMAL_FIX,
        (_S.FORMAL_CHECK, _A.ACCEPT_FORMAL): _S.FORMAL_OK,
        (_S.FORMAL_CHECK, _A.REJECT_FORMAL): _S.FORMAL_REJECTED,
        (_S.FORMAL_FIX, _A.CORRECT): _S.FORMAL_CHECK,
        (_S.FORMAL_FIX, _A.REJECT_FORMAL): _S.FORMAL_REJECTED,
        (_S.FORMAL_OK, _A.START_MERIT): _S.MERIT_CHECK,
        (_S.MERIT_CHECK, _A.ACCEPT_MERIT): _S.POSITIVE,
        (_S.MERIT_CHECK, _A.REJECT_MERIT): _S.NEGATIVE,
        (_S.FORMAL_REJECTED, _A.APPEAL): _S.APPEALED,
        (_S.NEGATIVE, _A.APPEAL): _S.APPEALED,
        (_S.APPEALED, _A.RESTORE): _S.RESTORED,
        (_S.APPEALED, _A.UPHOLD): _S.UPHELD,
        (_S.POSITIVE, _A.ADMIT): _S.ADMITTED,
        (_S.RESTORED, _A.ADMIT): _S.ADMITTED,
        **{(status, _A.WITHDRAW): _S.WITHDRAWN for status in UNDER_ASSESSMENT | {_S.ADMITTED}},
        **{(status, _A.MERGE): _S.MERGED for status in UNDER_ASSESSMENT - {_S.APPEALED}},
        (_S.ADMITTED, _A.SELECT): _S.SELECTED,
        (_S.ADMITTED, _A.NOT_SELECT): _S.NOT_SELECTED,
        (_S.ADMITTED, _A.FALL_BELOW_THRESHOLD): _S.BELOW_THRESHOLD,
        (_S.ADMITTED, _A.EXCLUDE): _S.EXCLUDED_BY_CONFLICT,
        (_S.ADMITTED, _A.FUND_EXTRA): _S.FUNDED_EXTRA,
        (_S.ADMITTED, _A.KEEP_IN_RESERVE): _S.RESERVE,
        (_S.RESERVE, _A.FUND_EXTRA): _S.FUNDED_EXTRA,
        (_S.SELECTED, _A.PLAN): _S.PLANNED,
        (_S.FUNDED_EXTRA, _A.PLAN): _S.PLANNED,
        (_S.PLANNED, _A.START_WORK): _S.IN_PROGRESS,
        (_S.IN_PROGRESS, _A.FINISH): _S.DONE,
        (_S.IN_PROGRESS, _A.FINISH_PARTLY): _S.PARTLY_DONE,
        (_S.PLANNED, _A.ABANDON): _S.ABANDONED,
        (_S.IN_PROGRESS, _A.ABANDON): _S.ABANDONED,
    }
)
"""(from, action) -> to. What is not here cannot happen. A formal rejection can be appealed like any other refusal of
admission (u.s.g. art. 5a(7)(3))."""

after = EDGES.after
