"""What may be done in negotiating and signing, and why not. Plain Python; days are Polish days."""

from civic.initiatives.agreements.rules.negotiation import (
    AMENDABLE,
    CONTACT_DAYS,
    MESSAGE_MAX,
    NOTE_MAX,
    OPEN,
    Negotiation,
    Refusal,
    agreed,
    contact_until,
    problems,
    why_not_begin,
    why_not_confirm,
    why_not_confirm_on_paper,
    why_not_message,
    why_not_write,
)
from civic.initiatives.agreements.rules.plan import (
    LINES_MAX,
    OTHER,
    QUANTITY_MAX,
    STEPS_MAX,
    Change,
    Line,
    Mark,
    Plan,
    Step,
    Totals,
    compare,
    keyed,
    totals,
)
from civic.initiatives.agreements.rules.signing import (
    SETTLEMENT_DAYS,
    TERM_MAX,
    Draft,
    Signatures,
    Terms,
    Way,
    missing_terms,
    number_words,
    speaks_of_grants,
    why_not_accept_text,
    why_not_prepare,
    why_not_sign,
)

__all__ = [
    "AMENDABLE", "CONTACT_DAYS", "LINES_MAX", "MESSAGE_MAX", "NOTE_MAX", "OPEN", "OTHER", "QUANTITY_MAX",
    "SETTLEMENT_DAYS", "STEPS_MAX", "TERM_MAX", "Change", "Draft", "Line", "Mark", "Negotiation", "Plan", "Refusal",
    "Signatures", "Step", "Terms", "Totals", "Way", "agreed", "compare", "contact_until", "keyed", "missing_terms",
    "number_words", "problems", "speaks_of_grants", "totals", "why_not_accept_text", "why_not_begin",
    "why_not_confirm", "why_not_confirm_on_paper", "why_not_message", "why_not_prepare", "why_not_sign",
    "why_not_write",
]  # fmt: skip
