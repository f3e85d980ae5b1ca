"""Tables of the assessment: criteria, what the office did with a request, the Team's cards, the minutes."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Identity, Index, Numeric, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from civic.core.db import Base, Json


class Kind(StrEnum):
    """What the office did with a request."""

    FORMAL_OK = "FORMAL_OK"
    CALLED = "CALLED"
    COMPLETED = "COMPLETED"
    LEFT = "LEFT"
    FORMAL_REJECTED = "FORMAL_REJECTED"
    LAND_SET = "LAND_SET"
    FORWARDED = "FORWARDED"
    EXTENDED = "EXTENDED"
    ACCEPTED = "ACCEPTED"
    REJECTED = "REJECTED"


def _listed(values: Iterable[str]) -> str:
    return ", ".join(f"'{value}'" for value in sorted(values))


class CriteriaVersion(Base):
    """One version of the city's criteria: only added, so what a request was scored by never changes.

    ``criteria``: [{"key", "name", "weight", "max_points", "guidance"}, ...] in their order. ``threshold`` in percent.
    ``created_by_id`` is empty for the set the program starts with.
    """

    __tablename__ = "criteria_version"
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    criteria: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    how: Mapped[str]
    threshold: Mapped[int]
    members: Mapped[int]
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    __table_args__ = (
        CheckConstraint("version > 0", name="version_positive"),
        CheckConstraint("how IN ('MEAN', 'MEDIAN')", name="how_known"),
        CheckConstraint("threshold BETWEEN 0 AND 100", name="threshold_in_percent"),
        CheckConstraint("members > 0", name="members_positive"),
        CheckConstraint("jsonb_array_length(criteria) > 0", name="criteria_listed"),
    )


class Act(Base):
    """What the office did with a request: only added. ``on`` is the day in Poland, ``due_on`` the term the act sets.

    ``reason``: why, or what is missing (CALLED), or what came (COMPLETED). ``body``: to whom it was forwarded, or whose
    the place is (LAND_SET). ``answers``: of a formal check, {point: {"met", "note"}}. ``old_due_on``: of EXTENDED.
    ``against_score``: why it was ACCEPTED below the threshold. ``late``: done after its term.
    """

    __tablename__ = "initiative_act"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"))
    kind: Mapped[str]
    on: Mapped[date]
    due_on: Mapped[date | None]
    old_due_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(default="")
    against_score: Mapped[str] = mapped_column(default="")
    body: Mapped[str] = mapped_column(default="")
    document_number: Mapped[str] = mapped_column(default="")
    answers: Mapped[Json] = mapped_column(default=dict)
    late: Mapped[bool] = mapped_column(default=False)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint(f"kind IN ({_listed(Kind)})", name="kind_known"),
        CheckConstraint("kind = 'FORMAL_OK' OR reason <> ''", name="reason_given"),
        CheckConstraint("(kind IN ('CALLED', 'EXTENDED', 'FORWARDED')) = (due_on IS NOT NULL)", name="term_of_its_kind"),
        CheckConstraint("(kind = 'EXTENDED') = (old_due_on IS NOT NULL)", name="old_term_of_extension"),
        CheckConstraint("kind <> 'EXTENDED' OR (due_on > old_due_on AND due_on > \"on\")", name="extended_forward"),
        CheckConstraint("(kind IN ('FORWARDED', 'LAND_SET')) = (body <> '')", name="body_of_its_kind"),
        CheckConstraint("kind NOT IN ('ACCEPTED', 'REJECTED') OR document_number <> ''", name="decision_numbered"),
        CheckConstraint("kind = 'ACCEPTED' OR against_score = ''", name="against_score_only_accepted"),
        Index("ix_initiative_act_initiative_id", "initiative_id"),
        Index(
            "uq_initiative_act_one_end",
            "initiative_id",
            unique=True,
            postgresql_where=text("kind IN ('ACCEPTED', 'FORMAL_REJECTED', 'FORWARDED', 'LEFT', 'REJECTED')"),
        ),
    )  # fmt: skip


class Assessment(Base):
    """The Team's assessment of one request, from the formal check until its minutes stand, after which nothing changes.

    ``ready_at``: when enough cards were finished. ``minutes``: the minutes whole, as closed (``services.minutes``);
    ``score``: in percent, rounded for lists; ``passed``: whether the exact score reached the threshold.
    """

    __tablename__ = "initiative_assessment"
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"), primary_key=True)
    criteria_version: Mapped[int] = mapped_column(ForeignKey("criteria_version.version"))
    opened_at: Mapped[datetime]
    ready_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    score: Mapped[Decimal | None] = mapped_column(Numeric(5, 2))
    passed: Mapped[bool | None]
    minutes: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))

    __table_args__ = (
        CheckConstraint(
            "(closed_at IS NULL) = (closed_by_id IS NULL) AND (closed_at IS NULL) = (score IS NULL)"
            " AND (closed_at IS NULL) = (passed IS NULL) AND (closed_at IS NULL) = (minutes IS NULL)",
            name="whole_once_closed",
        ),
        CheckConstraint("closed_at IS NULL OR ready_at IS NOT NULL", name="ready_before_closed"),
        CheckConstraint("score BETWEEN 0 AND 100", name="score_in_percent"),
    )


class ScoreCard(Base):
    """A member's card for a request: their declaration, then points and notes by criterion key.

    A card with a conflict of interest, and a finished one, does not change.
    """

    __tablename__ = "score_card"
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    declared_at: Mapped[datetime]
    conflict: Mapped[bool]
    conflict_reason: Mapped[str] = mapped_column(default="")
    points: Mapped[dict[str, int]] = mapped_column(JSONB, default=dict)
    notes: Mapped[dict[str, str]] = mapped_column(JSONB, default=dict)
    saved_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint(
            "NOT conflict OR (finished_at IS NULL AND points = '{}'::jsonb AND notes = '{}'::jsonb)",
            name="conflict_gives_no_points",
        ),
        CheckConstraint("finished_at IS NULL OR points <> '{}'::jsonb", name="finished_has_points"),
        Index("ix_score_card_member_id", "member_id"),
    )
