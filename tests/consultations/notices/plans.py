"""Plans for tests: whole and sound for their regime, with what the test changes."""

from datetime import date, datetime, time
from typing import Any

from civic.consultations.notices.rules import (
    Access,
    FormKind,
    Plan,
    PlannedForm,
    Refusal,
    Regime,
    usual_terms,
)
from civic.core.deadlines import WARSAW, closes_at, opens_at


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """That hour in Poland."""
    return datetime.combine(day, time(hour, minute), WARSAW)


def form(kind: FormKind, day: date | None = None, hour: int = 17, **more: Any) -> PlannedForm:
    """A form of two hours in a place all can reach."""
    planned: dict[str, Any] = {"place": "Szkoła nr 3", "accessible": (Access.LIFT,), "presents_draft": True}
    if day is not None:
        planned |= {"starts": at(day, hour), "ends": at(day, hour + 2)}
    return PlannedForm(kind=kind, **{**planned, **more})


REMARKS = PlannedForm(kind=FormKind.REMARKS_FORM)


def plan(
    regime: Regime, notice: date | None, first: date, last: date, *forms: PlannedForm, **terms: Any
) -> Plan:
    """From the first to the last day, with remarks taken in writing and the regime's usual terms."""
    usual = usual_terms(regime)
    return Plan(
        regime=regime,
        terms=type(usual)(**{**usual.__dict__, **terms}),
        notice_on=notice,
        opens=opens_at(first),
        closes=closes_at(last),
        forms=(REMARKS, *forms),
    )


def reasons(findings: Any) -> set[Refusal]:
    """Only what was found."""
    return {finding.reason for finding in findings}
