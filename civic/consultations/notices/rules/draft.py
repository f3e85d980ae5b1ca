"""What a consultation must say before it is ordered, and what it still lacks (polish-rules 3.4, 3.6(1))."""

from dataclasses import dataclass
from enum import StrEnum

from civic.consultations.notices.rules.plan import (
    Finding,
    Plan,
    calendar_findings,
    form_findings,
    term_findings,
)
from civic.consultations.notices.rules.refusals import Refusal, Section

LONGEST_TITLE = 200
LONGEST_SUMMARY = 300
LONGEST_TEXT = 2_000
LONGEST_LONG = 10_000
LONGEST_REASON = 2_000


class Initiator(StrEnum):
    """Who asked for the consultation (polish-rules 3.2)."""

    EXECUTIVE = "EXECUTIVE"
    COUNCIL = "COUNCIL"
    AUX_UNIT_COUNCIL = "AUX_UNIT_COUNCIL"
    COUNCILLORS = "COUNCILLORS"
    COMMITTEE = "COMMITTEE"
    RESIDENTS = "RESIDENTS"
    NGOS = "NGOS"
    ADVISORY_BODY = "ADVISORY_BODY"


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What is written of a consultation. Texts are "" while nothing is."""

    title: str
    summary: str = ""
    goal: str = ""
    subject: str = ""
    justification: str = ""
    influence: str = ""
    basis: str = ""
    unit_id: int | None = None
    contact: str = ""
    plan: Plan


_TEXTS = (
    ("title", Refusal.TITLE_MISSING),
    ("summary", Refusal.SUMMARY_MISSING),
    ("goal", Refusal.GOAL_MISSING),
    ("subject", Refusal.SUBJECT_MISSING),
    ("justification", Refusal.JUSTIFICATION_MISSING),
    ("influence", Refusal.INFLUENCE_MISSING),
    ("basis", Refusal.BASIS_MISSING),
)


def missing(draft: Draft) -> tuple[Finding, ...]:
    """Everything that must be done before it can be ordered, in the order of the sections."""
    found = [Finding(reason) for name, reason in _TEXTS if not getattr(draft, name)]
    found += form_findings(draft.plan)
    found += calendar_findings(draft.plan)
    if draft.unit_id is None:
        found.append(Finding(Refusal.UNIT_MISSING))
    if not draft.contact:
        found.append(Finding(Refusal.CONTACT_MISSING))
    found += term_findings(draft.plan)
    order = list(Section)
    return tuple(sorted(found, key=lambda finding: order.index(finding.section)))
