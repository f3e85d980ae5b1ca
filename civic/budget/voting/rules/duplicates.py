"""Several ballots of one person: which one counts (polish-rules 2.10)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from civic.budget.editions.rules import Channel, Duplicates


@dataclass(frozen=True)
class Cast:
    """A ballot somebody cast, unopened. ``valid``: nothing else speaks against it (signature, data, form)."""

    id: str
    channel: Channel
    at: datetime
    valid: bool = True


@dataclass(frozen=True)
class Duplicated:
    """The outcome: the one that counts, if any, and all that go to the annex of duplicates."""

    counts: str | None
    annex: tuple[str, ...]


def settle_duplicates(policy: Duplicates, ballots: Sequence[Cast]) -> Duplicated:
    """Which of one person's ballots counts. With a single one there is nothing to settle: it counts if it is valid."""
    in_order = sorted(ballots, key=lambda each: (each.at, each.id))
    valid = [each for each in in_order if each.valid]
    if len(in_order) < 2:
        return Duplicated(valid[0].id if valid else None, ())
    winner = _winner(policy, valid)
    counts = winner.id if winner else None
    return Duplicated(counts, tuple(each.id for each in in_order if each.id != counts))


def _winner(policy: Duplicates, valid: Sequence[Cast]) -> Cast | None:
    if policy is Duplicates.ALL_INVALID or not valid:
        return None
    if policy is Duplicates.LAST_VALID:
        return valid[-1]
    if policy is Duplicates.PAPER_OVER_ONLINE:
        return next((each for each in valid if each.channel is not Channel.ONLINE), valid[0])
    return valid[0]
