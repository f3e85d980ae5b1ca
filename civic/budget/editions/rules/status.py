"""What people decide about an edition: statuses, the edges between them, and why something may not be
done now.

The calendar's phases are not statuses: voting is on when the list is fixed, the rules are frozen and the
clock says so.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from civic.budget.editions.rules.calendar import Calendar


class Status(StrEnum):
    DRAFT = "DRAFT"
    CONFIGURED = "CONFIGURED"
    ANNOUNCED = "ANNOUNCED"
    ASSESSED = "ASSESSED"
    LIST_FIXED = "LIST_FIXED"
    RESULTS = "RESULTS"
    BUDGETED = "BUDGETED"
    CLOSED = "CLOSED"
    SUSPENDED = "SUSPENDED"
    CANCELLED = "CANCELLED"


class Action(StrEnum):
    """What moves an edition to another status."""

    CONFIGURE = "CONFIGURE"
    REOPEN = "REOPEN"
    ANNOUNCE = "ANNOUNCE"
    PUBLISH_ASSESSMENT = "PUBLISH_ASSESSMENT"
    FIX_LIST = "FIX_LIST"
    APPROVE_RESULTS = "APPROVE_RESULTS"
    TRANSFER_TO_BUDGET = "TRANSFER_TO_BUDGET"
    CLOSE = "CLOSE"
    SUSPEND = "SUSPEND"
    RESUME = "RESUME"
    CANCEL = "CANCEL"


_BEFORE_RESULTS = (Status.DRAFT, Status.CONFIGURED, Status.ANNOUNCED, Status.ASSESSED, Status.LIST_FIXED)
_UNDER_WAY = (Status.ANNOUNCED, Status.ASSESSED, Status.LIST_FIXED)

EDGES: dict[Action, tuple[tuple[Status, ...], Status | None]] = {
    Action.CONFIGURE: ((Status.DRAFT,), Status.CONFIGURED),
    Action.REOPEN: ((Status.CONFIGURED,), Status.DRAFT),
    Action.ANNOUNCE: ((Status.CONFIGURED,), Status.ANNOUNCED),
    Action.PUBLISH_ASSESSMENT: ((Status.ANNOUNCED,), Status.ASSESSED),
    Action.FIX_LIST: ((Status.ASSESSED,), Status.LIST_FIXED),
    Action.APPROVE_RESULTS: ((Status.LIST_FIXED,), Status.RESULTS),
    Action.TRANSFER_TO_BUDGET: ((Status.RESULTS,), Status.BUDGETED),
    Action.CLOSE: ((Status.BUDGETED,), Status.CLOSED),
    Action.SUSPEND: (_UNDER_WAY, Status.SUSPENDED),
    Action.RESUME: ((Status.SUSPENDED,), None),
    Action.CANCEL: ((*_BEFORE_RESULTS, Status.SUSPENDED), Status.CANCELLED),
}
"""Action -> where it starts, where it ends; RESUME goes back to where SUSPEND came from."""

NEEDS_REASON = frozenset({Action.REOPEN, Action.SUSPEND, Action.CANCEL})
PUBLIC = frozenset(Status) - {Status.DRAFT, Status.CONFIGURED}
"""Statuses in which residents see the edition."""


class Refusal(StrEnum):
    """Why something may not be done to an edition now."""

    WRONG_STATUS = "edition-wrong-status"
    REASON_MISSING = "edition-reason-missing"
    EXPENDITURE_UNKNOWN = "edition-expenditure-unknown"
    RULES_HAVE_ERRORS = "edition-rules-have-errors"
    RULES_FROZEN = "edition-rules-frozen"
    RULES_SETTLED = "edition-rules-settled"
    CHANGED_MEANWHILE = "edition-changed-meanwhile"
    PROFILE_NEEDS_TOTAL = "edition-profile-needs-total"
    PROFILE_NEEDS_AREAS = "edition-profile-needs-areas"
    PROFILE_TOTAL_TOO_SMALL = "edition-profile-total-too-small"
    SLUG_TAKEN = "edition-slug-taken"
    LIST_NOT_FIXED = "edition-list-not-fixed"
    NO_KEY = "edition-no-key"
    NOT_FROZEN = "edition-not-frozen"
    SUSPENDED = "edition-suspended"
    VOTING_NOT_YET = "edition-voting-not-yet"
    VOTING_OVER = "edition-voting-over"


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where an edition stands: what the questions below need to know."""

    status: Status
    calendar: Calendar
    frozen: bool


def after(status: Status, action: Action, suspended_from: Status | None = None) -> Status | None:
    """The status an action leads to; None where it may not be done."""
    sources, to = EDGES[action]
    if status not in sources:
        return None
    return to or suspended_from


def why_not_edit(standing: Standing) -> Refusal | None:
    """Rules may be changed until voting is opened and they are frozen; never once the edition is decided."""
    if standing.frozen:
        return Refusal.RULES_FROZEN
    if standing.status not in _BEFORE_RESULTS:
        return Refusal.RULES_SETTLED
    return None


def why_not_freeze(standing: Standing, *, has_key: bool, has_errors: bool, now: datetime) -> Refusal | None:
    """Opening voting freezes the rules: the list is fixed, the key is made, and there is time left to
    vote.
    """
    if standing.frozen:
        return Refusal.RULES_FROZEN
    if standing.status is not Status.LIST_FIXED:
        return Refusal.LIST_NOT_FIXED
    if has_errors:
        return Refusal.RULES_HAVE_ERRORS
    if not has_key:
        return Refusal.NO_KEY
    if now >= standing.calendar.voting.closes:
        return Refusal.VOTING_OVER
    return None


def why_not_open_voting(standing: Standing, now: datetime) -> Refusal | None:
    """Why voting is not on at this moment; None while ballots are taken."""
    if standing.status is Status.SUSPENDED:
        return Refusal.SUSPENDED
    if standing.status not in {Status.LIST_FIXED, Status.RESULTS, Status.BUDGETED, Status.CLOSED}:
        return Refusal.LIST_NOT_FIXED
    if now >= standing.calendar.voting.closes or standing.status is not Status.LIST_FIXED:
        return Refusal.VOTING_OVER
    if not standing.frozen:
        return Refusal.NOT_FROZEN
    if now < standing.calendar.voting.opens:
        return Refusal.VOTING_NOT_YET
    return None
