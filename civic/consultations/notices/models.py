"""Tables of consultations: what is consulted and when, the forms in which, the places it concerns."""

from datetime import date, datetime

from geoalchemy2 import Geometry, WKBElement
from sqlalchemy import CheckConstraint, Computed, ForeignKey, Identity, Index, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from civic.consultations.notices.rules import Status
from civic.core.db import Base, Grosz, one_of
from civic.core.geo import WGS84


class Consultation(Base):
    """A consultation (konsultacje społeczne). ``year`` and ``number`` make its signature, K/2026/014, once it is ordered.

    ``influence``: what can and what cannot be changed. ``notice_on``: the day the notice is planned for; what counts is
    its publications. ``opens_at``, ``closes_at``: of the remarks. ``lead_days``, ``min_days``: the city's own
    terms, never shorter than the regime's. ``channels``: where the notice must stand, of
    ``core.publications.Channel``. ``anonymous``: remarks without a name are taken, where the regime allows it.
    ``report_published_at``: when the report was published (written by the reports, migration 0016): from then authors' data
    is kept for a year (polish-rules 1.6), and nothing under the consultation changes.
    ``territory``: an own shape; without it and without areas it concerns the whole city. ``words``: for searching.
    ``report_days``: until when the report is due after the end. ``privacy_version``: of the clause in the notice.
    """

    __tablename__ = "consultation"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    status: Mapped[str] = mapped_column(default=Status.DRAFT)
    year: Mapped[int | None]
    number: Mapped[int | None]
    regime: Mapped[str]
    title: Mapped[str]
    summary: Mapped[str] = mapped_column(default="")
    words: Mapped[str] = mapped_column(Computed("fold(title || ' ' || summary)", persisted=True))
    goal: Mapped[str] = mapped_column(default="")
    subject: Mapped[str] = mapped_column(default="")
    justification: Mapped[str] = mapped_column(default="")
    influence: Mapped[str] = mapped_column(default="")
    questions: Mapped[str] = mapped_column(default="")
    audience: Mapped[str] = mapped_column(default="")
    basis: Mapped[str] = mapped_column(default="")
    initiator: Mapped[str] = mapped_column(default="EXECUTIVE")
    territory: Mapped[WKBElement | None] = mapped_column(
        Geometry("MULTIPOLYGON", srid=WGS84, spatial_index=False)
    )
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("office_unit.id"))
    contact: Mapped[str] = mapped_column(default="")
    accessibility: Mapped[str] = mapped_column(default="")
    anonymous: Mapped[bool] = mapped_column(default=True)
    has_discussion: Mapped[bool] = mapped_column(default=True)
    cost: Mapped[Grosz | None]
    lead_days: Mapped[int]
    min_days: Mapped[int]
    report_days: Mapped[int] = mapped_column(default=30)
    channels: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list)
    notice_on: Mapped[date | None]
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    order_number: Mapped[str] = mapped_column(default="")
    ordered_on: Mapped[date | None]
    announced_at: Mapped[datetime | None]
    cancel_reason: Mapped[str] = mapped_column(default="")
    privacy_version: Mapped[str] = mapped_column(default="")
    act_number: Mapped[str] = mapped_column(default="")
    act_on: Mapped[date | None]
    act_link: Mapped[str] = mapped_column(default="")
    what_changed: Mapped[str] = mapped_column(default="")
    report_published_at: Mapped[datetime | None]
    created_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    saved_at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("year", "number"),
        CheckConstraint(one_of("status", Status), name="status_known"),
        CheckConstraint(
            "regime IN ('GENERAL', 'NGO_ACT', 'PLANNING', 'REVITALISATION', 'STRATEGY')", name="regime_known"
        ),
        CheckConstraint("title = btrim(title) AND title <> '' AND length(title) <= 200", name="titled"),
        CheckConstraint("closes_at > opens_at", name="opens_before_it_closes"),
        CheckConstraint(
            "status IN ('CANCELLED', 'DRAFT', 'FIX_CALLED', 'REFUSED', 'REQUESTED') OR (number IS NOT NULL"
            " AND year IS NOT NULL AND order_number <> '' AND ordered_on IS NOT NULL AND opens_at IS NOT NULL"
            " AND closes_at IS NOT NULL)",
            name="whole_once_ordered",
        ),
        CheckConstraint(
            "announced_at IS NOT NULL OR status IN ('CANCELLED', 'DRAFT', 'FIX_CALLED', 'ORDERED', 'REFUSED', 'REQUESTED')",
            name="dated_once_announced",
        ),
        CheckConstraint("status <> 'CANCELLED' OR cancel_reason <> ''", name="cancelled_with_a_reason"),
        CheckConstraint("status NOT IN ('ARCHIVED', 'DECIDED') OR act_number <> ''", name="act_named"),
        CheckConstraint("number > 0", name="number_positive"),
        CheckConstraint("lead_days >= 0 AND min_days > 0 AND report_days > 0", name="terms_positive"),
        CheckConstraint("cost >= 0", name="cost_not_negative"),
        Index("ix_consultation_status_closes_at", "status", "closes_at"),
        Index("ix_consultation_territory", "territory", postgresql_using="gist"),
        Index(
            "ix_consultation_words", "words", postgresql_using="gin", postgresql_ops={"words": "gin_trgm_ops"}
        ),
    )


class ConsultationArea(Base):
    """An area of the city the consultation concerns."""

    __tablename__ = "consultation_area"
    consultation_id: Mapped[int] = mapped_column(
        ForeignKey("consultation.id", ondelete="CASCADE"), primary_key=True
    )
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"), primary_key=True)

    __table_args__ = (Index("ix_consultation_area_area_id", "area_id"),)


class ConsultationForm(Base):
    """A form of the consultation (forma): a meeting, a walk, a workshop, a survey, ... with its place and time.

    ``kind``: of ``rules.FormKind``. ``accessible``: of LIFT, LOOP, PJM, ... ``attendees`` and ``summary`` come after it.
    """

    __tablename__ = "consultation_form"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id", ondelete="CASCADE"))
    kind: Mapped[str]
    title: Mapped[str] = mapped_column(default="")
    online: Mapped[bool] = mapped_column(default=False)
    place: Mapped[str] = mapped_column(default="")
    starts_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    accessible: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list)
    host: Mapped[str] = mapped_column(default="")
    agenda: Mapped[str] = mapped_column(default="")
    presents_draft: Mapped[bool] = mapped_column(default=False)
    attendees: Mapped[int | None]
    summary: Mapped[str] = mapped_column(default="")
    summarised_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="starts_before_it_ends"),
        CheckConstraint("attendees >= 0", name="attendees_not_negative"),
        CheckConstraint("(summary = '') = (summarised_at IS NULL)", name="summarised_at_a_moment"),
        Index("ix_consultation_form_consultation_id", "consultation_id"),
    )


class Extension(Base):
    """That the time for remarks was made longer; it is never made shorter."""

    __tablename__ = "consultation_extension"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    from_closes_at: Mapped[datetime]
    to_closes_at: Mapped[datetime]
    reason: Mapped[str]
    order_number: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint("to_closes_at > from_closes_at", name="longer_never_shorter"),
        CheckConstraint("reason ~ '[^[:space:]]'", name="reasoned"),
        Index("ix_consultation_extension_consultation_id", "consultation_id"),
    )


class ConsultationRequest(Base):
    """Somebody asked for a consultation (polish-rules 3.2). Whom to write to is never public, nor read by open data.

    ``supporters``: how many signed the list. ``fix_until``, ``answer_due``: days of the city's rules. ``answer``: with reasons.
    """

    __tablename__ = "consultation_request"
    consultation_id: Mapped[int] = mapped_column(
        ForeignKey("consultation.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    contact_name: Mapped[str]
    contact_email: Mapped[str]
    place: Mapped[str] = mapped_column(default="")
    proposal: Mapped[str] = mapped_column(default="")
    supporters: Mapped[int]
    received_at: Mapped[datetime]
    fix_until: Mapped[date | None]
    answer_due: Mapped[date]
    answer: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("supporters >= 0", name="supporters_not_negative"),
        CheckConstraint("(answer = '') = (answered_at IS NULL)", name="answered_at_a_moment"),
        Index("ix_consultation_request_person_id", "person_id"),
    )
