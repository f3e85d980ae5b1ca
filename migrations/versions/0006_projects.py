"""Projects, their costs, the decisions about them and the lists fixed for the vote."""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry
from sqlalchemy.dialects.postgresql import ARRAY

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

STATUSES = (
    "'ABANDONED', 'ADMITTED', 'APPEALED', 'BELOW_THRESHOLD', 'DONE', 'DRAFT', 'EXCLUDED_BY_CONFLICT', 'FORMAL_CHECK',"
    " 'FORMAL_FIX', 'FORMAL_OK', 'FORMAL_REJECTED', 'FUNDED_EXTRA', 'IN_PROGRESS', 'MERGED', 'MERIT_CHECK', 'NEGATIVE',"
    " 'NOT_SELECTED', 'PARTLY_DONE', 'PLANNED', 'POSITIVE', 'RESERVE', 'RESTORED', 'SELECTED', 'SUBMITTED', 'UPHELD',"
    " 'WITHDRAWN'"
)
WITH_POSITION = (
    "'ABANDONED', 'ADMITTED', 'BELOW_THRESHOLD', 'DONE', 'EXCLUDED_BY_CONFLICT', 'FUNDED_EXTRA', 'IN_PROGRESS',"
    " 'NOT_SELECTED', 'PARTLY_DONE', 'PLANNED', 'RESERVE', 'SELECTED', 'WITHDRAWN'"
)
PROJECT_CHECKS = {
    "status_known": f"status IN ({STATUSES})",
    "numbered_once_submitted": "(status = 'DRAFT') = (number IS NULL)",
    "dated_once_submitted": "(status = 'DRAFT') = (submitted_at IS NULL)",
    "whole_once_submitted": "status = 'DRAFT' OR (title <> '' AND pool IS NOT NULL AND cost > 0)",
    "dated_once_withdrawn": "(status = 'WITHDRAWN') = (withdrawn_at IS NOT NULL)",
    "draft_has_leader": "status <> 'DRAFT' OR leader_id IS NOT NULL",
    "position_only_on_the_list": (
        f"ballot_position IS NULL OR (ballot_position > 0 AND status IN ({WITH_POSITION}))"
    ),
    "citywide_has_no_point": "NOT citywide OR point IS NULL",
    "number_positive": "number > 0",
    "cost_not_negative": "cost >= 0",
    "verified_cost_positive": "verified_cost > 0",
    "running_cost_not_negative": "running_cost_yearly >= 0",
    "conflict_group_named": "conflict_group <> ''",
    "kind_known": "kind IN ('HARD', 'SOFT')",
    "universal_design_known": "universal_design IN ('YES', 'NO', 'NA')",
}

KEPT = """
REVOKE UPDATE, DELETE, TRUNCATE ON decision, fixed_list FROM civic_app;
GRANT SELECT ON project, cost_line, decision, fixed_list TO civic_read;

-- words is generated, and generated only after this trigger
CREATE FUNCTION refuse_change_of_listed_project() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  free constant text[] := ARRAY['status', 'withdrawn_at', 'saved_at', 'leader_id', 'name_public', 'words'];
BEGIN
  IF NOT EXISTS (SELECT FROM fixed_list WHERE edition_id = OLD.edition_id) THEN
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
  END IF;
  IF TG_OP = 'DELETE' OR to_jsonb(NEW) - free IS DISTINCT FROM to_jsonb(OLD) - free THEN
    RAISE EXCEPTION 'project % stands in an edition whose list is fixed', OLD.id USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER project_on_fixed_list_stays BEFORE UPDATE OR DELETE ON project
  FOR EACH ROW WHEN (OLD.status <> 'DRAFT') EXECUTE FUNCTION refuse_change_of_listed_project();
"""


def upgrade() -> None:
    """Make the tables. What was decided stays decided: the application only adds decisions and lists, and once a list
    is fixed, what was sent in its edition stays as it is: only its status and what concerns the leader may change.
    """
    _project()
    op.create_table(
        "cost_line",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("quantity", sa.Numeric(9, 3), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("unit_cost", sa.BigInteger(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("place > 0", name="place_positive"),
        sa.CheckConstraint("name <> ''", name="named"),
        sa.CheckConstraint("quantity > 0 AND unit_cost > 0", name="something_for_something"),
        sa.CheckConstraint("total = round(quantity * unit_cost)", name="total_is_the_product"),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name="fk_cost_line_project_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("project_id", "place", name="pk_cost_line"),
    )
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("stage IN ('FORMAL', 'MERIT')", name="stage_known"),
        sa.CheckConstraint("outcome IN ('NEGATIVE', 'POSITIVE')", name="outcome_known"),
        sa.CheckConstraint("reason ~ '[^[:space:]]'", name="reasoned"),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_decision_project_id"),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name="fk_decision_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_decision"),
        sa.UniqueConstraint("project_id", "stage", name="uq_decision_project_id_stage"),
    )
    op.create_index("ix_decision_by_id", "decision", ["by_id"])
    op.create_table(
        "fixed_list",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("ballot_order", sa.String(), nullable=False),
        sa.Column("seed", sa.String(), nullable=True),
        sa.Column("admitted", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "ballot_order IN ('DRAW', 'NUMBER', 'RANDOM_PER_VOTER')", name="ballot_order_known"
        ),
        sa.CheckConstraint("(ballot_order = 'DRAW') = (seed IS NOT NULL)", name="drawn_from_a_seed"),
        sa.CheckConstraint("admitted > 0", name="somebody_admitted"),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name="fk_fixed_list_edition_id"),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name="fk_fixed_list_by_id"),
        sa.PrimaryKeyConstraint("edition_id", name="pk_fixed_list"),
    )
    op.execute(KEPT)


def _project() -> None:
    op.create_table(
        "project",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("leader_id", sa.Integer(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column(
            "words", sa.String(), sa.Computed("fold(title || ' ' || summary)", persisted=True), nullable=False
        ),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("justification", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("categories", ARRAY(sa.Text()), nullable=False),
        sa.Column("citywide", sa.Boolean(), nullable=True),
        sa.Column("location_text", sa.String(), nullable=False),
        sa.Column("point", Geometry("POINT", srid=4326, spatial_index=False), nullable=True),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column("pool", sa.String(), nullable=True),
        sa.Column("cost", sa.BigInteger(), nullable=False),
        sa.Column("verified_cost", sa.BigInteger(), nullable=True),
        sa.Column("running_costs", sa.String(), nullable=False),
        sa.Column("running_cost_yearly", sa.BigInteger(), nullable=True),
        sa.Column("public_access", sa.String(), nullable=False),
        sa.Column("universal_design", sa.String(), nullable=True),
        sa.Column("universal_design_note", sa.String(), nullable=False),
        sa.Column("declares_residence", sa.Boolean(), nullable=False),
        sa.Column("agrees_to_publish", sa.Boolean(), nullable=False),
        sa.Column("name_public", sa.Boolean(), nullable=False),
        sa.Column("conflict_group", sa.String(), nullable=True),
        sa.Column("ballot_position", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        *(sa.CheckConstraint(rule, name=name) for name, rule in PROJECT_CHECKS.items()),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name="fk_project_edition_id"),
        sa.ForeignKeyConstraint(["leader_id"], ["person.id"], name="fk_project_leader_id"),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name="fk_project_area_id"),
        sa.PrimaryKeyConstraint("id", name="pk_project"),
        sa.UniqueConstraint("edition_id", "number", name="uq_project_edition_id_number"),
    )
    op.create_index("ix_project_edition_id_status", "project", ["edition_id", "status"])
    op.create_index("ix_project_leader_id", "project", ["leader_id"])
    op.create_index("ix_project_area_id", "project", ["area_id"])
    op.create_index("ix_project_point", "project", ["point"], postgresql_using="gist")
    op.create_index(
        "ix_project_words",
        "project",
        ["words"],
        postgresql_using="gin",
        postgresql_ops={"words": "gin_trgm_ops"},
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("fixed_list")
    op.drop_table("decision")
    op.drop_table("cost_line")
    op.drop_table("project")
    op.execute("DROP FUNCTION refuse_change_of_listed_project()")
