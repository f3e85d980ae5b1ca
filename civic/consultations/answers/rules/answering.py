"""What decides about answers (polish-rules 3.4, 3.8): who may write, approve and take back, and when a body's silence counts."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from civic.consultations.notices.rules import Phase, Standing, Status
from civic.core.refusal import Refused

REASONS_MAX = 10_000
CHANGE_MAX = 4_000
NOTE_MAX = 2_000
TOPIC_MAX = 120
BODY_MAX = 200
GROUP_MAX = 500
"""How many remarks can be chosen at once."""


class Decision(StrEnum):
    """What the city makes of a remark."""

    ACCEPTED = "ACCEPTED"
    PARTLY = "PARTLY"
    REJECTED = "REJECTED"
    OUT_OF_SCOPE = "OUT_OF_SCOPE"
    NOTED = "NOTED"


class State(StrEnum):
    """How far an answer is. A remark without an answer has none of them."""

    DRAFT = "DRAFT"
    WAITING = "WAITING"
    APPROVED = "APPROVED"


class Refusal(StrEnum):
    """Why something cannot be done with an answer."""

    NOT_ANNOUNCED = "not-announced"
    REPORT_IS_PUBLISHED = "report-is-published"
    CANCELLED = "cancelled"
    NO_REMARKS = "no-remarks"
    TOO_MANY_AT_ONCE = "too-many-at-once"
    NO_SUCH_REMARK = "no-such-remark"
    ALREADY_ANSWERED = "already-answered"
    CHANGED_MEANWHILE = "changed-meanwhile"
    APPROVED_ALREADY = "approved-already"
    DECISION_MISSING = "decision-missing"
    REASONS_MISSING = "reasons-missing"
    REASONS_TOO_LONG = "reasons-too-long"
    CHANGE_TOO_LONG = "change-too-long"
    CHANGE_ELSEWHERE = "change-elsewhere"
    UNIT_UNKNOWN = "unit-unknown"
    NOT_WAITING = "not-waiting"
    OWN_ANSWER = "own-answer"
    NOTE_MISSING = "note-missing"
    NOTE_TOO_LONG = "note-too-long"
    NOT_APPROVED = "not-approved"
    LAST_OF_ANSWER = "last-of-answer"
    TOPIC_MISSING = "topic-missing"
    TOPIC_TOO_LONG = "topic-too-long"
    TOPIC_TAKEN = "topic-taken"
    TOPIC_UNKNOWN = "topic-unknown"
    STILL_OPEN = "still-open"
    NOTHING_APPROVED = "nothing-approved"
    ANSWERS_PUBLISHED = "answers-published"
    BODY_MISSING = "body-missing"
    BODY_TOO_LONG = "body-too-long"
    BODY_TAKEN = "body-taken"
    DAY_IN_FUTURE = "day-in-future"
    ANSWER_BEFORE_DELIVERY = "answer-before-delivery"
    OUTCOME_MISSING = "outcome-missing"
    BODY_ANSWERED = "body-answered"


FROZEN = frozenset({Status.REPORT_PUBLISHED, Status.DECIDED, Status.ARCHIVED})
"""With the report published nothing in the answers changes any more."""


@dataclass(frozen=True)
class Writing:
    """What an officer writes. ``change``: what changes in the draft; ``version_id`` and ``anchor``: where to see it.

    ``decision`` may be None in a draft that is only kept. ``unit_id``: the unit that answers.
    """

    decision: Decision | None = None
    reasons: str = ""
    change: str = ""
    version_id: int | None = None
    anchor: str | None = None
    unit_id: int | None = None


@dataclass(frozen=True)
class Written:
    """An answer as it stands."""

    id: int
    version: int
    state: State
    written_by_id: int


@dataclass(frozen=True)
class Customs:
    """How this consultation is answered. ``reasons_always``: also for what is accepted (polish-rules 3.4: the default).

    ``published_at``: since when residents see approved answers; without it they see them with the report.
    """

    reasons_always: bool = True
    published_at: datetime | None = None


def why_not_touch(standing: Standing) -> Refusal | None:
    """Why nothing may be written, approved or taken back here."""
    if standing.status in FROZEN:
        return Refusal.REPORT_IS_PUBLISHED
    if standing.status is Status.CANCELLED:
        return Refusal.CANCELLED
    if standing.status not in {Status.ANNOUNCED, Status.REPORT_DRAFT}:
        return Refusal.NOT_ANNOUNCED
    return None


def why_not_word(writing: Writing, customs: Customs, *, hand_over: bool) -> Refused | None:
    """What is wrong with what was written. A draft that is only kept may lack a decision and reasons."""
    reasons = writing.reasons.strip()
    if len(reasons) > REASONS_MAX:
        return Refused(Refusal.REASONS_TOO_LONG, max=REASONS_MAX)
    if len(writing.change) > CHANGE_MAX:
        return Refused(Refusal.CHANGE_TOO_LONG, max=CHANGE_MAX)
    if not hand_over:
        return None
    if writing.decision is None:
        return Refused(Refusal.DECISION_MISSING)
    if not reasons and needs_reasons(writing.decision, customs):
        return Refused(Refusal.REASONS_MISSING)
    return None


def needs_reasons(decision: Decision, customs: Customs) -> bool:
    """Whether a decision must be explained: always, unless the city lets what is accepted stand alone."""
    return customs.reasons_always or decision is not Decision.ACCEPTED


def why_not_save(
    numbers: Collection[int],
    current: Mapping[int, Written | None],
    expected: tuple[int, int] | None,
) -> Refused | None:
    """Why these remarks cannot get the answer being saved.

    ``current``: each remark of the consultation that was asked for, with the answer it has now. ``expected``: the id and
    version of the answer the officer was looking at, None for a new one.
    """
    if not numbers:
        return Refused(Refusal.NO_REMARKS)
    if len(set(numbers)) > GROUP_MAX:
        return Refused(Refusal.TOO_MANY_AT_ONCE, max=GROUP_MAX)
    for number in sorted(set(numbers)):
        if number not in current:
            return Refused(Refusal.NO_SUCH_REMARK, number=number)
    for number in sorted(set(numbers)):
        has = current[number]
        if has is None or (expected is not None and has.id == expected[0]):
            continue
        return Refused(Refusal.ALREADY_ANSWERED, number=number)
    return None


def why_not_edit(answer: Written | None, expected: tuple[int, int]) -> Refused | None:
    """Why the answer an officer was looking at cannot be written anew."""
    if answer is None or answer.version != expected[1]:
        return Refused(Refusal.CHANGED_MEANWHILE)
    return Refused(Refusal.APPROVED_ALREADY) if answer.state is State.APPROVED else None


def why_not_approve(answer: Written, officer_id: int, seen_version: int | None) -> Refused | None:
    """Why this officer cannot approve it: four eyes, and only what was seen. ``seen_version`` None: not asked."""
    if answer.state is not State.WAITING:
        return Refused(Refusal.NOT_WAITING)
    if answer.written_by_id == officer_id:
        return Refused(Refusal.OWN_ANSWER)
    if seen_version is not None and seen_version != answer.version:
        return Refused(Refusal.CHANGED_MEANWHILE)
    return None


def why_not_send_back(answer: Written, note: str) -> Refused | None:
    """Why it cannot go back to its writer."""
    if answer.state is not State.WAITING:
        return Refused(Refusal.NOT_WAITING)
    return _why_not_note(note)


def why_not_withdraw(answer: Written, reason: str) -> Refused | None:
    """Why the approval cannot be withdrawn."""
    if answer.state is not State.APPROVED:
        return Refused(Refusal.NOT_APPROVED)
    return _why_not_note(reason)


def why_not_take_out(answer: Written, remarks: int) -> Refused | None:
    """Why a remark cannot leave the answer it shares."""
    if answer.state is State.APPROVED:
        return Refused(Refusal.APPROVED_ALREADY)
    return Refused(Refusal.LAST_OF_ANSWER) if remarks < 2 else None


def why_not_publish(standing: Standing, customs: Customs, approved: int, now: datetime) -> Refused | None:
    """Why residents cannot see the answers before the report."""
    if no := why_not_touch(standing):
        return Refused(no)
    if customs.published_at is not None:
        return Refused(Refusal.ANSWERS_PUBLISHED)
    if standing.phase(now) is not Phase.ANSWERING:
        return Refused(Refusal.STILL_OPEN, closed=standing.closes)
    return Refused(Refusal.NOTHING_APPROVED) if approved == 0 else None


def shown_to_residents(standing: Standing, customs: Customs) -> bool:
    """Whether residents see approved answers now."""
    return standing.status in FROZEN or customs.published_at is not None


def why_not_topic(name: str, others: Collection[str]) -> Refused | None:
    """Why a topic cannot be called that. ``others``: the names there are, the renamed one's apart."""
    name = name.strip()
    if not name:
        return Refused(Refusal.TOPIC_MISSING)
    if len(name) > TOPIC_MAX:
        return Refused(Refusal.TOPIC_TOO_LONG, max=TOPIC_MAX)
    taken = name.casefold() in {other.casefold() for other in others}
    return Refused(Refusal.TOPIC_TAKEN, name=name) if taken else None


def _why_not_note(note: str) -> Refused | None:
    if not note.strip():
        return Refused(Refusal.NOTE_MISSING)
    return Refused(Refusal.NOTE_TOO_LONG, max=NOTE_MAX) if len(note) > NOTE_MAX else None
