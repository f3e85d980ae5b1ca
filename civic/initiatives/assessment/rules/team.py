"""The Team's cards: who may score, when a card is done, who sees whose points, when the assessment may be closed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from civic.core.refusal import Refused
from civic.core.scores import Criterion, Points, PointsRefusal, what_is_wrong
from civic.initiatives.assessment.rules.refusals import Refusal
from civic.initiatives.requests.rules import EDGES, Action, Status

NOTE_MAX = 1000
_R = Refusal


class CardState(StrEnum):
    """How far a member's card is."""

    NONE = "NONE"
    DRAFT = "DRAFT"
    CONFLICT = "CONFLICT"
    FINISHED = "FINISHED"


@dataclass(frozen=True, kw_only=True)
class CardFacts:
    """The card of one member for one request."""

    member_id: int
    state: CardState = CardState.NONE
    points: Points = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)


def why_not_declare(
    status: Status, card: CardFacts, *, conflict: bool, reason: str, party: bool
) -> Refused | None:
    """Why a member cannot declare a conflict of interest, or none. ``party``: they belong to those who ask.

    A card begun without a conflict may still become one: something came to mind later. The other way round it cannot.
    """
    if EDGES.after(status, Action.ASSESS) is None:
        return Refused(_R.STATUS_WRONG, status=status)
    if card.state is CardState.FINISHED:
        return Refused(_R.CARD_FINISHED)
    if card.state is CardState.CONFLICT:
        return Refused(_R.CONFLICT_DECLARED)
    if not conflict:
        if party:
            return Refused(_R.OWN_REQUEST)
        return Refused(_R.ALREADY_DECLARED) if card.state is CardState.DRAFT else None
    return None if reason.strip() or party else Refused(_R.REASON_MISSING)


def why_not_open_card(status: Status, card: CardFacts, *, party: bool) -> Refused | None:
    """Why this member cannot give points for this request now, whatever they are."""
    if EDGES.after(status, Action.ASSESS) is None:
        return Refused(_R.STATUS_WRONG, status=status)
    if card.state is CardState.FINISHED:
        return Refused(_R.CARD_FINISHED)
    if card.state is CardState.CONFLICT:
        return Refused(_R.CONFLICT_DECLARED)
    if party:
        return Refused(_R.OWN_REQUEST)
    return Refused(_R.DECLARE_FIRST) if card.state is CardState.NONE else None


def why_not_write(
    status: Status, card: CardFacts, criteria: Sequence[Criterion], written: CardFacts, *, finish: bool, party: bool
) -> Refused | None:  # fmt: skip
    """Why a member's card cannot be saved, or finished, with what they wrote."""
    if no := why_not_open_card(status, card, party=party):
        return no
    if any(len(note) > NOTE_MAX for note in written.notes.values()):
        return Refused(_R.NOTE_TOO_LONG, max=NOTE_MAX)
    if wrong := what_is_wrong(criteria, written.points, whole=finish):
        first, names = wrong[0], {each.key: each for each in criteria}
        name = names[first.key].name if first.key in names else first.key
        if first.reason is PointsRefusal.POINTS_MISSING:
            return Refused(_R.POINTS_MISSING, name=name)
        return Refused(_R.POINTS_OUT_OF_RANGE, name=name)
    return None


def may_see_points(viewer_id: int, cards: Iterable[CardFacts], *, closed: bool) -> bool:
    """Whether somebody may see what others gave: once the assessment is closed, or their own card is finished."""
    return closed or any(card.member_id == viewer_id and card.state is CardState.FINISHED for card in cards)


def ready(cards: Iterable[CardFacts], members: int) -> bool:
    """Whether enough cards are finished to make a result."""
    return sum(card.state is CardState.FINISHED for card in cards) >= members


def why_not_close(
    status: Status, cards: Sequence[CardFacts], members: int, *, party: bool, confirmed: bool = True
) -> Refused | None:
    """Why the assessment cannot be closed. Cards begun and not finished do not count and do not hold it up."""
    if EDGES.after(status, Action.ASSESS) is None:
        return Refused(_R.STATUS_WRONG, status=status)
    if party:
        return Refused(_R.OWN_REQUEST)
    if not ready(cards, members):
        done = sum(card.state is CardState.FINISHED for card in cards)
        return Refused(_R.CARDS_TOO_FEW, done=done, members=members)
    return None if confirmed else Refused(_R.NOT_CONFIRMED)
