"""The calendar: its order, and the terms that may not be shortened."""

from collections.abc import Mapping
from datetime import date, datetime

from civic.budget.editions.rules.ballot import BallotOrder
from civic.budget.editions.rules.calendar import BUDGET_DUE
from civic.budget.editions.rules.checks.findings import Code, Finding, Findings
from civic.budget.editions.rules.edition import Rules
from civic.core.deadlines import Interval, Term, in_poland

ORDER = (
    ("submission.opens", "formal.opens"),
    ("submission.closes", "formal.closes"),
    ("formal.opens", "merit.opens"),
    ("formal.closes", "merit.closes"),
    ("merit.closes", "results_of_merit"),
    ("results_of_merit", "appeals.opens"),
    ("submission.closes", "appeals.opens"),
    ("appeals.closes", "list_published"),
    ("appeals.closes", "voting.opens"),
    ("list_published", "ballot_draw"),
    ("list_published", "voting.opens"),
    ("ballot_draw", "voting.opens"),
    ("voting.closes", "paper_entry"),
    ("voting.closes", "results"),
    ("paper_entry", "results"),
)
"""Each pair: what must not be later than what. Days are compared as days, two moments as moments."""


def check_calendar(rules: Rules) -> Findings:
    """The order of events, then the terms."""
    moments = _moments(rules)
    for earlier, later in ORDER:
        first, second = moments[earlier], moments[later]
        if first is not None and second is not None and not _in_order(first, second, earlier):
            facts = {"earlier": earlier, "later": later, "first": first, "second": second}
            yield Finding(Code.CALENDAR_ORDER, f"calendar.{later}", facts)
    yield from _check_terms(rules)
    yield from _check_presence(rules)


def _check_terms(rules: Rules) -> Findings:
    calendar, process = rules.calendar, rules.process
    facts: dict[str, object]
    if calendar.voting.days < process.min_voting_days:
        facts = {"days": calendar.voting.days, "minimum": process.min_voting_days}
        yield Finding(Code.VOTING_TOO_SHORT, "calendar.voting.closes", facts)
    for name in ("formal_fix_days", "appeal_days", "consult_changes_days", "min_voting_days"):
        if (days := getattr(process, name)) < 1:
            yield Finding(Code.NOT_POSITIVE, f"process.{name}", {"value": days})
    if process.appeal_days >= 1:
        last = Term(process.appeal_days).ends(calendar.results_of_merit)
        if calendar.appeals.last_day < last:
            facts = {"last": last, "days": process.appeal_days, "closes": calendar.appeals.last_day}
            yield Finding(Code.APPEALS_TOO_SHORT, "calendar.appeals.closes", facts)
    if process.withdraw_until is not None and process.withdraw_until >= calendar.voting.first_day:
        facts = {"day": process.withdraw_until, "voting": calendar.voting.first_day}
        yield Finding(Code.WITHDRAWAL_TOO_LATE, "process.withdraw_until", facts)
    due = min(calendar.budget_due, date(calendar.results.year, *BUDGET_DUE))
    if calendar.results > due:
        facts = {"results": calendar.results, "due": due}
        yield Finding(Code.RESULTS_LATE, "calendar.results", facts)


def _check_presence(rules: Rules) -> Findings:
    if rules.ballot_order is BallotOrder.DRAW and rules.calendar.ballot_draw is None:
        yield Finding(Code.DRAW_DAY_MISSING, "calendar.ballot_draw")
    if rules.channels.paper is not None and rules.calendar.paper_entry is None:
        yield Finding(Code.PAPER_ENTRY_MISSING, "calendar.paper_entry")
    if not rules.publication.channels:
        yield Finding(Code.NOWHERE_PUBLISHED, "publication.channels")
    for section, names in (
        (
            "retention",
            ("voter_identity_days", "paper_ballots_months", "applications_years", "security_logs_months"),
        ),
        ("publication", ("suppress_below",)),
    ):
        for name in names:
            if (value := getattr(getattr(rules, section), name)) < 1:
                yield Finding(Code.NOT_POSITIVE, f"{section}.{name}", {"value": value})


def _moments(rules: Rules) -> Mapping[str, datetime | date | None]:
    found: dict[str, datetime | date | None] = {}
    for name in ("submission", "formal", "merit", "appeals", "voting"):
        interval: Interval = getattr(rules.calendar, name)
        found[f"{name}.opens"], found[f"{name}.closes"] = interval.opens, interval.closes
    for name in ("results_of_merit", "list_published", "ballot_draw", "paper_entry", "results"):
        found[name] = getattr(rules.calendar, name)
    return found


def _in_order(first: datetime | date, second: datetime | date, earlier: str) -> bool:
    """A period that closes at midnight ends on the day before."""
    if isinstance(first, datetime) and isinstance(second, datetime):
        return first <= second
    return _day(first, closing=earlier.endswith(("closes", "paper_entry"))) <= _day(second, closing=False)


def _day(moment: datetime | date, *, closing: bool) -> date:
    if not isinstance(moment, datetime):
        return moment
    return in_poland(moment - moment.resolution if closing else moment)
