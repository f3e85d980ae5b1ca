"""Tables of answers: how remarks are sorted, what each is answered, what advisory bodies said."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Identity, Index
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from civic.consultations.answers.rules import Decision, Outcome, State
from civic.core.db import Base, one_of


class Answering(Base):
    """How one consultation is answered; no row means ``rules.Customs()``.

    ``published_at``: since when residents see approved answers before the report.
    """

    __tablename__ = "answering"
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"), primary_key=True)
    reasons_always: Mapped[bool] = mapped_column(default=True)
    published_at: Mapped[datetime | None]


class Topic(Base):
    """A topic remarks of one consultation are sorted by."""

    __tablename__ = "answer_topic"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    name: Mapped[str]

    __table_args__ = (
        Index("uq_answer_topic_name", "consultation_id", sql("lower(name)"), unique=True),
        CheckConstraint("name = btrim(name) AND name <> '' AND length(name) <= 120", name="named"),
    )


class Sorting(Base):
    """Where the office put a remark: its topic and the unit that answers it."""

    __tablename__ = "remark_sorting"
    remark_id: Mapped[int] = mapped_column(ForeignKey("remark.id", ondelete="CASCADE"), primary_key=True)
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("answer_topic.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("office_unit.id"))

    __table_args__ = (
        Index("ix_remark_sorting_topic_id", "topic_id"),
        Index("ix_remark_sorting_unit_id", "unit_id"),
    )


class Answer(Base):
    """What the city answers to one remark or to many alike (odpowiedź). Written by one officer, approved by another.

    ``version`` grows with every change: who saves or approves says which one they saw. ``change``: what changes in the
    draft because of the remark; ``version_id`` and ``anchor``: the paragraph where it shows. ``note``: why it was sent
    back, or why its approval was withdrawn.
    """

    __tablename__ = "answer"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    version: Mapped[int] = mapped_column(default=1)
    state: Mapped[str] = mapped_column(default=State.DRAFT)
    decision: Mapped[str | None]
    reasons: Mapped[str] = mapped_column(default="")
    reasons_needed: Mapped[bool] = mapped_column(default=True)
    change: Mapped[str] = mapped_column(default="")
    version_id: Mapped[int | None] = mapped_column(ForeignKey("document_version.id"))
    anchor: Mapped[str | None]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("office_unit.id"))
    note: Mapped[str] = mapped_column(default="")
    written_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    written_at: Mapped[datetime]
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    approved_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint(one_of("state", State), name="state_known"),
        CheckConstraint(one_of("decision", Decision), name="decision_known"),
        CheckConstraint("state = 'DRAFT' OR decision IS NOT NULL", name="decided_once_handed_over"),
        CheckConstraint(
            "state = 'DRAFT' OR reasons ~ '[^[:space:]]' OR (decision = 'ACCEPTED' AND NOT reasons_needed)",
            name="reasoned_once_handed_over",
        ),
        CheckConstraint(
            "(state = 'APPROVED') = (approved_by_id IS NOT NULL) AND (state = 'APPROVED') = (approved_at IS NOT NULL)",
            name="approved_by_somebody",
        ),
        CheckConstraint("approved_by_id <> written_by_id", name="four_eyes"),
        CheckConstraint("anchor IS NULL OR version_id IS NOT NULL", name="anchor_in_a_version"),
        CheckConstraint("version > 0", name="version_positive"),
        CheckConstraint("length(reasons) <= 10000 AND length(change) <= 4000", name="not_too_long"),
        Index("ix_answer_consultation_id_state", "consultation_id", "state"),
        Index("ix_answer_unit_id", "unit_id"),
        Index("ix_answer_version_id", "version_id"),
    )


class AnswerRemark(Base):
    """A remark that gets this answer; a remark has one at most."""

    __tablename__ = "answer_remark"
    remark_id: Mapped[int] = mapped_column(ForeignKey("remark.id"), primary_key=True)
    answer_id: Mapped[int] = mapped_column(ForeignKey("answer.id"))

    __table_args__ = (Index("ix_answer_remark_answer_id", "answer_id"),)


class AnswerSent(Base):
    """That the author of an opinion was told of the answers to all its remarks."""

    __tablename__ = "answer_sent"
    opinion_id: Mapped[int] = mapped_column(ForeignKey("opinion.id", ondelete="CASCADE"), primary_key=True)
    at: Mapped[datetime]


class BodyOpinion(Base):
    """An advisory body that was asked for its opinion (RDPP, the Seniors' Council, ...), and what it said.

    ``said`` is what it wrote; what counts is ``rules.Asked.outcome``, by the clock.
    """

    __tablename__ = "body_opinion"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    body: Mapped[str]
    delivered_on: Mapped[date]
    days: Mapped[int] = mapped_column(default=14)
    answered_on: Mapped[date | None]
    said: Mapped[str | None]
    document_number: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(default="")

    __table_args__ = (
        Index("uq_body_opinion_body", "consultation_id", sql("lower(body)"), unique=True),
        CheckConstraint("body = btrim(body) AND body <> ''", name="named"),
        CheckConstraint("days > 0", name="days_positive"),
        CheckConstraint("(answered_on IS NULL) = (said IS NULL)", name="said_on_a_day"),
        CheckConstraint(one_of("said", Outcome), name="said_known"),
        CheckConstraint("answered_on >= delivered_on", name="delivered_first"),
    )
