"""How somebody shows that they may vote. Every route answers the same question: who is this, as one text?

The text is keyed (HMAC) at once and forgotten; only the key is stored. Routes that are not here yet (SMS, PESEL with a
second fact, letters, a desk, the national login) plug in by an entry in ROUTES.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from civic.budget.editions.rules import Asked, IdentityMethod, IdentityRoute
from civic.budget.voting.rules import Paper, Refusal, Voter, email_identity, is_doubtful_age, person_identity
from civic.budget.voting.services import links
from civic.core.access import Actor
from civic.core.refusal import Refused


@dataclass(frozen=True)
class Claim:
    """What somebody brings: what they typed, who is signed in, the token of a mailed link."""

    voter: Voter
    actor: Actor | None = None
    token: str = ""


@dataclass(frozen=True)
class Identity:
    """Who votes, established by a route. ``text`` is keyed and forgotten.

    ``contact``: the text of the address a ballot was made from, where one address may serve several people, at most
    ``contact_limit`` of them (None: any number). ``link``: the hash of a link that is used up by casting. ``mail_to``:
    where the receipt goes.
    """

    text: str
    route: str
    channel: str = "ONLINE"
    contact: str | None = None
    contact_limit: int | None = None
    link: bytes | None = None
    mail_to: str | None = None
    doubt: str | None = None


class Route(Protocol):
    """One way to establish an identity. Raises Refused when the claim does not hold."""

    method: IdentityMethod
    asks: frozenset[Asked]
    """What it cannot do without, whatever else the edition asks."""

    def identity(self, route: IdentityRoute, claim: Claim, paper: Paper, now: datetime) -> Identity: ...


class Account:
    """Somebody signed in. The identity is the account's mailbox, so that the same person meets themselves on an e-mail link."""

    method = IdentityMethod.ACCOUNT
    asks: frozenset[Asked] = frozenset()

    def identity(self, route: IdentityRoute, claim: Claim, paper: Paper, now: datetime) -> Identity:
        """The mailbox of whoever is signed in."""
        if claim.actor is None:
            raise Refused(Refusal.SIGN_IN_FIRST)
        return _of_mailbox(route, claim, paper, claim.actor.email)


class EmailLink:
    """Somebody who read a mail we sent. One ballot per mailbox, or per person and mailbox up to the edition's limit."""

    method = IdentityMethod.EMAIL_LINK
    asks: frozenset[Asked] = frozenset()

    def identity(self, route: IdentityRoute, claim: Claim, paper: Paper, now: datetime) -> Identity:
        """The mailbox the link went to."""
        link = links.read_link(paper.edition_id, claim.token, now)
        return replace(_of_mailbox(route, claim, paper, link.address), link=link.token_hash)


class Declaration:
    """Somebody who gives a name and an address and declares to live there. Nothing else is known about them."""

    method = IdentityMethod.DECLARATION_ONLY
    asks = frozenset({Asked.NAME, Asked.ADDRESS})

    def identity(self, route: IdentityRoute, claim: Claim, paper: Paper, now: datetime) -> Identity:
        """The name at the address."""
        return Identity(person_identity(claim.voter.name, claim.voter.address), route.id, route.channel)


ROUTES: Mapping[IdentityMethod, Route] = {
    route.method: route for route in (Account(), EmailLink(), Declaration())
}


def adapter_of(route: IdentityRoute) -> Route | None:
    """The adapter of an edition's route; None where it needs one we do not have, or several together."""
    return ROUTES.get(route.methods[0]) if len(route.methods) == 1 else None


def asked_by(route: IdentityRoute, paper: Paper) -> frozenset[Asked]:
    """All that the page "Kim jesteś?" asks on this route. Age is asked where children need a guardian."""
    adapter = adapter_of(route)
    asks = set(route.asks) | (adapter.asks if adapter else frozenset())
    if paper.by_name:
        asks |= {Asked.NAME, Asked.ADDRESS}
    elif paper.per_mailbox > 1:
        asks.add(Asked.NAME)
    if Asked.BIRTH_DATE in asks or max(paper.minors.guardian_below, paper.minors.consent_below) > 0:
        asks.add(Asked.AGE)
    return frozenset(asks - {Asked.BIRTH_DATE})


def identify(route: IdentityRoute, claim: Claim, paper: Paper, now: datetime) -> Identity:
    """Who this is, by the edition's route; Refused when the claim does not hold or the route is not one of ours."""
    adapter = adapter_of(route)
    if adapter is None:
        raise Refused(Refusal.NO_SUCH_ROUTE)
    identity = adapter.identity(route, claim, paper, now)
    return replace(identity, doubt="AGE") if is_doubtful_age(claim.voter.age) else identity


def _of_mailbox(route: IdentityRoute, claim: Claim, paper: Paper, address: str) -> Identity:
    """Somebody of a mailbox: the mailbox itself where it has one ballot, else the person, counted against its limit."""
    mailbox = email_identity(address)
    if not paper.by_name and paper.per_mailbox == 1:
        return Identity(mailbox, route.id, route.channel, mail_to=address)
    person = person_identity(claim.voter.name, claim.voter.address if paper.by_name else "")
    return Identity(
        person if paper.by_name else f"{mailbox}|{person}", route.id, route.channel,
        contact=mailbox, contact_limit=paper.per_mailbox, mail_to=address,
    )  # fmt: skip
