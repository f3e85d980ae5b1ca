"""Envelopes somebody doubts: put aside, then released or annulled by two people, never opened, never deleted."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import select

from civic.budget.voting import queries
from civic.budget.voting.models import Envelope, EnvelopeDecision
from civic.budget.voting.rules import (
    EnvelopeStatus,
    Refusal,
    email_identity,
    person_identity,
    why_not_annul,
    why_not_confirm,
)
from civic.budget.voting.services import secrets
from civic.core import clock
from civic.core.audit import Event, record
from civic.core.db import db, transaction
from civic.core.refusal import Refused


@dataclass(frozen=True, kw_only=True)
class EnvelopePutAside(Event):
    """An envelope waits for a decision."""

    doubt: str


@dataclass(frozen=True, kw_only=True)
class EnvelopeDecisionProposed(Event):
    """One person proposed what should become of an envelope that was put aside."""

    to_status: str


@dataclass(frozen=True, kw_only=True)
class EnvelopeDecided(Event):
    """A second person confirmed."""

    to_status: str
    proposed_by: int
    may_vote_again: bool


def find_by_data(edition_id: int, email: str, name: str, address: str) -> str | None:
    """The number of the envelope cast with somebody's data, or None. The data are keyed and forgotten."""
    key = queries.key(edition_id)
    if key is None or key.voter_secret is None:
        raise Refused(Refusal.NO_KEY)
    keys = secrets.VoterKeys(key.voter_secret)
    mailbox = email_identity(email) if email else ""
    identities = [
        mailbox,
        f"{mailbox}|{person_identity(name)}" if mailbox and name else "",
        person_identity(name, address) if name else "",
    ]
    for identity in identities:
        mine = queries.envelope_of(edition_id, keys.of(identity)) if identity else None
        if mine is not None:
            return mine.tracker
    return None


def put_aside(
    edition_id: int, tracker: str, doubt: str, reason: str, *, actor_id: int, now: datetime | None = None
) -> int:
    """Put an envelope aside so that it is not opened until two people have decided; its id."""
    now = now or clock.now()
    with transaction():
        envelope = _locked(edition_id, tracker)
        if refusal := why_not_annul(
            EnvelopeStatus(envelope.status), EnvelopeStatus.QUARANTINED, reason, queries.opened(edition_id)
        ):
            raise Refused(refusal)
        envelope.status, envelope.doubt = EnvelopeStatus.QUARANTINED, doubt
        db.session.add(
            EnvelopeDecision(
                envelope_id=envelope.id, to_status=EnvelopeStatus.QUARANTINED, reason=reason.strip(),
                proposed_by=actor_id, proposed_at=now, confirmed_by=actor_id, confirmed_at=now,
            )
        )  # fmt: skip
        record(
            EnvelopePutAside(
                subject=f"envelope:{envelope.id}", actor_id=actor_id, doubt=doubt, reason=reason.strip()
            )
        )
        return envelope.id


def propose(
    edition_id: int, tracker: str, to: EnvelopeStatus, reason: str, *, actor_id: int,
    may_vote_again: bool = False, now: datetime | None = None,
) -> int:  # fmt: skip
    """Propose to release or annul an envelope; the decision's id. ``may_vote_again``: whoever was impersonated may vote."""
    with transaction():
        envelope = _locked(edition_id, tracker)
        refusal = why_not_annul(EnvelopeStatus(envelope.status), to, reason, queries.opened(edition_id))
        if refusal or to is EnvelopeStatus.QUARANTINED:
            raise Refused(refusal or Refusal.NOT_VALID_NOW)
        decision = EnvelopeDecision(
            envelope_id=envelope.id, to_status=to, reason=reason.strip(), proposed_by=actor_id,
            proposed_at=now or clock.now(), may_vote_again=may_vote_again and to is EnvelopeStatus.ANNULLED,
        )  # fmt: skip
        db.session.add(decision)
        record(
            EnvelopeDecisionProposed(
                subject=f"envelope:{envelope.id}", actor_id=actor_id, to_status=to, reason=reason.strip()
            )
        )
        db.session.flush()
        return decision.id


def confirm(edition_id: int, tracker: str, *, actor_id: int, now: datetime | None = None) -> EnvelopeStatus:
    """Confirm what another person proposed last about this envelope, and do it; the envelope's new status.

    An annulled envelope stays in the box, unopened. Where its voter may vote again, its voter key is spent.
    """
    with transaction():
        envelope = _locked(edition_id, tracker)
        decision = db.session.scalars(
            select(EnvelopeDecision)
            .where(EnvelopeDecision.envelope_id == envelope.id, EnvelopeDecision.confirmed_by.is_(None))
            .order_by(EnvelopeDecision.id.desc())
        ).first()
        waiting = decision is not None and envelope.status == EnvelopeStatus.QUARANTINED
        refusal = why_not_confirm(
            decision.proposed_by if decision and waiting else None, actor_id, queries.opened(edition_id)
        )
        if refusal or decision is None:
            raise Refused(refusal or Refusal.NOTHING_PROPOSED)
        decision.confirmed_by, decision.confirmed_at = actor_id, now or clock.now()
        envelope.status = decision.to_status
        if decision.may_vote_again:
            envelope.voter_key = sha256(envelope.voter_key + str(envelope.id).encode()).digest()
        record(
            EnvelopeDecided(
                subject=f"envelope:{envelope.id}", actor_id=actor_id, to_status=decision.to_status,
                proposed_by=decision.proposed_by, may_vote_again=decision.may_vote_again, reason=decision.reason,
            )
        )  # fmt: skip
        return EnvelopeStatus(envelope.status)


def _locked(edition_id: int, tracker: str) -> Envelope:
    return db.session.scalars(
        select(Envelope)
        .where(Envelope.edition_id == edition_id, Envelope.tracker == tracker)
        .with_for_update()
    ).one()
