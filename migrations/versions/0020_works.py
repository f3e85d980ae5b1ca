"""Work done, things lent, settlements."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

FROZEN = """
CREATE FUNCTION keep_accepted_settlement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status = 'ACCEPTED' THEN
    RAISE EXCEPTION 'an accepted settlement stays as it is' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER settlement_stays_accepted BEFORE UPDATE OR DELETE ON settlement
  FOR EACH ROW EXECUTE FUNCTION keep_accepted_settlement();
"""
"""An accepted settlement is for ever."""


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "initiative_progress",
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("finished_on", sa.Date(), nullable=True),
        sa.Column("settle_by", sa.Date(), nullable=True),
        sa.Column("terminated_on", sa.Date(), nullable=True),
        sa.Column("way", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.CheckConstraint(
            "(terminated_on IS NULL) = (way IS NULL) AND (terminated_on IS NULL) = (reason = '')",
            name="whole_once_terminated",
        ),
        sa.CheckConstraint("way IN ('AGREEMENT', 'NOTICE')", name="way_known"),
        sa.CheckConstraint("(finished_on IS NULL) = (settle_by IS NULL)", name="settled_after_the_end"),
        sa.CheckConstraint("finished_on >= started_on", name="starts_before_it_ends"),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["initiative.id"], name="fk_initiative_progress_initiative_id"
        ),
        sa.PrimaryKeyConstraint("initiative_id", name="pk_initiative_progress"),
    )
    op.create_table(
        "lent_thing",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("quantity", sa.Numeric(precision=9, scale=2), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("condition", sa.String(), nullable=False),
        sa.Column("handed_on", sa.Date(), nullable=False),
        sa.Column("handed_by_id", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("outcome_on", sa.Date(), nullable=True),
        sa.Column("outcome_note", sa.String(), nullable=False),
        sa.Column("outcome_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(outcome IS NULL) = (outcome_on IS NULL) AND (outcome IS NULL) = (outcome_by_id IS NULL) AND (outcome IS NULL) = (outcome_note = '')",
            name="whole_once_back",
        ),
        sa.CheckConstraint("name <> '' AND condition <> ''", name="described"),
        sa.CheckConstraint("outcome IN ('DAMAGED', 'LOST', 'RETURNED')", name="outcome_known"),
        sa.CheckConstraint("outcome_on >= handed_on", name="back_after_handed"),
        sa.CheckConstraint("quantity > 0", name="quantity_positive"),
        sa.ForeignKeyConstraint(["handed_by_id"], ["person.id"], name="fk_lent_thing_handed_by_id"),
        sa.ForeignKeyConstraint(["initiative_id"], ["initiative.id"], name="fk_lent_thing_initiative_id"),
        sa.ForeignKeyConstraint(["outcome_by_id"], ["person.id"], name="fk_lent_thing_outcome_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_lent_thing"),
    )
    op.create_index("ix_lent_thing_initiative_id", "lent_thing", ["initiative_id"])
    op.create_table(
        "work_entry",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("line_key", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("hours_each", sa.Numeric(precision=4, scale=2), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("what <> ''", name="described"),
        sa.CheckConstraint("hours_each > 0 AND hours_each <= 24", name="hours_of_a_day"),
        sa.CheckConstraint("people > 0", name="people_counted"),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name="fk_work_entry_by_id"),
        sa.ForeignKeyConstraint(["initiative_id"], ["initiative.id"], name="fk_work_entry_initiative_id"),
        sa.PrimaryKeyConstraint("id", name="pk_work_entry"),
    )
    op.create_index("ix_work_entry_initiative_id", "work_entry", ["initiative_id", "day", "id"])
    op.create_table(
        "settlement",
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("document", JSONB(), nullable=False),
        sa.Column("work_hours", sa.Numeric(precision=10, scale=2), nullable=False),
        sa.Column("work_value", sa.BigInteger(), nullable=False),
        sa.Column("things_value", sa.BigInteger(), nullable=False),
        sa.Column("money_value", sa.BigInteger(), nullable=False),
        sa.Column("city_value", sa.BigInteger(), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_back_note", sa.String(), nullable=False),
        sa.Column("accepted_by_id", sa.Integer(), nullable=True),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(status = 'ACCEPTED') = (accepted_at IS NOT NULL) AND (accepted_at IS NULL) = (accepted_by_id IS NULL)",
            name="whole_once_accepted",
        ),
        sa.CheckConstraint("(status = 'DRAFT') = (submitted_at IS NULL)", name="dated_once_submitted"),
        sa.CheckConstraint("status <> 'SENT_BACK' OR sent_back_note <> ''", name="sent_back_with_a_note"),
        sa.CheckConstraint("status IN ('ACCEPTED', 'DRAFT', 'SENT_BACK', 'SUBMITTED')", name="status_known"),
        sa.CheckConstraint("accepted_by_id <> written_by_id", name="four_eyes"),
        sa.ForeignKeyConstraint(["accepted_by_id"], ["person.id"], name="fk_settlement_accepted_by_id"),
        sa.ForeignKeyConstraint(["initiative_id"], ["initiative.id"], name="fk_settlement_initiative_id"),
        sa.ForeignKeyConstraint(["written_by_id"], ["person.id"], name="fk_settlement_written_by_id"),
        sa.PrimaryKeyConstraint("initiative_id", name="pk_settlement"),
    )
    op.create_table(
        "initiative_photo",
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("caption", sa.String(), nullable=False),
        sa.Column("agreed", sa.Boolean(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("caption <> ''", name="described"),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name="fk_initiative_photo_by_id"),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_file.id"], name="fk_initiative_photo_file_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["initiative.id"], name="fk_initiative_photo_initiative_id"
        ),
        sa.PrimaryKeyConstraint("file_id", name="pk_initiative_photo"),
    )
    op.create_index("ix_initiative_photo_initiative_id", "initiative_photo", ["initiative_id", "at"])
    op.execute("GRANT SELECT ON initiative_progress TO civic_read")
    op.execute(FROZEN)


def downgrade() -> None:
    """Drop them."""
    op.drop_table("initiative_photo")
    op.drop_table("settlement")
    op.drop_table("work_entry")
    op.drop_table("lent_thing")
    op.drop_table("initiative_progress")
    op.execute("DROP FUNCTION keep_accepted_settlement()")
