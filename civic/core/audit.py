"""The audit trail: what was done, by whom, when, from what, to what, why. Append-only by the database's own rights."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, ClassVar

from flask_babel.speaklater import LazyString
from sqlalchemy import BigInteger, Identity, Index, Text, cast, or_, select
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


KINDS: dict[str, type["Event"]] = {}
"""Every kind of event by its name."""


@dataclass(frozen=True, kw_only=True)
class Event:
    """Base of every event; a feature derives one frozen dataclass per action.

    ``subject`` is "table:id"; ``actor_id`` is the person, None for the clock and for voters. Further fields become
    JSON: ids, statuses, amounts, reasons, document numbers; never personal data, never a voter's choice.
    ``words`` (lazy) says in the office's journal what was done; ``labels`` name the further fields there.
    """

    words: ClassVar[str | LazyString] = ""
    labels: ClassVar[Mapping[str, str | LazyString]] = {}

    subject: str
    actor_id: int | None = None
    reason: str = ""
    document_number: str = ""

    def __init_subclass__(cls) -> None:
        KINDS[cls.__name__] = cls


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


def search(words: str = "", *, before: int | None = None, limit: int = 50) -> Sequence[AuditEvent]:
    """Events, the newest first, older than number ``before``.

    ``words``: in what was done as the journal says it, in the reason or another fact, or exactly the subject.
    """
    query = select(AuditEvent)
    if words:
        meant = [
            name for name, kind in KINDS.items() if words.casefold() in f"{kind.words} {name}".casefold()
        ]
        query = query.where(
            or_(
                AuditEvent.kind.in_(meant),
                AuditEvent.subject == words,
                cast(AuditEvent.data, Text).icontains(words, autoescape=True),
            )
        )
    if before is not None:
        query = query.where(AuditEvent.id < before)
    return db.session.scalars(query.order_by(AuditEvent.id.desc()).limit(limit)).all()
