"""Editions and the versions of their rules."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

STATUSES = (
    "'DRAFT', 'CONFIGURED', 'ANNOUNCED', 'ASSESSED', 'LIST_FIXED', 'RESULTS', 'BUDGETED', 'CLOSED', 'SUSPENDED',"
    " 'CANCELLED'"
)

FROZEN = """
CREATE FUNCTION refuse_change_of_frozen_rules() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE'
     OR (NEW.id, NEW.slug, NEW.name, NEW.year, NEW.rules, NEW.version, NEW.rules_hash, NEW.frozen_at)
        IS DISTINCT FROM
        (OLD.id, OLD.slug, OLD.name, OLD.year, OLD.rules, OLD.version, OLD.rules_hash, OLD.frozen_at)
  THEN
    RAISE EXCEPTION 'the rules of edition % are frozen', OLD.slug USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER edition_frozen_rules_stay BEFORE UPDATE OR DELETE ON edition
  FOR EACH ROW WHEN (OLD.frozen_at IS NOT NULL) EXECUTE FUNCTION refuse_change_of_frozen_rules();
REVOKE UPDATE, DELETE, TRUNCATE ON edition_version FROM civic_app;
CREATE TRIGGER edition_version_rows_stay BEFORE UPDATE OR DELETE ON edition_version
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER edition_version_table_stays BEFORE TRUNCATE ON edition_version
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT SELECT ON edition, edition_version TO civic_read;
"""


def upgrade() -> None:
    """Make the tables, and what keeps frozen rules and old versions as they are."""
    op.create_table(
        "edition",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("suspended_from", sa.String(), nullable=True),
        sa.Column("rules", JSONB(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("rules_hash", sa.String(), nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) <= 50", name="slug_is_a_slug"),
        sa.CheckConstraint("name = btrim(name) AND name <> ''", name="name_given"),
        sa.CheckConstraint(f"status IN ({STATUSES})", name="status_known"),
        sa.CheckConstraint(
            "(status = 'SUSPENDED') = (suspended_from IS NOT NULL)", name="suspended_knows_where_from"
        ),
        sa.CheckConstraint(
            "frozen_at IS NOT NULL OR status NOT IN ('RESULTS', 'BUDGETED', 'CLOSED')",
            name="results_come_from_frozen_rules",
        ),
        sa.CheckConstraint("version >= 1", name="version_positive"),
        sa.CheckConstraint("rules_hash ~ '^[0-9a-f]{64}$'", name="rules_hash_is_sha256"),
        sa.PrimaryKeyConstraint("id", name="pk_edition"),
        sa.UniqueConstraint("slug", name="uq_edition_slug"),
    )
    op.create_table(
        "edition_version",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("rules", JSONB(), nullable=False),
        sa.Column("rules_hash", sa.String(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("version >= 1", name="version_positive"),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name="fk_edition_version_edition_id"),
        sa.ForeignKeyConstraint(["saved_by"], ["person.id"], name="fk_edition_version_saved_by"),
        sa.PrimaryKeyConstraint("edition_id", "version", name="pk_edition_version"),
    )
    op.execute(FROZEN)


def downgrade() -> None:
    """Drop them."""
    op.drop_table("edition_version")
    op.drop_table("edition")
    op.execute("DROP FUNCTION refuse_change_of_frozen_rules()")
