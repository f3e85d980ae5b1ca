"""What decides about organisations and those who speak in their name, in plain Python."""

from dataclasses import dataclass
from enum import StrEnum

NAME_MAX = 200
FUNCTION_MAX = 100
SEAT_MAX = 200
REGISTER_MAX = 100
REASON_MAX = 500
MOST = 20
"""How many organisations one person may say to represent at a time."""


class Kind(StrEnum):
    """Legal forms, as the city's register groups them (polish-rules 11)."""

    ASSOCIATION = "ASSOCIATION"
    FOUNDATION = "FOUNDATION"
    SPORTS_CLUB = "SPORTS_CLUB"
    COOPERATIVE = "COOPERATIVE"
    CHURCH = "CHURCH"
    OTHER = "OTHER"


class Standing(StrEnum):
    """Where somebody's right to speak for an organisation stands."""

    WAITING = "WAITING"
    CONFIRMED = "CONFIRMED"
    REFUSED = "REFUSED"
    ENDED = "ENDED"


class Refusal(StrEnum):
    """Why something about an organisation is not done."""

    NO_NUMBER = "no-number"
    ALREADY_YOURS = "already-yours"
    TOO_MANY = "too-many"
    TOO_OFTEN = "too-often"
    NOT_BY_ONESELF = "not-by-oneself"
    ALREADY_DECIDED = "already-decided"
    ALREADY_ENDED = "already-ended"
    ACCOUNT_CLOSED = "account-closed"
    REASON_MISSING = "reason-missing"


@dataclass(frozen=True)
class Representation:
    """Somebody who says to represent an organisation, and what an officer said to it."""

    person_id: int
    confirmed: bool
    ended: bool

    @property
    def standing(self) -> Standing:
        """Refused is: ended before anybody confirmed it."""
        if self.ended:
            return Standing.ENDED if self.confirmed else Standing.REFUSED
        return Standing.CONFIRMED if self.confirmed else Standing.WAITING


LIVE = frozenset({Standing.WAITING, Standing.CONFIRMED})


def why_not_declare(before: Representation | None, live: int, krs: str | None, number: str) -> Refusal | None:
    """``before``: what this person has said about this organisation already; ``live``: how many others they represent."""
    if krs is None and not number:
        return Refusal.NO_NUMBER
    if before is not None and before.standing in LIVE:
        return Refusal.ALREADY_YOURS
    return Refusal.TOO_MANY if live >= MOST else None


def why_not_confirm(found: Representation, officer_id: int, *, closed: bool) -> Refusal | None:
    """Say that this person may speak for the organisation. ``closed``: the account is gone."""
    if no := why_not_refuse(found, officer_id):
        return no
    return Refusal.ACCOUNT_CLOSED if closed else None


def why_not_refuse(found: Representation, officer_id: int) -> Refusal | None:
    """Decide about somebody who waits; not about oneself."""
    if found.person_id == officer_id:
        return Refusal.NOT_BY_ONESELF
    if found.standing is not Standing.WAITING:
        return Refusal.ALREADY_DECIDED
    return None


def why_not_end(found: Representation, actor_id: int, *, by_office: bool) -> Refusal | None:
    """End a representation that is on: the person their own, the office somebody else's."""
    if by_office and found.person_id == actor_id:
        return Refusal.NOT_BY_ONESELF
    return Refusal.ALREADY_ENDED if found.standing not in LIVE else None
