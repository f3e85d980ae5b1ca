"""Who may vote: a declared resident of any age (polish-rules 1.4), a child through a guardian by the edition's rule."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from civic.budget.editions.rules import Asked, IdentityMethod, IdentityRoute, Minors
from civic.budget.voting.rules.paper import Refusal

OLDEST = 110
"""Above that an envelope waits until two people have looked into it (Wrocław 2025: voters "aged 200")."""
HIGHEST_TYPED = 130

AGE_BANDS = {
    12: "0-12",
    17: "13-17",
    24: "18-24",
    34: "25-34",
    44: "35-44",
    54: "45-54",
    64: "55-64",
    74: "65-74",
    999: "75+",
}
"""The last age of each band -> the band."""


@dataclass(frozen=True)
class Voter:
    """What the page "Kim jesteś?" asked, as typed. ``age``: full years; ``guardian``: name of whoever acts for a child;
    ``consent``: that a guardian agrees, where the city asks for it of older children."""

    declared: bool
    age: int | None = None
    guardian: str = ""
    consent: bool = False
    name: str = ""
    address: str = ""
    sex: str = ""


def why_not_vote(voter: Voter, minors: Minors, asks: frozenset[Asked]) -> tuple[Refusal, ...]:
    """Everything still missing before this person may vote; nobody is ever too young (courts void age limits)."""
    found = []
    if Asked.NAME in asks and len(voter.name.split()) < 2:
        found.append(Refusal.NAME_MISSING)
    if Asked.ADDRESS in asks and not re.search(r"\d", voter.address):
        found.append(Refusal.ADDRESS_MISSING)
    if Asked.AGE in asks:
        found += _why_not_age(voter, minors)
    if not voter.declared:
        found.append(Refusal.NO_DECLARATION)
    return tuple(found)


def _why_not_age(voter: Voter, minors: Minors) -> list[Refusal]:
    if voter.age is None:
        return [Refusal.AGE_MISSING]
    if not 0 <= voter.age <= HIGHEST_TYPED:
        return [Refusal.AGE_IMPOSSIBLE]
    if voter.age < minors.guardian_below:
        return [] if len(voter.guardian.split()) >= 2 else [Refusal.GUARDIAN_REQUIRED]
    if voter.age < minors.consent_below:
        return [] if voter.consent else [Refusal.CONSENT_REQUIRED]
    return []


def age_band(age: int | None) -> str:
    """The band an age falls into; empty where it was not asked."""
    return "" if age is None else next(band for last, band in AGE_BANDS.items() if age <= last)


def is_doubtful_age(age: int | None) -> bool:
    """Whether somebody has to look before the envelope counts."""
    return age is not None and age > OLDEST


_KNOWN_BY: Mapping[tuple[IdentityMethod, ...], str] = {
    (IdentityMethod.ACCOUNT,): "mailbox",
    (IdentityMethod.EMAIL_LINK,): "mailbox",
    (IdentityMethod.DECLARATION_ONLY,): "person",
}


def known_by_name(routes: Iterable[IdentityRoute]) -> bool:
    """Whether every way to vote must ask for name and address: the ways would else know one person by different facts,
    and that person could use two of them. Ways that all know the mailbox, one ballot each, need no more."""
    bases = set()
    for route in routes:
        shared = IdentityMethod.EMAIL_LINK in route.methods and (route.max_per_email or 1) > 1
        bases.add("mailbox shared by name" if shared else _KNOWN_BY.get(route.methods, str(route.methods)))
    return len(bases) > 1


def email_identity(email: str) -> str:
    """One mailbox, however it is written: no case, no "+tag", no dots where the provider ignores them."""
    user, _, host = unicodedata.normalize("NFKC", email).strip().casefold().rpartition("@")
    user = user.partition("+")[0] or user
    host = {"googlemail.com": "gmail.com"}.get(host, host)
    if host == "gmail.com":
        user = user.replace(".", "")
    return f"email:{user}@{host}"


_STREET_WORDS = re.compile(r"\b(ul|ulica|al|aleja|aleje|os|osiedle|pl|plac|m|mieszkanie|lok|lokal|nr)\b\.?")
_FOLD = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ß": "ss"})


def person_identity(name: str, address: str = "") -> str:
    """One person at one address, however it is written: no case, accents, punctuation, street words or order of names."""
    return f"person:{' '.join(sorted(_words(name)))}|{' '.join(_words(_STREET_WORDS.sub(' ', address.casefold())))}"


def _words(text: str) -> list[str]:
    bare = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold().translate(_FOLD))
    kept = "".join(
        letter if letter.isalnum() else " " for letter in bare if not unicodedata.combining(letter)
    )
    return kept.split()
