"""The commission's evening after the box is open: when one may count, draw, rule on a tie, approve. Plain values in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from civic.budget.counting.tally.inputs import TieStep

APPROVALS = 2
"""So many people stand by a count before it is public."""


class Refusal(StrEnum):
    """Why a step of the count may not be taken now."""

    NOT_OPENED = "counting-not-opened"
    PUBLISHED = "counting-published"
    NOT_COUNTED = "counting-not-counted"
    NOTHING_NEW = "counting-nothing-new"
    TIE_PENDING = "counting-tie-pending"
    NO_TIE = "counting-no-tie"
    OTHER_STEP = "counting-other-step"
    DRAW_EXISTS = "counting-draw-exists"
    DRAW_TOO_LATE = "counting-draw-too-late"
    DRAW_NOT_COMMITTED = "counting-draw-not-committed"
    DRAW_MADE = "counting-draw-made"
    PUBLIC_PART_MISSING = "counting-public-part-missing"
    WITNESSES_MISSING = "counting-witnesses-missing"
    PROTOCOL_MISSING = "counting-protocol-missing"
    NOT_THE_TIED = "counting-not-the-tied"
    NOT_THE_LAST = "counting-not-the-last"
    APPROVED_ALREADY = "counting-approved-already"
    SLUG_TAKEN = "counting-slug-taken"
    RULE_UNKNOWN = "counting-rule-unknown"
    RULES_IMPOSSIBLE = "counting-rules-impossible"


@dataclass(frozen=True)
class Evening:
    """Where the evening stands. ``needs``: what the last count waits for, with the tied projects; None if for nothing.

    ``inputs_changed``: a draw or a ruling was recorded after the last count.
    """

    opened_at: datetime | None = None
    counts: int = 0
    needs: TieStep | None = None
    tied: frozenset[str] = frozenset()
    committed_at: datetime | None = None
    drawn: bool = False
    inputs_changed: bool = False
    published: bool = False


def why_not_commit_draw(evening: Evening) -> Refusal | None:
    """The draw's commitment is made once, before anybody can know the ballots."""
    if evening.committed_at is not None:
        return Refusal.DRAW_EXISTS
    return Refusal.DRAW_TOO_LATE if evening.opened_at is not None else None


def why_not_count(evening: Evening) -> Refusal | None:
    """One counts an opened box; again only when a tie was settled since."""
    if evening.published:
        return Refusal.PUBLISHED
    if evening.opened_at is None:
        return Refusal.NOT_OPENED
    if evening.counts and not evening.inputs_changed:
        return Refusal.NOTHING_NEW
    return None


def why_not_draw(evening: Evening, public_part: str, witnesses: Iterable[str]) -> Refusal | None:
    """Lots are drawn when a tie waits for them, from a seed committed to before the opening, before two witnesses."""
    if evening.needs is None:
        return Refusal.NO_TIE
    if evening.needs is not TieStep.PUBLIC_DRAW:
        return Refusal.OTHER_STEP
    if evening.committed_at is None or evening.opened_at is None or evening.committed_at >= evening.opened_at:
        return Refusal.DRAW_NOT_COMMITTED
    if evening.drawn:
        return Refusal.DRAW_MADE
    if not public_part.strip():
        return Refusal.PUBLIC_PART_MISSING
    return (
        Refusal.WITNESSES_MISSING if len({each.strip() for each in witnesses if each.strip()}) < 2 else None
    )


def why_not_rule(evening: Evening, step: TieStep, order: Iterable[str], protocol: str) -> Refusal | None:
    """A tie is decided by whom the chain names, for exactly the tied projects, with the number of a protocol."""
    if evening.needs is None:
        return Refusal.NO_TIE
    drawn_elsewhere = evening.needs is TieStep.PUBLIC_DRAW and evening.committed_at is None
    if step is not evening.needs and not (drawn_elsewhere and step is TieStep.EXECUTIVE_DECISION):
        return Refusal.OTHER_STEP
    placed = list(order)
    if sorted(placed) != sorted(evening.tied):
        return Refusal.NOT_THE_TIED
    return None if protocol.strip() else Refusal.PROTOCOL_MISSING


def why_not_approve(
    evening: Evening, number: int, approved_by: Iterable[int], person_id: int
) -> Refusal | None:
    """A person approves the last whole count, once."""
    if evening.published:
        return Refusal.PUBLISHED
    if evening.counts == 0:
        return Refusal.NOT_COUNTED
    if number != evening.counts:
        return Refusal.NOT_THE_LAST
    if evening.needs is not None or evening.inputs_changed:
        return Refusal.TIE_PENDING
    return Refusal.APPROVED_ALREADY if person_id in set(approved_by) else None


def suppressed(cells: Mapping[str, int], least: int) -> dict[str, int | None]:
    """Counts of people by cell, with those from 1 to ``least`` - 1 left out (None).

    Where exactly one would be left out, the next smallest goes with it: the total would tell it otherwise.
    """
    hidden = {name for name, number in cells.items() if 0 < number < least}
    if len(hidden) == 1:
        others = sorted((number, name) for name, number in cells.items() if name not in hidden and number > 0)
        hidden |= {name for _, name in others[:1]}
    return {name: None if name in hidden else number for name, number in cells.items()}
