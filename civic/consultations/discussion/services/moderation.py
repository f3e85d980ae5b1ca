"""Reports of abuse, what moderators decide, objections."""

from datetime import datetime

from flask_babel import force_locale
from sqlalchemy import select, update

from civic.consultations.discussion import queries, rules
from civic.consultations.discussion.events import (
    CommentModerated,
    CommentReported,
    ModerationObjected,
    ObjectionDecided,
)
from civic.consultations.discussion.models import Comment, Moderation, Objection, Report
from civic.consultations.discussion.rules import Decision, Ground, Refusal, Rule, Standing, Verdict
from civic.consultations.discussion.services.reporters import TELL_REPORTERS
from civic.consultations.discussion.services.rows import locked
from civic.consultations.discussion.services.writing import REPORTS_PER_DAY
from civic.consultations.notices import queries as notices
from civic.core import jobs, limits, web
from civic.core.audit import record
from civic.core.db import db, transaction
from civic.core.mail import queue_mail
from civic.core.refusal import Refused
from civic.people.models import Person

_AFTER = {
    Verdict.LEAVE: Standing.SHOWN,
    Verdict.RESTORE: Standing.SHOWN,
    Verdict.MASK: Standing.MASKED,
    Verdict.HIDE: Standing.HIDDEN,
}


def report(
    consultation_id: int, comment_id: int, person_id: int, ground: Ground, words: str, now: datetime
) -> None:
    """Tell the moderators about a comment, once."""
    if not limits.take(REPORTS_PER_DAY, str(person_id)):
        raise Refused(Refusal.TOO_MANY_TODAY, tries=REPORTS_PER_DAY.tries)
    with transaction():
        locked(consultation_id, comment_id)
        facts = queries.found(consultation_id, comment_id).facts
        already = queries.has_reported(comment_id, person_id)
        if no := rules.why_not_report(facts, person_id, already=already):
            raise Refused(no)
        db.session.add(Report(comment_id=comment_id, person_id=person_id, ground=ground, words=words, at=now))
        record(CommentReported(subject=f"comment:{comment_id}", ground=ground))


def moderate(
    consultation_id: int,
    comment_id: int,
    officer_id: int,
    unit_id: int | None,
    wanted: Decision,
    now: datetime,
    *,
    seen: int,
) -> None:
    """Decide about a comment: leave it (or show it again), mask parts, hide it. Waiting reports are settled, the author is mailed.

    ``seen``: the number of the newest decision the moderator knew (0: none); when there is a newer one, nothing is done.
    """
    with transaction():
        row = locked(consultation_id, comment_id)
        found = queries.found(consultation_id, comment_id)
        newest, objected = queries.last_decision(comment_id)
        decided = newest is not None and newest.id != seen
        if no := rules.why_not_moderate(found.facts, officer_id, decided=decided, objected=objected):
            raise _refused(no, newest)
        if no := rules.why_not_decision(wanted, found.facts.standing, row.text):
            raise Refused(no)
        back = wanted.verdict is Verdict.LEAVE and found.facts.standing is not Standing.SHOWN
        verdict = Verdict.RESTORE if back else wanted.verdict
        rule = wanted.rule if verdict in {Verdict.MASK, Verdict.HIDE} else None
        made = _decide(row, officer_id, unit_id, verdict, rule, wanted.reason, now)
        row.masked = wanted.masked if verdict is Verdict.MASK else None
        row.standing = _AFTER[verdict]
        settled = (
            update(Report)
            .where(Report.comment_id == comment_id, Report.moderation_id.is_(None))
            .values(moderation_id=made)
            .returning(Report.person_id)
        )
        if db.session.execute(settled).all():
            jobs.queue(TELL_REPORTERS, moderation_id=made)
        if verdict is not Verdict.LEAVE:
            _tell(row, verdict, rule, wanted.reason.strip(), "moderated")


def object_to(consultation_id: int, comment_id: int, person_id: int, text: str, now: datetime) -> None:
    """The author says why the decision about the comment is wrong; another moderator will look at it."""
    with transaction():
        locked(consultation_id, comment_id)
        facts = queries.found(consultation_id, comment_id).facts
        newest = _in_force(comment_id, facts.standing)
        already = newest is not None and db.session.get(Objection, newest.id) is not None
        if no := rules.why_not_object(
            facts, person_id, Verdict(newest.verdict) if newest else None, already=already
        ):
            raise Refused(no)
        if newest is None or not text.strip():
            raise Refused(Refusal.REASON_MISSING)
        db.session.add(
            Objection(
                moderation_id=newest.id, comment_id=comment_id, moderated_by_id=newest.by_id, text=text.strip(), at=now
            )
        )  # fmt: skip
        record(
            ModerationObjected(subject=f"comment:{comment_id}", actor_id=person_id, moderation_id=newest.id)
        )


def decide_objection(
    consultation_id: int,
    comment_id: int,
    moderation_id: int,
    officer_id: int,
    unit_id: int | None,
    now: datetime,
    *,
    restore: bool,
    reason: str,
) -> None:
    """Another moderator shows the comment again, or upholds what was done; the author is mailed."""
    with transaction():
        row = locked(consultation_id, comment_id)
        facts = queries.found(consultation_id, comment_id).facts
        wanted = select(Objection).filter_by(moderation_id=moderation_id, comment_id=comment_id)
        objection = db.session.execute(wanted.with_for_update()).scalar_one()
        if no := rules.why_not_decide_objection(
            facts, objection.moderated_by_id, officer_id, reason, decided=objection.decided_at is not None
        ):
            raise _refused(no, queries.last_decision(comment_id)[0])
        verdict = Verdict.RESTORE if restore else Verdict.UPHOLD
        objection.decided_at, objection.decided_by_id, objection.restored = now, officer_id, restore
        _decide(row, officer_id, unit_id, verdict, None, reason, now)
        if restore:
            row.standing, row.masked = Standing.SHOWN, None
        record(
            ObjectionDecided(
                subject=f"comment:{comment_id}",
                actor_id=officer_id,
                moderation_id=moderation_id,
                verdict=verdict,
            )
        )
        _tell(row, verdict, None, reason.strip(), "objection_decided")


def _decide(
    row: Comment,
    officer_id: int,
    unit_id: int | None,
    verdict: Verdict,
    rule: Rule | None,
    reason: str,
    now: datetime,
) -> int:
    made = Moderation(
        comment_id=row.id, verdict=verdict, rule=rule, reason=reason.strip(), by_id=officer_id, unit_id=unit_id, at=now
    )  # fmt: skip
    before = row.standing
    db.session.add(made)
    db.session.flush()
    record(
        CommentModerated(
            subject=f"comment:{row.id}",
            actor_id=officer_id,
            reason=reason.strip(),
            verdict=verdict,
            rule=rule,
            from_standing=before,
            to_standing=_AFTER.get(verdict, Standing(before)),
        )
    )
    return made.id


def _in_force(comment_id: int, standing: Standing) -> Moderation | None:
    """The decision that masked or hid the comment, while it is so."""
    if standing not in {Standing.MASKED, Standing.HIDDEN}:
        return None
    wanted = (
        select(Moderation)
        .where(Moderation.comment_id == comment_id, Moderation.verdict.in_([Verdict.MASK, Verdict.HIDE]))
        .order_by(Moderation.id.desc())
        .limit(1)
    )
    return db.session.scalars(wanted).one()


def _refused(no: Refusal, newest: queries.Trace | None) -> Refused:
    """Of two who decide at once the second is told what the first did."""
    if no is not Refusal.ALREADY_DECIDED or newest is None:
        return Refused(no)
    return Refused(no, unit=newest.unit, verdict=newest.verdict, at=newest.at)


def _tell(row: Comment, verdict: Verdict, rule: Rule | None, reason: str, template: str) -> None:
    author = db.session.get_one(Person, row.author_id)
    if not author.email:
        return
    place = {"consultation_id": row.consultation_id, "comment_id": row.id}
    with force_locale(author.lang):
        queue_mail(
            author.email,
            f"consultations/comment_{template}",
            title=notices.consultation(row.consultation_id).title,
            verdict=verdict.value,
            rule=rule.value if rule else "",
            reason=reason,
            link=web.address("discussion.comment", **place),
            objection=web.address("discussion.object_to", **place),
        )
