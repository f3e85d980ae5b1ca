"""What decides about a consultation: its statuses, its regime, its calendar."""

from civic.consultations.notices.rules.draft import Draft, Initiator, missing
from civic.consultations.notices.rules.forms import Access, FormKind, PlannedForm
from civic.consultations.notices.rules.plan import Finding, Plan, Terms, calendar_findings, usual_terms
from civic.consultations.notices.rules.refusals import Refusal, Section
from civic.consultations.notices.rules.regime import DEMANDS, Demands, Regime, Source
from civic.consultations.notices.rules.status import EDGES, PUBLIC, Action, Phase, Standing, Status
from civic.consultations.notices.rules.waits import Wait, Waiting, last_day, report_due, waits_for

__all__ = [
    "DEMANDS",
    "EDGES",
    "PUBLIC",
    "Access",
    "Action",
    "Demands",
    "Draft",
    "Finding",
    "FormKind",
    "Initiator",
    "Phase",
    "Plan",
    "PlannedForm",
    "Refusal",
    "Regime",
    "Section",
    "Source",
    "Standing",
    "Status",
    "Terms",
    "Wait",
    "Waiting",
    "calendar_findings",
    "last_day",
    "missing",
    "report_due",
    "signature",
    "usual_terms",
    "waits_for",
]


def signature(year: int | None, number: int | None) -> str:
    """The consultation's signature, K/2026/014; "" before it is ordered."""
    return f"K/{year}/{number:03}" if year is not None and number is not None else ""
