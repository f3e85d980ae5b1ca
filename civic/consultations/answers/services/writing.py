"""Writing answers: one for a remark, or one for many alike."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, exists, insert, select

from civic.consultations.answers import queries, rules
from civic.consultations.answers.events import AnswerWritten, RemarkTakenOut
from civic.consultations.answers.models import Answer, AnswerRemark
from civic.consultations.answers.rules import Customs, Refusal, State, Writing
from civic.consultations.answers.services._common import opened, written
from civic.consultations.remarks.models import Remark
from civic.consultations.texts.models import ConsultedDocument, DocumentVersion, Paragraph
from civic.core.audit import record
from civic.core.db import db, transaction
from civic.core.refusal import Refused
from civic.people.models import OfficeUnit


@dataclass(frozen=True)
class Saved:
    """The answer that was saved, and its version now."""

    id: int
    version: int


def save(
    consultation_id: int,
    officer_id: int,
    writing: Writing,
    numbers: Collection[int],
    now: datetime,
    *,
    expected: tuple[int, int] | None = None,
    hand_over: bool = False,
) -> Saved:
    """Keep an answer to the remarks of these numbers; with ``hand_over`` it waits for another person's approval.

    ``expected``: id and version of the answer the officer was looking at; None for a new one. Remarks of the answer that
    are not among ``numbers`` stay in it (``take_out`` takes one out). Of two officers who answer one remark at once the
    second is refused (ALREADY_ANSWERED or CHANGED_MEANWHILE) and nothing of the first is lost.
    """
    with transaction():
        opened(consultation_id)
        customs = queries.customs(consultation_id)
        current = queries.standing_of(consultation_id, numbers)
        answers = {number: answer for number, (_, answer) in current.items()}
        answer = _looked_at(consultation_id, expected)
        if no := rules.why_not_save(numbers, answers, expected):
            raise no
        if no := rules.why_not_word(writing, customs, hand_over=hand_over):
            raise no
        _check_links(consultation_id, writing)
        answer = _put(consultation_id, answer, writing, officer_id, now, customs, hand_over=hand_over)
        _join(answer.id, {number: remark_id for number, (remark_id, has) in current.items() if has is None})
        _record(answer, officer_id)
        return Saved(answer.id, answer.version)


def hand_over_many(consultation_id: int, officer_id: int, answer_ids: Collection[int], now: datetime) -> int:
    """Hand over drafts for approval; those that lack a decision or reasons are passed over. Says how many went."""
    with transaction():
        opened(consultation_id)
        customs, done = queries.customs(consultation_id), 0
        for answer_id in sorted(set(answer_ids)):
            answer = queries.locked_answer(consultation_id, answer_id)
            writing = Writing(rules.Decision(answer.decision) if answer.decision else None, answer.reasons)
            if answer.state != State.DRAFT or rules.why_not_word(writing, customs, hand_over=True):
                continue
            answer.state, answer.note, answer.version = State.WAITING, "", answer.version + 1
            answer.written_at, answer.reasons_needed = now, customs.reasons_always
            db.session.flush()
            _record(answer, officer_id)
            done += 1
        return done


def take_out(
    consultation_id: int, officer_id: int, number: int, *, expected: tuple[int, int] | None = None
) -> None:
    """Take a remark out of the answer it shares with others; it waits for its own again."""
    with transaction():
        opened(consultation_id)
        remark_id, has = queries.standing_of(consultation_id, [number]).get(number, (0, None))
        if has is None or (expected is not None and (has.id, has.version) != expected):
            raise Refused(Refusal.CHANGED_MEANWHILE)
        answer = queries.locked_answer(consultation_id, has.id)
        if no := rules.why_not_take_out(written(answer), len(queries.members(answer.id))):
            raise no
        db.session.execute(delete(AnswerRemark).filter_by(remark_id=remark_id))
        answer.version += 1
        record(
            RemarkTakenOut(
                subject=f"answer:{answer.id}",
                actor_id=officer_id,
                consultation_id=consultation_id,
                number=number,
            )
        )


def _looked_at(consultation_id: int, expected: tuple[int, int] | None) -> Answer | None:
    """The answer the officer had before them, locked and of the same version; None for a new one."""
    if expected is None:
        return None
    one = select(Answer).filter_by(id=expected[0], consultation_id=consultation_id).with_for_update()
    found = db.session.execute(one.execution_options(populate_existing=True)).scalar_one_or_none()
    if no := rules.why_not_edit(written(found) if found else None, expected):
        raise no
    return found


def _put(
    consultation_id: int,
    answer: Answer | None,
    writing: Writing,
    officer_id: int,
    now: datetime,
    customs: Customs,
    *,
    hand_over: bool,
) -> Answer:
    if answer is None:
        answer = Answer(consultation_id=consultation_id, version=0, note="")
        db.session.add(answer)
    before = (answer.decision, answer.reasons, answer.change)
    answer.version += 1
    answer.state = State.WAITING if hand_over else State.DRAFT
    answer.decision = writing.decision
    answer.reasons, answer.change = writing.reasons.strip(), writing.change.strip()
    if answer.written_by_id is None or before != (answer.decision, answer.reasons, answer.change):
        answer.written_by_id = (
            officer_id  # who only passes another's words on has not written them: four eyes
        )
    answer.reasons_needed = customs.reasons_always
    answer.version_id, answer.anchor, answer.unit_id = writing.version_id, writing.anchor, writing.unit_id
    answer.written_at = now
    answer.note = "" if hand_over else answer.note
    db.session.flush()
    return answer


def _join(answer_id: int, remarks: Mapping[int, int]) -> None:
    """Put these remarks (number -> id) under the answer."""
    if remarks:
        rows = [{"remark_id": remark_id, "answer_id": answer_id} for remark_id in remarks.values()]
        db.session.execute(insert(AnswerRemark), rows)


def _record(answer: Answer, officer_id: int) -> None:
    record(
        AnswerWritten(
            subject=f"answer:{answer.id}",
            actor_id=officer_id,
            consultation_id=answer.consultation_id,
            numbers=tuple(queries.members(answer.id)),
            state=answer.state,
            decision=answer.decision or "",
        )
    )


def _check_links(consultation_id: int, writing: Writing) -> None:
    """The unit is there and open; the version is a published one of this consultation, the paragraph stands in it."""
    if writing.unit_id is not None:
        there = exists().where(OfficeUnit.id == writing.unit_id, OfficeUnit.closed_at.is_(None))
        if not db.session.execute(select(there)).scalar_one():
            raise Refused(Refusal.UNIT_UNKNOWN)
    if writing.version_id is None:
        return
    ours = (
        exists()
        .where(DocumentVersion.id == writing.version_id, DocumentVersion.published_at.is_not(None))
        .where(ConsultedDocument.id == DocumentVersion.document_id)
        .where(ConsultedDocument.consultation_id == consultation_id)
    )
    if writing.anchor is not None:
        ours = ours.where(Paragraph.version_id == DocumentVersion.id, Paragraph.anchor == writing.anchor)
    if not db.session.execute(select(ours)).scalar_one():
        raise Refused(Refusal.CHANGE_ELSEWHERE)


def ids_of(consultation_id: int, numbers: Collection[int]) -> dict[int, int]:
    """The ids of remarks by their numbers; refuses a number that is not there, none and too many."""
    rows = db.session.execute(
        select(Remark.number, Remark.id).where(
            Remark.consultation_id == consultation_id, Remark.number.in_(set(numbers))
        )
    )
    found = {number or 0: remark_id for number, remark_id in rows}
    if no := rules.why_not_save(numbers, dict.fromkeys(found), None):
        raise no
    return found
