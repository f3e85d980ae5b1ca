"""Everything read about voting."""

from civic.budget.voting.queries.box import (
    Found,
    Outside,
    Waiting,
    ballots,
    box,
    bursts,
    count_envelopes,
    database_now,
    decisions,
    doubtful,
    envelope_cast_from,
    envelope_of,
    find_envelope,
    has_envelopes,
    opened,
    opening,
    status_counts,
    trackers,
)
from civic.budget.voting.queries.keys import Check, Key, holders, key, self_test
from civic.budget.voting.queries.paper import Poll, paper, poll

__all__ = [
    "Check", "Found", "Key", "Outside", "Poll", "Waiting",
    "ballots", "box", "bursts", "count_envelopes", "database_now", "decisions", "doubtful", "envelope_cast_from",
    "envelope_of", "find_envelope", "has_envelopes", "holders", "key", "opened", "opening", "paper", "poll", "self_test",
    "status_counts", "trackers",
]  # fmt: skip
