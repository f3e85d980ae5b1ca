"""Tables of counting: the committed draw, decisions about ties, counts with their results, approvals."""

from datetime import datetime
from typing import Any

from sqlalchemy import ARRAY, CheckConstraint, ForeignKey, Identity, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from civic.core.db import Base


class TieDraw(Base):
    """The draw of an edition. The commitment is public from the start, the seed only once the lots are drawn.

    ``public_part``: what was said or rolled before witnesses; the lots follow from both.
    """

    __tablename__ = "tie_draw"
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), primary_key=True)
    seed: Mapped[str]
    commitment: Mapped[str]
    committed_at: Mapped[datetime]
    public_part: Mapped[str | None]
    witnesses: Mapped[str] = mapped_column(default="")
    drawn_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint(
            "commitment = encode(sha256(convert_to(seed, 'UTF8')), 'hex')", name="commitment_is_of_the_seed"
        ),
        CheckConstraint("(public_part IS NULL) = (drawn_at IS NULL)", name="drawn_is_whole"),
        CheckConstraint("drawn_at IS NULL OR witnesses <> ''", name="drawn_before_witnesses"),
        CheckConstraint("drawn_at >= committed_at", name="committed_before_drawn"),
    )


class TieRuling(Base):
    """A recorded decision of the executive, or the result of a run-off: the tied projects in their order."""

    __tablename__ = "tie_ruling"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), index=True)
    step: Mapped[str]
    projects: Mapped[list[str]] = mapped_column(ARRAY(Text))
    protocol: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint("step IN ('EXECUTIVE_DECISION', 'RUN_OFF')", name="step_known"),
        CheckConstraint("protocol <> ''", name="has_a_protocol"),
    )


class Count(Base):
    """One count of an edition: numbered, never changed. ``results`` is results.json of the bundle, byte for byte.

    ``statistics``: turnout by area, age and channel, small numbers suppressed. The last count is the one that stands.
    """

    __tablename__ = "count"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    number: Mapped[int]
    counted_at: Mapped[datetime]
    counted_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    state: Mapped[str]
    rules_hash: Mapped[str]
    results: Mapped[str]
    statistics: Mapped[dict[str, Any]] = mapped_column(JSONB)

    __table_args__ = (
        UniqueConstraint("edition_id", "number"),
        CheckConstraint("state IN ('COUNTED', 'TIE_PENDING')", name="state_known"),
        CheckConstraint("number > 0", name="number_positive"),
    )


class CountApproval(Base):
    """That a person of the commission or the executive stands by a count. Two make it public."""

    __tablename__ = "count_approval"
    count_id: Mapped[int] = mapped_column(ForeignKey("count.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    at: Mapped[datetime]
