"""Requests for local initiatives, their lines, steps and members; the city's settings."""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

RULES = """
CREATE FUNCTION date_initiative_status() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    NEW.status_at := coalesce(NEW.status_at, now());
  ELSIF NEW.status <> OLD.status AND NEW.status_at IS NOT DISTINCT FROM OLD.status_at THEN
    NEW.status_at := now();
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER initiative_status_is_dated BEFORE INSERT OR UPDATE ON initiative
  FOR EACH ROW EXECUTE FUNCTION date_initiative_status();
CREATE FUNCTION refuse_change_of_initiative() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE'
     OR (NEW.id, NEW.year, NEW.number, NEW.received_on, NEW.submitted_at, NEW.settings_id)
        IS DISTINCT FROM (OLD.id, OLD.year, OLD.number, OLD.received_on, OLD.submitted_at, OLD.settings_id)
     OR NEW.status = 'DRAFT'
  THEN
    RAISE EXCEPTION 'initiative % is sent: its number stays', OLD.id USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER sent_initiative_stays BEFORE UPDATE OR DELETE ON initiative
  FOR EACH ROW WHEN (OLD.number IS NOT NULL) EXECUTE FUNCTION refuse_change_of_initiative();
REVOKE UPDATE, DELETE, TRUNCATE ON initiative_settings FROM civic_app;
CREATE TRIGGER initiative_settings_rows_stay BEFORE UPDATE OR DELETE ON initiative_settings
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER initiative_settings_table_stays BEFORE TRUNCATE ON initiative_settings
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "initiative_settings",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("document", JSONB(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name="fk_initiative_settings_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_initiative_settings"),
    )
    op.create_table(
        "initiative",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("applicant_kind", sa.String(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("organisation_name", sa.String(), nullable=False),
        sa.Column("leader_id", sa.Integer(), nullable=True),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.Column("case_number", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column(
            "words", sa.String(), sa.Computed("fold(title || ' ' || summary)", persisted=True), nullable=False
        ),
        sa.Column("scope", sa.String(), nullable=True),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("goal", sa.String(), nullable=False),
        sa.Column("readiness", sa.String(), nullable=False),
        sa.Column("location_text", sa.String(), nullable=False),
        sa.Column("point", Geometry("POINT", srid=4326, spatial_index=False), nullable=True),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column("land", sa.String(), nullable=False),
        sa.Column("land_note", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("participants", sa.Integer(), nullable=True),
        sa.Column("supporters", sa.Integer(), nullable=True),
        sa.Column("residents_value", sa.BigInteger(), nullable=False),
        sa.Column("city_value", sa.BigInteger(), nullable=False),
        sa.Column("declares_residence", sa.Boolean(), nullable=False),
        sa.Column("privacy_version", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("status_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settings_id", sa.Integer(), nullable=True),
        sa.Column("reopened", ARRAY(sa.Text()), nullable=False),
        sa.Column("fix_until", sa.Date(), nullable=True),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(status = 'DRAFT') = (number IS NULL) AND (status = 'DRAFT') = (year IS NULL) AND (status = 'DRAFT') = (submitted_at IS NULL) AND (status = 'DRAFT') = (received_on IS NULL)",
            name="whole_once_submitted",
        ),
        sa.CheckConstraint(
            "(status = 'WITHDRAWN') = (withdrawn_at IS NOT NULL)", name="dated_once_withdrawn"
        ),
        sa.CheckConstraint(
            "applicant_kind IN ('GROUP', 'ORGANISATION', 'RESIDENT')", name="applicant_kind_known"
        ),
        sa.CheckConstraint("channel = 'FORM' OR entered_by_id IS NOT NULL", name="entered_by_somebody"),
        sa.CheckConstraint("channel IN ('EDELIVERY', 'EMAIL', 'FORM', 'PAPER')", name="channel_known"),
        sa.CheckConstraint("land IN ('CITY', 'OTHER_PUBLIC', 'PRIVATE', 'UNKNOWN')", name="land_known"),
        sa.CheckConstraint(
            "leader_id IS NOT NULL OR entered_by_id IS NOT NULL OR status <> 'DRAFT'",
            name="draft_is_somebodys",
        ),
        sa.CheckConstraint(
            "scope IN ('CHARITY', 'COMMUNITY', 'CULTURE', 'EDUCATION', 'GREENERY', 'INFRASTRUCTURE', 'MINORITIES', 'REVITALISATION', 'SAFETY', 'SPORT', 'TOURISM', 'TRADITION', 'VOLUNTEERING')",
            name="scope_known",
        ),
        sa.CheckConstraint(
            "status = 'DRAFT' OR (title <> '' AND scope IS NOT NULL)", name="titled_once_submitted"
        ),
        sa.CheckConstraint(
            "status IN ('ACCEPTED', 'ASSESSED', 'COMPLETED', 'CONTRACTED', 'DRAFT', 'FIX_CALLED', 'FORMAL_OK', 'FORWARDED', 'IN_PROGRESS', 'LEFT_UNCONSIDERED', 'NEGOTIATION', 'REJECTED', 'SETTLED', 'SUBMITTED', 'TERMINATED', 'WITHDRAWN')",
            name="status_known",
        ),
        sa.CheckConstraint("ends_on >= starts_on", name="starts_before_it_ends"),
        sa.CheckConstraint("length(title) <= 150 AND length(description) <= 4000", name="not_too_long"),
        sa.CheckConstraint("number > 0", name="number_positive"),
        sa.CheckConstraint("participants > 0 AND supporters >= 0", name="people_counted"),
        sa.CheckConstraint("residents_value >= 0 AND city_value >= 0", name="values_not_negative"),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name="fk_initiative_area_id"),
        sa.ForeignKeyConstraint(["entered_by_id"], ["person.id"], name="fk_initiative_entered_by_id"),
        sa.ForeignKeyConstraint(["leader_id"], ["person.id"], name="fk_initiative_leader_id"),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name="fk_initiative_organisation_id"
        ),
        sa.ForeignKeyConstraint(
            ["settings_id"], ["initiative_settings.id"], name="fk_initiative_settings_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_initiative"),
        sa.UniqueConstraint("year", "number", name="uq_initiative_year_number"),
    )
    op.create_index("ix_initiative_area_id", "initiative", ["area_id"])
    op.create_index("ix_initiative_leader_id", "initiative", ["leader_id"])
    op.create_index("ix_initiative_organisation_id", "initiative", ["organisation_id"])
    op.create_index("ix_initiative_point", "initiative", ["point"], postgresql_using="gist")
    op.create_index("ix_initiative_status", "initiative", ["status", "due_on"])
    op.create_index(
        "ix_initiative_words",
        "initiative",
        ["words"],
        postgresql_using="gin",
        postgresql_ops={"words": "gin_trgm_ops"},
    )
    op.create_table(
        "initiative_line",
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("quantity", sa.Numeric(precision=9, scale=2), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("rate", sa.String(), nullable=True),
        sa.Column("unit_cost", sa.BigInteger(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "(side = 'RESIDENTS' AND kind IN ('MONEY', 'THING', 'WORK')) OR (side = 'CITY' AND kind IN ('LENDING', 'MATERIALS', 'MONEY', 'WORKS'))",
            name="kind_of_its_side",
        ),
        sa.CheckConstraint("name <> ''", name="named"),
        sa.CheckConstraint("place > 0", name="place_positive"),
        sa.CheckConstraint("quantity > 0 AND unit_cost >= 0", name="something_for_something"),
        sa.CheckConstraint("total = round(quantity * unit_cost)", name="total_is_the_product"),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["initiative.id"], name="fk_initiative_line_initiative_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("initiative_id", "place", name="pk_initiative_line"),
    )
    op.create_table(
        "initiative_step",
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.CheckConstraint("side IN ('BOTH', 'CITY', 'RESIDENTS')", name="side_known"),
        sa.CheckConstraint("what <> ''", name="named"),
        sa.CheckConstraint("ends_on >= starts_on", name="starts_before_it_ends"),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["initiative.id"], name="fk_initiative_step_initiative_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("initiative_id", "place", name="pk_initiative_step"),
    )
    op.create_table(
        "initiative_member",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=True),
        sa.Column("on_paper", sa.Boolean(), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("declined_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "erased_at IS NULL OR (name = '' AND address = '' AND email = '' AND phone = '')",
            name="erased_is_empty",
        ),
        sa.CheckConstraint("role IN ('LEADER', 'PARTICIPANT', 'REPRESENTATIVE')", name="role_known"),
        sa.CheckConstraint("confirmed_at IS NULL OR declined_at IS NULL", name="one_answer"),
        sa.ForeignKeyConstraint(
            ["initiative_id"],
            ["initiative.id"],
            name="fk_initiative_member_initiative_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_initiative_member"),
        sa.UniqueConstraint("key", name="uq_initiative_member_key"),
    )
    op.create_index("ix_initiative_member_initiative_id", "initiative_member", ["initiative_id"])
    op.create_index(
        "uq_initiative_member_email",
        "initiative_member",
        ["initiative_id", sa.literal_column("lower(email)")],
        unique=True,
        postgresql_where=sa.text("email <> '' AND declined_at IS NULL"),
    )
    op.create_index(
        "uq_initiative_member_leader",
        "initiative_member",
        ["initiative_id"],
        unique=True,
        postgresql_where=sa.text("role = 'LEADER'"),
    )
    op.execute(RULES)
    op.execute(
        "GRANT SELECT ON initiative_settings, initiative, initiative_line, initiative_step TO civic_read"
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("initiative_member")
    op.drop_table("initiative_step")
    op.drop_table("initiative_line")
    op.drop_table("initiative")
    op.drop_table("initiative_settings")
    op.execute("DROP FUNCTION refuse_change_of_initiative; DROP FUNCTION date_initiative_status")
