"""The formal check of a request: what is looked at, what its data say already, what the check may end with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from civic.core.refusal import Refused
from civic.initiatives.assessment.rules.refusals import Refusal
from civic.initiatives.assessment.rules.terms import MAX_COMPLETION_DAYS, MIN_COMPLETION_DAYS
from civic.initiatives.requests.rules import EDGES, Action, Land, Scope, Status, Step, needs_city_property

REASON_MAX = 4000
NOTE_MAX = 500
_R = Refusal


class Point(StrEnum):
    """What the formal check looks at, in the order of the page."""

    SCOPE = "SCOPE"
    APPLICANT = "APPLICANT"
    CONTRIBUTION = "CONTRIBUTION"
    OWNER = "OWNER"
    ESTIMATE = "ESTIMATE"
    SCHEDULE = "SCHEDULE"
    LIMITS = "LIMITS"


class Met(StrEnum):
    """How a point stands."""

    YES = "YES"
    NO = "NO"
    NA = "NA"


class Outcome(StrEnum):
    """What a formal check may end with."""

    OK = "OK"
    CALL = "CALL"
    REJECT = "REJECT"


ACTION: Mapping[Outcome, Action] = {
    Outcome.OK: Action.ACCEPT_FORMAL,
    Outcome.CALL: Action.CALL_TO_COMPLETE,
    Outcome.REJECT: Action.REJECT,
}


class Because(StrEnum):
    """Why a point is pre-filled as it is, or left to the officer."""

    CHOSEN = "CHOSEN"
    RESIDENCE_DECLARED = "RESIDENCE_DECLARED"
    RESIDENCE_NOT_DECLARED = "RESIDENCE_NOT_DECLARED"
    THROUGH_ORGANISATION = "THROUGH_ORGANISATION"
    CONTRIBUTION_GIVEN = "CONTRIBUTION_GIVEN"
    NO_CONTRIBUTION = "NO_CONTRIBUTION"
    CITY_LAND = "CITY_LAND"
    ONLY_CITY_PROPERTY = "ONLY_CITY_PROPERTY"
    LAND_UNKNOWN = "LAND_UNKNOWN"
    CONSENT_TO_CHECK = "CONSENT_TO_CHECK"
    BOTH_SIDES = "BOTH_SIDES"
    CITY_NOT_ASKED = "CITY_NOT_ASKED"
    STEPS_GIVEN = "STEPS_GIVEN"
    NO_STEPS = "NO_STEPS"
    NO_LIMITS_PASSED = "NO_LIMITS_PASSED"
    LIMIT_PASSED = "LIMIT_PASSED"


@dataclass(frozen=True, kw_only=True)
class Request:
    """What the check reads of a request. ``within_limits``: the city's own limits on its share; values in grosz."""

    status: Status
    scope: Scope | None
    land: Land
    through_organisation: bool
    declares_residence: bool
    residents_value: int
    city_value: int
    steps: int
    within_limits: bool = True

    @property
    def builds(self) -> bool:
        """It builds, extends or repairs, which only property of the city allows (art. 19b(1)(1))."""
        return needs_city_property(self.scope)


@dataclass(frozen=True)
class Finding:
    """What the data say of a point: ``met`` None leaves it to the officer."""

    point: Point
    met: Met | None
    because: Because


@dataclass(frozen=True)
class Answer:
    """What the officer says of a point."""

    met: Met
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """A formal check as the officer ends it.

    ``reason``: for CALL what exactly is missing, for REJECT why; ``days``: the term of a call; ``reopened``: the steps of
    the request the leader may mend then, none named is all.
    """

    outcome: Outcome
    answers: Mapping[Point, Answer] = field(default_factory=dict)
    reason: str = ""
    days: int = MIN_COMPLETION_DAYS
    reopened: tuple[Step, ...] = ()


def findings(of: Request) -> tuple[Finding, ...]:
    """Every point, pre-filled where the request's own data answer it."""
    return (
        Finding(Point.SCOPE, Met.YES, Because.CHOSEN),
        _applicant(of),
        Finding(Point.CONTRIBUTION, Met.YES, Because.CONTRIBUTION_GIVEN)
        if of.residents_value
        else Finding(Point.CONTRIBUTION, Met.NO, Because.NO_CONTRIBUTION),
        _owner(of),
        Finding(Point.ESTIMATE, Met.YES, Because.BOTH_SIDES)
        if of.residents_value and of.city_value
        else Finding(Point.ESTIMATE, None, Because.CITY_NOT_ASKED),
        Finding(Point.SCHEDULE, Met.YES, Because.STEPS_GIVEN)
        if of.steps
        else Finding(Point.SCHEDULE, Met.NO, Because.NO_STEPS),
        Finding(Point.LIMITS, Met.YES, Because.NO_LIMITS_PASSED)
        if of.within_limits
        else Finding(Point.LIMITS, Met.NO, Because.LIMIT_PASSED),
    )


def _applicant(of: Request) -> Finding:
    if of.through_organisation:
        return Finding(Point.APPLICANT, None, Because.THROUGH_ORGANISATION)
    if of.declares_residence:
        return Finding(Point.APPLICANT, Met.YES, Because.RESIDENCE_DECLARED)
    return Finding(Point.APPLICANT, None, Because.RESIDENCE_NOT_DECLARED)


def _owner(of: Request) -> Finding:
    if of.land is Land.CITY:
        return Finding(Point.OWNER, Met.YES, Because.CITY_LAND)
    if of.land is Land.UNKNOWN:
        return Finding(Point.OWNER, None, Because.LAND_UNKNOWN)
    if of.builds:
        return Finding(Point.OWNER, Met.NO, Because.ONLY_CITY_PROPERTY)
    return Finding(Point.OWNER, None, Because.CONSENT_TO_CHECK)


def why_not_check(of: Request, outcome: Outcome, *, party: bool) -> Refused | None:
    """Why the check cannot end so, whatever is written. ``party``: the officer belongs to those who ask."""
    if EDGES.after(of.status, ACTION[outcome]) is None:
        return Refused(_R.STATUS_WRONG, status=of.status)
    if party:
        return Refused(_R.OWN_REQUEST)
    if outcome is Outcome.OK and of.builds and of.land is not Land.CITY:
        return Refused(_R.ONLY_CITY_PROPERTY, land=of.land)
    if outcome is Outcome.OK and not of.residents_value:
        return Refused(_R.CONTRIBUTION_MISSING)
    return None


def why_not_verdict(of: Request, verdict: Verdict, *, party: bool) -> Refused | None:
    """Why the formal check cannot end with this verdict."""
    if no := why_not_check(of, verdict.outcome, party=party):
        return no
    if verdict.outcome is Outcome.OK:
        for point in Point:
            answer = verdict.answers.get(point)
            if answer is None:
                return Refused(_R.ANSWER_MISSING, point=point)
            if answer.met is Met.NO:
                return Refused(_R.POINT_NOT_MET, point=point)
    if any(len(answer.note) > NOTE_MAX for answer in verdict.answers.values()):
        return Refused(_R.NOTE_TOO_LONG, max=NOTE_MAX)
    if verdict.outcome is Outcome.CALL:
        return _why_not_call(verdict)
    return why_not_reason(verdict.reason) if verdict.outcome is Outcome.REJECT else None


def _why_not_call(verdict: Verdict) -> Refused | None:
    if not verdict.reason.strip():
        return Refused(_R.WHAT_MISSING)
    if verdict.days < MIN_COMPLETION_DAYS:
        return Refused(_R.TERM_TOO_SHORT, min=MIN_COMPLETION_DAYS)
    if verdict.days > MAX_COMPLETION_DAYS:
        return Refused(_R.TERM_TOO_LONG, max=MAX_COMPLETION_DAYS)
    return why_not_reason(verdict.reason)


def why_not_reason(reason: str) -> Refused | None:
    """Why a text does not do as the reason of what the office does."""
    if not reason.strip():
        return Refused(_R.REASON_MISSING)
    return Refused(_R.REASON_TOO_LONG, max=REASON_MAX) if len(reason) > REASON_MAX else None


def why_not_set_land(of: Request, land: Land, reason: str, *, party: bool) -> Refused | None:
    """Why the officer cannot write down that the place belongs to somebody else than the request says."""
    if of.status not in {Status.SUBMITTED, Status.FIX_CALLED}:
        return Refused(_R.STATUS_WRONG, status=of.status)
    if party:
        return Refused(_R.OWN_REQUEST)
    if land is of.land:
        return Refused(_R.LAND_SAME)
    return why_not_reason(reason)


def why_not_complete(status: Status, note: str, *, party: bool) -> Refused | None:
    """Why a clerk cannot write down that what was missing has come (on paper, by mail)."""
    if EDGES.after(status, Action.COMPLETE) is None:
        return Refused(_R.STATUS_WRONG, status=status)
    return Refused(_R.OWN_REQUEST) if party else why_not_reason(note)


def why_not_leave(
    status: Status, due_on: date | None, today: date, *, confirmed: bool, party: bool
) -> Refused | None:
    """Why a request cannot be left unconsidered. ``due_on``: the last day of the newest call."""
    if EDGES.after(status, Action.LEAVE_UNCONSIDERED) is None:
        return Refused(_R.STATUS_WRONG, status=status)
    if due_on is not None and today <= due_on:
        return Refused(_R.CALL_STILL_RUNNING, due=due_on)
    if party:
        return Refused(_R.OWN_REQUEST)
    return None if confirmed else Refused(_R.NOT_CONFIRMED)
