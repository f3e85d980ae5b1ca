"""Publishing the notice channel by channel, and announcing the consultation once it stands in all of them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from werkzeug.datastructures import FileStorage

from civic.consultations.notices import queries
from civic.consultations.notices.events import ConsultationAnnounced, NoticePublished, NoticeWithdrawn
from civic.consultations.notices.rules import Refusal, Status, signature
from civic.consultations.notices.rules.why_not import NOTICE, Evidence, why_not_announce, why_not_publish
from civic.consultations.notices.services.common import locked, subject, tell_unit
from civic.core import files, publications
from civic.core.audit import record
from civic.core.db import db, transaction
from civic.core.publications import EVIDENCE, Channel, Publication
from civic.core.refusal import Refused


def publish(
    consultation_id: int,
    by_id: int,
    channel: Channel,
    evidence: Evidence,
    now: datetime,
    *,
    document: str = NOTICE,
    upload: FileStorage | None = None,
) -> int:
    """Write down that the document was published in the channel, with evidence; gives the publication's id.

    Refused also for a file we do not take (files.FileRefusal).
    """
    with transaction():
        row = locked(consultation_id)
        ordered_on = row.ordered_on if document == NOTICE else None
        if no := why_not_publish(Status(row.status), document, evidence, ordered_on, now):
            raise no
        standing = publications.standing(subject(row.id), document)
        if any(each.channel is channel for each in standing):
            raise Refused(Refusal.ALREADY_PUBLISHED)
        assert evidence.at is not None  # the rule asked
        made = publications.note(
            subject(row.id), document, channel, evidence.at, by_id, link=evidence.link,
            evidence_id=_kept(upload, row.id, by_id),
        )  # fmt: skip
        record(
            NoticePublished(
                subject=subject(row.id), actor_id=by_id, channel=channel.value, document=document,
                published_at=evidence.at.isoformat(),
            )
        )  # fmt: skip
        return made.id


def _kept(upload: FileStorage | None, consultation_id: int, by_id: int) -> UUID | None:
    """The evidence's file, if one was sent."""
    if upload is None or not upload.filename:
        return None
    return files.keep(upload, kind=EVIDENCE, subject_id=consultation_id, kept_by=by_id, public=True).id


def withdraw(consultation_id: int, by_id: int, publication_id: int, reason: str, now: datetime) -> None:
    """Write down that a publication no longer stands, and why; NoResultFound when it is not this consultation's."""
    with transaction():
        row = locked(consultation_id)
        query = select(Publication).filter_by(id=publication_id, subject=subject(row.id))
        found = db.session.scalars(query.with_for_update()).one()
        if found.withdrawn_at is not None:
            raise Refused(Refusal.ALREADY_WITHDRAWN)
        if not reason.strip():
            raise Refused(Refusal.REASON_MISSING)
        publications.withdraw(found, now)
        record(
            NoticeWithdrawn(
                subject=subject(row.id),
                actor_id=by_id,
                channel=found.channel,
                document=found.document,
                reason=reason.strip(),
            )
        )


def announce(consultation_id: int, by_id: int, now: datetime) -> None:
    """Show it to residents, once the notice stands in every required channel and, counted from the last, came in time."""
    with transaction():
        row = locked(consultation_id)
        plan = queries.case(consultation_id).plan
        published = publications.standing(subject(row.id), NOTICE)
        if no := why_not_announce(Status(row.status), plan, published, now):
            raise no
        row.status, row.announced_at = Status.ANNOUNCED.value, now
        name = signature(row.year, row.number)
        record(ConsultationAnnounced(subject=subject(row.id), actor_id=by_id, signature=name))
        tell_unit(row, "announced")
