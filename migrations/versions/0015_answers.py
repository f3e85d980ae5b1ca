"""Answers to remarks, topics, opinions of advisory bodies."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

FROZEN = """
CREATE FUNCTION refuse_answer_after_report() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  of_consultation integer;
BEGIN
  IF TG_TABLE_NAME = 'answer_remark' THEN
    SELECT consultation_id INTO of_consultation FROM answer
      WHERE id = CASE TG_OP WHEN 'DELETE' THEN OLD.answer_id ELSE NEW.answer_id END;
  ELSE
    of_consultation := CASE TG_OP WHEN 'DELETE' THEN OLD.consultation_id ELSE NEW.consultation_id END;
  END IF;
  IF EXISTS (SELECT FROM consultation WHERE id = of_consultation AND status IN ('ARCHIVED', 'DECIDED', 'REPORT_PUBLISHED')) THEN
    RAISE EXCEPTION 'the report of consultation % is published', of_consultation USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER answer_stays BEFORE INSERT OR UPDATE OR DELETE ON answer
  FOR EACH ROW EXECUTE FUNCTION refuse_answer_after_report();
CREATE TRIGGER answer_remark_stays BEFORE INSERT OR UPDATE OR DELETE ON answer_remark
  FOR EACH ROW EXECUTE FUNCTION refuse_answer_after_report();
CREATE TRIGGER body_opinion_stays BEFORE INSERT OR UPDATE OR DELETE ON body_opinion
  FOR EACH ROW EXECUTE FUNCTION refuse_answer_after_report();
"""


def upgrade() -> None:
    """Make the tables. Once the report is published, answers and opinions of bodies stay as they are."""
    op.create_table(
        "answering",
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("reasons_always", sa.Boolean(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name="fk_answering_consultation_id"
        ),
        sa.PrimaryKeyConstraint("consultation_id", name="pk_answering"),
    )
    op.create_table(
        "answer_topic",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.CheckConstraint("name = btrim(name) AND name <> '' AND length(name) <= 120", name="named"),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name="fk_answer_topic_consultation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_answer_topic"),
    )
    op.create_index(
        "uq_answer_topic_name",
        "answer_topic",
        ["consultation_id", sa.literal_column("lower(name)")],
        unique=True,
    )
    op.create_table(
        "remark_sorting",
        sa.Column("remark_id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["remark_id"], ["remark.id"], name="fk_remark_sorting_remark_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["topic_id"], ["answer_topic.id"], name="fk_remark_sorting_topic_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["office_unit.id"], name="fk_remark_sorting_unit_id"),
        sa.PrimaryKeyConstraint("remark_id", name="pk_remark_sorting"),
    )
    op.create_index("ix_remark_sorting_topic_id", "remark_sorting", ["topic_id"])
    op.create_index("ix_remark_sorting_unit_id", "remark_sorting", ["unit_id"])
    op.create_table(
        "answer",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("decision", sa.String(), nullable=True),
        sa.Column("reasons", sa.String(), nullable=False),
        sa.Column("reasons_needed", sa.Boolean(), nullable=False),
        sa.Column("change", sa.String(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=True),
        sa.Column("anchor", sa.String(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approved_by_id", sa.Integer(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state = 'APPROVED') = (approved_by_id IS NOT NULL) AND (state = 'APPROVED') = (approved_at IS NOT NULL)",
            name="approved_by_somebody",
        ),
        sa.CheckConstraint(
            "decision IN ('ACCEPTED', 'NOTED', 'OUT_OF_SCOPE', 'PARTLY', 'REJECTED')", name="decision_known"
        ),
        sa.CheckConstraint("state = 'DRAFT' OR decision IS NOT NULL", name="decided_once_handed_over"),
        sa.CheckConstraint(
            "state = 'DRAFT' OR reasons ~ '[^[:space:]]' OR (decision = 'ACCEPTED' AND NOT reasons_needed)",
            name="reasoned_once_handed_over",
        ),
        sa.CheckConstraint("state IN ('APPROVED', 'DRAFT', 'WAITING')", name="state_known"),
        sa.CheckConstraint("anchor IS NULL OR version_id IS NOT NULL", name="anchor_in_a_version"),
        sa.CheckConstraint("approved_by_id <> written_by_id", name="four_eyes"),
        sa.CheckConstraint("length(reasons) <= 10000 AND length(change) <= 4000", name="not_too_long"),
        sa.CheckConstraint("version > 0", name="version_positive"),
        sa.ForeignKeyConstraint(["approved_by_id"], ["person.id"], name="fk_answer_approved_by_id"),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultation.id"], name="fk_answer_consultation_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["office_unit.id"], name="fk_answer_unit_id"),
        sa.ForeignKeyConstraint(["version_id"], ["document_version.id"], name="fk_answer_version_id"),
        sa.ForeignKeyConstraint(["written_by_id"], ["person.id"], name="fk_answer_written_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_answer"),
    )
    op.create_index("ix_answer_consultation_id_state", "answer", ["consultation_id", "state"])
    op.create_index("ix_answer_unit_id", "answer", ["unit_id"])
    op.create_index("ix_answer_version_id", "answer", ["version_id"])
    op.create_table(
        "answer_remark",
        sa.Column("remark_id", sa.Integer(), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["answer_id"], ["answer.id"], name="fk_answer_remark_answer_id"),
        sa.ForeignKeyConstraint(["remark_id"], ["remark.id"], name="fk_answer_remark_remark_id"),
        sa.PrimaryKeyConstraint("remark_id", name="pk_answer_remark"),
    )
    op.create_index("ix_answer_remark_answer_id", "answer_remark", ["answer_id"])
    op.create_table(
        "answer_sent",
        sa.Column("opinion_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["opinion_id"], ["opinion.id"], name="fk_answer_sent_opinion_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("opinion_id", name="pk_answer_sent"),
    )
    op.create_table(
        "body_opinion",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("delivered_on", sa.Date(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("said", sa.String(), nullable=True),
        sa.Column("document_number", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.CheckConstraint("body = btrim(body) AND body <> ''", name="named"),
        sa.CheckConstraint(
            "said IN ('NEGATIVE', 'NO_OPINION', 'POSITIVE', 'POSITIVE_WITH_REMARKS')", name="said_known"
        ),
        sa.CheckConstraint("(answered_on IS NULL) = (said IS NULL)", name="said_on_a_day"),
        sa.CheckConstraint("answered_on >= delivered_on", name="delivered_first"),
        sa.CheckConstraint("days > 0", name="days_positive"),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name="fk_body_opinion_consultation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_body_opinion"),
    )
    op.create_index(
        "uq_body_opinion_body",
        "body_opinion",
        ["consultation_id", sa.literal_column("lower(body)")],
        unique=True,
    )
    op.execute("GRANT SELECT ON answer_topic, answer, answer_remark, body_opinion, answering TO civic_read")
    op.execute(FROZEN)


def downgrade() -> None:
    """Drop them."""
    op.drop_table("body_opinion")
    op.drop_table("answer_sent")
    op.drop_table("answer_remark")
    op.drop_table("answer")
    op.drop_table("remark_sorting")
    op.drop_table("answer_topic")
    op.drop_table("answering")
    op.execute("DROP FUNCTION refuse_answer_after_report()")
