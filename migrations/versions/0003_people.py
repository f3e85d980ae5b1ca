"""People, what waits for their mailboxes, office units and granted roles."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ROLES = (
    "'org-rep', 'coordinator', 'verifier', 'appeal-body-member', 'committee-member', 'council-clerk',"
    " 'point-clerk', 'animator', 'advisory-member', 'bip-editor', 'dpo', 'finance', 'executive', 'auditor', 'admin'"
)


def moment(name: str, *, nullable: bool = True) -> sa.Column:
    """A point in time."""
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=True),
        moment("confirmed_at"),
        sa.Column("session_version", sa.Integer(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("privacy_version", sa.String(), nullable=True),
        moment("created_at", nullable=False),
        moment("closed_at"),
        sa.CheckConstraint("(email IS NULL) = (closed_at IS NOT NULL)", name="only_closed_without_email"),
        sa.CheckConstraint(
            "closed_at IS NULL OR (name = '' AND password_hash IS NULL)", name="closed_is_empty"
        ),
        sa.CheckConstraint("lang IN ('pl', 'en')", name="lang_known"),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
    )
    op.create_index("uq_person_email", "person", [sa.text("lower(email)")], unique=True)
    op.create_table(
        "account_request",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("password_hash", sa.String(), nullable=True),
        sa.Column("privacy_version", sa.String(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        moment("requested_at", nullable=False),
        moment("expires_at", nullable=False),
        moment("used_at"),
        sa.CheckConstraint("purpose IN ('sign-up', 'again', 'reset')", name="purpose_known"),
        sa.CheckConstraint(
            "(purpose = 'sign-up') = (name IS NOT NULL AND password_hash IS NOT NULL AND privacy_version IS NOT NULL)",
            name="sign_up_is_whole",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_account_request_person_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_account_request"),
        sa.UniqueConstraint("key", name="uq_account_request_key"),
    )
    op.create_index("ix_account_request_email", "account_request", [sa.text("lower(email)")])
    op.create_table(
        "ended_session",
        sa.Column("key", sa.String(), nullable=False),
        moment("until", nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_ended_session"),
    )
    op.create_table(
        "office_unit",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        moment("closed_at"),
        sa.CheckConstraint("parent_id <> id", name="not_its_own_parent"),
        sa.ForeignKeyConstraint(["parent_id"], ["office_unit.id"], name="fk_office_unit_parent_id"),
        sa.PrimaryKeyConstraint("id", name="pk_office_unit"),
        sa.UniqueConstraint(
            "parent_id", "name", name="uq_office_unit_parent_id_name", postgresql_nulls_not_distinct=True
        ),
    )
    op.create_table(
        "role_grant",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("edition_id", sa.Integer(), nullable=True),
        moment("granted_at", nullable=False),
        sa.CheckConstraint(f"role IN ({ROLES})", name="role_known"),
        sa.CheckConstraint(
            "role <> 'admin' OR (unit_id IS NULL AND edition_id IS NULL)", name="admin_is_for_all"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_role_grant_person_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["office_unit.id"], name="fk_role_grant_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_role_grant"),
        sa.UniqueConstraint(
            "person_id", "role", "unit_id", "edition_id",
            name="uq_role_grant_person_id_role_unit_id_edition_id",
            postgresql_nulls_not_distinct=True,
        ),
    )  # fmt: skip


def downgrade() -> None:
    """Drop them."""
    for table in ("role_grant", "office_unit", "ended_session", "account_request", "person"):
        op.drop_table(table)
