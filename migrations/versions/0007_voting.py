"""Keys, envelopes, links that wait in a mailbox."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

RIGHTS = """
REVOKE DELETE, TRUNCATE ON envelope, envelope_decision, edition_key FROM civic_app;
"""


def upgrade() -> None:
    """Make the tables. The application may not delete an envelope, whoever asks it to."""
    _keys()
    _envelopes()
    op.create_table(
        "voting_link",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column(
            "edition_id",
            sa.Integer(),
            sa.ForeignKey("edition.id", name="fk_voting_link_edition_id"),
            nullable=False,
        ),
        sa.Column("route", sa.String(), nullable=False),
        sa.Column("address_box", sa.LargeBinary(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("token_hash", name="pk_voting_link"),
    )
    op.create_index("ix_voting_link_expires_at", "voting_link", ["expires_at"])
    op.execute(RIGHTS)


def _keys() -> None:
    op.create_table(
        "edition_key",
        sa.Column(
            "edition_id",
            sa.Integer(),
            sa.ForeignKey("edition.id", name="fk_edition_key_edition_id"),
            nullable=False,
        ),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("wrapped_private", sa.LargeBinary(), nullable=True),
        sa.Column("voter_secret", sa.LargeBinary(), nullable=True),
        sa.Column("threshold", sa.SmallInteger(), nullable=False),
        sa.Column("members", sa.SmallInteger(), nullable=False),
        sa.Column("box_size", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rehearsed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("destroyed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("edition_id", name="pk_edition_key"),
        sa.CheckConstraint("threshold BETWEEN 1 AND members AND members <= 20", name="k_of_n"),
        sa.CheckConstraint("octet_length(public_key) = 32", name="public_key_is_x25519"),
        sa.CheckConstraint(
            "(destroyed_at IS NULL) = (wrapped_private IS NOT NULL AND voter_secret IS NOT NULL)",
            name="destroyed_is_empty",
        ),
    )
    op.create_table(
        "key_share_record",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("edition_id", "number", name="pk_key_share_record"),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["edition_key.edition_id"],
            name="fk_key_share_record_edition_id",
            ondelete="CASCADE",
        ),
    )


def _envelopes() -> None:
    op.create_table(
        "envelope",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column(
            "edition_id",
            sa.Integer(),
            sa.ForeignKey("edition.id", name="fk_envelope_edition_id"),
            nullable=False,
        ),
        sa.Column("voter_key", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("tracker", sa.String(), nullable=False),
        sa.Column("route", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("doubt", sa.String(), nullable=True),
        sa.Column("idempotency_key", sa.String(), nullable=False),
        sa.Column("contact_key", sa.LargeBinary(), nullable=True),
        sa.Column("contact_slot", sa.SmallInteger(), nullable=True),
        sa.Column("network_key", sa.LargeBinary(), nullable=True),
        sa.Column("cast_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changes", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_envelope"),
        sa.UniqueConstraint("edition_id", "voter_key", name="one_envelope_per_voter"),
        sa.UniqueConstraint("tracker", name="one_envelope_per_tracker"),
        sa.UniqueConstraint(
            "edition_id", "contact_key", "contact_slot", name="one_envelope_per_contact_slot"
        ),
        sa.CheckConstraint("octet_length(voter_key) = 32", name="voter_key_is_hmac"),
        sa.CheckConstraint("status IN ('VALID', 'QUARANTINED', 'ANNULLED')", name="status_known"),
        sa.CheckConstraint("doubt IN ('DISPUTED', 'AGE', 'BURST', 'DAMAGED', 'OTHER')", name="doubt_known"),
        sa.CheckConstraint("status = 'VALID' OR doubt IS NOT NULL", name="doubtful_has_a_doubt"),
        sa.CheckConstraint("cast_at = date_trunc('hour', cast_at, 'UTC')", name="cast_at_is_coarse"),
        sa.CheckConstraint("(contact_key IS NULL) = (contact_slot IS NULL)", name="contact_is_whole"),
    )
    op.create_index("ix_envelope_idempotency_key", "envelope", ["idempotency_key"])
    op.create_table(
        "envelope_decision",
        sa.Column("id", sa.Integer(), sa.Identity(always=True), nullable=False),
        sa.Column(
            "envelope_id",
            sa.BigInteger(),
            sa.ForeignKey("envelope.id", name="fk_envelope_decision_envelope_id"),
            nullable=False,
        ),
        sa.Column("to_status", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column(
            "proposed_by",
            sa.Integer(),
            sa.ForeignKey("person.id", name="fk_envelope_decision_proposed_by"),
            nullable=False,
        ),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "confirmed_by",
            sa.Integer(),
            sa.ForeignKey("person.id", name="fk_envelope_decision_confirmed_by"),
            nullable=True,
        ),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("may_vote_again", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_envelope_decision"),
        sa.CheckConstraint("to_status IN ('VALID', 'QUARANTINED', 'ANNULLED')", name="to_status_known"),
        sa.CheckConstraint("to_status = 'QUARANTINED' OR confirmed_by <> proposed_by", name="two_people"),
        sa.CheckConstraint("(confirmed_by IS NULL) = (confirmed_at IS NULL)", name="confirmed_is_whole"),
    )
    op.create_index("ix_envelope_decision_envelope_id", "envelope_decision", ["envelope_id"])


def downgrade() -> None:
    """Drop them."""
    for table in ("voting_link", "envelope_decision", "envelope", "key_share_record", "edition_key"):
        op.drop_table(table)
