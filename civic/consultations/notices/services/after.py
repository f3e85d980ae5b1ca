"""What comes after a form was held and after the report: summaries, the act adopted, the archive."""

from datetime import date, datetime

from sqlalchemy import select

from civic.consultations.notices.events import ActRecorded, ConsultationArchived, FormSummarised
from civic.consultations.notices.models import ConsultationForm
from civic.consultations.notices.rules import Action, Status
from civic.consultations.notices.rules.why_not import why_not, why_not_decide, why_not_summarise
from civic.consultations.notices.services.common import locked, subject, tell_unit
from civic.core.audit import record
from civic.core.db import db, transaction


def summarise(
    consultation_id: int, by_id: int, form_id: int, summary: str, attendees: int | None, now: datetime
) -> None:
    """Write what came of a form (protokół, informacja podsumowująca); no names. It may be mended until the report is out."""
    with transaction():
        row = locked(consultation_id)
        query = select(ConsultationForm).filter_by(id=form_id, consultation_id=row.id)
        form = db.session.scalars(query.with_for_update()).one()
        if no := why_not_summarise(Status(row.status), form.kind, form.starts_at, summary, now):
            raise no
        form.summary, form.attendees, form.summarised_at = summary.strip(), attendees, now
        record(FormSummarised(subject=subject(row.id), actor_id=by_id, form_id=form_id, attendees=attendees))


def decide(
    consultation_id: int, by_id: int, number: str, day: date | None, link: str, what_changed: str
) -> None:
    """Write down the act that followed the report, and what the consultation changed in it."""
    with transaction():
        row = locked(consultation_id)
        if no := why_not_decide(Status(row.status), number.strip(), day, what_changed):
            raise no
        row.status = Status.DECIDED.value
        row.act_number, row.act_on, row.act_link = number.strip(), day, link.strip()
        row.what_changed = what_changed.strip()
        record(ActRecorded(subject=subject(row.id), actor_id=by_id, document_number=row.act_number))
        tell_unit(row, "decided")


def archive(consultation_id: int, by_id: int) -> None:
    """Close the case for good."""
    with transaction():
        row = locked(consultation_id)
        if no := why_not(Status(row.status), Action.ARCHIVE):
            raise no
        row.status = Status.ARCHIVED.value
        record(ConsultationArchived(subject=subject(row.id), actor_id=by_id))
