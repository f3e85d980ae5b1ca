"""Casting: the whole choice checked, sealed, and written as one row by one statement; the receipt comes from the row."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, text, update
from sqlalchemy.exc import IntegrityError

from civic.budget.voting import queries
from civic.budget.voting.models import VotingLink
from civic.budget.voting.rules import Choice, EnvelopeStatus, Paper, Refusal, box_size, encode, problems
from civic.budget.voting.services import secrets
from civic.budget.voting.services.routes import Identity
from civic.core import seal, web
from civic.core.db import db, transaction
from civic.core.mail import queue_mail
from civic.core.refusal import Refused

_TRIES = 5


@dataclass(frozen=True)
class Receipt:
    """What the voter gets. ``cast_at``: the hour, no finer. ``changed``: it replaced an earlier choice of the same person.
    ``waits``: two people will look at the envelope before it counts."""

    tracker: str
    cast_at: datetime
    channel: str
    changed: bool
    waits: bool


class TruncatedError(Exception):
    """The row read back is not what was sealed. It is rolled back, and nothing may be shown as cast."""


_CAST = text("""
WITH moment AS (SELECT coalesce(CAST(:now AS timestamptz), clock_timestamp()) AS at),
slot AS (
  SELECT CASE WHEN CAST(:contact_key AS bytea) IS NOT NULL THEN coalesce(
    (SELECT contact_slot FROM envelope WHERE edition_id = :edition_id AND voter_key = :voter_key AND contact_key = :contact_key),
    (SELECT coalesce(max(contact_slot), 0) + 1 FROM envelope WHERE edition_id = :edition_id AND contact_key = :contact_key)
  ) END AS number
)
INSERT INTO envelope AS mine (edition_id, voter_key, sealed, tracker, route, channel, status, doubt, idempotency_key,
                              contact_key, contact_slot, network_key, cast_at, changes)
SELECT :edition_id, :voter_key, :sealed, :tracker, :route, :channel, :status, :doubt, :once,
       CAST(:contact_key AS bytea), slot.number, CAST(:network_key AS bytea), date_trunc('hour', at, 'UTC'), 0
  FROM moment, slot
 WHERE at >= :opens AND at < :closes AND (slot.number IS NULL OR slot.number <= coalesce(:contact_limit, 32767))
ON CONFLICT ON CONSTRAINT one_envelope_per_voter DO UPDATE
   SET sealed = excluded.sealed, tracker = excluded.tracker, idempotency_key = excluded.idempotency_key,
       route = excluded.route, network_key = excluded.network_key, cast_at = excluded.cast_at, changes = mine.changes + 1
 WHERE :may_change AND mine.status <> 'ANNULLED' AND mine.route = excluded.route AND mine.channel = excluded.channel
   AND mine.idempotency_key <> excluded.idempotency_key
RETURNING id
""")


def cast(
    paper: Paper,
    choice: Choice,
    identity: Identity,
    *,
    once: str,
    now: datetime | None = None,
    network: str = "",
    key: queries.Key | None = None,
) -> Receipt:
    """Seal and keep one person's whole choice, or raise Refused.

    ``once`` names the page it was sent from: sent again, the same receipt comes back and nothing changes. A second
    ballot replaces the first where the edition allows it. Whether voting is on is decided by the database's clock in
    the statement itself (by ``now`` where it is given, for play and tests). ``key``: the edition's, if already read.
    """
    if found := problems(paper, choice):
        raise Refused(found[0].reason, **found[0].facts)
    key = key or queries.key(paper.edition_id)
    if key is None or key.voter_secret is None:
        raise Refused(Refusal.NO_KEY)
    casting = _Casting(paper, identity, once, now, secrets.VoterKeys(key.voter_secret))
    sealed = seal.seal(key.public_key, encode(choice), key.box_size or box_size(paper))
    for attempt in range(_TRIES):
        try:
            with transaction():
                return casting.write(sealed, network)
        except IntegrityError as error:
            if "one_envelope_per_contact_slot" not in str(error.orig) or attempt == _TRIES - 1:
                raise
    raise AssertionError("unreachable")


def already(paper: Paper, identity: Identity) -> Refused | None:
    """Why this person cannot cast a ballot, known before they choose: they have, and it may not be changed."""
    key = queries.key(paper.edition_id)
    if key is None or key.voter_secret is None:
        return Refused(Refusal.NO_KEY)
    mine = queries.envelope_of(paper.edition_id, secrets.VoterKeys(key.voter_secret).of(identity.text))
    changeable = paper.may_change and mine is not None and mine.route == identity.route
    if mine is None or (changeable and mine.status != EnvelopeStatus.ANNULLED):
        return None
    if mine.status == EnvelopeStatus.ANNULLED:
        return Refused(Refusal.ENVELOPE_ANNULLED)
    return Refused(Refusal.ALREADY_VOTED, when=mine.cast_at, channel=mine.channel)


def receipt_of(row: queries.Outside) -> Receipt:
    """The receipt of an envelope, computed from the row as the database gives it back."""
    if seal.tracker(row.sealed) != row.tracker:
        raise TruncatedError
    return Receipt(row.tracker, row.cast_at, row.channel, row.changes > 0, row.status != EnvelopeStatus.VALID)


@dataclass(frozen=True)
class _Casting:
    """One ballot on its way into the box."""

    paper: Paper
    identity: Identity
    once: str
    now: datetime | None
    keys: secrets.VoterKeys

    def write(self, sealed: bytes, network: str) -> Receipt:
        """Write the row, use up the link, queue the mail; the receipt of the row as read back.

        Where this very page had been cast before, nothing is written and its receipt comes back.
        """
        values = self._values(sealed, network)
        if db.session.execute(_CAST, values).first() is None:
            return receipt_of(self._cast_before())
        if self.identity.link is not None:
            used = update(VotingLink).where(
                VotingLink.token_hash == self.identity.link, VotingLink.used_at.is_(None)
            )
            mine = used.values(used_at=func.clock_timestamp(), address_box=None).returning(
                VotingLink.token_hash
            )
            if db.session.execute(mine).first() is None:
                raise Refused(Refusal.LINK_USED)
        if self.identity.mail_to:
            url = web.address("voting.tracker", edition=self.paper.slug)
            queue_mail(
                self.identity.mail_to, "voting_receipt", tracker=values["tracker"], paper=self.paper, url=url
            )
        row = queries.envelope_of(self.paper.edition_id, self.keys.of(self.identity.text))
        if row is None:
            raise TruncatedError
        return receipt_of(row)

    def _values(self, sealed: bytes, network: str) -> dict[str, object]:
        who = self.identity
        return {
            "voter_key": self.keys.of(who.text),
            "contact_key": self.keys.of(who.contact) if who.contact else None,
            "network_key": self.keys.of(f"network:{network}")[:8] if network else None,
            "edition_id": self.paper.edition_id,
            "sealed": sealed,
            "tracker": seal.tracker(sealed),
            "route": who.route,
            "channel": who.channel,
            "status": EnvelopeStatus.QUARANTINED if who.doubt else EnvelopeStatus.VALID,
            "doubt": who.doubt,
            "once": self.once,
            "contact_limit": who.contact_limit,
            "opens": self.paper.opens,
            "closes": self.paper.closes,
            "may_change": self.paper.may_change,
            "now": self.now,
        }

    def _cast_before(self) -> queries.Outside:
        """What the same page cast before; else the refusal that says why the statement wrote nothing."""
        mine = queries.envelope_of(self.paper.edition_id, self.keys.of(self.identity.text))
        if mine is not None and mine.idempotency_key == self.once:
            return mine
        now = self.now or queries.database_now()
        if now < self.paper.opens:
            raise Refused(Refusal.NOT_YET, opens=self.paper.opens)
        if now >= self.paper.closes:
            raise Refused(Refusal.CLOSED, closes=self.paper.closes)
        if mine is None:
            raise Refused(Refusal.CONTACT_LIMIT, limit=self.identity.contact_limit)
        if mine.status == EnvelopeStatus.ANNULLED:
            raise Refused(Refusal.ENVELOPE_ANNULLED)
        raise Refused(Refusal.ALREADY_VOTED, when=mine.cast_at, channel=mine.channel)
