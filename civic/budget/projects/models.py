"""Tables of projects: what is proposed, what it costs, what was decided about it, and the list fixed for the vote."""

from datetime import datetime
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
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from civic.budget.projects.rules import ON_THE_LIST, Outcome, Stage, Status
from civic.core.db import Base, Grosz, one_of
from civic.core.geo import WGS84


class Project(Base):
    """A project (projekt) from its first sentence on.

    ``number`` is given on submission, once and for ever, and is unique in the edition. ``leader_id`` is empty for
    projects brought in from elsewhere and once an account is erased. ``citywide``: it has no one place; empty while
    not said. ``area_id``: the area its point lies in. ``cost``: the sum of its lines; ``verified_cost``: what the
    office says instead. ``words``: title and summary as folded words, for searching and likeness.
    """

    __tablename__ = "project"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    leader_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    status: Mapped[str] = mapped_column(default=Status.DRAFT)
    number: Mapped[int | None]
    title: Mapped[str] = mapped_column(default="")
    summary: Mapped[str] = mapped_column(default="")
    words: Mapped[str] = mapped_column(Computed("fold(title || ' ' || summary)", persisted=True))
    description: Mapped[str] = mapped_column(default="")
    justification: Mapped[str] = mapped_column(default="")
    kind: Mapped[str | None]
    categories: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list)
    citywide: Mapped[bool | None]
    location_text: Mapped[str] = mapped_column(default="")
    point: Mapped[WKBElement | None] = mapped_column(Geometry("POINT", srid=WGS84, spatial_index=False))
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"))
    pool: Mapped[str | None]
    cost: Mapped[Grosz] = mapped_column(default=0)
    verified_cost: Mapped[Grosz | None]
    running_costs: Mapped[str] = mapped_column(default="")
    running_cost_yearly: Mapped[Grosz | None]
    public_access: Mapped[str] = mapped_column(default="")
    universal_design: Mapped[str | None]
    universal_design_note: Mapped[str] = mapped_column(default="")
    declares_residence: Mapped[bool] = mapped_column(default=False)
    agrees_to_publish: Mapped[bool] = mapped_column(default=False)
    name_public: Mapped[bool] = mapped_column(default=False)
    conflict_group: Mapped[str | None]
    ballot_position: Mapped[int | None]
    created_at: Mapped[datetime]
    saved_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("edition_id", "number"),
        CheckConstraint(one_of("status", Status), name="status_known"),
        CheckConstraint("(status = 'DRAFT') = (number IS NULL)", name="numbered_once_submitted"),
        CheckConstraint("(status = 'DRAFT') = (submitted_at IS NULL)", name="dated_once_submitted"),
        CheckConstraint(
            "status = 'DRAFT' OR (title <> '' AND pool IS NOT NULL AND cost > 0)", name="whole_once_submitted"
        ),
        CheckConstraint("(status = 'WITHDRAWN') = (withdrawn_at IS NOT NULL)", name="dated_once_withdrawn"),
        CheckConstraint("status <> 'DRAFT' OR leader_id IS NOT NULL", name="draft_has_leader"),
        CheckConstraint(
            f"ballot_position IS NULL OR (ballot_position > 0 AND {one_of('status', ON_THE_LIST | {Status.WITHDRAWN})})",
            name="position_only_on_the_list",
        ),
        CheckConstraint("NOT citywide OR point IS NULL", name="citywide_has_no_point"),
        CheckConstraint("number > 0", name="number_positive"),
        CheckConstraint("cost >= 0", name="cost_not_negative"),
        CheckConstraint("verified_cost > 0", name="verified_cost_positive"),
        CheckConstraint("running_cost_yearly >= 0", name="running_cost_not_negative"),
        CheckConstraint("conflict_group <> ''", name="conflict_group_named"),
        CheckConstraint("kind IN ('HARD', 'SOFT')", name="kind_known"),
        CheckConstraint("universal_design IN ('YES', 'NO', 'NA')", name="universal_design_known"),
        Index("ix_project_edition_id_status", "edition_id", "status"),
        Index("ix_project_leader_id", "leader_id"),
        Index("ix_project_area_id", "area_id"),
        Index("ix_project_point", "point", postgresql_using="gist"),
        Index("ix_project_words", "words", postgresql_using="gin", postgresql_ops={"words": "gin_trgm_ops"}),
    )


class CostLineRow(Base):
    """One line of a project's cost table; ``place`` counts from 1."""

    __tablename__ = "cost_line"
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    quantity: Mapped[Decimal] = mapped_column(Numeric(9, 3))
    unit: Mapped[str] = mapped_column(default="")
    unit_cost: Mapped[Grosz]
    total: Mapped[Grosz]

    __table_args__ = (
        CheckConstraint("place > 0", name="place_positive"),
        CheckConstraint("name <> ''", name="named"),
        CheckConstraint("quantity > 0 AND unit_cost > 0", name="something_for_something"),
        CheckConstraint("total = round(quantity * unit_cost)", name="total_is_the_product"),
    )


class Decision(Base):
    """The outcome of one assessment of a project, with its public reason. At most one per stage."""

    __tablename__ = "decision"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    stage: Mapped[str]
    outcome: Mapped[str]
    reason: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("project_id", "stage"),
        CheckConstraint(one_of("stage", Stage), name="stage_known"),
        CheckConstraint(one_of("outcome", Outcome), name="outcome_known"),
        CheckConstraint("reason ~ '[^[:space:]]'", name="reasoned"),
        Index("ix_decision_by_id", "by_id"),
    )


class FixedList(Base):
    """That an edition's list for the vote was fixed, and how it got its order. One per edition, never changed.

    ``seed``: of the draw, so that anybody can repeat it; empty where nothing was drawn.
    """

    __tablename__ = "fixed_list"
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), primary_key=True)
    ballot_order: Mapped[str]
    seed: Mapped[str | None]
    admitted: Mapped[int]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint("ballot_order IN ('DRAW', 'NUMBER', 'RANDOM_PER_VOTER')", name="ballot_order_known"),
        CheckConstraint("(ballot_order = 'DRAW') = (seed IS NOT NULL)", name="drawn_from_a_seed"),
        CheckConstraint("admitted > 0", name="somebody_admitted"),
    )
