"""Tables of agreements: the negotiation, versions of the plan, confirmations, messages, the agreement and its annexes."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Identity, Index, Numeric, text
from sqlalchemy.orm import Mapped, mapped_column

from civic.core.db import Base, Grosz, Json

_SIDES = "side IN ('CITY', 'RESIDENTS')"


class NegotiationRow(Base):
    """Negotiating was begun: who in the office leads it, and since when."""

    __tablename__ = "negotiation"
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"), primary_key=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    begun_at: Mapped[datetime]

    __table_args__ = (Index("ix_negotiation_officer_id", "officer_id"),)


class PlanVersion(Base):
    """One version of schedule and estimate, kept for ever. ``side``: who wrote it; ``document``: ``rules.Plan``."""

    __tablename__ = "plan_version"
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    side: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    note: Mapped[str]
    document: Mapped[Json]

    __table_args__ = (
        CheckConstraint("number > 0", name="number_positive"),
        CheckConstraint(_SIDES, name="side_known"),
    )


class PlanConfirmation(Base):
    """One side confirms one version, once. It counts only while the version is the newest.

    ``on_paper``: an officer wrote down what residents without an account confirmed in writing.
    """

    __tablename__ = "plan_confirmation"
    initiative_id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    side: Mapped[str] = mapped_column(primary_key=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    on_paper: Mapped[bool]
    at: Mapped[datetime]

    __table_args__ = (
        ForeignKeyConstraint(
            ["initiative_id", "version"], ["plan_version.initiative_id", "plan_version.number"]
        ),
        CheckConstraint(_SIDES, name="side_known"),
    )


class PlanMessage(Base):
    """A message of one side to the other, written at a version. Not public."""

    __tablename__ = "plan_message"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    initiative_id: Mapped[int]
    version: Mapped[int]
    side: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    text: Mapped[str]

    __table_args__ = (
        ForeignKeyConstraint(
            ["initiative_id", "version"], ["plan_version.initiative_id", "plan_version.number"]
        ),
        CheckConstraint(_SIDES, name="side_known"),
        CheckConstraint("text <> ''", name="something_said"),
        Index("ix_plan_message_initiative_id", "initiative_id", "id"),
    )


class Agreement(Base):
    """The agreement (``annex`` 0) or one of its annexes. Once ``signed_at`` is set nothing of it changes, but that

    ``applicant_party`` (names and addresses: personal data) may be emptied with ``erased_at``. ``version``: of the plan;
    ``snapshot``: the text as signed, ``rules.contract.Contract``. ``work_hours`` ... ``city_value``: sums of that plan,
    grosz. ``year`` and ``number``: UIL/2026/0003; an annex has those of its agreement.
    """

    __tablename__ = "agreement"
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"), primary_key=True)
    annex: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int | None]
    number: Mapped[int | None]
    terms: Mapped[Json]
    applicant_party: Mapped[str]
    prepared_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    prepared_at: Mapped[datetime]
    version: Mapped[int | None]
    way: Mapped[str | None]
    applicant_signed_on: Mapped[date | None]
    applicant_signed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    signed_on: Mapped[date | None]
    signed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    signed_at: Mapped[datetime | None]
    snapshot: Mapped[Json | None]
    work_hours: Mapped[Decimal] = mapped_column(Numeric(10, 2), default=Decimal())
    work_value: Mapped[Grosz] = mapped_column(default=0)
    things_value: Mapped[Grosz] = mapped_column(default=0)
    money_value: Mapped[Grosz] = mapped_column(default=0)
    city_value: Mapped[Grosz] = mapped_column(default=0)
    erased_at: Mapped[datetime | None]

    __table_args__ = (
        ForeignKeyConstraint(
            ["initiative_id", "version"],
            ["plan_version.initiative_id", "plan_version.number"],
            name="fk_agreement_version",
        ),
        CheckConstraint("annex >= 0", name="annex_counted"),
        CheckConstraint("way IN ('ELECTRONIC', 'PAPER')", name="way_known"),
        CheckConstraint(
            "(signed_at IS NULL) = (number IS NULL) AND (signed_at IS NULL) = (year IS NULL)"
            " AND (signed_at IS NULL) = (version IS NULL) AND (signed_at IS NULL) = (snapshot IS NULL)"
            " AND (signed_at IS NULL) = (signed_on IS NULL) AND (signed_at IS NULL) = (signed_by_id IS NULL)"
            " AND (signed_at IS NULL) = (way IS NULL)",
            name="whole_once_signed",
        ),
        CheckConstraint("signed_at IS NULL OR applicant_signed_on IS NOT NULL", name="signed_by_both"),
        CheckConstraint("erased_at IS NULL OR applicant_party = ''", name="erased_is_empty"),
        Index("uq_agreement_year_number", "year", "number", unique=True, postgresql_where=text("annex = 0")),
    )
