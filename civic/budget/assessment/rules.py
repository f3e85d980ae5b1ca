"""When the office may decide about a project, publish the assessments and fix the list; the public draw of its order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from civic.budget.editions.rules import BallotOrder
from civic.budget.editions.rules import Status as EditionStatus
from civic.budget.projects.rules import (
    GONE,
    Action,
    Draft,
    Outcome,
    Stage,
    Status,
    Terms,
    after,
    why_not_cost,
)
from civic.core.refusal import Refused

NEGATIVE_MIN_WORDS = 8
"""A leader who is refused deserves a sentence, not a word."""
REASON_MAX = 4_000
SEED_MAX = 200
GROUP_MAX = 80


class Refusal(StrEnum):
    """Why not. The words are in messages.py."""

    EDITION_NOT_RUNNING = "assessment-edition-not-running"
    LIST_ALREADY_FIXED = "list-already-fixed"
    OWN_PROJECT = "own-project"
    PROJECT_GONE = "project-gone"
    ALREADY_DECIDED = "already-decided"
    FORMAL_FIRST = "formal-first"
    FORMAL_WAS_NEGATIVE = "formal-was-negative"
    REASON_MISSING = "reason-missing"
    REASON_TOO_SHORT = "reason-too-short"
    REASON_TOO_LONG = "reason-too-long"
    VERIFIED_COST_MISSING = "verified-cost-missing"
    VERIFIED_COST_TOO_LOW = "verified-cost-too-low"
    VERIFIED_COST_TOO_HIGH = "verified-cost-too-high"
    SUBMISSION_STILL_OPEN = "submission-still-open"
    NOT_ALL_ASSESSED = "not-all-assessed"
    ALREADY_PUBLISHED = "already-published"
    NOT_PUBLISHED = "not-published"
    APPEALS_STILL_OPEN = "appeals-still-open"
    APPEALS_UNDECIDED = "appeals-undecided"
    NOTHING_TO_ADMIT = "nothing-to-admit"
    VOTING_HAS_OPENED = "assessment-voting-has-opened"
    SEED_NOT_NEEDED = "seed-not-needed"


_R = Refusal
_STOPPED = frozenset(
    {EditionStatus.SUSPENDED, EditionStatus.CANCELLED, EditionStatus.DRAFT, EditionStatus.CONFIGURED}
)
_BEFORE_LIST = frozenset({EditionStatus.ANNOUNCED, EditionStatus.ASSESSED})
_UNASSESSED = frozenset(
    {Status.SUBMITTED, Status.FORMAL_CHECK, Status.FORMAL_FIX, Status.FORMAL_OK, Status.MERIT_CHECK}
)


@dataclass(frozen=True, kw_only=True)
class Decided:
    """What stands on a card already. ``at`` is a moment (aware)."""

    stage: Stage
    outcome: Outcome
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Card:
    """A project as its assessor sees it. ``leader_id``: the person who leads it, None when nobody here does."""

    status: Status
    leader_id: int | None
    draft: Draft
    decided: tuple[Decided, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What an officer wants to write on a card. ``verified_cost`` (grosz): what the office says it costs; None as declared."""

    stage: Stage
    outcome: Outcome
    reason: str
    verified_cost: int | None = None


def why_not_touch(card: Card, officer_id: int, terms: Terms, now: datetime) -> Refused | None:
    """Why this officer cannot do anything with this card at this moment (aware)."""
    if terms.status in _STOPPED:
        return Refused(_R.EDITION_NOT_RUNNING)
    if now >= terms.rules.calendar.voting.opens:
        return Refused(_R.VOTING_HAS_OPENED)
    if terms.status not in _BEFORE_LIST:
        return Refused(_R.LIST_ALREADY_FIXED)
    if card.leader_id == officer_id:
        return Refused(_R.OWN_PROJECT)
    if card.status in GONE:
        return Refused(_R.PROJECT_GONE)
    return None


def why_not_open_stage(
    card: Card, stage: Stage, officer_id: int, terms: Terms, now: datetime
) -> Refused | None:
    """Why this officer cannot decide this stage of the card now, whatever the verdict."""
    if no := why_not_touch(card, officer_id, terms, now):
        return no
    for decided in card.decided:
        if decided.stage is stage:
            return Refused(_R.ALREADY_DECIDED, stage=stage, outcome=decided.outcome, at=decided.at)
    if stage is Stage.MERIT and card.status is Status.FORMAL_REJECTED:
        return Refused(_R.FORMAL_WAS_NEGATIVE)
    if status_after(card.status, Verdict(stage=stage, outcome=Outcome.POSITIVE, reason="")) is None:
        return Refused(_R.FORMAL_FIRST)
    return None


def why_not_decide(
    card: Card, verdict: Verdict, officer_id: int, terms: Terms, now: datetime
) -> Refused | None:
    """Why this verdict cannot be written on the card by this officer now."""
    if no := why_not_open_stage(card, verdict.stage, officer_id, terms, now):
        return no
    words = len(verdict.reason.split())
    if not words:
        return Refused(_R.REASON_MISSING)
    if verdict.outcome is Outcome.NEGATIVE and words < NEGATIVE_MIN_WORDS:
        return Refused(_R.REASON_TOO_SHORT, min=NEGATIVE_MIN_WORDS, words=words)
    if len(verdict.reason) > REASON_MAX:
        return Refused(_R.REASON_TOO_LONG, max=REASON_MAX)
    return _why_not_verified_cost(card, verdict, terms)


def _why_not_verified_cost(card: Card, verdict: Verdict, terms: Terms) -> Refused | None:
    cost = verdict.verified_cost
    if verdict.stage is not Stage.MERIT or cost is None:
        return None
    if cost <= 0:
        return Refused(_R.VERIFIED_COST_MISSING)
    if verdict.outcome is Outcome.POSITIVE and (no := why_not_cost(cost, card.draft, terms.rules)):
        low = "min_cost" in no.facts
        return Refused(_R.VERIFIED_COST_TOO_LOW if low else _R.VERIFIED_COST_TOO_HIGH, **no.facts)
    return None


def status_after(status: Status, verdict: Verdict) -> Status | None:
    """Where a verdict leads; None when it is not its turn. Deciding also starts a check that nobody has started."""
    starts, accepts, rejects = {
        Stage.FORMAL: (Action.START_FORMAL, Action.ACCEPT_FORMAL, Action.REJECT_FORMAL),
        Stage.MERIT: (Action.START_MERIT, Action.ACCEPT_MERIT, Action.REJECT_MERIT),
    }[verdict.stage]
    ends = accepts if verdict.outcome is Outcome.POSITIVE else rejects
    return after(status, ends) or after(status, starts, ends)


def why_not_publish(statuses: Mapping[int, Status], terms: Terms, now: datetime) -> Refused | None:
    """Why the results of the assessment cannot be published. ``statuses``: of every submitted project, by its number."""
    if terms.status in _STOPPED:
        return Refused(_R.EDITION_NOT_RUNNING)
    if terms.status is not EditionStatus.ANNOUNCED:
        return Refused(_R.ALREADY_PUBLISHED)
    closes = terms.rules.calendar.submission.closes
    if now < closes:
        return Refused(_R.SUBMISSION_STILL_OPEN, closed=closes)
    if waiting := unassessed(statuses):
        return Refused(_R.NOT_ALL_ASSESSED, count=len(waiting), number=waiting[0])
    return None


def why_not_fix_list(
    statuses: Mapping[int, Status], terms: Terms, seed: str | None, now: datetime
) -> Refused | None:
    """Why the list of projects to vote on cannot be fixed. ``statuses``: as in ``why_not_publish``."""
    if terms.status in _STOPPED:
        return Refused(_R.EDITION_NOT_RUNNING)
    calendar = terms.rules.calendar
    if terms.status is EditionStatus.ANNOUNCED:
        return Refused(_R.NOT_PUBLISHED)
    if terms.status is not EditionStatus.ASSESSED:
        return Refused(_R.LIST_ALREADY_FIXED)
    if now < calendar.appeals.closes:
        return Refused(_R.APPEALS_STILL_OPEN, closed=calendar.appeals.closes)
    if now >= calendar.voting.opens:
        return Refused(_R.VOTING_HAS_OPENED)
    return _why_not_admit(statuses, terms, seed)


def _why_not_admit(statuses: Mapping[int, Status], terms: Terms, seed: str | None) -> Refused | None:
    if waiting := unassessed(statuses):
        return Refused(_R.NOT_ALL_ASSESSED, count=len(waiting), number=waiting[0])
    if appealed := sorted(number for number, status in statuses.items() if status is Status.APPEALED):
        return Refused(_R.APPEALS_UNDECIDED, count=len(appealed), number=appealed[0])
    if not to_admit(statuses):
        return Refused(_R.NOTHING_TO_ADMIT)
    if seed and terms.rules.ballot_order is not BallotOrder.DRAW:
        return Refused(_R.SEED_NOT_NEEDED)
    return None


def unassessed(statuses: Mapping[int, Status]) -> list[int]:
    """The numbers of projects that still wait for a decision."""
    return sorted(number for number, status in statuses.items() if status in _UNASSESSED)


def to_admit(statuses: Mapping[int, Status]) -> list[int]:
    """The numbers of projects that go on the list."""
    return sorted(number for number, status in statuses.items() if after(status, Action.ADMIT))


def draw_key(seed: str, number: int) -> str:
    """What a project draws: SHA-256 of ``seed|number`` in UTF-8, as lower-case hexadecimal digits.

    Anybody can repeat it: ``printf '%s' 'SEED|17' | sha256sum``. The project with the smallest one comes first.
    """
    return sha256(f"{seed}|{number}".encode()).hexdigest()


def ballot_positions(order: BallotOrder, seed: str | None, numbers: Iterable[int]) -> dict[int, int | None]:
    """The place of each project on its ballot list, from 1; None where every voter sees another order.

    ``numbers``: of the projects of one list. ``seed`` is needed for DRAW, and not used otherwise.
    """
    in_order: Sequence[int] = sorted(numbers)
    if order is BallotOrder.RANDOM_PER_VOTER:
        return dict.fromkeys(in_order)
    if order is BallotOrder.DRAW:
        if not seed:
            raise ValueError("a draw needs a seed")
        drawn = seed
        in_order = sorted(in_order, key=lambda number: draw_key(drawn, number))
    return {number: place for place, number in enumerate(in_order, 1)}
