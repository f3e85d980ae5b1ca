"""What later features ask of a consultation, and the lock under which everything below it is written."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.exc import NoResultFound

from civic.consultations.notices.models import Consultation
from civic.consultations.notices.rules import PUBLIC, Phase, Regime, Standing, Status, signature
from civic.core.db import db


@dataclass(frozen=True)
class ConsultationFacts:
    """What later features ask of a consultation. ``signature``: K/2026/014, or "" before it is ordered."""

    id: int
    title: str
    summary: str
    regime: Regime
    signature: str
    standing: Standing
    unit_id: int | None
    anonymous: bool
    has_discussion: bool
    report_days: int

    @property
    def status(self) -> Status:
        """What people have decided so far."""
        return self.standing.status

    @property
    def is_public(self) -> bool:
        """Whether residents see it."""
        return self.status in PUBLIC and self.standing.announced

    def phase(self, now: datetime) -> Phase:
        """Where it is at that moment."""
        return self.standing.phase(now)


def consultation(consultation_id: int) -> ConsultationFacts:
    """A consultation; NoResultFound when there is none."""
    return _facts(db.session.execute(_select().where(Consultation.id == consultation_id)).one())


def public_consultation(consultation_id: int) -> ConsultationFacts:
    """A consultation residents see; NoResultFound otherwise."""
    found = consultation(consultation_id)
    if not found.is_public:
        raise NoResultFound
    return found


def locked(consultation_id: int) -> ConsultationFacts:
    """A consultation nobody else may move or number until this transaction ends: whoever writes below it asks here first."""
    row = _select().where(Consultation.id == consultation_id).with_for_update(key_share=True, of=Consultation)
    return _facts(db.session.execute(row).one())


def _select() -> Select[*tuple[Any, ...]]:
    return select(
        Consultation.id, Consultation.title, Consultation.summary, Consultation.regime, Consultation.year,
        Consultation.number, Consultation.status, Consultation.opens_at, Consultation.closes_at,
        Consultation.announced_at, Consultation.unit_id, Consultation.anonymous, Consultation.has_discussion,
        Consultation.report_days,
    )  # fmt: skip


def _facts(row: Row[Any]) -> ConsultationFacts:
    return ConsultationFacts(
        id=row.id,
        title=row.title,
        summary=row.summary,
        regime=Regime(row.regime),
        signature=signature(row.year, row.number),
        standing=Standing(Status(row.status), row.opens_at, row.closes_at, row.announced_at is not None),
        unit_id=row.unit_id,
        anonymous=row.anonymous,
        has_discussion=row.has_discussion,
        report_days=row.report_days,
    )
