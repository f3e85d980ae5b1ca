"""Assessment of local initiatives: criteria, what the office did, the Team's cards and minutes."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


KEPT = """
REVOKE UPDATE, DELETE, TRUNCATE ON criteria_version, initiative_act FROM civic_app;
GRANT SELECT ON criteria_version TO civic_read;

CREATE FUNCTION refuse_change_of_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what is closed in % does not change', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER closed_assessment_stays BEFORE UPDATE OR DELETE ON initiative_assessment
  FOR EACH ROW WHEN (OLD.closed_at IS NOT NULL) EXECUTE FUNCTION refuse_change_of_closed();
CREATE TRIGGER finished_card_stays BEFORE UPDATE OR DELETE ON score_card
  FOR EACH ROW WHEN (OLD.finished_at IS NOT NULL OR OLD.conflict) EXECUTE FUNCTION refuse_change_of_closed();
"""


def upgrade() -> None:
    """Make the tables. Criteria and what the office did are only added; closed minutes and finished cards stay."""
    op.create_table(
        "criteria_version",
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("criteria", JSONB(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("threshold", sa.Integer(), nullable=False),
        sa.Column("members", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("how IN ('MEAN', 'MEDIAN')", name="how_known"),
        sa.CheckConstraint("jsonb_array_length(criteria) > 0", name="criteria_listed"),
        sa.CheckConstraint("members > 0", name="members_positive"),
        sa.CheckConstraint("threshold BETWEEN 0 AND 100", name="threshold_in_percent"),
        sa.CheckConstraint("version > 0", name="version_positive"),
        sa.ForeignKeyConstraint(["created_by_id"], ["person.id"], name="fk_criteria_version_created_by_id"),
        sa.PrimaryKeyConstraint("version", name="pk_criteria_version"),
    )
    op.create_table(
        "initiative_act",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("old_due_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("against_score", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("document_number", sa.String(), nullable=False),
        sa.Column("answers", JSONB(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(kind = 'EXTENDED') = (old_due_on IS NOT NULL)", name="old_term_of_extension"),
        sa.CheckConstraint(
            "(kind IN ('CALLED', 'EXTENDED', 'FORWARDED')) = (due_on IS NOT NULL)", name="term_of_its_kind"
        ),
        sa.CheckConstraint("(kind IN ('FORWARDED', 'LAND_SET')) = (body <> '')", name="body_of_its_kind"),
        sa.CheckConstraint("kind = 'ACCEPTED' OR against_score = ''", name="against_score_only_accepted"),
        sa.CheckConstraint("kind = 'FORMAL_OK' OR reason <> ''", name="reason_given"),
        sa.CheckConstraint(
            "kind IN ('ACCEPTED', 'CALLED', 'COMPLETED', 'EXTENDED', 'FORMAL_OK', 'FORMAL_REJECTED', 'FORWARDED', 'LAND_SET', 'LEFT', 'REJECTED')",
            name="kind_known",
        ),
        sa.CheckConstraint(
            "kind NOT IN ('ACCEPTED', 'REJECTED') OR document_number <> ''", name="decision_numbered"
        ),
        sa.CheckConstraint(
            "kind <> 'EXTENDED' OR (due_on > old_due_on AND due_on > \"on\")", name="extended_forward"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name="fk_initiative_act_by_id"),
        sa.ForeignKeyConstraint(["initiative_id"], ["initiative.id"], name="fk_initiative_act_initiative_id"),
        sa.PrimaryKeyConstraint("id", name="pk_initiative_act"),
    )
    op.create_index("ix_initiative_act_initiative_id", "initiative_act", ["initiative_id"])
    op.create_index(
        "uq_initiative_act_one_end",
        "initiative_act",
        ["initiative_id"],
        unique=True,
        postgresql_where=sa.text("kind IN ('ACCEPTED', 'FORMAL_REJECTED', 'FORWARDED', 'LEFT', 'REJECTED')"),
    )
    op.create_table(
        "initiative_assessment",
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("criteria_version", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ready_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.Column("score", sa.Numeric(precision=5, scale=2), nullable=True),
        sa.Column("passed", sa.Boolean(), nullable=True),
        sa.Column("minutes", JSONB(), nullable=True),
        sa.CheckConstraint(
            "(closed_at IS NULL) = (closed_by_id IS NULL) AND (closed_at IS NULL) = (score IS NULL) AND (closed_at IS NULL) = (passed IS NULL) AND (closed_at IS NULL) = (minutes IS NULL)",
            name="whole_once_closed",
        ),
        sa.CheckConstraint("closed_at IS NULL OR ready_at IS NOT NULL", name="ready_before_closed"),
        sa.CheckConstraint("score BETWEEN 0 AND 100", name="score_in_percent"),
        sa.ForeignKeyConstraint(
            ["closed_by_id"], ["person.id"], name="fk_initiative_assessment_closed_by_id"
        ),
        sa.ForeignKeyConstraint(
            ["criteria_version"],
            ["criteria_version.version"],
            name="fk_initiative_assessment_criteria_version",
        ),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["initiative.id"], name="fk_initiative_assessment_initiative_id"
        ),
        sa.PrimaryKeyConstraint("initiative_id", name="pk_initiative_assessment"),
    )
    op.create_table(
        "score_card",
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("conflict", sa.Boolean(), nullable=False),
        sa.Column("conflict_reason", sa.String(), nullable=False),
        sa.Column("points", JSONB(), nullable=False),
        sa.Column("notes", JSONB(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "NOT conflict OR (finished_at IS NULL AND points = '{}'::jsonb AND notes = '{}'::jsonb)",
            name="conflict_gives_no_points",
        ),
        sa.CheckConstraint("finished_at IS NULL OR points <> '{}'::jsonb", name="finished_has_points"),
        sa.ForeignKeyConstraint(["initiative_id"], ["initiative.id"], name="fk_score_card_initiative_id"),
        sa.ForeignKeyConstraint(["member_id"], ["person.id"], name="fk_score_card_member_id"),
        sa.PrimaryKeyConstraint("initiative_id", "member_id", name="pk_score_card"),
    )
    op.create_index("ix_score_card_member_id", "score_card", ["member_id"])
    op.execute(KEPT)


def downgrade() -> None:
    """Drop them."""
    op.drop_table("score_card")
    op.drop_table("initiative_assessment")
    op.drop_table("initiative_act")
    op.drop_table("criteria_version")
    op.execute("DROP FUNCTION refuse_change_of_closed()")
