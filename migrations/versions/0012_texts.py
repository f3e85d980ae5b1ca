"""Consulted documents, their versions and paragraphs."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

# A published version and its paragraphs stay as they were published. Paragraphs may come in the same transaction as their
# version (xmin: the transaction that wrote the row), not later.
NEVER_CHANGES = """
CREATE FUNCTION published_text_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'document_version' THEN
    IF OLD.published_at IS NOT NULL THEN
      RAISE EXCEPTION 'a published version never changes' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
  ELSIF EXISTS (
    SELECT FROM document_version v
    WHERE v.id = (CASE WHEN TG_OP = 'INSERT' THEN NEW.version_id ELSE OLD.version_id END) AND v.published_at IS NOT NULL
      AND NOT (TG_OP = 'INSERT' AND v.xmin::text::bigint = txid_current() % 4294967296)
  ) THEN
    RAISE EXCEPTION 'the paragraphs of a published version never change' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER published_version_stays BEFORE UPDATE OR DELETE ON document_version
  FOR EACH ROW EXECUTE FUNCTION published_text_stays();
CREATE TRIGGER published_paragraph_stays BEFORE INSERT OR UPDATE OR DELETE ON paragraph
  FOR EACH ROW EXECUTE FUNCTION published_text_stays();
"""


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "consulted_document",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.CheckConstraint("title = btrim(title) AND title <> ''", name="titled"),
        sa.CheckConstraint("place > 0", name="place_positive"),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name="fk_consulted_document_consultation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_consulted_document"),
        sa.UniqueConstraint("consultation_id", "place", name="uq_consulted_document_consultation_id_place"),
    )
    op.create_table(
        "document_version",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("format", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("imported_by_id", sa.Integer(), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("format IN ('DOCX', 'HTML', 'MARKDOWN')", name="format_known"),
        sa.CheckConstraint("number > 0", name="number_positive"),
        sa.ForeignKeyConstraint(
            ["document_id"], ["consulted_document.id"], name="fk_document_version_document_id"
        ),
        sa.ForeignKeyConstraint(["imported_by_id"], ["person.id"], name="fk_document_version_imported_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_document_version"),
        sa.UniqueConstraint("document_id", "number", name="uq_document_version_document_id_number"),
    )
    op.create_table(
        "paragraph",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("anchor", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("html", sa.String(), nullable=False),
        sa.CheckConstraint("anchor ~ '^[a-z0-9]+(-[a-z0-9]+)*$'", name="anchor_is_a_slug"),
        sa.CheckConstraint("kind IN ('HEADING', 'ITEM', 'QUOTE', 'TABLE', 'TEXT')", name="kind_known"),
        sa.ForeignKeyConstraint(
            ["version_id"], ["document_version.id"], name="fk_paragraph_version_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_paragraph"),
        sa.UniqueConstraint("version_id", "anchor", name="uq_paragraph_version_id_anchor"),
        sa.UniqueConstraint("version_id", "place", name="uq_paragraph_version_id_place"),
    )
    op.create_index("ix_paragraph_anchor", "paragraph", ["anchor"])
    op.execute(NEVER_CHANGES)
    op.execute("GRANT SELECT ON consulted_document, document_version, paragraph TO civic_read")


def downgrade() -> None:
    """Drop them."""
    op.drop_table("paragraph")
    op.drop_table("document_version")
    op.drop_table("consulted_document")
    op.execute("DROP FUNCTION published_text_stays()")
