"""A consultation with remarks, straight in the tables, and the officers who answer them."""

import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from civic.consultations.answers import services
from civic.consultations.answers.rules import Decision, Writing
from civic.consultations.notices.models import Consultation
from civic.consultations.notices.rules import Status
from civic.consultations.remarks.models import Opinion, Remark
from civic.core import clock
from civic.core.access import Role
from civic.core.db import db, transaction
from tests.consultations.factories import make_consultation
from tests.factories import make_person

CLOSED = datetime(2026, 5, 4, 22, tzinfo=UTC)
NOW = datetime(2026, 5, 10, 10, tzinfo=UTC)
YES = Writing(Decision.ACCEPTED, "Dziękujemy, poprawimy projekt.")
NO = Writing(Decision.REJECTED, "Projekt nie obejmuje tego terenu.")


def closed_consultation(status: Status = Status.ANNOUNCED, **more: Any) -> int:
    """Remarks were taken until 4 May 2026, 23:59."""
    return make_consultation(status, **{"opens": CLOSED - timedelta(days=21), "closes": CLOSED, **more})


def make_remark(
    consultation_id: int,
    text: str = "Proszę o więcej ławek w parku.",
    *,
    email: str = "",
    name: str = "",
    name_public: bool = False,
    author_kind: str = "RESIDENT",
    organisation_name: str = "",
    late: bool = False,
    lang: str = "pl",
    opinion_id: int | None = None,
    received: datetime | None = None,
    **more: Any,
) -> int:
    """A sent remark; gives its number. ``opinion_id``: a further one of the same opinion."""
    received = received or CLOSED - timedelta(days=3)
    with transaction():
        if opinion_id is None:
            opinion = Opinion(
                consultation_id=consultation_id, receipt=secrets.token_hex(8), channel="FORM", author_kind=author_kind,
                organisation_name=organisation_name, name=name, name_public=name_public, email=email, lang=lang, created_at=received,
                received_at=received, sent_at=received, late=late,
            )  # fmt: skip
            db.session.add(opinion)
            db.session.flush()
            opinion_id = opinion.id
        place = _next(func.max(Remark.place), Remark.opinion_id == opinion_id)
        number = _next(func.max(Remark.number), Remark.consultation_id == consultation_id)
        db.session.add(
            Remark(
                opinion_id=opinion_id, consultation_id=consultation_id, place=place, number=number, text=text, late=late, **more
            )
        )  # fmt: skip
        return number


def opinion_of(consultation_id: int, number: int) -> int:
    """The opinion a remark came in."""
    return db.session.execute(
        select(Remark.opinion_id).filter_by(consultation_id=consultation_id, number=number)
    ).scalar_one()


def writer() -> int:
    """An officer of a unit, who writes."""
    return make_person([Role.VERIFIER], name="Piotr Wydział")


def coordinator() -> int:
    """Who approves answers and drafts the report."""
    return make_person([Role.COORDINATOR], name="Ewa Koordynatorka")


def executive() -> int:
    """Who approves the report."""
    return make_person([Role.EXECUTIVE], name="Jan Prezydent")


def answer(
    consultation_id: int, *numbers: int, by: int, approved_by: int | None = None, writing: Writing = YES
) -> int:
    """An answer handed over, and approved when somebody approves it; gives its id."""
    now = clock.now()
    saved = services.save(consultation_id, by, writing, numbers, now, hand_over=True)
    if approved_by is not None:
        services.approve(consultation_id, approved_by, saved.id, now)
    return saved.id


def set_status(consultation_id: int, status: Status) -> None:
    """Past every rule."""
    with transaction():
        db.session.get_one(Consultation, consultation_id).status = status


def _next(what: Any, where: Any) -> int:
    return (db.session.execute(select(what).where(where)).scalar_one() or 0) + 1
