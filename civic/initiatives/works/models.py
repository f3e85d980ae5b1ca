"""Tables of the works: progress, things lent, the log of hours, the settlement, photos."""

import uuid
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Identity, Index, Numeric
from sqlalchemy.orm import Mapped, mapped_column

from civic.core.db import Base, Grosz, Json


class Progress(Base):
    """When work started and ended, or how the agreement was terminated. ``way``: AGREEMENT (both) or NOTICE (one side)."""

    __tablename__ = "initiative_progress"
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"), primary_key=True)
    started_on: Mapped[date | None]
    finished_on: Mapped[date | None]
    settle_by: Mapped[date | None]
    terminated_on: Mapped[date | None]
    way: Mapped[str | None]
    reason: Mapped[str] = mapped_column(default="")

    __table_args__ = (
        CheckConstraint("finished_on >= started_on", name="starts_before_it_ends"),
        CheckConstraint("(finished_on IS NULL) = (settle_by IS NULL)", name="settled_after_the_end"),
        CheckConstraint("way IN ('AGREEMENT', 'NOTICE')", name="way_known"),
        CheckConstraint(
            "(terminated_on IS NULL) = (way IS NULL) AND (terminated_on IS NULL) = (reason = '')",
            name="whole_once_terminated",
        ),
    )


class LentThing(Base):
    """A thing handed over for the time of the agreement (art. 19f). ``outcome``: RETURNED, DAMAGED or LOST, once it is back

    or known not to come back; ``outcome_note``: its condition, or what happened.
    """

    __tablename__ = "lent_thing"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"))
    name: Mapped[str]
    quantity: Mapped[Decimal] = mapped_column(Numeric(9, 2))
    unit: Mapped[str]
    condition: Mapped[str]
    handed_on: Mapped[date]
    handed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    outcome: Mapped[str | None]
    outcome_on: Mapped[date | None]
    outcome_note: Mapped[str] = mapped_column(default="")
    outcome_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    __table_args__ = (
        CheckConstraint("name <> '' AND condition <> ''", name="described"),
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint("outcome IN ('DAMAGED', 'LOST', 'RETURNED')", name="outcome_known"),
        CheckConstraint(
            "(outcome IS NULL) = (outcome_on IS NULL) AND (outcome IS NULL) = (outcome_by_id IS NULL)"
            " AND (outcome IS NULL) = (outcome_note = '')",
            name="whole_once_back",
        ),
        CheckConstraint("outcome_on >= handed_on", name="back_after_handed"),
        Index("ix_lent_thing_initiative_id", "initiative_id"),
    )


class WorkEntry(Base):
    """One day of community work: how many people, how many hours each. No names: the log is public as sums."""

    __tablename__ = "work_entry"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"))
    line_key: Mapped[int]
    day: Mapped[date]
    people: Mapped[int]
    hours_each: Mapped[Decimal] = mapped_column(Numeric(4, 2))
    what: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint("people > 0", name="people_counted"),
        CheckConstraint("hours_each > 0 AND hours_each <= 24", name="hours_of_a_day"),
        CheckConstraint("what <> ''", name="described"),
        Index("ix_work_entry_initiative_id", "initiative_id", "day", "id"),
    )


class Settlement(Base):
    """The settlement report. ``document``: ``rules.Report``; ``status``: DRAFT, SUBMITTED, SENT_BACK or ACCEPTED.

    ``work_hours`` ... ``city_value``: what was really given, grosz. Nothing changes once accepted.
    """

    __tablename__ = "settlement"
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"), primary_key=True)
    status: Mapped[str]
    document: Mapped[Json]
    work_hours: Mapped[Decimal] = mapped_column(Numeric(10, 2))
    work_value: Mapped[Grosz]
    things_value: Mapped[Grosz]
    money_value: Mapped[Grosz]
    city_value: Mapped[Grosz]
    written_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    saved_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    sent_back_note: Mapped[str] = mapped_column(default="")
    accepted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    accepted_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("status IN ('ACCEPTED', 'DRAFT', 'SENT_BACK', 'SUBMITTED')", name="status_known"),
        CheckConstraint("(status = 'DRAFT') = (submitted_at IS NULL)", name="dated_once_submitted"),
        CheckConstraint(
            "(status = 'ACCEPTED') = (accepted_at IS NOT NULL)"
            " AND (accepted_at IS NULL) = (accepted_by_id IS NULL)",
            name="whole_once_accepted",
        ),
        CheckConstraint("accepted_by_id <> written_by_id", name="four_eyes"),
        CheckConstraint("status <> 'SENT_BACK' OR sent_back_note <> ''", name="sent_back_with_a_note"),
    )


class Photo(Base):
    """A photo of the work. ``caption`` says in words what it shows; public only with ``agreed``: those in it agreed."""

    __tablename__ = "initiative_photo"
    file_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("stored_file.id", ondelete="CASCADE"), primary_key=True
    )
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"))
    caption: Mapped[str]
    agreed: Mapped[bool]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint("caption <> ''", name="described"),
        Index("ix_initiative_photo_initiative_id", "initiative_id", "at"),
    )
