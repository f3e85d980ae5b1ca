"""Signing: what an agreement must have first (polish-rules 4.6 (7)), and what it can never be (4.6 (10))."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum

from civic.core.refusal import Refused
from civic.initiatives.agreements.rules.negotiation import OPEN, Negotiation, Refusal, agreed, problems
from civic.initiatives.agreements.rules.plan import Plan
from civic.initiatives.requests.rules import Status

TERM_MAX = 2000
SETTLEMENT_DAYS = 30
"""Days for the settlement report after the work is finished, unless the agreement says otherwise."""
SETTLEMENT_DAYS_MAX = 365


class Way(StrEnum):
    """How both sides signed."""

    PAPER = "PAPER"
    ELECTRONIC = "ELECTRONIC"


@dataclass(frozen=True)
class Terms:
    """What the agreement says besides the plan. All but ``budget_line`` is known to both sides and printed."""

    starts_on: date | None = None
    ends_on: date | None = None
    city_party: str = ""
    tasks: str = ""
    communication: str = ""
    liability: str = ""
    control: str = ""
    settlement: str = ""
    settlement_days: int = SETTLEMENT_DAYS
    amendments: str = ""
    termination: str = ""
    budget_line: str = ""


@dataclass(frozen=True)
class Draft:
    """A prepared agreement or annex. ``applicant_party``: who signs for residents; personal data, never public."""

    terms: Terms
    applicant_party: str


@dataclass(frozen=True)
class Signatures:
    """When each side signed, and how. ``received_on``: when the request came, before which nobody can have signed."""

    way: Way
    applicant_on: date | None
    city_on: date
    received_on: date | None = None


_SIGNABLE = OPEN | {Status.ACCEPTED}

_GRANT = re.compile(
    r"dotacj|dotowan|dofinansowani|przeka[zż]\w*\s+(?:wnioskodawcy\s+)?(?:środk|pieni)|wypłac\w*\s+wnioskodawcy|\bgrant",
    re.IGNORECASE,
)


def speaks_of_grants(texts: Iterable[str]) -> str | None:
    """The first words that would make it a grant contract, or None: the city hands no money over (art. 19b, 19e)."""
    for text in texts:
        if found := _GRANT.search(text):
            return found[0]
    return None


def missing_terms(draft: Draft | None) -> tuple[str, ...]:
    """Names of the fields still empty, ``budget_line`` apart: a refusal of its own."""
    if draft is None:
        return ("terms",)
    empty = [each.name for each in fields(Terms) if not getattr(draft.terms, each.name)]
    if not draft.applicant_party:
        empty.append("applicant_party")
    return tuple(name for name in empty if name != "budget_line")


def why_not_prepare(found: Negotiation, draft: Draft) -> Refused | None:
    """Write down the terms. What is still empty is no obstacle; what contradicts itself is."""
    terms = draft.terms
    if found.status not in _SIGNABLE:
        return Refused(Refusal.CLOSED)
    if found.status is Status.ACCEPTED:
        return Refused(Refusal.NOT_BEGUN)
    if terms.starts_on and terms.ends_on and terms.ends_on < terms.starts_on:
        return Refused(Refusal.TERMS_BACKWARDS)
    if not 1 <= terms.settlement_days <= SETTLEMENT_DAYS_MAX:
        return Refused(Refusal.SETTLEMENT_TERM, max=SETTLEMENT_DAYS_MAX)
    return _why_grant(draft, Plan())


def why_not_accept_text(
    found: Negotiation, plan: Plan, draft: Draft | None, *, accepted: bool
) -> Refused | None:
    """The applicant signs the text: only one that is whole and whose plan both have confirmed."""
    if accepted:
        return Refused(Refusal.ALREADY_ACCEPTED_TEXT)
    return _why_not_whole(found, plan, draft)


def why_not_sign(
    found: Negotiation, plan: Plan, draft: Draft | None, signatures: Signatures, today: date
) -> Refused | None:
    """Sign for the city: schedule, estimate, both confirmations, terms, money in the budget, the applicant's signature.

    ``plan`` is the newest version, empty where there is none.
    """
    if no := _why_not_whole(found, plan, draft):
        return no
    if signatures.applicant_on is None:
        return Refused(Refusal.APPLICANT_NOT_SIGNED)
    if max(signatures.city_on, signatures.applicant_on) > today:
        return Refused(Refusal.SIGNED_IN_FUTURE)
    if signatures.received_on and min(signatures.city_on, signatures.applicant_on) < signatures.received_on:
        return Refused(Refusal.SIGNED_TOO_EARLY, received=signatures.received_on)
    return None


def _why_not_whole(found: Negotiation, plan: Plan, draft: Draft | None) -> Refused | None:
    if found.status not in _SIGNABLE:
        return Refused(Refusal.CLOSED)
    if found.in_force and found.newest == found.in_force:
        return Refused(Refusal.NOTHING_TO_SIGN)
    return next(problems(plan, found.settings), None) or _why_not_ready(found, plan, draft)


def _why_not_ready(found: Negotiation, plan: Plan, draft: Draft | None) -> Refused | None:
    if agreed(found) is None:
        return Refused(Refusal.NOT_AGREED, version=found.newest)
    missing = missing_terms(draft)
    if missing or draft is None:
        return Refused(Refusal.TERMS_MISSING, fields=missing)
    if not draft.terms.budget_line:
        return Refused(Refusal.NO_BUDGET_LINE)
    return _why_grant(draft, plan)


def _why_grant(draft: Draft, plan: Plan) -> Refused | None:
    terms = [getattr(draft.terms, each.name) for each in fields(Terms)]
    texts = [
        *terms,
        draft.applicant_party,
        *(line.name for line in plan.lines),
        *(s.what for s in plan.steps),
    ]
    words = speaks_of_grants(text for text in texts if isinstance(text, str))
    return Refused(Refusal.SPEAKS_OF_GRANT, words=words) if words else None


def number_words(year: int | None, number: int | None, annex: int) -> str:
    """The number of an agreement, UIL/2026/0003, and of its annex, UIL/2026/0003/A1; "" until signed."""
    if year is None or number is None:
        return ""
    return f"UIL/{year}/{number:04}" + (f"/A{annex}" if annex else "")
