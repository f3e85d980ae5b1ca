"""Draws, rulings on ties, counts and their approvals."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

RIGHTS = """
REVOKE UPDATE, DELETE, TRUNCATE ON count, count_approval, tie_ruling FROM civic_app;
REVOKE DELETE, TRUNCATE ON tie_draw FROM civic_app;
GRANT SELECT ON count, count_approval, tie_ruling TO civic_read;
"""


def upgrade() -> None:
    """A count and what it rests on are written once."""
    op.create_table(
        "tie_draw",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("seed", sa.String(), nullable=False),
        sa.Column("commitment", sa.String(), nullable=False),
        sa.Column("committed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("public_part", sa.String(), nullable=True),
        sa.Column("witnesses", sa.String(), nullable=False),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("edition_id", name="pk_tie_draw"),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name="fk_tie_draw_edition_id"),
        sa.CheckConstraint(
            "commitment = encode(sha256(convert_to(seed, 'UTF8')), 'hex')",
            name=op.f("ck_tie_draw_commitment_is_of_the_seed"),
        ),
        sa.CheckConstraint(
            "(public_part IS NULL) = (drawn_at IS NULL)", name=op.f("ck_tie_draw_drawn_is_whole")
        ),
        sa.CheckConstraint(
            "drawn_at IS NULL OR witnesses <> ''", name=op.f("ck_tie_draw_drawn_before_witnesses")
        ),
        sa.CheckConstraint("drawn_at >= committed_at", name=op.f("ck_tie_draw_committed_before_drawn")),
    )
    op.create_table(
        "tie_ruling",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("projects", ARRAY(sa.Text()), nullable=False),
        sa.Column("protocol", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_tie_ruling"),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name="fk_tie_ruling_edition_id"),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name="fk_tie_ruling_by_id"),
        sa.CheckConstraint(
            "step IN ('EXECUTIVE_DECISION', 'RUN_OFF')", name=op.f("ck_tie_ruling_step_known")
        ),
        sa.CheckConstraint("protocol <> ''", name=op.f("ck_tie_ruling_has_a_protocol")),
    )
    op.create_index("ix_tie_ruling_edition_id", "tie_ruling", ["edition_id"])
    op.create_table(
        "count",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("counted_by", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("rules_hash", sa.String(), nullable=False),
        sa.Column("results", sa.String(), nullable=False),
        sa.Column("statistics", JSONB(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_count"),
        sa.UniqueConstraint("edition_id", "number", name="uq_count_edition_id_number"),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name="fk_count_edition_id"),
        sa.ForeignKeyConstraint(["counted_by"], ["person.id"], name="fk_count_counted_by"),
        sa.CheckConstraint("state IN ('COUNTED', 'TIE_PENDING')", name=op.f("ck_count_state_known")),
        sa.CheckConstraint("number > 0", name=op.f("ck_count_number_positive")),
    )
    op.create_table(
        "count_approval",
        sa.Column("count_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("count_id", "person_id", name="pk_count_approval"),
        sa.ForeignKeyConstraint(["count_id"], ["count.id"], name="fk_count_approval_count_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_count_approval_person_id"),
    )
    op.execute(RIGHTS)


def downgrade() -> None:
    """Drop them."""
    for table in ("count_approval", "count", "tie_ruling", "tie_draw"):
        op.drop_table(table)
