"""Those who reported a comment are told what was decided: later, however many they are."""

from flask_babel import force_locale
from sqlalchemy import select

from civic.consultations.discussion.models import Comment, Moderation, Report
from civic.consultations.notices.models import Consultation
from civic.core import web
from civic.core.db import db, transaction
from civic.core.mail import queue_mail
from civic.people.models import Person

TELL_REPORTERS = "discussion.tell_reporters"


def tell_reporters(moderation_id: int) -> None:
    """A mail to each who reported and still has an account."""
    with transaction():
        decided = db.session.execute(
            select(
                Moderation.verdict, Moderation.reason, Comment.id, Comment.consultation_id, Consultation.title
            )
            .join(Comment, Comment.id == Moderation.comment_id)
            .join(Consultation, Consultation.id == Comment.consultation_id)
            .where(Moderation.id == moderation_id)
        ).one()
        people = (
            select(Person.email, Person.lang)
            .join(Report, Report.person_id == Person.id)
            .where(Report.moderation_id == moderation_id, Person.email.is_not(None))
            .order_by(Person.id)
        )
        for email, lang in db.session.execute(people).all():
            with force_locale(lang):
                queue_mail(
                    email or "",
                    "consultations/comment_report_decided",
                    title=decided.title,
                    verdict=decided.verdict,
                    reason=decided.reason,
                    link=web.address(
                        "discussion.comment", consultation_id=decided.consultation_id, comment_id=decided.id
                    ),
                )
