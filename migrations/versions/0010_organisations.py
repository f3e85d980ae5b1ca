"""Organisations, publications with evidence, and the role of the Team for local initiatives."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


ROLES = (
    "'admin', 'advisory-member', 'animator', 'appeal-body-member', 'auditor', 'bip-editor', 'committee-member',"
    " 'coordinator', 'council-clerk', 'dpo', 'executive', 'finance', 'org-rep', 'point-clerk', 'verifier'"
)


def upgrade() -> None:
    """Make the tables, and let the new role be granted."""
    op.drop_constraint("ck_role_grant_role_known", "role_grant")
    op.create_check_constraint("role_known", "role_grant", f"role IN ({ROLES}, 'team-member')")
    op.create_table(
        "organisation",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("krs", sa.String(), nullable=True),
        sa.Column("register_number", sa.String(), nullable=False),
        sa.Column("seat", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('ASSOCIATION', 'CHURCH', 'COOPERATIVE', 'FOUNDATION', 'OTHER', 'SPORTS_CLUB')",
            name="kind_known",
        ),
        sa.CheckConstraint("krs ~ '^[0-9]{10}$'", name="krs_has_ten_digits"),
        sa.CheckConstraint("name = btrim(name) AND name <> ''", name="name_given"),
        sa.PrimaryKeyConstraint("id", name="pk_organisation"),
        sa.UniqueConstraint("krs", name="uq_organisation_krs"),
    )
    op.create_table(
        "representative",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("function", sa.String(), nullable=False),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("end_reason", sa.String(), nullable=False),
        sa.CheckConstraint(
            "(confirmed_at IS NULL) = (confirmed_by_id IS NULL)", name="confirmed_by_somebody"
        ),
        sa.CheckConstraint("confirmed_by_id <> person_id", name="not_by_oneself"),
        sa.CheckConstraint("end_reason = '' OR ended_at IS NOT NULL", name="reason_only_of_an_end"),
        sa.ForeignKeyConstraint(["confirmed_by_id"], ["person.id"], name="fk_representative_confirmed_by_id"),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name="fk_representative_organisation_id"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_representative_person_id"),
        sa.PrimaryKeyConstraint("organisation_id", "person_id", name="pk_representative"),
    )
    op.create_index("ix_representative_confirmed_by_id", "representative", ["confirmed_by_id"])
    op.create_index("ix_representative_person_id", "representative", ["person_id"])
    op.create_table(
        "publication",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("link", sa.String(), nullable=False),
        sa.Column("evidence_id", sa.Uuid(), nullable=True),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "channel IN ('BIP', 'CUSTOMARY', 'NOTICE_BOARD', 'OFFICIAL_JOURNAL', 'PRESS', 'WEBSITE')",
            name="channel_known",
        ),
        sa.CheckConstraint("withdrawn_at >= published_at", name="withdrawn_after_published"),
        sa.ForeignKeyConstraint(["evidence_id"], ["stored_file.id"], name="fk_publication_evidence_id"),
        sa.PrimaryKeyConstraint("id", name="pk_publication"),
    )
    op.create_index("ix_publication_subject", "publication", ["subject", "document", "id"])
    op.execute("GRANT SELECT ON organisation, publication TO civic_read")


def downgrade() -> None:
    """Drop them; nobody can keep a role that is not known any more."""
    op.execute("DELETE FROM role_grant WHERE role = 'team-member'")
    op.drop_constraint("ck_role_grant_role_known", "role_grant")
    op.create_check_constraint("role_known", "role_grant", f"role IN ({ROLES})")
    op.drop_table("publication")
    op.drop_table("representative")
    op.drop_table("organisation")
