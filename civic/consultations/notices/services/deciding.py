"""Decisions of the executive: order, take back to correct, extend, cancel."""

from datetime import datetime

from sqlalchemy import func, select

from civic.consultations.notices import queries
from civic.consultations.notices.events import (
    ConsultationCancelled,
    ConsultationCorrected,
    ConsultationExtended,
    ConsultationOrdered,
)
from civic.consultations.notices.models import Consultation, Extension
from civic.consultations.notices.rules import Action, Refusal, Standing, Status, signature
from civic.consultations.notices.rules.why_not import (
    NOTICE,
    Order,
    why_not,
    why_not_cancel,
    why_not_extend,
    why_not_order,
)
from civic.consultations.notices.services.common import locked, subject, tell_unit
from civic.core import publications
from civic.core.audit import record
from civic.core.db import db, transaction
from civic.core.refusal import Refused

PRIVACY_VERSION = "1"
"""The clause of notices ordered now: templates/consultations/notices/privacy/1.html."""

_NUMBERING = 4927011
"""Of the advisory lock under which a year's numbers are given."""


def order(consultation_id: int, by_id: int, by: Order, now: datetime) -> str:
    """Order the draft; gives its signature. It is checked whole once more; one ordered anew keeps its number."""
    with transaction():
        row = locked(consultation_id)
        if no := why_not_order(Status(row.status), queries.case(consultation_id).draft, by, now):
            raise no
        assert by.day is not None  # the rule asked
        assert row.opens_at is not None
        assert row.closes_at is not None
        if row.number is None:
            row.year = by.day.year
            row.number = _next_number(row.year)
        row.status, row.order_number, row.ordered_on = Status.ORDERED.value, by.number, by.day
        row.privacy_version = PRIVACY_VERSION
        name = signature(row.year, row.number)
        record(
            ConsultationOrdered(
                subject=subject(row.id),
                actor_id=by_id,
                signature=name,
                opens=row.opens_at.isoformat(),
                closes=row.closes_at.isoformat(),
                document_number=by.number,
            )
        )
        tell_unit(row, "ordered")
        return name


def _next_number(year: int) -> int:
    """The next free number of the year; the lock is held to the end of the transaction, so no two orders share one."""
    db.session.execute(select(func.pg_advisory_xact_lock(_NUMBERING, year)))
    return (db.session.scalar(select(func.max(Consultation.number)).filter_by(year=year)) or 0) + 1


def correct(consultation_id: int, by_id: int, reason: str, now: datetime) -> None:
    """Take an ordered consultation back to the draft, to be ordered anew under the same number.

    What was published of the old notice is withdrawn: people must not read dates that do not hold.
    """
    with transaction():
        row = locked(consultation_id)
        if no := why_not(Status(row.status), Action.CORRECT):
            raise no
        if not reason.strip():
            raise Refused(Refusal.REASON_MISSING)
        standing = [each for each in publications.of(subject(row.id), NOTICE) if each.withdrawn_at is None]
        for each in standing:
            publications.withdraw(each, now)
        row.status = Status.DRAFT.value
        name = signature(row.year, row.number)
        record(
            ConsultationCorrected(
                subject=subject(row.id),
                actor_id=by_id,
                signature=name,
                withdrawn=len(standing),
                reason=reason.strip(),
            )
        )


def extend(
    consultation_id: int, by_id: int, closes_at: datetime | None, reason: str, by: Order, now: datetime
) -> None:
    """Give more time; never less. Its own notice is to be published then, document "EXTENSION:<id>"."""
    with transaction():
        row = locked(consultation_id)
        if no := why_not_extend(_standing(row), closes_at, reason, by, now):
            raise no
        assert closes_at is not None  # the rule asked
        assert row.closes_at is not None
        before = row.closes_at
        db.session.add(
            Extension(
                consultation_id=row.id,
                from_closes_at=before,
                to_closes_at=closes_at,
                reason=reason.strip(),
                order_number=by.number,
                by_id=by_id,
                at=now,
            )
        )
        row.closes_at = closes_at
        record(
            ConsultationExtended(
                subject=subject(row.id),
                actor_id=by_id,
                before=before.isoformat(),
                closes=closes_at.isoformat(),
                reason=reason.strip(),
                document_number=by.number,
            )
        )
        tell_unit(row, "extended")


def cancel(consultation_id: int, by_id: int, reason: str, now: datetime) -> None:
    """Cancel it for good, with reasons residents read; what people sent stays."""
    with transaction():
        row = locked(consultation_id)
        if no := why_not_cancel(_standing(row), reason, now):
            raise no
        before = row.status
        row.status, row.cancel_reason = Status.CANCELLED.value, reason.strip()
        record(
            ConsultationCancelled(
                subject=subject(row.id), actor_id=by_id, from_status=before, reason=reason.strip()
            )
        )
        tell_unit(row, "cancelled")


def _standing(row: Consultation) -> Standing:
    return Standing(Status(row.status), row.opens_at, row.closes_at, row.announced_at is not None)
