"""When a ballot may be cast and what it is worth. Plain values in, a verdict out: no clock, no database, no request."""

from civic.budget.voting.rules.duplicates import Cast, Duplicated, settle_duplicates
from civic.budget.voting.rules.encoding import (
    EncodingError,
    box_size,
    choice_from_fields,
    choice_to_fields,
    decode,
    encode,
)
from civic.budget.voting.rules.envelopes import (
    DOUBTS,
    EnvelopeStatus,
    Fate,
    fate,
    why_not_annul,
    why_not_confirm,
    why_not_open,
)
from civic.budget.voting.rules.journey import list_pages, ordered
from civic.budget.voting.rules.paper import (
    Choice,
    Paper,
    PaperArea,
    PaperList,
    PaperPool,
    PaperProject,
    Problem,
    Refusal,
)
from civic.budget.voting.rules.validity import Validity, problems, validity, why_not_cast
from civic.budget.voting.rules.voter import (
    AGE_BANDS,
    Voter,
    age_band,
    email_identity,
    is_doubtful_age,
    known_by_name,
    person_identity,
    why_not_vote,
)

__all__ = [
    "AGE_BANDS", "DOUBTS",
    "Cast", "Choice", "Duplicated", "EncodingError", "EnvelopeStatus", "Fate", "Paper", "PaperArea", "PaperList", "PaperPool",
    "PaperProject", "Problem", "Refusal", "Validity", "Voter",
    "age_band", "box_size", "choice_from_fields", "choice_to_fields", "decode", "email_identity", "encode", "fate",
    "is_doubtful_age", "known_by_name", "list_pages", "ordered", "person_identity", "problems", "settle_duplicates", "validity", "why_not_annul", "why_not_cast",
    "why_not_confirm", "why_not_open", "why_not_vote",
]  # fmt: skip
