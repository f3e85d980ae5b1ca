"""Negotiating the plan: versions in turn, both sides confirming the same one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from civic.core.refusal import Refused
from civic.initiatives.agreements.rules.plan import (
    LINES_MAX,
    QUANTITY_MAX,
    STEPS_MAX,
    Line,
    Mark,
    Plan,
    Step,
    compare,
    totals,
)
from civic.initiatives.requests.rules import (
    DEFAULT,
    KINDS,
    InitiativeSettings,
    Side,
    Status,
    Values,
    why_not_values,
)
from civic.initiatives.requests.rules.facts import NAME_MAX, UNIT_MAX

CONTACT_DAYS = 7
"""Days within which the office gets in touch after the positive decision (Warsaw's practice, polish-rules 4.2)."""
NOTE_MAX = 500
MESSAGE_MAX = 2000

AMENDABLE = frozenset({Status.CONTRACTED, Status.IN_PROGRESS})
"""After signing: a new confirmed version becomes an annex (aneks)."""
OPEN = frozenset({Status.NEGOTIATION}) | AMENDABLE


class Refusal(StrEnum):
    """Why not."""

    NOT_ACCEPTED = "NOT_ACCEPTED"
    ALREADY_BEGUN = "ALREADY_BEGUN"
    NOT_BEGUN = "NOT_BEGUN"
    CLOSED = "CLOSED"
    OWN_INITIATIVE = "OWN_INITIATIVE"
    OVERTAKEN = "OVERTAKEN"
    NOTHING_CHANGED = "NOTHING_CHANGED"
    NOTE_TOO_LONG = "NOTE_TOO_LONG"
    NO_ESTIMATE = "NO_ESTIMATE"
    NO_RESIDENTS_SHARE = "NO_RESIDENTS_SHARE"
    NO_SCHEDULE = "NO_SCHEDULE"
    TOO_MANY_ROWS = "TOO_MANY_ROWS"
    LINE_UNCLEAR = "LINE_UNCLEAR"
    STEP_UNCLEAR = "STEP_UNCLEAR"
    STEP_BACKWARDS = "STEP_BACKWARDS"
    CITY_SHARE_TOO_HIGH = "CITY_SHARE_TOO_HIGH"
    CITY_AMOUNT_TOO_HIGH = "CITY_AMOUNT_TOO_HIGH"
    SUM_TOO_LARGE = "SUM_TOO_LARGE"
    SPEAKS_OF_GRANT = "SPEAKS_OF_GRANT"
    NOT_NEWEST = "NOT_NEWEST"
    ALREADY_CONFIRMED = "ALREADY_CONFIRMED"
    IN_FORCE = "IN_FORCE"
    LEADER_HAS_ACCOUNT = "LEADER_HAS_ACCOUNT"
    MESSAGE_MISSING = "MESSAGE_MISSING"
    MESSAGE_TOO_LONG = "MESSAGE_TOO_LONG"
    NOT_AGREED = "NOT_AGREED"
    TERMS_MISSING = "TERMS_MISSING"
    TERMS_BACKWARDS = "TERMS_BACKWARDS"
    NO_BUDGET_LINE = "NO_BUDGET_LINE"
    SETTLEMENT_TERM = "SETTLEMENT_TERM"
    ALREADY_ACCEPTED_TEXT = "ALREADY_ACCEPTED_TEXT"
    APPLICANT_NOT_SIGNED = "APPLICANT_NOT_SIGNED"
    SIGNED_IN_FUTURE = "SIGNED_IN_FUTURE"
    SIGNED_TOO_EARLY = "SIGNED_TOO_EARLY"
    NOTHING_TO_SIGN = "NOTHING_TO_SIGN"


@dataclass(frozen=True)
class Negotiation:
    """Where it stands. ``newest``: number of the newest version, 0 for none; ``confirmed``: who confirmed that one;

    ``in_force``: number of the version of the agreement or its last annex, 0 while nothing is signed; ``settings``: the city's limits.
    """

    status: Status
    newest: int = 0
    confirmed: frozenset[Side] = frozenset()
    in_force: int = 0
    settings: InitiativeSettings = DEFAULT


def contact_until(accepted_on: date) -> date:
    """The last day for the office to get in touch. Not a statutory term, so it does not roll."""
    return accepted_on + timedelta(days=CONTACT_DAYS)


def agreed(found: Negotiation) -> int | None:
    """The version both sides have confirmed, if it is the newest; else None."""
    return found.newest if found.newest and found.confirmed == frozenset(Side) else None


def why_not_begin(found: Negotiation) -> Refused | None:
    """Begin negotiating: only after the positive decision, once."""
    if found.newest or found.status is Status.NEGOTIATION:
        return Refused(Refusal.ALREADY_BEGUN)
    return None if found.status is Status.ACCEPTED else Refused(Refusal.NOT_ACCEPTED)


def why_not_write(
    found: Negotiation, based_on: int, plan: Plan, before: Plan, note: str = ""
) -> Refused | None:
    """Write the next version, made of version ``based_on``; ``before`` is the newest."""
    if no := _why_closed(found):
        return no
    if based_on != found.newest:
        return Refused(Refusal.OVERTAKEN, based_on=based_on, newest=found.newest)
    if len(note) > NOTE_MAX:
        return Refused(Refusal.NOTE_TOO_LONG, max=NOTE_MAX)
    if no := next(problems(plan, found.settings), None):
        return no
    if same(before, plan):
        return Refused(Refusal.NOTHING_CHANGED, version=found.newest)
    return None


def same(before: Plan, after: Plan) -> bool:
    """Whether nothing was added, taken away or changed."""
    lines = all(change.mark is Mark.SAME for change in compare(before.lines, after.lines))
    return lines and all(change.mark is Mark.SAME for change in compare(before.steps, after.steps))


def why_not_confirm(found: Negotiation, version: int, side: Side, plan: Plan) -> Refused | None:
    """Confirm a version: the newest alone, whole, once."""
    if no := _why_closed(found):
        return no
    if version != found.newest:
        return Refused(Refusal.NOT_NEWEST, version=version, newest=found.newest)
    if found.newest == found.in_force:
        return Refused(Refusal.IN_FORCE, version=version)
    if side in found.confirmed:
        return Refused(Refusal.ALREADY_CONFIRMED, version=version)
    return next(problems(plan, found.settings), None)


def why_not_confirm_on_paper(*, speaks_online: bool) -> Refused | None:
    """An officer writes down that residents confirmed on paper: only where nobody of them can do it here."""
    return Refused(Refusal.LEADER_HAS_ACCOUNT) if speaks_online else None


def why_not_message(found: Negotiation, text: str) -> Refused | None:
    """Write to the other side."""
    if no := _why_closed(found):
        return no
    if not text.strip():
        return Refused(Refusal.MESSAGE_MISSING)
    return Refused(Refusal.MESSAGE_TOO_LONG, max=MESSAGE_MAX) if len(text) > MESSAGE_MAX else None


def _why_closed(found: Negotiation) -> Refused | None:
    if found.status is Status.ACCEPTED:
        return Refused(Refusal.NOT_BEGUN)
    if found.status not in OPEN:
        return Refused(Refusal.CLOSED)
    return None if found.newest else Refused(Refusal.NOT_BEGUN)


def problems(plan: Plan, settings: InitiativeSettings = DEFAULT) -> Iterator[Refused]:
    """What is wrong with a plan, one after another; the city's limits hold for what is agreed too (4.6 (5))."""
    if not plan.steps:
        yield Refused(Refusal.NO_SCHEDULE)
    if not plan.lines:
        yield Refused(Refusal.NO_ESTIMATE)
    elif not plan.of(Side.RESIDENTS):
        yield Refused(Refusal.NO_RESIDENTS_SHARE)
    yield from _unclear(plan)
    summed = totals(plan.lines)
    values = Values(work=summed.work, money=summed.money, things=summed.things, city=summed.city)
    if no := why_not_values(values, settings):
        yield Refused(Refusal(no.reason.name), **no.facts)


def _unclear(plan: Plan) -> Iterator[Refused]:
    for rows, most in ((len(plan.lines), LINES_MAX), (len(plan.steps), STEPS_MAX)):
        if rows > most:
            yield Refused(Refusal.TOO_MANY_ROWS, max=most)
    for side in Side:
        for number, line in enumerate(plan.of(side), 1):
            if not _clear(line):
                yield Refused(Refusal.LINE_UNCLEAR, line=number, name=line.name)
    for number, step in enumerate(plan.steps, 1):
        yield from _wrong_with(number, step)


def _clear(line: Line) -> bool:
    return (
        0 < len(line.name.strip()) <= NAME_MAX
        and len(line.unit) <= UNIT_MAX
        and line.kind in KINDS[line.side]
        and 0 < line.quantity <= QUANTITY_MAX
        and line.quantity == round(line.quantity, 2)
        and line.unit_cost >= 0
        and (line.people is None or line.people > 0)
    )


def _wrong_with(number: int, step: Step) -> Iterator[Refused]:
    if not 0 < len(step.what.strip()) <= NAME_MAX:
        yield Refused(Refusal.STEP_UNCLEAR, step=number)
    if step.ends_on < step.starts_on:
        yield Refused(Refusal.STEP_BACKWARDS, step=number)
