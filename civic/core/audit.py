"""The audit trail: what was done, by whom, when, from what, to what, why. Append-only by the database's own rights."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Identity, Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from civic.core import clock
from civic.core.db import Base, db


class AuditEvent(Base):
    """One action. The application's role may add rows and read them, nothing else."""

    __tablename__ = "audit_event"
    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    at: Mapped[datetime]
    kind: Mapped[str]
    subject: Mapped[str]
    actor_id: Mapped[int | None]
    data: Mapped[dict[str, Any]] = mapped_column(JSONB)

    __table_args__ = (Index("ix_audit_event_subject", "subject", "id"),)


@dataclass(frozen=True, kw_only=True)
class Event:
    """Base of every event; a feature derives one frozen dataclass per action.

    ``subject`` is "table:id"; ``actor_id`` is the person, None for the clock and for voters. Further fields become
    JSON: ids, statuses, amounts, reasons, document numbers; never personal data, never a voter's choice.
    """

    subject: str
    actor_id: int | None = None
    reason: str = ""
    document_number: str = ""


def record(event: Event) -> None:
    """Add the event to the transaction under way."""
    own = {"subject", "actor_id"}
    data = {f.name: getattr(event, f.name) for f in fields(event) if f.name not in own}
    db.session.add(
        AuditEvent(
            at=clock.now(),
            kind=type(event).__name__,
            subject=event.subject,
            actor_id=event.actor_id,
            data={name: value for name, value in data.items() if value not in ("", None)},
        )
    )
    db.session.flush()
