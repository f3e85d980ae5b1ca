"""Links by e-mail: first the link, then the choice, so that no choice is ever kept waiting on the server."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import delete

from civic.budget.voting.models import VotingLink
from civic.budget.voting.rules import Paper, Refusal, email_identity
from civic.budget.voting.services import secrets
from civic.core import clock, limits
from civic.core.db import db, transaction
from civic.core.mail import queue_mail
from civic.core.refusal import Refused

PER_ADDRESS = limits.Limit("voting-link-address", 5, timedelta(hours=1))
PER_NETWORK = limits.Limit("voting-link-network", 2_000, timedelta(hours=1))
"""Far above what a library or a mobile operator's shared address sends; it stops a machine, not neighbours."""
LIFETIME = timedelta(hours=24)


@dataclass(frozen=True)
class Link:
    """A link that came back: the address it went to, the route it is for, and the hash that names it."""

    address: str
    route: str
    token_hash: bytes


def send_link(paper: Paper, route: str, typed: str, make_url: str, now: datetime | None = None) -> None:
    """Mail a link to the address somebody typed. ``make_url`` is the link's address with "TOKEN" in place of the token.

    Says nothing about whether the address has voted. Refused: not an address, too many links, voting is not on.
    """
    now = now or clock.now()
    address = _checked(typed)
    if not paper.opens <= now < paper.closes:
        raise Refused(
            Refusal.CLOSED if now >= paper.closes else Refusal.NOT_YET, opens=paper.opens, closes=paper.closes
        )
    if not limits.take(PER_ADDRESS, email_identity(address)) or not limits.take(
        PER_NETWORK, limits.network()
    ):
        raise Refused(Refusal.TOO_MANY_LINKS)
    token, expires = secrets.new_token(), min(now + LIFETIME, paper.closes)
    with transaction():
        db.session.execute(delete(VotingLink).where(VotingLink.expires_at < now - LIFETIME))
        db.session.add(
            VotingLink(
                token_hash=secrets.token_hash(token),
                edition_id=paper.edition_id,
                route=route,
                address_box=secrets.lock_address(token, address),
                expires_at=expires,
            )
        )
        queue_mail(address, "voting_link", url=make_url.replace("TOKEN", token), paper=paper, expires=expires)


def read_link(edition_id: int, token: str, now: datetime) -> Link:
    """The link with this token; Refused when it is unknown, expired or used."""
    row = db.session.get(VotingLink, secrets.token_hash(token))
    if row is None or row.edition_id != edition_id:
        raise Refused(Refusal.LINK_INVALID)
    if row.used_at is not None or row.address_box is None:
        raise Refused(Refusal.LINK_USED)
    if now >= row.expires_at:
        raise Refused(Refusal.LINK_EXPIRED)
    return Link(secrets.unlock_address(token, row.address_box), row.route, row.token_hash)


def _checked(typed: str) -> str:
    try:
        return validate_email(typed.strip(), check_deliverability=False).normalized
    except EmailNotValidError as error:
        raise Refused(Refusal.EMAIL_WRONG) from error
