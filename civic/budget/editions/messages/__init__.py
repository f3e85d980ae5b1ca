"""The words for editions: refusals, findings, choices, fields."""

from civic.budget.editions.messages.fields import FIELDS, field_words, place
from civic.budget.editions.messages.findings import FINDINGS, LEGAL, legal_text, sentence
from civic.budget.editions.messages.labels import EVENTS, LABELS, label
from civic.budget.editions.messages.reading import (
    Passage,
    how_to_vote,
    passages,
    period,
    tell_pool,
    where_to_vote,
)
from civic.budget.editions.messages.refusals import PROBLEMS, REFUSED, document_words
from civic.budget.editions.rules import Refusal
from civic.core.refusal import Refused

__all__ = [
    "EVENTS", "FIELDS", "FINDINGS", "LABELS", "LEGAL", "PROBLEMS", "REFUSED", "Passage",
    "document_words", "field_words", "how_to_vote", "label", "legal_text", "passages", "period", "place", "sentence", "tell_pool",
    "where_to_vote", "words",
]  # fmt: skip


def words(refused: Refused) -> str:
    """The sentence for a refusal of this feature."""
    return str(REFUSED[Refusal(refused.reason)]) % refused.facts
