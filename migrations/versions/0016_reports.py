"""Reports of consultations, frozen once they are published."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

FROZEN = """
CREATE FUNCTION refuse_change_of_published_report() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'report' THEN
    IF OLD.published_at IS NULL THEN
      RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    RAISE EXCEPTION 'the report of consultation % is published', OLD.consultation_id USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF EXISTS (SELECT FROM report WHERE consultation_id = NEW.consultation_id AND published_at IS NOT NULL) THEN
    RAISE EXCEPTION 'the report of consultation % is published', NEW.consultation_id USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER report_stays BEFORE UPDATE OR DELETE ON report
  FOR EACH ROW EXECUTE FUNCTION refuse_change_of_published_report();
CREATE TRIGGER report_remark_comes_before_publication BEFORE INSERT ON report_remark
  FOR EACH ROW EXECUTE FUNCTION refuse_change_of_published_report();
CREATE TRIGGER report_remark_rows_stay BEFORE UPDATE OR DELETE ON report_remark
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
REVOKE UPDATE, DELETE, TRUNCATE ON report_remark, report_file FROM civic_app;
REVOKE DELETE, TRUNCATE ON report FROM civic_app;
"""


def upgrade() -> None:
    """Make the tables. A published report, its remarks and its files stay as they are."""
    op.add_column("consultation", sa.Column("report_published_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "report",
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("course", sa.String(), nullable=False),
        sa.Column("participants", sa.String(), nullable=False),
        sa.Column("changes", sa.String(), nullable=False),
        sa.Column("cost_note", sa.String(), nullable=False),
        sa.Column("saved_by_id", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by_id", sa.Integer(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("document_number", sa.String(), nullable=False),
        sa.Column("contents", JSONB(), nullable=True),
        sa.CheckConstraint(
            "(published_at IS NULL) = (published_by_id IS NULL) AND (published_at IS NULL) = (contents IS NULL) AND (published_at IS NULL) = (document_number = '')",
            name="whole_once_published",
        ),
        sa.CheckConstraint("version > 0", name="version_positive"),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultation.id"], name="fk_report_consultation_id"),
        sa.ForeignKeyConstraint(["published_by_id"], ["person.id"], name="fk_report_published_by_id"),
        sa.ForeignKeyConstraint(["saved_by_id"], ["person.id"], name="fk_report_saved_by_id"),
        sa.PrimaryKeyConstraint("consultation_id", name="pk_report"),
    )
    op.create_table(
        "report_remark",
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("author_kind", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("quote", sa.String(), nullable=False),
        sa.Column("proposed", sa.String(), nullable=True),
        sa.Column("masked", sa.Boolean(), nullable=False),
        sa.Column("decision", sa.String(), nullable=True),
        sa.Column("reasons", sa.String(), nullable=False),
        sa.Column("change", sa.String(), nullable=False),
        sa.Column("change_place", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.CheckConstraint("late OR decision IS NOT NULL", name="answered"),
        sa.CheckConstraint("number > 0", name="number_positive"),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["report.consultation_id"], name="fk_report_remark_consultation_id"
        ),
        sa.PrimaryKeyConstraint("consultation_id", "number", name="pk_report_remark"),
    )
    op.create_index("ix_report_remark_late", "report_remark", ["consultation_id", "late", "number"])
    op.create_table(
        "report_making",
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("state IN ('DONE', 'FAILED', 'RUNNING', 'WAITING')", name="state_known"),
        sa.CheckConstraint("done >= 0 AND done <= total", name="done_of_total"),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["report.consultation_id"], name="fk_report_making_consultation_id"
        ),
        sa.PrimaryKeyConstraint("consultation_id", name="pk_report_making"),
    )
    op.create_table(
        "report_file",
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("format", sa.String(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=True),
        sa.Column("last", sa.Integer(), nullable=True),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("format IN ('CSV', 'JSON', 'PDF', 'XLSX')", name="format_known"),
        sa.CheckConstraint("part IN ('ALL', 'LATE', 'MAIN', 'REMARKS')", name="part_known"),
        sa.CheckConstraint("place > 0", name="place_positive"),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["report.consultation_id"], name="fk_report_file_consultation_id"
        ),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name="fk_report_file_file_id"),
        sa.PrimaryKeyConstraint("consultation_id", "place", name="pk_report_file"),
        sa.UniqueConstraint("file_id", name="uq_report_file_file_id"),
    )
    op.execute("GRANT SELECT ON report, report_remark, report_file TO civic_read")
    op.execute(FROZEN)


def downgrade() -> None:
    """Drop them."""
    op.drop_table("report_file")
    op.drop_table("report_making")
    op.drop_table("report_remark")
    op.drop_table("report")
    op.execute("DROP FUNCTION refuse_change_of_published_report()")
    op.drop_column("consultation", "report_published_at")
