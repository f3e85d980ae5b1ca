"""Tables of organisations: the register and who may speak in their name."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Identity, Index
from sqlalchemy.orm import Mapped, mapped_column

from civic.core.db import Base


class Organisation(Base):
    """An organisation as it presents itself. ``kind``: association, foundation, ... as ``rules.Kind`` lists.

    ``krs``: 10 digits, empty where the organisation is not in that register; then ``register_number`` names another one.
    """

    __tablename__ = "organisation"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    name: Mapped[str]
    kind: Mapped[str]
    krs: Mapped[str | None] = mapped_column(unique=True)
    register_number: Mapped[str] = mapped_column(default="")
    seat: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint(
            "kind IN ('ASSOCIATION', 'CHURCH', 'COOPERATIVE', 'FOUNDATION', 'OTHER', 'SPORTS_CLUB')",
            name="kind_known",
        ),
        CheckConstraint("name = btrim(name) AND name <> ''", name="name_given"),
        CheckConstraint("krs ~ '^[0-9]{10}$'", name="krs_has_ten_digits"),
    )


class Representative(Base):
    """That a person says to represent an organisation (ORG_REP), and that an officer checked it.

    ``end_reason``: why it was refused (ended, never confirmed) or ended; empty where the person ended it.
    """

    __tablename__ = "representative"
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    function: Mapped[str]
    declared_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    ended_at: Mapped[datetime | None]
    end_reason: Mapped[str] = mapped_column(default="")

    __table_args__ = (
        CheckConstraint("(confirmed_at IS NULL) = (confirmed_by_id IS NULL)", name="confirmed_by_somebody"),
        CheckConstraint("confirmed_by_id <> person_id", name="not_by_oneself"),
        CheckConstraint("end_reason = '' OR ended_at IS NOT NULL", name="reason_only_of_an_end"),
        Index("ix_representative_person_id", "person_id"),
        Index("ix_representative_confirmed_by_id", "confirmed_by_id"),
    )
