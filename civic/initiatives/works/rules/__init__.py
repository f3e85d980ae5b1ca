"""What may be done between the agreement and the settlement, and why not. Plain Python; days are Polish days."""

from civic.initiatives.works.rules.report import (
    Actual,
    Planned,
    Report,
    Settled,
    planned_rows,
    settled,
    why_not_accept,
    why_not_save,
    why_not_send_back,
    why_not_submit,
)
from civic.initiatives.works.rules.work import (
    HOURS_OF_A_DAY,
    NOTE_MAX,
    PEOPLE_MAX,
    WHAT_MAX,
    Entry,
    Outcome,
    Refusal,
    ReportStatus,
    Termination,
    Thing,
    Work,
    hours_of,
    missing_things,
    overdue,
    settle_by,
    why_not_finish,
    why_not_hand,
    why_not_log,
    why_not_photo,
    why_not_return,
    why_not_start,
    why_not_strike,
    why_not_terminate,
)

__all__ = [
    "HOURS_OF_A_DAY", "NOTE_MAX", "PEOPLE_MAX", "WHAT_MAX", "Actual", "Entry", "Outcome", "Planned", "Refusal", "Report",
    "ReportStatus", "Settled", "Termination", "Thing", "Work", "hours_of", "missing_things", "overdue", "planned_rows",
    "settle_by", "settled", "why_not_accept", "why_not_finish", "why_not_hand", "why_not_log", "why_not_photo",
    "why_not_return", "why_not_save", "why_not_send_back", "why_not_start", "why_not_strike", "why_not_submit",
    "why_not_terminate",
]  # fmt: skip
