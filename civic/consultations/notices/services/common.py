"""What the verbs share: the lock, the subject of publications and events, telling the unit concerned."""

from civic.consultations.notices import queries
from civic.consultations.notices.models import Consultation
from civic.core import web
from civic.core.db import db
from civic.core.mail import queue_mail


def locked(consultation_id: int) -> Consultation:
    """The consultation's row, as it is now, which nobody else may move until this transaction ends."""
    return db.session.get_one(
        Consultation, consultation_id, with_for_update={"key_share": True}, populate_existing=True
    )


def subject(consultation_id: int) -> str:
    """What events and publications call it."""
    return f"consultation:{consultation_id}"


def tell_unit(row: Consultation, what: str) -> None:
    """Queue a mail to the people of the responsible unit. ``what``: of the template consultations/office_told."""
    if row.unit_id is None:
        return
    url = web.address("consultations_office.show", consultation_id=row.id)
    for email in queries.people_of_unit(row.unit_id):
        queue_mail(
            email,
            "consultations/office_told",
            what=what,
            title=row.title,
            opens_at=row.opens_at,
            closes_at=row.closes_at,
            reason=row.cancel_reason,
            url=url,
        )
