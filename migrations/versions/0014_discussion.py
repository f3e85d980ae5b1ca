"""The discussion."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "comment",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("thread_id", sa.Integer(), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("office", sa.Boolean(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("shown_as", sa.String(), nullable=False),
        sa.Column("stance", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("masked", sa.String(), nullable=True),
        sa.Column("standing", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=True),
        sa.Column("wants_mail", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(standing = 'MASKED') = (masked IS NOT NULL)", name="masked_text_when_masked"),
        sa.CheckConstraint(
            "(standing = 'REMOVED') = (removed_at IS NOT NULL) AND (standing = 'REMOVED') = (text = '')",
            name="removed_is_empty",
        ),
        sa.CheckConstraint("shown_as IN ('INITIALS', 'NAME')", name="shown_as_known"),
        sa.CheckConstraint("stance IN ('AGAINST', 'FOR', 'NEUTRAL')", name="stance_known"),
        sa.CheckConstraint("standing IN ('HIDDEN', 'MASKED', 'REMOVED', 'SHOWN')", name="standing_known"),
        sa.CheckConstraint("(parent_id IS NULL) = (thread_id IS NULL)", name="below_in_a_thread"),
        sa.CheckConstraint("NOT office OR parent_id IS NOT NULL", name="office_answers"),
        sa.CheckConstraint("length(text) <= 2000", name="not_too_long"),
        sa.CheckConstraint("office OR unit_id IS NULL", name="unit_of_the_office"),
        sa.CheckConstraint("parent_id <> id AND thread_id <> id", name="not_below_itself"),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name="fk_comment_author_id"),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultation.id"], name="fk_comment_consultation_id"),
        sa.ForeignKeyConstraint(["parent_id"], ["comment.id"], name="fk_comment_parent_id"),
        sa.ForeignKeyConstraint(["thread_id"], ["comment.id"], name="fk_comment_thread_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["office_unit.id"], name="fk_comment_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_comment"),
        sa.UniqueConstraint("consultation_id", "author_id", "fingerprint", name="uq_comment_said_once"),
    )
    op.create_index("ix_comment_author_id", "comment", ["author_id"])
    op.create_index(
        "ix_comment_office", "comment", ["consultation_id", "thread_id"], postgresql_where=sa.text("office")
    )
    op.create_index("ix_comment_parent_id", "comment", ["parent_id", "id"])
    op.create_index("ix_comment_thread_id", "comment", ["thread_id"])
    op.create_index(
        "ix_comment_threads",
        "comment",
        ["consultation_id", "id"],
        postgresql_where=sa.text("parent_id IS NULL"),
    )
    op.create_table(
        "comment_moderation",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("rule", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("rule IN ('OFFENSIVE', 'PERSONAL_DATA', 'UNLAWFUL')", name="rule_known"),
        sa.CheckConstraint("verdict = 'LEAVE' OR reason ~ '[^[:space:]]'", name="reasoned"),
        sa.CheckConstraint("verdict IN ('HIDE', 'LEAVE', 'MASK', 'RESTORE', 'UPHOLD')", name="verdict_known"),
        sa.CheckConstraint("verdict NOT IN ('HIDE', 'MASK') OR rule IS NOT NULL", name="rule_named"),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name="fk_comment_moderation_by_id"),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name="fk_comment_moderation_comment_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["office_unit.id"], name="fk_comment_moderation_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_comment_moderation"),
    )
    op.create_index("ix_comment_moderation_comment_id", "comment_moderation", ["comment_id", "id"])
    op.create_table(
        "comment_report",
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("ground", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moderation_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "ground IN ('OFFENSIVE', 'OTHER', 'PERSONAL_DATA', 'UNLAWFUL')", name="ground_known"
        ),
        sa.CheckConstraint("length(words) <= 500", name="not_too_long"),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name="fk_comment_report_comment_id"),
        sa.ForeignKeyConstraint(
            ["moderation_id"], ["comment_moderation.id"], name="fk_comment_report_moderation_id"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_comment_report_person_id"),
        sa.PrimaryKeyConstraint("comment_id", "person_id", name="pk_comment_report"),
    )
    op.create_index("ix_comment_report_moderation_id", "comment_report", ["moderation_id"])
    op.create_index("ix_comment_report_person_id", "comment_report", ["person_id"])
    op.create_index(
        "ix_comment_report_waiting",
        "comment_report",
        ["comment_id"],
        postgresql_where=sa.text("moderation_id IS NULL"),
    )
    op.create_table(
        "comment_objection",
        sa.Column("moderation_id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("moderated_by_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("restored", sa.Boolean(), nullable=True),
        sa.CheckConstraint("text ~ '[^[:space:]]' AND length(text) <= 1000", name="said"),
        sa.CheckConstraint(
            "(decided_at IS NULL) = (decided_by_id IS NULL) AND (decided_at IS NULL) = (restored IS NULL)",
            name="decided_whole",
        ),
        sa.CheckConstraint("decided_by_id <> moderated_by_id", name="four_eyes"),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name="fk_comment_objection_comment_id"),
        sa.ForeignKeyConstraint(["decided_by_id"], ["person.id"], name="fk_comment_objection_decided_by_id"),
        sa.ForeignKeyConstraint(
            ["moderated_by_id"], ["person.id"], name="fk_comment_objection_moderated_by_id"
        ),
        sa.ForeignKeyConstraint(
            ["moderation_id"], ["comment_moderation.id"], name="fk_comment_objection_moderation_id"
        ),
        sa.PrimaryKeyConstraint("moderation_id", name="pk_comment_objection"),
    )
    op.create_index("ix_comment_objection_comment_id", "comment_objection", ["comment_id"])

    op.execute("REVOKE UPDATE, DELETE, TRUNCATE ON comment_moderation FROM civic_app")
    op.execute("REVOKE DELETE, TRUNCATE ON comment, comment_report, comment_objection FROM civic_app")


def downgrade() -> None:
    """Drop them."""
    op.drop_table("comment_objection")
    op.drop_table("comment_report")
    op.drop_table("comment_moderation")
    op.drop_table("comment")
