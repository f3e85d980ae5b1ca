"""Why a request cannot be edited, sent, joined or withdrawn: the first reason that holds, with the facts of its sentence."""

from collections.abc import Collection, Iterator
from datetime import date
from fractions import Fraction

from civic.core.money import LARGEST, show_percent
from civic.core.refusal import Refused
from civic.initiatives.requests.rules import facts
from civic.initiatives.requests.rules.facts import (
    KINDS,
    ApplicantKind,
    Draft,
    Line,
    LineKind,
    ScheduleStep,
    Side,
    Step,
    Values,
)
from civic.initiatives.requests.rules.refusals import STEP_OF, Refusal
from civic.initiatives.requests.rules.scope import Scope, needs_city_property
from civic.initiatives.requests.rules.settings import InitiativeSettings
from civic.initiatives.requests.rules.statuses import BEFORE_CONTRACT, EDGES, Action, Status

_R = Refusal

FIRST_DAY = date(2010, 3, 12)
"""Since when the statute knows local initiatives (Dz.U. 2010 nr 28 poz. 146): an earlier day of receipt is a slip of the pen."""


def why_not_edit(status: Status, step: Step, reopened: Collection[Step] = ()) -> Refused | None:
    """Why the leader cannot change a step. ``reopened``: what a call to complete asks for; empty is everything."""
    if status is Status.DRAFT:
        return None
    if status is not Status.FIX_CALLED:
        return Refused(_R.ALREADY_SUBMITTED)
    return Refused(_R.NOT_REOPENED) if reopened and step not in reopened else None


def why_not_submit(draft: Draft, settings: InitiativeSettings) -> Refused | None:
    """Why the draft cannot be sent."""
    if EDGES.after(draft.status, Action.SUBMIT) is None:
        return Refused(_R.ALREADY_SUBMITTED)
    return next(missing(draft, settings), None)


def why_not_complete(draft: Draft, settings: InitiativeSettings) -> Refused | None:
    """Why a request the office called to complete cannot be sent again."""
    if draft.status is not Status.FIX_CALLED:
        return Refused(_R.NOT_CALLED)
    return next(missing(draft, settings), None)


def missing(draft: Draft, settings: InitiativeSettings) -> Iterator[Refused]:
    """Everything that still has to be written or mended, in the order of the steps."""
    yield from _about_idea(draft)
    if not draft.located and (needs_city_property(draft.scope) or not draft.location_text):
        yield Refused(_R.PLACE_MISSING)
    yield from _about_description(draft)
    yield from _about_lines(draft.lines, settings)
    yield from _about_schedule(draft.steps)
    yield from _about_applicant(draft, settings)
    if not draft.declares_residence:
        yield Refused(_R.RESIDENCE_NOT_DECLARED)


def step_of(no: Refused) -> Step | None:
    """The step where a reason is mended; None when no step mends it."""
    if no.reason in {_R.LINE_UNCLEAR, _R.TOO_MANY_LINES}:
        return Step.ASKING if no.facts.get("side") is Side.CITY else Step.GIVING
    return STEP_OF.get(Refusal(no.reason))


def missing_at(step: Step, draft: Draft, settings: InitiativeSettings) -> list[Refused]:
    """What is missing at one step."""
    return [no for no in missing(draft, settings) if step_of(no) is step]


def steps_done(draft: Draft, settings: InitiativeSettings) -> frozenset[Step]:
    """The steps where nothing is missing."""
    return frozenset(Step) - {step_of(no) for no in missing(draft, settings)}


def why_not_values(values: Values, settings: InitiativeSettings) -> Refused | None:
    """Why the two sides' values cannot stand together under the city's limits (4.6 (5)). Exact, to the grosz.

    No limit is broken by nothing at all: the share of an estimate worth 0 zł has no meaning and is not asked.
    """
    if values.total > LARGEST:
        return Refused(_R.SUM_TOO_LARGE)
    amount, share = settings.max_city_amount, settings.max_city_share
    if amount is not None and values.city > amount:
        return Refused(_R.CITY_AMOUNT_TOO_HIGH, city=values.city, limit=amount, over=values.city - amount)
    if share is not None and values.city * 100 > Fraction(share) * values.total:
        shown = show_percent(values.city, values.total)
        return Refused(_R.CITY_SHARE_TOO_HIGH, share=shown, max=f"{share.normalize():f}".replace(".", ","))
    return None


def why_not_join(status: Status, *, answered: bool) -> Refused | None:
    """Why somebody invited cannot confirm or decline: once, and only before the agreement is signed."""
    if answered:
        return Refused(_R.ALREADY_ANSWERED)
    if status is not Status.DRAFT and status not in BEFORE_CONTRACT:
        return Refused(_R.TOO_LATE_TO_JOIN)
    return None


def why_not_withdraw(status: Status) -> Refused | None:
    """Why the applicants cannot withdraw the request: only before the agreement. It cannot be undone."""
    if status is Status.DRAFT:
        return Refused(_R.DRAFT_CANNOT_BE_WITHDRAWN)
    if status is Status.WITHDRAWN:
        return Refused(_R.ALREADY_WITHDRAWN)
    return Refused(_R.TOO_LATE_TO_WITHDRAW) if EDGES.after(status, Action.WITHDRAW) is None else None


def why_not_enter(
    title: str,
    scope: Scope | None,
    received_on: date,
    today: date,
    lines: Collection[Line],
    emails: Collection[str] = (),
) -> Refused | None:
    """Why a clerk cannot enter a request that came on paper. ``emails``: of its people, "" where none is known.

    What came must be registered, whatever is missing in it: limits and blanks are for the formal check.
    """
    if received_on > today:
        return Refused(_R.RECEIVED_IN_FUTURE)
    if received_on < FIRST_DAY:
        return Refused(_R.RECEIVED_TOO_EARLY)
    if len(title) < facts.TITLE_MIN:
        return Refused(_R.TITLE_TOO_SHORT, min=facts.TITLE_MIN)
    if scope is None:
        return Refused(_R.SCOPE_MISSING)
    known = [email.lower() for email in emails if email]
    if len(set(known)) < len(known):
        return Refused(_R.MEMBER_TWICE)
    return next(_unclear(tuple(lines)), None)


def why_not_settings(settings: InitiativeSettings) -> Refused | None:
    """Why a city cannot have such settings."""
    return next(_wrong_settings(settings), None)


def _wrong_settings(settings: InitiativeSettings) -> Iterator[Refused]:
    ids = [rate.id for rate in settings.rates]
    share, amount = settings.max_city_share, settings.max_city_amount
    if not settings.basis:
        yield Refused(_R.BASIS_MISSING)
    if not ids:
        yield Refused(_R.RATES_MISSING)
    if any(not rate.name or rate.hourly <= 0 for rate in settings.rates):
        yield Refused(_R.RATE_UNCLEAR)
    if len(set(ids)) < len(ids):
        yield Refused(_R.RATE_TWICE)
    if (share is not None and not 0 < share <= 100) or (amount is not None and amount <= 0):
        yield Refused(_R.SHARE_OUT_OF_RANGE)
    terms = (settings.fix_days, settings.settlement_days, settings.retention_years)
    if not 0 <= settings.members_needed <= facts.MEMBERS_MAX or min(terms) < 1 or max(terms) > 365:
        yield Refused(_R.TERM_OUT_OF_RANGE)


def _about_idea(draft: Draft) -> Iterator[Refused]:
    if len(draft.title) < facts.TITLE_MIN:
        yield Refused(_R.TITLE_TOO_SHORT, min=facts.TITLE_MIN)
    if len(draft.title) > facts.TITLE_MAX:
        yield Refused(_R.TITLE_TOO_LONG, max=facts.TITLE_MAX)
    if not draft.summary:
        yield Refused(_R.SUMMARY_MISSING)
    if len(draft.summary) > facts.SUMMARY_MAX:
        yield Refused(_R.SUMMARY_TOO_LONG, max=facts.SUMMARY_MAX)
    if draft.scope is None:
        yield Refused(_R.SCOPE_MISSING)


def _about_description(draft: Draft) -> Iterator[Refused]:
    if not draft.description:
        yield Refused(_R.DESCRIPTION_MISSING)
    if len(draft.description) > facts.DESCRIPTION_MAX:
        yield Refused(_R.DESCRIPTION_TOO_LONG, max=facts.DESCRIPTION_MAX)
    if not draft.goal:
        yield Refused(_R.GOAL_MISSING)
    if len(draft.goal) > facts.GOAL_MAX:
        yield Refused(_R.GOAL_TOO_LONG, max=facts.GOAL_MAX)


def _about_lines(lines: tuple[Line, ...], settings: InitiativeSettings) -> Iterator[Refused]:
    unclear = list(_unclear(lines))
    yield from unclear
    if any(line.kind is LineKind.WORK and settings.rate(line.rate) is None for line in lines):
        yield Refused(_R.RATE_UNKNOWN)
    if not any(line.side is Side.RESIDENTS and line.total > 0 for line in lines):
        yield Refused(_R.NOTHING_GIVEN)
    if not any(line.side is Side.CITY for line in lines):
        yield Refused(_R.NOTHING_ASKED)
    elif not unclear and (no := why_not_values(facts.values_of(lines), settings)):
        yield no


def _unclear(lines: tuple[Line, ...]) -> Iterator[Refused]:
    for side in Side:
        own = [line for line in lines if line.side is side]
        if len(own) > facts.LINES_MAX:
            yield Refused(_R.TOO_MANY_LINES, max=facts.LINES_MAX, side=side)
        for place, line in enumerate(own, 1):
            if not _is_clear(line):
                yield Refused(_R.LINE_UNCLEAR, line=place, side=side)


def _is_clear(line: Line) -> bool:
    return (
        0 < len(line.name) <= facts.NAME_MAX
        and line.kind in KINDS[line.side]
        and 0 < line.quantity <= facts.QUANTITY_MAX
        and round(line.quantity, 2) == line.quantity
        and line.unit_cost >= 0
        and line.total <= LARGEST
        and len(line.unit) <= facts.UNIT_MAX
        and (line.people is None or 0 < line.people <= facts.PEOPLE_MAX)
    )


def _about_schedule(steps: tuple[ScheduleStep, ...]) -> Iterator[Refused]:
    if not steps:
        yield Refused(_R.SCHEDULE_MISSING)
    if len(steps) > facts.STEPS_MAX:
        yield Refused(_R.SCHEDULE_TOO_LONG, max=facts.STEPS_MAX)
    for place, step in enumerate(steps, 1):
        if not 0 < len(step.what) <= facts.NAME_MAX or step.ends_on < step.starts_on:
            yield Refused(_R.STEP_UNCLEAR, line=place)


def _about_applicant(draft: Draft, settings: InitiativeSettings) -> Iterator[Refused]:
    if draft.applicant_kind is ApplicantKind.ORGANISATION:
        if draft.organisation_id is None:
            yield Refused(_R.ORGANISATION_MISSING)
        elif not draft.represents:
            yield Refused(_R.NOT_REPRESENTATIVE)
    if not draft.participants:
        yield Refused(_R.PARTICIPANTS_MISSING)
    group, needed = draft.group, settings.members_needed
    listed = group.listed and (draft.participants or 0) > needed
    if draft.applicant_kind is ApplicantKind.GROUP and group.confirmed < needed and not listed:
        yield Refused(_R.MEMBERS_TOO_FEW, needed=needed, confirmed=group.confirmed)
    if group.representatives > facts.REPRESENTATIVES_MAX:
        yield Refused(_R.TOO_MANY_REPRESENTATIVES, max=facts.REPRESENTATIVES_MAX)
