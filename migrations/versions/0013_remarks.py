"""Opinions and remarks."""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

SENT_STAYS = """
CREATE FUNCTION remark_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF OLD.number IS NOT NULL AND (TG_OP = 'DELETE' OR
    (NEW.opinion_id, NEW.consultation_id, NEW.place, NEW.number, NEW.document_id, NEW.version_id, NEW.anchor, NEW.quote,
      NEW.unit_text, NEW.text, NEW.proposed, NEW.late) IS DISTINCT FROM
    (OLD.opinion_id, OLD.consultation_id, OLD.place, OLD.number, OLD.document_id, OLD.version_id, OLD.anchor, OLD.quote,
      OLD.unit_text, OLD.text, OLD.proposed, OLD.late)) THEN
    RAISE EXCEPTION 'a remark stays as it was sent' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER remark_stays BEFORE UPDATE OR DELETE ON remark FOR EACH ROW EXECUTE FUNCTION remark_stays();

CREATE FUNCTION opinion_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF OLD.sent_at IS NOT NULL AND (TG_OP = 'DELETE' OR
    (NEW.consultation_id, NEW.channel, NEW.author_kind, NEW.organisation_name, NEW.krs, NEW.receipt, NEW.entered_by_id,
      NEW.posted_on, NEW.received_at, NEW.sent_at, NEW.late) IS DISTINCT FROM
    (OLD.consultation_id, OLD.channel, OLD.author_kind, OLD.organisation_name, OLD.krs, OLD.receipt, OLD.entered_by_id,
      OLD.posted_on, OLD.received_at, OLD.sent_at, OLD.late)) THEN
    RAISE EXCEPTION 'an opinion stays as it was sent' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER opinion_stays BEFORE UPDATE OR DELETE ON opinion FOR EACH ROW EXECUTE FUNCTION opinion_stays();
"""
"""What was sent is never rewritten, whoever asks: only covered for the public, and its author's data erased on the day."""


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "opinion",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("draft_key", sa.Uuid(), nullable=True),
        sa.Column("receipt", sa.String(), nullable=True),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("author_kind", sa.String(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("organisation_name", sa.String(), nullable=False),
        sa.Column("krs", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("name_public", sa.Boolean(), nullable=False),
        sa.Column("owner", sa.Boolean(), nullable=True),
        sa.Column("who_said", sa.Boolean(), nullable=False),
        sa.Column("supplements_id", sa.Integer(), nullable=True),
        sa.Column("case_number", sa.String(), nullable=False),
        sa.Column("privacy_version", sa.String(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("posted_on", sa.Date(), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "author_kind IN ('ANONYMOUS', 'BUSINESS', 'COUNCILLOR', 'NGO', 'OTHER', 'RESIDENT', 'UNIT')",
            name="author_kind_known",
        ),
        sa.CheckConstraint("channel = 'FORM' OR entered_by_id IS NOT NULL", name="entered_by_somebody"),
        sa.CheckConstraint(
            "channel IN ('EDELIVERY', 'EMAIL', 'FORM', 'ORAL', 'PAPER')", name="channel_known"
        ),
        sa.CheckConstraint(
            "erased_at IS NULL OR (name = '' AND address = '' AND email = '' AND person_id IS NULL)",
            name="erased_is_empty",
        ),
        sa.CheckConstraint("krs = '' OR krs ~ '^[0-9]{10}$'", name="krs_has_ten_digits"),
        sa.CheckConstraint(
            "(sent_at IS NULL) = (received_at IS NULL) AND (sent_at IS NULL) = (receipt IS NULL)",
            name="whole_once_sent",
        ),
        sa.CheckConstraint("sent_at IS NULL OR draft_key IS NULL", name="key_only_while_draft"),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultation.id"], name="fk_opinion_consultation_id"),
        sa.ForeignKeyConstraint(["entered_by_id"], ["person.id"], name="fk_opinion_entered_by_id"),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name="fk_opinion_organisation_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_opinion_person_id"),
        sa.ForeignKeyConstraint(["supplements_id"], ["opinion.id"], name="fk_opinion_supplements_id"),
        sa.PrimaryKeyConstraint("id", name="pk_opinion"),
        sa.UniqueConstraint("draft_key", name="uq_opinion_draft_key"),
        sa.UniqueConstraint("receipt", name="uq_opinion_receipt"),
    )
    op.create_index("ix_opinion_consultation_id", "opinion", ["consultation_id"])
    op.create_index("ix_opinion_entered_by_id", "opinion", ["entered_by_id"])
    op.create_index("ix_opinion_organisation_id", "opinion", ["organisation_id"])
    op.create_index("ix_opinion_person_id", "opinion", ["person_id"])
    op.create_index("ix_opinion_supplements_id", "opinion", ["supplements_id"])
    op.create_index(
        "uq_opinion_draft_of_account",
        "opinion",
        ["consultation_id", "person_id"],
        unique=True,
        postgresql_where=sa.text("sent_at IS NULL AND entered_by_id IS NULL"),
    )
    op.create_table(
        "remark",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("opinion_id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("version_id", sa.Integer(), nullable=True),
        sa.Column("anchor", sa.String(), nullable=True),
        sa.Column("quote", sa.String(), nullable=False),
        sa.Column("unit_text", sa.String(), nullable=False),
        sa.Column("point", Geometry("POINT", srid=4326, spatial_index=False), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("proposed", sa.String(), nullable=True),
        sa.Column("masked", sa.String(), nullable=True),
        sa.Column("masked_proposed", sa.String(), nullable=True),
        sa.Column("mask_reason", sa.String(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column(
            "words", sa.String(), sa.Computed("fold(coalesce(masked, text))", persisted=True), nullable=False
        ),
        sa.CheckConstraint(
            "(masked IS NULL AND masked_proposed IS NULL) OR mask_reason <> ''", name="masked_with_a_reason"
        ),
        sa.CheckConstraint(
            "mask_reason IN ('', 'OFFENSIVE', 'PERSONAL', 'UNLAWFUL')", name="mask_reason_known"
        ),
        sa.CheckConstraint("anchor IS NULL OR version_id IS NOT NULL", name="anchor_in_a_version"),
        sa.CheckConstraint("length(text) <= 10000 AND length(proposed) <= 10000", name="not_too_long"),
        sa.CheckConstraint("number > 0", name="number_positive"),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultation.id"], name="fk_remark_consultation_id"),
        sa.ForeignKeyConstraint(["document_id"], ["consulted_document.id"], name="fk_remark_document_id"),
        sa.ForeignKeyConstraint(
            ["opinion_id"], ["opinion.id"], name="fk_remark_opinion_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["version_id"], ["document_version.id"], name="fk_remark_version_id"),
        sa.PrimaryKeyConstraint("id", name="pk_remark"),
        sa.UniqueConstraint("consultation_id", "number", name="uq_remark_consultation_id_number"),
        sa.UniqueConstraint("opinion_id", "place", name="uq_remark_opinion_id_place"),
    )
    op.create_index("ix_remark_document_id_anchor", "remark", ["document_id", "anchor"])
    op.create_index("ix_remark_version_id", "remark", ["version_id"])
    op.create_index(
        "ix_remark_words",
        "remark",
        ["words"],
        postgresql_using="gin",
        postgresql_ops={"words": "gin_trgm_ops"},
    )
    op.execute(SENT_STAYS)


def downgrade() -> None:
    """Drop them."""
    op.drop_table("remark")
    op.drop_table("opinion")
    op.execute("DROP FUNCTION remark_stays")
    op.execute("DROP FUNCTION opinion_stays")
