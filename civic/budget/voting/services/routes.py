"""How somebody shows that they may vote. Every route answers the same question: who is this, as one text?

The text is keyed (HMAC) at once and forgotten; only the key is stored. Routes that are not here yet (SMS, PESEL with a
second fact, letters, a desk, the national login) plug in by an entry in ROUTES.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from civic.budget.editions.rules import Asked, IdentityMethod, IdentityRoute, Minors
from civic.budget.voting.rules import Refusal, Voter, email_identity, is_doubtful_age, person_identity
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

    def identity(self, route: IdentityRoute, claim: Claim, edition_id: int, now: datetime) -> Identity: ...


class Account:
    """Somebody signed in. The identity is the account's mailbox, so that the same person meets themselves on an e-mail link."""

    method = IdentityMethod.ACCOUNT
    asks: frozenset[Asked] = frozenset()

    def identity(self, route: IdentityRoute, claim: Claim, edition_id: int, now: datetime) -> Identity:
        """The mailbox of whoever is signed in."""
        if claim.actor is None:
            raise Refused(Refusal.SIGN_IN_FIRST)
        return Identity(email_identity(claim.actor.email), route.id, route.channel, mail_to=claim.actor.email)


class EmailLink:
    """Somebody who read a mail we sent. One ballot per mailbox, or per person and mailbox up to the route's limit."""

    method = IdentityMethod.EMAIL_LINK
    asks: frozenset[Asked] = frozenset()

    def identity(self, route: IdentityRoute, claim: Claim, edition_id: int, now: datetime) -> Identity:
        """The mailbox the link went to, with the person's name where several people may share one."""
        link = links.read_link(edition_id, claim.token, now)
        mailbox = email_identity(link.address)
        if (route.max_per_email or 1) == 1:
            return Identity(mailbox, route.id, route.channel, link=link.token_hash, mail_to=link.address)
        return Identity(
            f"{mailbox}|{person_identity(claim.voter.name)}", route.id, route.channel,
            contact=mailbox, contact_limit=route.max_per_email, link=link.token_hash, mail_to=link.address,
        )  # fmt: skip


class Declaration:
    """Somebody who gives a name and an address and declares to live there. Nothing else is known about them."""

    method = IdentityMethod.DECLARATION_ONLY
    asks = frozenset({Asked.NAME, Asked.ADDRESS})

    def identity(self, route: IdentityRoute, claim: Claim, edition_id: int, now: datetime) -> Identity:
        """The name at the address."""
        return Identity(person_identity(claim.voter.name, claim.voter.address), route.id, route.channel)


ROUTES: Mapping[IdentityMethod, Route] = {
    route.method: route for route in (Account(), EmailLink(), Declaration())
}


def adapter_of(route: IdentityRoute) -> Route | None:
    """The adapter of an edition's route; None where it needs one we do not have, or several together."""
    return ROUTES.get(route.methods[0]) if len(route.methods) == 1 else None


def asked_by(route: IdentityRoute, minors: Minors) -> frozenset[Asked]:
    """All that the page "Kim jesteś?" asks on this route. Age is asked where children need a guardian."""
    adapter = adapter_of(route)
    asks = set(route.asks) | (adapter.asks if adapter else frozenset())
    if adapter is ROUTES[IdentityMethod.EMAIL_LINK] and (route.max_per_email or 1) > 1:
        asks.add(Asked.NAME)
    if Asked.BIRTH_DATE in asks or max(minors.guardian_below, minors.consent_below) > 0:
        asks.add(Asked.AGE)
    return frozenset(asks - {Asked.BIRTH_DATE})


def identify(route: IdentityRoute, claim: Claim, edition_id: int, now: datetime) -> Identity:
    """Who this is, by the edition's route; Refused when the claim does not hold or the route is not one of ours."""
    adapter = adapter_of(route)
    if adapter is None:
        raise Refused(Refusal.NO_SUCH_ROUTE)
    identity = adapter.identity(route, claim, edition_id, now)
    return replace(identity, doubt="AGE") if is_doubtful_age(claim.voter.age) else identity
