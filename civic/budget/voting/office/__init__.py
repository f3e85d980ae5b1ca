"""The office's pages of voting: the key, opening, doubtful envelopes, the opening of the envelopes."""

from civic.budget.voting.office import doubtful, keys, opening
from civic.budget.voting.office.blueprint import bp

__all__ = ["bp", "doubtful", "keys", "opening"]
