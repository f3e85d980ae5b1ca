"""What may happen to an envelope, unopened, and when all of them may be opened."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from civic.budget.voting.rules.paper import Refusal


class EnvelopeStatus(StrEnum):
    """VALID will be opened; QUARANTINED waits for two people; ANNULLED is never opened."""

    VALID = "VALID"
    QUARANTINED = "QUARANTINED"
    ANNULLED = "ANNULLED"


EDGES = frozenset(
    {
        (EnvelopeStatus.VALID, EnvelopeStatus.QUARANTINED),
        (EnvelopeStatus.QUARANTINED, EnvelopeStatus.VALID),
        (EnvelopeStatus.QUARANTINED, EnvelopeStatus.ANNULLED),
    }
)

DOUBTS = ("DISPUTED", "AGE", "BURST", "DAMAGED", "OTHER")
"""Why an envelope may be put aside."""


class Fate(StrEnum):
    """What the tracker page answers."""

    UNKNOWN = "UNKNOWN"
    IN_THE_BOX = "IN_THE_BOX"
    WAITS = "WAITS"
    ANNULLED = "ANNULLED"
    COUNTED = "COUNTED"


def fate(status: EnvelopeStatus | None, opened: bool) -> Fate:
    """What becomes of an envelope: it counts once the box has been opened with it inside and valid."""
    if status is None:
        return Fate.UNKNOWN
    if status is EnvelopeStatus.ANNULLED:
        return Fate.ANNULLED
    if status is EnvelopeStatus.QUARANTINED:
        return Fate.WAITS
    return Fate.COUNTED if opened else Fate.IN_THE_BOX


def why_not_annul(status: EnvelopeStatus, to: EnvelopeStatus, reason: str, opened: bool) -> Refusal | None:
    """Why this change of an envelope may not be proposed."""
    if opened:
        return Refusal.ALREADY_OPENED
    if len(reason.strip()) < 5:
        return Refusal.REASON_MISSING
    if (status, to) not in EDGES:
        return Refusal.NOT_VALID_NOW if to is EnvelopeStatus.QUARANTINED else Refusal.NOT_QUARANTINED
    return None


def why_not_confirm(proposed_by: int | None, confirmed_by: int, opened: bool) -> Refusal | None:
    """A second person confirms, never the one who proposed."""
    if opened:
        return Refusal.ALREADY_OPENED
    if proposed_by is None:
        return Refusal.NOTHING_PROPOSED
    return Refusal.SAME_PERSON if proposed_by == confirmed_by else None


@dataclass(frozen=True)
class Box:
    """What the question of opening needs to know. ``paper_closes``: the last moment to enter paper ballots."""

    closes: datetime
    paper_closes: datetime | None
    has_key: bool
    opened: bool
    quarantined: int


def why_not_open(box: Box, now: datetime) -> Refusal | None:
    """Why the envelopes may not be opened now. They are opened once, after the close, with nothing left in doubt."""
    if box.opened:
        return Refusal.ALREADY_OPENED
    if now < box.closes:
        return Refusal.STILL_OPEN
    if box.paper_closes is not None and now < box.paper_closes:
        return Refusal.PAPER_STILL_OPEN
    if not box.has_key:
        return Refusal.NO_KEY
    if box.quarantined:
        return Refusal.DOUBTFUL_UNDECIDED
    return None
