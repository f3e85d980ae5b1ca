"""Tables of voting: the edition's key, sealed envelopes, links that wait in a mailbox, opened ballots."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Identity,
    Index,
    SmallInteger,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from civic.budget.voting.rules import DOUBTS, EnvelopeStatus
from civic.core.db import Base

_STATUSES = ", ".join(f"'{status}'" for status in EnvelopeStatus)
_DOUBTS = ", ".join(f"'{doubt}'" for doubt in DOUBTS)


class EditionKey(Base):
    """The key of one edition. The private half is stored wrapped only, and its wrapping secret is split among people.

    ``voter_secret`` makes voter keys and is itself wrapped under the installation's secret key, so that a stolen dump
    says not even who voted; both are destroyed with the edition. ``box_size``: bytes every choice is padded to, fixed
    when voting is opened. ``rehearsed_at``: when members last proved that their shares fit.
    """

    __tablename__ = "edition_key"
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), primary_key=True)
    public_key: Mapped[bytes]
    wrapped_private: Mapped[bytes | None]
    voter_secret: Mapped[bytes | None]
    threshold: Mapped[int] = mapped_column(SmallInteger)
    members: Mapped[int] = mapped_column(SmallInteger)
    box_size: Mapped[int | None]
    made_at: Mapped[datetime]
    rehearsed_at: Mapped[datetime | None]
    destroyed_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("threshold BETWEEN 1 AND members AND members <= 20", name="k_of_n"),
        CheckConstraint("octet_length(public_key) = 32", name="public_key_is_x25519"),
        CheckConstraint(
            "(destroyed_at IS NULL) = (wrapped_private IS NOT NULL AND voter_secret IS NOT NULL)",
            name="destroyed_is_empty",
        ),
    )


class KeyShareRecord(Base):
    """Who was handed which share. The share itself is shown once and never stored."""

    __tablename__ = "key_share_record"
    edition_id: Mapped[int] = mapped_column(
        ForeignKey("edition_key.edition_id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    holder: Mapped[str]


class Envelope(Base):
    """One person's sealed ballot. The outside says, under the edition's secret, who; the inside is sealed until the count.

    ``cast_at`` is cut down to the hour. ``idempotency_key`` belongs to one page "Sprawdź swój głos": the same page sent
    twice gives the same receipt. ``contact_slot`` numbers the ballots of one e-mail address. ``network_key``: a keyed
    hash of the network, a signal of bursts only. ``changes``: how often the voter replaced the choice.
    """

    __tablename__ = "envelope"
    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    voter_key: Mapped[bytes]
    sealed: Mapped[bytes]
    tracker: Mapped[str]
    route: Mapped[str]
    channel: Mapped[str]
    status: Mapped[str] = mapped_column(default=EnvelopeStatus.VALID)
    doubt: Mapped[str | None]
    idempotency_key: Mapped[str]
    contact_key: Mapped[bytes | None]
    contact_slot: Mapped[int | None] = mapped_column(SmallInteger)
    network_key: Mapped[bytes | None]
    cast_at: Mapped[datetime]
    changes: Mapped[int] = mapped_column(SmallInteger, default=0)

    __table_args__ = (
        UniqueConstraint("edition_id", "voter_key", name="one_envelope_per_voter"),
        UniqueConstraint("tracker", name="one_envelope_per_tracker"),
        UniqueConstraint("edition_id", "contact_key", "contact_slot", name="one_envelope_per_contact_slot"),
        Index("ix_envelope_idempotency_key", "idempotency_key"),
        CheckConstraint("octet_length(voter_key) = 32", name="voter_key_is_hmac"),
        CheckConstraint(f"status IN ({_STATUSES})", name="status_known"),
        CheckConstraint(f"doubt IN ({_DOUBTS})", name="doubt_known"),
        CheckConstraint("status = 'VALID' OR doubt IS NOT NULL", name="doubtful_has_a_doubt"),
        CheckConstraint("cast_at = date_trunc('hour', cast_at, 'UTC')", name="cast_at_is_coarse"),
        CheckConstraint("(contact_key IS NULL) = (contact_slot IS NULL)", name="contact_is_whole"),
    )


class EnvelopeDecision(Base):
    """One change of an envelope's status: proposed by one person with a reason, confirmed by another.

    Putting an envelope aside needs one person and is confirmed at once.
    """

    __tablename__ = "envelope_decision"
    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    envelope_id: Mapped[int] = mapped_column(ForeignKey("envelope.id"), index=True)
    to_status: Mapped[str]
    reason: Mapped[str]
    proposed_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    proposed_at: Mapped[datetime]
    confirmed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    confirmed_at: Mapped[datetime | None]
    may_vote_again: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (
        CheckConstraint(f"to_status IN ({_STATUSES})", name="to_status_known"),
        CheckConstraint("to_status = 'QUARANTINED' OR confirmed_by <> proposed_by", name="two_people"),
        CheckConstraint("(confirmed_by IS NULL) = (confirmed_at IS NULL)", name="confirmed_is_whole"),
    )


class VotingLink(Base):
    """A link somebody asked for. The mail holds the token; here is only its hash.

    ``address_box`` is the address under a key made from the token: nobody reads it until the link comes back. It is
    emptied when the ballot is cast.
    """

    __tablename__ = "voting_link"
    token_hash: Mapped[bytes] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    route: Mapped[str]
    address_box: Mapped[bytes | None]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    __table_args__ = (Index("ix_voting_link_expires_at", "expires_at"),)


class Ballot(Base):
    """An opened choice. Nothing ties it to an envelope: a random id, a shuffled place, no time.

    ``choice`` is {list: {project id: points}}, the project id as text.
    """

    __tablename__ = "ballot"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), index=True)
    channel: Mapped[str]
    area: Mapped[str]
    age_band: Mapped[str]
    sex: Mapped[str]
    choice: Mapped[dict[str, Any]] = mapped_column(JSONB)


class BallotOpening(Base):
    """That the envelopes of an edition were opened, once. ``shares``: the numbers of the shares that were given."""

    __tablename__ = "ballot_opening"
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), primary_key=True)
    opened_at: Mapped[datetime]
    opened_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    shares: Mapped[list[int]] = mapped_column(ARRAY(SmallInteger))
    envelopes: Mapped[int]
    annulled: Mapped[int]
    ballots: Mapped[int]

    __table_args__ = (CheckConstraint("ballots = envelopes", name="numbers_agree"),)
