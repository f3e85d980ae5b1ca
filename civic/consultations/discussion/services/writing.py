"""What people and the office write: comments, corrections, answers."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import force_locale
from sqlalchemy.dialects.postgresql import insert

from civic.consultations.discussion import queries, rules
from civic.consultations.discussion.events import (
    CommentAnswered,
    CommentEdited,
    CommentRemoved,
    CommentWritten,
)
from civic.consultations.discussion.models import Comment
from civic.consultations.discussion.rules import Refusal, Shown, Stance, Standing, Terms
from civic.consultations.discussion.services.rows import locked
from civic.consultations.notices import queries as notices
from civic.core import limits, web
from civic.core.audit import record
from civic.core.db import db, transaction
from civic.core.limits import Limit
from civic.core.mail import queue_mail
from civic.core.refusal import Refused
from civic.people.models import Person

PER_MINUTE = Limit("comment-minute", 3, timedelta(minutes=1))
PER_DAY = Limit("comment-day", 50, timedelta(days=1))
REPORTS_PER_DAY = Limit("comment-report", 30, timedelta(days=1))


@dataclass(frozen=True, kw_only=True)
class Said:
    """What somebody writes. ``wants_mail``: tell the author when the office answers."""

    text: str
    stance: Stance = Stance.NEUTRAL
    shown_as: Shown = Shown.INITIALS
    wants_mail: bool = False


def take_turn(person_id: int) -> None:
    """Count one comment of this person; Refused when they come too fast. Asked before ``comment`` by whoever serves people."""
    if not limits.take(PER_MINUTE, str(person_id)):
        raise Refused(Refusal.TOO_FAST, tries=PER_MINUTE.tries)
    if not limits.take(PER_DAY, str(person_id)):
        raise Refused(Refusal.TOO_MANY_TODAY, tries=PER_DAY.tries)


def comment(
    consultation_id: int, person_id: int, said: Said, now: datetime, parent_id: int | None = None
) -> int:
    """Write a comment, or reply to one; gives its id."""
    with transaction():
        terms = _terms(consultation_id, now)
        if no := rules.why_not_comment(terms) or rules.why_not_text(said.text):
            raise _with_facts(no)
        parent = locked(consultation_id, parent_id) if parent_id is not None else None
        if parent is not None and (no := rules.why_not_reply(_facts(parent))):
            raise Refused(no)
        values = {
            "consultation_id": consultation_id, "author_id": person_id, "text": said.text, "stance": said.stance.value,
            "shown_as": said.shown_as.value, "wants_mail": said.wants_mail, "office": False, "created_at": now,
            "fingerprint": rules.fingerprint(said.text), "standing": Standing.SHOWN.value, **_place(parent),
        }  # fmt: skip
        new = insert(Comment).values(values).on_conflict_do_nothing(constraint="uq_comment_said_once")
        made = db.session.execute(new.returning(Comment.id)).scalar_one_or_none()
        if made is None:
            raise Refused(Refusal.SAID_ALREADY)
        record(CommentWritten(subject=f"comment:{made}", actor_id=person_id, consultation_id=consultation_id))
    return made


def edit(consultation_id: int, comment_id: int, person_id: int, said: Said, now: datetime) -> None:
    """The author changes the own words, soon after writing them; the place says that they were changed."""
    with transaction():
        terms = _terms(consultation_id, now)
        row = locked(consultation_id, comment_id)
        if no := rules.why_not_edit(_facts(row), person_id, terms, now) or rules.why_not_text(said.text):
            raise _with_facts(no)
        row.shown_as, row.wants_mail = said.shown_as, said.wants_mail
        if (row.text, row.stance) != (said.text, said.stance):
            if not row.office:
                fingerprint = rules.fingerprint(said.text)
                if queries.own_text(consultation_id, person_id, fingerprint) not in {None, comment_id}:
                    raise Refused(Refusal.SAID_ALREADY)
                row.fingerprint = fingerprint
            row.text, row.stance, row.edited_at = said.text, said.stance, now
        record(CommentEdited(subject=f"comment:{comment_id}", actor_id=person_id))


def remove(consultation_id: int, comment_id: int, person_id: int, now: datetime) -> None:
    """The author takes the own words back: they are gone for everybody, the place and what others answered stay."""
    with transaction():
        row = locked(consultation_id, comment_id)
        if no := rules.why_not_remove(_facts(row), person_id):
            raise Refused(no)
        row.standing, row.removed_at = Standing.REMOVED, now
        row.text, row.masked, row.fingerprint, row.stance = "", None, None, Stance.NEUTRAL
        record(CommentRemoved(subject=f"comment:{comment_id}", actor_id=person_id))


def answer_as_office(
    consultation_id: int, comment_id: int, officer_id: int, unit_id: int | None, text: str, now: datetime
) -> int:
    """Answer a comment in the name of a unit (None: of the office as a whole); gives the answer's id. Its author is mailed."""
    with transaction():
        terms = _terms(consultation_id, now)
        asked = locked(consultation_id, comment_id)
        if no := rules.why_not_answer(terms, _facts(asked)) or rules.why_not_text(text):
            raise _with_facts(no)
        answer = Comment(
            consultation_id=consultation_id, author_id=officer_id, office=True, unit_id=unit_id, text=text,
            stance=Stance.NEUTRAL, created_at=now, **_place(asked),
        )  # fmt: skip
        db.session.add(answer)
        db.session.flush()
        record(
            CommentAnswered(
                subject=f"comment:{answer.id}", actor_id=officer_id, comment_id=comment_id, unit_id=unit_id
            )
        )
        if asked.wants_mail and not asked.office:
            _tell(asked, answer)
        return answer.id


def _tell(asked: Comment, answer: Comment) -> None:
    author = db.session.get_one(Person, asked.author_id)
    if author.email and author.id != answer.author_id:
        with force_locale(author.lang):
            queue_mail(
                author.email,
                "consultations/comment_answered",
                title=notices.consultation(asked.consultation_id).title,
                text=answer.text,
                link=web.address(
                    "discussion.comment", consultation_id=asked.consultation_id, comment_id=asked.id
                ),
            )


def _terms(consultation_id: int, now: datetime) -> Terms:
    """Locks the consultation: nobody closes it while somebody writes."""
    facts = notices.locked(consultation_id)
    return Terms(facts.phase(now), facts.has_discussion)


def _facts(row: Comment) -> rules.CommentFacts:
    return queries.found(row.consultation_id, row.id).facts


def _place(parent: Comment | None) -> dict[str, int | None]:
    if parent is None:
        return {"parent_id": None, "thread_id": None}
    return {"parent_id": parent.id, "thread_id": parent.thread_id or parent.id}


def _with_facts(no: Refusal) -> Refused:
    return Refused(no, max=rules.TEXT_MAX, links=rules.LINKS_MAX)
