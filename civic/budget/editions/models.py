"""Tables of editions and of every version of their rules."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Identity
from sqlalchemy.orm import Mapped, mapped_column

from civic.budget.editions.rules import Status
from civic.core.db import Base, Json

_STATUSES = ", ".join(f"'{status}'" for status in Status)


class Edition(Base):
    """One edition. ``rules`` is the newest version of the document, ``name`` and ``year`` are copies from it.

    ``frozen_at`` is set when voting is opened; from then on a trigger refuses every change of the rules.
    """

    __tablename__ = "edition"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    year: Mapped[int]
    status: Mapped[str]
    suspended_from: Mapped[str | None]
    rules: Mapped[Json]
    version: Mapped[int]
    rules_hash: Mapped[str]
    frozen_at: Mapped[datetime | None]
    created_at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint("slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) <= 50", name="slug_is_a_slug"),
        CheckConstraint("name = btrim(name) AND name <> ''", name="name_given"),
        CheckConstraint(f"status IN ({_STATUSES})", name="status_known"),
        CheckConstraint(
            "(status = 'SUSPENDED') = (suspended_from IS NOT NULL)", name="suspended_knows_where_from"
        ),
        CheckConstraint(
            "frozen_at IS NOT NULL OR status NOT IN ('RESULTS', 'BUDGETED', 'CLOSED')",
            name="results_come_from_frozen_rules",
        ),
        CheckConstraint("version >= 1", name="version_positive"),
        CheckConstraint("rules_hash ~ '^[0-9a-f]{64}$'", name="rules_hash_is_sha256"),
    )


class EditionVersion(Base):
    """A version of an edition's rules as it was saved. Rows are only ever added."""

    __tablename__ = "edition_version"
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    rules: Mapped[Json]
    rules_hash: Mapped[str]
    saved_at: Mapped[datetime]
    saved_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    __table_args__ = (CheckConstraint("version >= 1", name="version_positive"),)
