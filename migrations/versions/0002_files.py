"""Stored files, seals of the audit trail, counters of tries."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SEALS = """
REVOKE UPDATE, DELETE, TRUNCATE ON audit_batch, audit_leaf FROM civic_app;
GRANT SELECT ON audit_batch, audit_leaf TO civic_read;
CREATE TRIGGER audit_batch_rows_stay BEFORE UPDATE OR DELETE ON audit_batch
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_batch_table_stays BEFORE TRUNCATE ON audit_batch
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_leaf_rows_stay BEFORE UPDATE OR DELETE ON audit_leaf
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_leaf_table_stays BEFORE TRUNCATE ON audit_leaf
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "stored_file",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject_id", sa.BigInteger(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("kept_by", sa.Integer(), nullable=True),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("size > 0", name="not_empty"),
        sa.PrimaryKeyConstraint("id", name="pk_stored_file"),
    )
    op.create_index("ix_stored_file_kind_subject_id", "stored_file", ["kind", "subject_id"])
    op.create_table(
        "audit_batch",
        sa.Column("id", sa.Integer(), sa.Identity(always=True), nullable=False),
        sa.Column("first_id", sa.BigInteger(), nullable=False),
        sa.Column("last_id", sa.BigInteger(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("root", sa.String(), nullable=False),
        sa.Column("previous_root", sa.String(), nullable=False),
        sa.Column("sealed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("first_id <= last_id AND size > 0", name="not_empty"),
        sa.PrimaryKeyConstraint("id", name="pk_audit_batch"),
        sa.UniqueConstraint("previous_root", name="uq_audit_batch_previous_root"),
    )
    op.create_table(
        "audit_leaf",
        sa.Column("event_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("event_id", name="pk_audit_leaf"),
    )
    op.execute(SEALS)
    op.create_table(
        "rate_limit",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_rate_limit"),
        prefixes=["UNLOGGED"],
    )
    op.create_index("ix_rate_limit_expires_at", "rate_limit", ["expires_at"])


def downgrade() -> None:
    """Drop them."""
    for table in ("rate_limit", "audit_leaf", "audit_batch", "stored_file"):
        op.drop_table(table)
