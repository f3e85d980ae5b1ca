"""What decides about remarks: when they are taken, what their authors must say, what is late, what is covered."""

from civic.consultations.remarks.rules.kinds import (
    MARK,
    NATURAL,
    TO_THE_OFFICE,
    AuthorKind,
    Channel,
    MaskReason,
)
from civic.consultations.remarks.rules.masking import cover, personal_covered, suggested
from civic.consultations.remarks.rules.refusals import Refusal
from civic.consultations.remarks.rules.written import (
    ADDRESS_MAX,
    MOST_FILES,
    MOST_REMARKS,
    SHORT_MAX,
    TEXT_MAX,
    Arrival,
    Author,
    Wanted,
    Written,
    arrived_late,
    erased_on,
    is_late,
    received,
    wanted,
    why_not_arrived,
    why_not_author,
    why_not_remark,
    why_not_remarks,
    why_not_send,
)

__all__ = [
    "ADDRESS_MAX", "MARK", "MOST_FILES", "MOST_REMARKS", "NATURAL", "PRIVACY_VERSION", "SHORT_MAX", "TEXT_MAX",
    "TO_THE_OFFICE", "Arrival", "Author", "AuthorKind", "Channel", "MaskReason", "Refusal", "Wanted", "Written",
    "arrived_late", "cover", "erased_on", "is_late", "personal_covered", "received", "signature", "suggested", "wanted",
    "why_not_arrived", "why_not_author", "why_not_remark", "why_not_remarks", "why_not_send",
]  # fmt: skip

PRIVACY_VERSION = "1"
"""Of templates/consultations/remarks/_privacy.html: raised whenever a word of it changes."""


def signature(consultation: str, number: int) -> str:
    """The remark's signature, K/2026/014/U/0007."""
    return f"{consultation}/U/{number:04}"
