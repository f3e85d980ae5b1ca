"""Ballots, counts and outcomes."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

BALLOTS_STAY = """
REVOKE UPDATE, DELETE, TRUNCATE ON ballot, ballot_opening FROM civic_app;
GRANT SELECT ON ballot, ballot_opening TO civic_read;
"""


def upgrade() -> None:
    """Make the tables."""
    _ballots()


def _ballots() -> None:
    """Opened ballots. The application adds them once and never changes them."""
    op.create_table(
        "ballot",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("area", sa.String(), nullable=False),
        sa.Column("age_band", sa.String(), nullable=False),
        sa.Column("sex", sa.String(), nullable=False),
        sa.Column("choice", JSONB(), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name="fk_ballot_edition_id"),
        sa.PrimaryKeyConstraint("id", name="pk_ballot"),
    )
    op.create_index("ix_ballot_edition_id", "ballot", ["edition_id"])
    op.create_table(
        "ballot_opening",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by", sa.Integer(), nullable=True),
        sa.Column("shares", ARRAY(sa.SmallInteger()), nullable=False),
        sa.Column("envelopes", sa.Integer(), nullable=False),
        sa.Column("annulled", sa.Integer(), nullable=False),
        sa.Column("ballots", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name="fk_ballot_opening_edition_id"),
        sa.ForeignKeyConstraint(["opened_by"], ["person.id"], name="fk_ballot_opening_opened_by"),
        sa.PrimaryKeyConstraint("edition_id", name="pk_ballot_opening"),
        sa.CheckConstraint("ballots = envelopes", name="numbers_agree"),
    )
    op.execute(BALLOTS_STAY)


def downgrade() -> None:
    """Drop them."""
    op.drop_table("ballot_opening")
    op.drop_table("ballot")
