"""The second pair of eyes, and telling people: approving, sending back, withdrawing, publishing, mailing."""

from collections.abc import Collection, Mapping
from datetime import datetime

from flask_babel import LazyString, force_locale
from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert

from civic.consultations.answers import queries, rules
from civic.consultations.answers.events import (
    AnswerApproved,
    AnswerSentBack,
    AnswersPublished,
    ApprovalWithdrawn,
    ReasonsCustomSet,
)
from civic.consultations.answers.models import Answer, Answering, AnswerRemark, AnswerSent
from civic.consultations.answers.rules import Decision, State
from civic.consultations.answers.services._common import opened, written
from civic.consultations.notices import queries as notices
from civic.consultations.notices.queries import ConsultationFacts
from civic.consultations.remarks.models import Remark
from civic.core import jobs
from civic.core.audit import record
from civic.core.db import db, transaction
from civic.core.mail import queue_mail
from civic.core.refusal import Refused
from civic.core.web import address
from civic.people.models import Person

BATCH = 100
TELL = "answers.tell"


def approve(
    consultation_id: int, officer_id: int, answer_id: int, now: datetime, *, seen_version: int | None = None
) -> None:
    """Approve an answer somebody else wrote. ``seen_version``: the one the officer read; another one is refused."""
    with transaction():
        opened(consultation_id)
        answer = queries.locked_answer(consultation_id, answer_id)
        if no := rules.why_not_approve(written(answer), officer_id, seen_version):
            raise no
        _approve(answer, officer_id, now)
        if queries.customs(consultation_id).published_at is not None:
            jobs.queue(TELL, consultation_id=consultation_id)


def approve_many(
    consultation_id: int, officer_id: int, seen: Mapping[int, int], now: datetime
) -> tuple[int, int]:
    """Approve those of the answers (id -> version seen) this officer may. Says how many were approved, how many not."""
    with transaction():
        opened(consultation_id)
        done = 0
        for answer_id, version in sorted(seen.items()):
            answer = queries.locked_answer(consultation_id, answer_id)
            if rules.why_not_approve(written(answer), officer_id, version) is None:
                _approve(answer, officer_id, now)
                done += 1
        if done and queries.customs(consultation_id).published_at is not None:
            jobs.queue(TELL, consultation_id=consultation_id)
        return done, len(seen) - done


def send_back(
    consultation_id: int, officer_id: int, answer_id: int, note: str, *, seen_version: int | None = None
) -> None:
    """Send an answer back to who wrote it, with a note what to mend; they get a mail."""
    with transaction():
        found = opened(consultation_id)
        answer = queries.locked_answer(consultation_id, answer_id)
        if seen_version is not None and answer.version != seen_version:
            raise Refused(rules.Refusal.CHANGED_MEANWHILE)
        if no := rules.why_not_send_back(written(answer), note):
            raise no
        answer.state, answer.note, answer.version = State.DRAFT, note.strip(), answer.version + 1
        numbers = _numbers(answer)
        record(
            AnswerSentBack(
                subject=f"answer:{answer.id}", actor_id=officer_id, reason=note.strip(),
                consultation_id=consultation_id, numbers=numbers,
            )
        )  # fmt: skip
        _mail_writer(found, answer, numbers, officer_id)


def withdraw(consultation_id: int, officer_id: int, answer_id: int, reason: str) -> None:
    """Withdraw the approval of an answer, with a reason, before the report is published; its writer gets a mail.

    Authors who were told already are told again when it is approved anew.
    """
    with transaction():
        found = opened(consultation_id)
        answer = queries.locked_answer(consultation_id, answer_id)
        if no := rules.why_not_withdraw(written(answer), reason):
            raise no
        answer.state, answer.note, answer.version = State.DRAFT, reason.strip(), answer.version + 1
        answer.approved_by_id = answer.approved_at = None
        numbers = _numbers(answer)
        told = select(Remark.opinion_id).join(AnswerRemark).where(AnswerRemark.answer_id == answer.id)
        db.session.execute(delete(AnswerSent).where(AnswerSent.opinion_id.in_(told)))
        record(
            ApprovalWithdrawn(
                subject=f"answer:{answer.id}", actor_id=officer_id, reason=reason.strip(),
                consultation_id=consultation_id, numbers=numbers,
            )
        )  # fmt: skip
        _mail_writer(found, answer, numbers, officer_id)


def publish_answers(consultation_id: int, officer_id: int, now: datetime) -> None:
    """Let residents see approved answers before the report; authors all of whose remarks are answered get a mail."""
    with transaction():
        found = notices.locked(consultation_id)
        count = queries.approved_count(consultation_id)
        customs = queries.customs(consultation_id)
        if no := rules.why_not_publish(found.standing, customs, count, now):
            raise no
        _customs(consultation_id, reasons_always=customs.reasons_always, published_at=now)
        record(AnswersPublished(subject=f"consultation:{consultation_id}", actor_id=officer_id, count=count))
        jobs.queue(TELL, consultation_id=consultation_id)


def set_custom(consultation_id: int, officer_id: int, *, reasons_always: bool) -> None:
    """Say whether what is accepted needs reasons too (it does, unless the city's own resolution says otherwise)."""
    with transaction():
        opened(consultation_id)
        customs = queries.customs(consultation_id)
        if customs.reasons_always == reasons_always:
            return
        _customs(consultation_id, reasons_always=reasons_always, published_at=customs.published_at)
        record(
            ReasonsCustomSet(
                subject=f"consultation:{consultation_id}", actor_id=officer_id, reasons_always=reasons_always
            )
        )


def queue_telling(consultation_id: int) -> None:
    """In the transaction under way: authors will be told of the answers to their own remarks once it commits."""
    jobs.queue(TELL, consultation_id=consultation_id)


def tell_authors(consultation_id: int, decisions: Mapping[Decision, LazyString], now: datetime) -> int:
    """Mail a batch of authors the answers to their own remarks, one mail for each opinion; how many were told.

    Nobody is told twice of the same, and nobody before residents may see the answers. ``decisions``: their words.
    """
    with transaction():
        found = notices.consultation(consultation_id)
        if not rules.shown_to_residents(found.standing, queries.customs(consultation_id)):
            return 0
        waiting = queries.to_tell(consultation_id, BATCH)
        answered = _answered([opinion_id for opinion_id, *_ in waiting])
        for opinion_id, email, lang, receipt in waiting:
            with force_locale(lang if lang in {"pl", "en"} else "pl"):
                queue_mail(
                    email,
                    "consultations/answers",
                    consultation=found,
                    answers=answered[opinion_id],
                    decisions=decisions,
                    url=address("remarks.receipt", consultation_id=consultation_id, receipt=receipt),
                )
            db.session.execute(insert(AnswerSent).values(opinion_id=opinion_id, at=now))
        return len(waiting)


def _answered(opinion_ids: Collection[int]) -> dict[int, list[tuple[int, Decision, str, str]]]:
    """For each opinion its answered remarks: (number, decision, reasons, change)."""
    rows = db.session.execute(
        select(Remark.opinion_id, Remark.number, Answer.decision, Answer.reasons, Answer.change)
        .join(AnswerRemark, AnswerRemark.remark_id == Remark.id)
        .join(Answer, Answer.id == AnswerRemark.answer_id)
        .where(Remark.opinion_id.in_(opinion_ids), Answer.state == State.APPROVED)
        .order_by(Remark.opinion_id, Remark.number)
    )
    found: dict[int, list[tuple[int, Decision, str, str]]] = {each: [] for each in opinion_ids}
    for opinion_id, number, decision, reasons, change in rows:
        found[opinion_id].append((number or 0, Decision(str(decision)), reasons, change))
    return found


def _approve(answer: Answer, officer_id: int, now: datetime) -> None:
    answer.state, answer.note, answer.version = State.APPROVED, "", answer.version + 1
    answer.approved_by_id, answer.approved_at = officer_id, now
    db.session.flush()
    record(
        AnswerApproved(
            subject=f"answer:{answer.id}",
            actor_id=officer_id,
            consultation_id=answer.consultation_id,
            numbers=_numbers(answer),
            decision=answer.decision or "",
        )
    )


def _numbers(answer: Answer) -> tuple[int, ...]:
    return tuple(queries.members(answer.id))


def _customs(consultation_id: int, *, reasons_always: bool, published_at: datetime | None) -> None:
    values = {"reasons_always": reasons_always, "published_at": published_at}
    row = insert(Answering).values(consultation_id=consultation_id, **values)
    db.session.execute(row.on_conflict_do_update(index_elements=["consultation_id"], set_=values))


def _mail_writer(found: ConsultationFacts, answer: Answer, numbers: tuple[int, ...], officer_id: int) -> None:
    if answer.written_by_id == officer_id or not numbers:
        return
    email, lang = db.session.execute(
        select(Person.email, Person.lang).where(Person.id == answer.written_by_id)
    ).one()
    if email:
        with force_locale(lang):
            queue_mail(
                email, "consultations/answer_back", consultation=found, numbers=numbers, note=answer.note,
                url=address("answers_office.card", consultation_id=found.id, number=numbers[0]),
            )  # fmt: skip
