"""What decides about opinions of advisory bodies (polish-rules 3.8): their term, and when silence counts."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from civic.consultations.answers.rules.answering import BODY_MAX, Refusal
from civic.core.deadlines import Term, in_poland
from civic.core.refusal import Refused


class Outcome(StrEnum):
    """What an advisory body said; NO_OPINION also when its term passed in silence (UDPPiW art. 5, polish-rules 3.8)."""

    POSITIVE = "POSITIVE"
    POSITIVE_WITH_REMARKS = "POSITIVE_WITH_REMARKS"
    NEGATIVE = "NEGATIVE"
    NO_OPINION = "NO_OPINION"


@dataclass(frozen=True)
class Asked:
    """An advisory body that was asked. ``days``: how long it has, 14 unless its own act says otherwise."""

    delivered_on: date
    days: int = 14
    answered_on: date | None = None
    said: Outcome | None = None

    @property
    def last_day(self) -> date:
        """The last day on which it is in time: a term that ends on a day off ends on the next working day (1.1)."""
        return Term(self.days).ends(self.delivered_on)

    @property
    def in_time(self) -> bool:
        """Whether it answered within its term."""
        return self.answered_on is not None and self.answered_on <= self.last_day

    def outcome(self, now: datetime) -> Outcome | None:
        """What counts as its opinion at that moment; None while it still has time.

        Silence counts as no opinion from the first moment after the term. What comes later is kept in the file, but the
        right to an opinion was given up by then.
        """
        if self.in_time:
            return self.said
        return Outcome.NO_OPINION if in_poland(now) > self.last_day else None


def why_not_ask_body(body: str, delivered_on: date, others: Collection[str], now: datetime) -> Refused | None:
    """Why a body cannot be entered."""
    body = body.strip()
    if not body:
        return Refused(Refusal.BODY_MISSING)
    if len(body) > BODY_MAX:
        return Refused(Refusal.BODY_TOO_LONG, max=BODY_MAX)
    if body.casefold() in {other.casefold() for other in others}:
        return Refused(Refusal.BODY_TAKEN, name=body)
    return Refused(Refusal.DAY_IN_FUTURE) if delivered_on > in_poland(now) else None


def why_not_enter_opinion(
    asked: Asked, answered_on: date, said: Outcome | None, now: datetime
) -> Refused | None:
    """Why a body's opinion cannot be entered."""
    if asked.answered_on is not None:
        return Refused(Refusal.BODY_ANSWERED)
    if said is None:
        return Refused(Refusal.OUTCOME_MISSING)
    if answered_on > in_poland(now):
        return Refused(Refusal.DAY_IN_FUTURE)
    return Refused(Refusal.ANSWER_BEFORE_DELIVERY) if answered_on < asked.delivered_on else None
