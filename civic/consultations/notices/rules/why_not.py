"""Whether this may be done to that consultation now. Each gives the refusal to raise, or None."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from civic.consultations.notices.rules.draft import Draft, missing
from civic.consultations.notices.rules.forms import LASTING
from civic.consultations.notices.rules.plan import Plan, calendar_findings, earliest_end, earliest_start
from civic.consultations.notices.rules.refusals import Refusal
from civic.consultations.notices.rules.status import EDGES, Action, Phase, Standing, Status
from civic.core.deadlines import in_poland
from civic.core.publications.rules import Published, complete_at
from civic.core.publications.rules import missing as lacking
from civic.core.refusal import Refused


@dataclass(frozen=True)
class Order:
    """The executive's order (zarządzenie)."""

    number: str
    day: date | None


def why_not(status: Status, action: Action) -> Refused | None:
    """Whether the table of statuses has no such way."""
    return None if EDGES.after(status, action) else Refused(Refusal.NOT_NOW)


def why_not_edit(status: Status) -> Refused | None:
    """Only a draft is edited; what is ordered is first taken back to be corrected."""
    return None if status is Status.DRAFT else Refused(Refusal.NOT_A_DRAFT)


def why_not_order(status: Status, draft: Draft, order: Order, now: datetime) -> Refused | None:
    """Ordered once everything is there, with a number and a day that has come."""
    if no := why_not(status, Action.ORDER) or why_not_numbered(order, now):
        return no
    found = missing(draft)
    return Refused(Refusal.INCOMPLETE, count=len(found), first=found[0]) if found else None


def why_not_numbered(order: Order, now: datetime) -> Refused | None:
    """An order has a number and a day that has come."""
    if not order.number:
        return Refused(Refusal.ORDER_NUMBER_MISSING)
    if order.day is None:
        return Refused(Refusal.ORDER_DAY_MISSING)
    return Refused(Refusal.ORDER_IN_FUTURE) if order.day > in_poland(now) else None


@dataclass(frozen=True)
class Evidence:
    """How it is known that the notice was published. ``has_file``: a file is sent with it."""

    at: datetime | None
    link: str = ""
    has_file: bool = False


NOTICE, EXTENSION, CANCELLATION = "NOTICE", "EXTENSION", "CANCELLATION"
"""What is published: the notice, that of an extension ("EXTENSION:7"), that of a cancellation."""

_PUBLISHED_IN = {
    NOTICE: frozenset({Status.ORDERED, Status.ANNOUNCED}),
    EXTENSION: frozenset({Status.ANNOUNCED}),
    CANCELLATION: frozenset({Status.CANCELLED}),
}


def why_not_publish(
    status: Status, document: str, evidence: Evidence, ordered_on: date | None, now: datetime
) -> Refused | None:
    """A publication has a moment that has come, not before the order, and evidence."""
    if status not in _PUBLISHED_IN.get(document.partition(":")[0], ()):
        return Refused(Refusal.NOT_NOW)
    if evidence.at is None or evidence.at > now:
        return Refused(Refusal.PUBLISHED_IN_FUTURE)
    if ordered_on is not None and in_poland(evidence.at) < ordered_on:
        return Refused(Refusal.PUBLISHED_BEFORE_ORDER, earliest=ordered_on)
    return None if evidence.link or evidence.has_file else Refused(Refusal.EVIDENCE_MISSING)


def why_not_announce(
    status: Status, plan: Plan, published: Sequence[Published], now: datetime
) -> Refused | None:
    """Every required channel has the notice, and counted from the last of them every term still holds."""
    if no := why_not(status, Action.ANNOUNCE):
        return no
    if absent := lacking(plan.terms.channels, published):
        real = as_published(plan, published, now)
        return Refused(Refusal.NOTICE_NOT_PUBLISHED, channels=absent, earliest=earliest_start(real))
    return too_late(plan, published, now)


def too_late(plan: Plan, published: Sequence[Published], now: datetime) -> Refused | None:
    """Whether the notice came too late for the calendar that was ordered; says what it may be at the earliest."""
    real = as_published(plan, published, now)
    found = calendar_findings(real)
    if not found:
        return None
    facts = {"earliest": earliest_start(real), "ends": earliest_end(real), "first": found[0]}
    return Refused(Refusal.NOTICE_TOO_LATE, **facts)


def as_published(plan: Plan, published: Sequence[Published], now: datetime) -> Plan:
    """The plan by the day of the last required publication; while one is missing, as if all were there today."""
    whole = complete_at(plan.terms.channels, published)
    return plan.noticed(in_poland(whole if whole is not None else now))


def why_not_extend(
    standing: Standing, closes: datetime | None, reason: str, order: Order, now: datetime
) -> Refused | None:
    """Longer, with a reason and an order, while remarks still come or will."""
    if no := why_not(standing.status, Action.EXTEND):
        return no
    if standing.phase(now) not in {Phase.UPCOMING, Phase.OPEN}:
        return Refused(Refusal.ALREADY_CLOSED)
    if closes is None or standing.closes is None or closes <= standing.closes:
        return Refused(Refusal.NOT_LONGER)
    if not reason.strip():
        return Refused(Refusal.REASON_MISSING)
    return why_not_numbered(order, now)


def why_not_cancel(standing: Standing, reason: str, now: datetime) -> Refused | None:
    """Until remarks are closed, with a reason."""
    if no := why_not(standing.status, Action.CANCEL):
        return no
    if standing.phase(now) is Phase.ANSWERING:
        return Refused(Refusal.ALREADY_CLOSED)
    return None if reason.strip() else Refused(Refusal.REASON_MISSING)


def why_not_summarise(
    status: Status, kind: str, starts: datetime | None, summary: str, now: datetime
) -> Refused | None:
    """What came of a form is written once it was held, until the report is published."""
    if status not in {Status.ANNOUNCED, Status.REPORT_DRAFT}:
        return Refused(Refusal.NOT_NOW)
    if (starts is None and kind not in LASTING) or (starts is not None and now < starts):
        return Refused(Refusal.FORM_NOT_YET)
    return None if summary.strip() else Refused(Refusal.FORM_SUMMARY_MISSING)


def why_not_decide(status: Status, number: str, day: date | None, what_changed: str) -> Refused | None:
    """The act that followed is named, with what the consultation changed."""
    if no := why_not(status, Action.DECIDE):
        return no
    if not number or day is None:
        return Refused(Refusal.ACT_MISSING)
    return None if what_changed.strip() else Refused(Refusal.CHANGES_MISSING)
