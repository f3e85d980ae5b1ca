"""Consultations, their areas, forms, extensions and requests."""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry
from sqlalchemy.dialects.postgresql import ARRAY

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "consultation",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("regime", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column(
            "words", sa.String(), sa.Computed("fold(title || ' ' || summary)", persisted=True), nullable=False
        ),
        sa.Column("goal", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("justification", sa.String(), nullable=False),
        sa.Column("influence", sa.String(), nullable=False),
        sa.Column("questions", sa.String(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("initiator", sa.String(), nullable=False),
        sa.Column("territory", Geometry("MULTIPOLYGON", srid=4326, spatial_index=False), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("accessibility", sa.String(), nullable=False),
        sa.Column("anonymous", sa.Boolean(), nullable=False),
        sa.Column("has_discussion", sa.Boolean(), nullable=False),
        sa.Column("cost", sa.BigInteger(), nullable=True),
        sa.Column("lead_days", sa.Integer(), nullable=False),
        sa.Column("min_days", sa.Integer(), nullable=False),
        sa.Column("report_days", sa.Integer(), nullable=False),
        sa.Column("channels", ARRAY(sa.Text()), nullable=False),
        sa.Column("notice_on", sa.Date(), nullable=True),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("order_number", sa.String(), nullable=False),
        sa.Column("ordered_on", sa.Date(), nullable=True),
        sa.Column("announced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancel_reason", sa.String(), nullable=False),
        sa.Column("privacy_version", sa.String(), nullable=False),
        sa.Column("act_number", sa.String(), nullable=False),
        sa.Column("act_on", sa.Date(), nullable=True),
        sa.Column("act_link", sa.String(), nullable=False),
        sa.Column("what_changed", sa.String(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "announced_at IS NOT NULL OR status IN ('CANCELLED', 'DRAFT', 'FIX_CALLED', 'ORDERED', 'REFUSED', 'REQUESTED')",
            name="dated_once_announced",
        ),
        sa.CheckConstraint(
            "regime IN ('GENERAL', 'NGO_ACT', 'PLANNING', 'REVITALISATION', 'STRATEGY')", name="regime_known"
        ),
        sa.CheckConstraint("status <> 'CANCELLED' OR cancel_reason <> ''", name="cancelled_with_a_reason"),
        sa.CheckConstraint(
            "status IN ('ANNOUNCED', 'ARCHIVED', 'CANCELLED', 'DECIDED', 'DRAFT', 'FIX_CALLED', 'ORDERED', 'REFUSED', 'REPORT_DRAFT', 'REPORT_PUBLISHED', 'REQUESTED')",
            name="status_known",
        ),
        sa.CheckConstraint(
            "status IN ('CANCELLED', 'DRAFT', 'FIX_CALLED', 'REFUSED', 'REQUESTED') OR (number IS NOT NULL AND year IS NOT NULL AND order_number <> '' AND ordered_on IS NOT NULL AND opens_at IS NOT NULL AND closes_at IS NOT NULL)",
            name="whole_once_ordered",
        ),
        sa.CheckConstraint("status NOT IN ('ARCHIVED', 'DECIDED') OR act_number <> ''", name="act_named"),
        sa.CheckConstraint("title = btrim(title) AND title <> '' AND length(title) <= 200", name="titled"),
        sa.CheckConstraint("closes_at > opens_at", name="opens_before_it_closes"),
        sa.CheckConstraint("cost >= 0", name="cost_not_negative"),
        sa.CheckConstraint("lead_days >= 0 AND min_days > 0 AND report_days > 0", name="terms_positive"),
        sa.CheckConstraint("number > 0", name="number_positive"),
        sa.ForeignKeyConstraint(["created_by_id"], ["person.id"], name="fk_consultation_created_by_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["office_unit.id"], name="fk_consultation_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_consultation"),
        sa.UniqueConstraint("year", "number", name="uq_consultation_year_number"),
    )
    op.create_index("ix_consultation_status_closes_at", "consultation", ["status", "closes_at"])
    op.create_index("ix_consultation_territory", "consultation", ["territory"], postgresql_using="gist")
    op.create_index(
        "ix_consultation_words",
        "consultation",
        ["words"],
        postgresql_using="gin",
        postgresql_ops={"words": "gin_trgm_ops"},
    )
    op.create_table(
        "consultation_area",
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name="fk_consultation_area_area_id"),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name="fk_consultation_area_consultation_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("consultation_id", "area_id", name="pk_consultation_area"),
    )
    op.create_index("ix_consultation_area_area_id", "consultation_area", ["area_id"])
    op.create_table(
        "consultation_form",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("online", sa.Boolean(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("accessible", ARRAY(sa.Text()), nullable=False),
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("agenda", sa.String(), nullable=False),
        sa.Column("presents_draft", sa.Boolean(), nullable=False),
        sa.Column("attendees", sa.Integer(), nullable=True),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("summarised_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(summary = '') = (summarised_at IS NULL)", name="summarised_at_a_moment"),
        sa.CheckConstraint("attendees >= 0", name="attendees_not_negative"),
        sa.CheckConstraint("ends_at > starts_at", name="starts_before_it_ends"),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name="fk_consultation_form_consultation_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_consultation_form"),
    )
    op.create_index("ix_consultation_form_consultation_id", "consultation_form", ["consultation_id"])
    op.create_table(
        "consultation_extension",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("from_closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("to_closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("order_number", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("reason ~ '[^[:space:]]'", name="reasoned"),
        sa.CheckConstraint("to_closes_at > from_closes_at", name="longer_never_shorter"),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name="fk_consultation_extension_by_id"),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name="fk_consultation_extension_consultation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_consultation_extension"),
    )
    op.create_index(
        "ix_consultation_extension_consultation_id", "consultation_extension", ["consultation_id"]
    )
    op.create_table(
        "consultation_request",
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("contact_name", sa.String(), nullable=False),
        sa.Column("contact_email", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("proposal", sa.String(), nullable=False),
        sa.Column("supporters", sa.Integer(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fix_until", sa.Date(), nullable=True),
        sa.Column("answer_due", sa.Date(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(answer = '') = (answered_at IS NULL)", name="answered_at_a_moment"),
        sa.CheckConstraint("supporters >= 0", name="supporters_not_negative"),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name="fk_consultation_request_consultation_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_consultation_request_person_id"),
        sa.PrimaryKeyConstraint("consultation_id", name="pk_consultation_request"),
    )
    op.create_index("ix_consultation_request_person_id", "consultation_request", ["person_id"])
    op.execute(
        "GRANT SELECT ON consultation, consultation_area, consultation_form, consultation_extension TO civic_read"
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("consultation_request")
    op.drop_table("consultation_extension")
    op.drop_table("consultation_form")
    op.drop_table("consultation_area")
    op.drop_table("consultation")
