"""Tables of requests for a local initiative: the request, its lines and steps, its members."""

from datetime import date, datetime
from decimal import Decimal

from geoalchemy2 import Geometry, WKBElement
from sqlalchemy import (
    CheckConstraint,
    Computed,
    ForeignKey,
    Identity,
    Index,
    Numeric,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from civic.core.db import Base, Grosz, Json, one_of
from civic.core.geo import WGS84
from civic.initiatives.requests.rules import Scope, Status
from civic.organisations.models import Organisation


class SettingsVersion(Base):
    """The city's settings (``rules.InitiativeSettings``) as they were from some moment on. Rows only come.

    ``by_id`` is empty for the first ones, which nobody wrote.
    """

    __tablename__ = "initiative_settings"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    document: Mapped[Json]
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class Initiative(Base):
    """A request for a local initiative and what becomes of it. ``year`` and ``number``: IL/2026/0007, once submitted.

    ``scope``: an item of the statute's list, ``rules.Scope``. ``leader_id``: who started it and acts for the group; empty
    for a paper request whose applicant has no account. ``land``: who owns the place: CITY, OTHER_PUBLIC, PRIVATE, UNKNOWN.
    ``received_on``: the day it came to the office, from which the statute's month runs; ``due_on``: until when it must be
    decided. ``residents_value``, ``city_value``: sums of the lines of either side, in grosz. ``settings_id``: the city's
    settings it is judged by, once submitted. ``status_at``: since when it stands so; the database dates it when whoever
    changed the status did not. ``reopened``, ``fix_until``: the steps the leader may mend after a call to complete (empty
    is all) and until when. ``erased_at``: when nothing personal was left.
    """

    __tablename__ = "initiative"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    status: Mapped[str] = mapped_column(default=Status.DRAFT)
    year: Mapped[int | None]
    number: Mapped[int | None]
    channel: Mapped[str] = mapped_column(default="FORM")
    applicant_kind: Mapped[str] = mapped_column(default="GROUP")
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey(Organisation.id))
    organisation_name: Mapped[str] = mapped_column(default="")
    leader_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    case_number: Mapped[str] = mapped_column(default="")
    title: Mapped[str] = mapped_column(default="")
    summary: Mapped[str] = mapped_column(default="")
    words: Mapped[str] = mapped_column(Computed("fold(title || ' ' || summary)", persisted=True))
    scope: Mapped[str | None]
    description: Mapped[str] = mapped_column(default="")
    goal: Mapped[str] = mapped_column(default="")
    readiness: Mapped[str] = mapped_column(default="")
    location_text: Mapped[str] = mapped_column(default="")
    point: Mapped[WKBElement | None] = mapped_column(Geometry("POINT", srid=WGS84, spatial_index=False))
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"))
    land: Mapped[str] = mapped_column(default="UNKNOWN")
    land_note: Mapped[str] = mapped_column(default="")
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    participants: Mapped[int | None]
    supporters: Mapped[int | None]
    residents_value: Mapped[Grosz] = mapped_column(default=0)
    city_value: Mapped[Grosz] = mapped_column(default=0)
    declares_residence: Mapped[bool] = mapped_column(default=False)
    privacy_version: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    saved_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    received_on: Mapped[date | None]
    due_on: Mapped[date | None]
    withdrawn_at: Mapped[datetime | None]
    status_at: Mapped[datetime | None]
    settings_id: Mapped[int | None] = mapped_column(ForeignKey(SettingsVersion.id))
    reopened: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list)
    fix_until: Mapped[date | None]
    erased_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("year", "number"),
        CheckConstraint(one_of("scope", Scope), name="scope_known"),
        CheckConstraint(one_of("status", Status), name="status_known"),
        CheckConstraint("channel IN ('EDELIVERY', 'EMAIL', 'FORM', 'PAPER')", name="channel_known"),
        CheckConstraint(
            "applicant_kind IN ('GROUP', 'ORGANISATION', 'RESIDENT')", name="applicant_kind_known"
        ),
        CheckConstraint("land IN ('CITY', 'OTHER_PUBLIC', 'PRIVATE', 'UNKNOWN')", name="land_known"),
        CheckConstraint(
            "(status = 'DRAFT') = (number IS NULL) AND (status = 'DRAFT') = (year IS NULL)"
            " AND (status = 'DRAFT') = (submitted_at IS NULL) AND (status = 'DRAFT') = (received_on IS NULL)",
            name="whole_once_submitted",
        ),
        CheckConstraint(
            "status = 'DRAFT' OR (title <> '' AND scope IS NOT NULL)", name="titled_once_submitted"
        ),
        CheckConstraint("(status = 'WITHDRAWN') = (withdrawn_at IS NOT NULL)", name="dated_once_withdrawn"),
        CheckConstraint(
            "leader_id IS NOT NULL OR entered_by_id IS NOT NULL OR status <> 'DRAFT'",
            name="draft_is_somebodys",
        ),
        CheckConstraint("channel = 'FORM' OR entered_by_id IS NOT NULL", name="entered_by_somebody"),
        CheckConstraint("length(title) <= 150 AND length(description) <= 4000", name="not_too_long"),
        CheckConstraint("number > 0", name="number_positive"),
        CheckConstraint("ends_on >= starts_on", name="starts_before_it_ends"),
        CheckConstraint("participants > 0 AND supporters >= 0", name="people_counted"),
        CheckConstraint("residents_value >= 0 AND city_value >= 0", name="values_not_negative"),
        Index("ix_initiative_status", "status", "due_on"),
        Index("ix_initiative_leader_id", "leader_id"),
        Index("ix_initiative_organisation_id", "organisation_id"),
        Index("ix_initiative_area_id", "area_id"),
        Index("ix_initiative_point", "point", postgresql_using="gist"),
        Index(
            "ix_initiative_words", "words", postgresql_using="gin", postgresql_ops={"words": "gin_trgm_ops"}
        ),
    )


class InitiativeLine(Base):
    """One line of the request's cost estimate (kosztorys). ``side``: RESIDENTS or CITY.

    ``kind``: WORK (community work: ``quantity`` hours at ``unit_cost``, the city's rate), MONEY, THING (in kind) of the
    residents; WORKS, MATERIALS, MONEY, LENDING of the city. ``rate``: the key of the city's rate, for WORK.
    """

    __tablename__ = "initiative_line"
    initiative_id: Mapped[int] = mapped_column(
        ForeignKey("initiative.id", ondelete="CASCADE"), primary_key=True
    )
    place: Mapped[int] = mapped_column(primary_key=True)
    side: Mapped[str]
    kind: Mapped[str]
    name: Mapped[str]
    people: Mapped[int | None]
    quantity: Mapped[Decimal] = mapped_column(Numeric(9, 2))
    unit: Mapped[str] = mapped_column(default="")
    rate: Mapped[str | None]
    unit_cost: Mapped[Grosz]
    total: Mapped[Grosz]

    __table_args__ = (
        CheckConstraint("place > 0", name="place_positive"),
        CheckConstraint(
            "(side = 'RESIDENTS' AND kind IN ('MONEY', 'THING', 'WORK'))"
            " OR (side = 'CITY' AND kind IN ('LENDING', 'MATERIALS', 'MONEY', 'WORKS'))",
            name="kind_of_its_side",
        ),
        CheckConstraint("name <> ''", name="named"),
        CheckConstraint("quantity > 0 AND unit_cost >= 0", name="something_for_something"),
        CheckConstraint("total = round(quantity * unit_cost)", name="total_is_the_product"),
    )


class InitiativeStep(Base):
    """One step of the request's schedule (harmonogram): what, who, from when to when."""

    __tablename__ = "initiative_step"
    initiative_id: Mapped[int] = mapped_column(
        ForeignKey("initiative.id", ondelete="CASCADE"), primary_key=True
    )
    place: Mapped[int] = mapped_column(primary_key=True)
    what: Mapped[str]
    side: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date]

    __table_args__ = (
        CheckConstraint("side IN ('BOTH', 'CITY', 'RESIDENTS')", name="side_known"),
        CheckConstraint("what <> ''", name="named"),
        CheckConstraint("ends_on >= starts_on", name="starts_before_it_ends"),
    )


class Member(Base):
    """Somebody of the group. ``key``: opens the page where they confirm by mail; gone once answered.

    ``role``: REPRESENTATIVE or PARTICIPANT; LEADER: the leader's own address and phone. ``on_paper``: signed a paper list. Personal data, never public; erased with the
    request's (``erased_at``).
    """

    __tablename__ = "initiative_member"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id", ondelete="CASCADE"))
    role: Mapped[str] = mapped_column(default="PARTICIPANT")
    name: Mapped[str]
    address: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    key: Mapped[str | None] = mapped_column(unique=True)
    on_paper: Mapped[bool] = mapped_column(default=False)
    invited_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]
    declined_at: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("role IN ('LEADER', 'PARTICIPANT', 'REPRESENTATIVE')", name="role_known"),
        CheckConstraint("confirmed_at IS NULL OR declined_at IS NULL", name="one_answer"),
        CheckConstraint(
            "erased_at IS NULL OR (name = '' AND address = '' AND email = '' AND phone = '')",
            name="erased_is_empty",
        ),
        Index("ix_initiative_member_initiative_id", "initiative_id"),
        Index(
            "uq_initiative_member_leader",
            "initiative_id",
            unique=True,
            postgresql_where=text("role = 'LEADER'"),
        ),
        Index(
            "uq_initiative_member_email",
            "initiative_id",
            text("lower(email)"),
            unique=True,
            postgresql_where=text("email <> '' AND declined_at IS NULL"),
        ),
    )
