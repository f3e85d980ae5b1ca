"""Agreements about local initiatives: versions of the plan, confirmations, messages, agreements and annexes."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

FROZEN = """
REVOKE UPDATE, DELETE, TRUNCATE ON plan_version, plan_confirmation FROM civic_app;
CREATE TRIGGER plan_version_rows_stay BEFORE UPDATE OR DELETE ON plan_version
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER plan_confirmation_rows_stay BEFORE UPDATE OR DELETE ON plan_confirmation
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE FUNCTION keep_signed_agreement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.signed_at IS NOT NULL AND (
    TG_OP = 'DELETE'
    OR to_jsonb(NEW) - 'applicant_party' - 'erased_at' IS DISTINCT FROM to_jsonb(OLD) - 'applicant_party' - 'erased_at'
    OR NEW.applicant_party IS DISTINCT FROM OLD.applicant_party AND NEW.erased_at IS NULL
    OR OLD.erased_at IS NOT NULL
  ) THEN
    RAISE EXCEPTION 'a signed agreement stays as it is' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER agreement_stays_signed BEFORE UPDATE OR DELETE ON agreement
  FOR EACH ROW EXECUTE FUNCTION keep_signed_agreement();
"""
"""Versions and confirmations are for ever; a signed agreement too, but that personal data may be emptied, once."""


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "negotiation",
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["initiative_id"], ["initiative.id"], name="fk_negotiation_initiative_id"),
        sa.ForeignKeyConstraint(["officer_id"], ["person.id"], name="fk_negotiation_officer_id"),
        sa.PrimaryKeyConstraint("initiative_id", name="pk_negotiation"),
    )
    op.create_index("ix_negotiation_officer_id", "negotiation", ["officer_id"])
    op.create_table(
        "plan_version",
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("document", JSONB(), nullable=False),
        sa.CheckConstraint("side IN ('CITY', 'RESIDENTS')", name="side_known"),
        sa.CheckConstraint("number > 0", name="number_positive"),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name="fk_plan_version_by_id"),
        sa.ForeignKeyConstraint(["initiative_id"], ["initiative.id"], name="fk_plan_version_initiative_id"),
        sa.PrimaryKeyConstraint("initiative_id", "number", name="pk_plan_version"),
    )
    op.create_table(
        "plan_confirmation",
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("on_paper", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("side IN ('CITY', 'RESIDENTS')", name="side_known"),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name="fk_plan_confirmation_by_id"),
        sa.ForeignKeyConstraint(
            ["initiative_id", "version"],
            ["plan_version.initiative_id", "plan_version.number"],
            name="fk_plan_confirmation_initiative_id",
        ),
        sa.PrimaryKeyConstraint("initiative_id", "version", "side", name="pk_plan_confirmation"),
    )
    op.create_table(
        "plan_message",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.CheckConstraint("side IN ('CITY', 'RESIDENTS')", name="side_known"),
        sa.CheckConstraint("text <> ''", name="something_said"),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name="fk_plan_message_by_id"),
        sa.ForeignKeyConstraint(
            ["initiative_id", "version"],
            ["plan_version.initiative_id", "plan_version.number"],
            name="fk_plan_message_initiative_id",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_plan_message"),
    )
    op.create_index("ix_plan_message_initiative_id", "plan_message", ["initiative_id", "id"])
    op.create_table(
        "agreement",
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("annex", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("terms", JSONB(), nullable=False),
        sa.Column("applicant_party", sa.String(), nullable=False),
        sa.Column("prepared_by_id", sa.Integer(), nullable=False),
        sa.Column("prepared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("way", sa.String(), nullable=True),
        sa.Column("applicant_signed_on", sa.Date(), nullable=True),
        sa.Column("applicant_signed_by_id", sa.Integer(), nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("signed_by_id", sa.Integer(), nullable=True),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("snapshot", JSONB(), nullable=True),
        sa.Column("work_hours", sa.Numeric(precision=10, scale=2), nullable=False),
        sa.Column("work_value", sa.BigInteger(), nullable=False),
        sa.Column("things_value", sa.BigInteger(), nullable=False),
        sa.Column("money_value", sa.BigInteger(), nullable=False),
        sa.Column("city_value", sa.BigInteger(), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("erased_at IS NULL OR applicant_party = ''", name="erased_is_empty"),
        sa.CheckConstraint("way IN ('ELECTRONIC', 'PAPER')", name="way_known"),
        sa.CheckConstraint(
            "(signed_at IS NULL) = (number IS NULL) AND (signed_at IS NULL) = (year IS NULL) AND (signed_at IS NULL) = (version IS NULL) AND (signed_at IS NULL) = (snapshot IS NULL) AND (signed_at IS NULL) = (signed_on IS NULL) AND (signed_at IS NULL) = (signed_by_id IS NULL) AND (signed_at IS NULL) = (way IS NULL)",
            name="whole_once_signed",
        ),
        sa.CheckConstraint("annex >= 0", name="annex_counted"),
        sa.CheckConstraint("signed_at IS NULL OR applicant_signed_on IS NOT NULL", name="signed_by_both"),
        sa.ForeignKeyConstraint(
            ["applicant_signed_by_id"], ["person.id"], name="fk_agreement_applicant_signed_by_id"
        ),
        sa.ForeignKeyConstraint(
            ["initiative_id", "version"],
            ["plan_version.initiative_id", "plan_version.number"],
            name="fk_agreement_version",
        ),
        sa.ForeignKeyConstraint(["initiative_id"], ["initiative.id"], name="fk_agreement_initiative_id"),
        sa.ForeignKeyConstraint(["prepared_by_id"], ["person.id"], name="fk_agreement_prepared_by_id"),
        sa.ForeignKeyConstraint(["signed_by_id"], ["person.id"], name="fk_agreement_signed_by_id"),
        sa.PrimaryKeyConstraint("initiative_id", "annex", name="pk_agreement"),
    )
    op.create_index(
        "uq_agreement_year_number",
        "agreement",
        ["year", "number"],
        unique=True,
        postgresql_where=sa.text("annex = 0"),
    )
    op.execute(FROZEN)


def downgrade() -> None:
    """Drop them."""
    op.drop_table("agreement")
    op.drop_table("plan_message")
    op.drop_table("plan_confirmation")
    op.drop_table("plan_version")
    op.drop_table("negotiation")
    op.execute("DROP FUNCTION keep_signed_agreement()")
