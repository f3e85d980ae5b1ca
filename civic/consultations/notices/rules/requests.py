"""Asking the city for a consultation (polish-rules 3.2): how many must ask, and what a request says."""

from collections.abc import Mapping
from dataclasses import dataclass

from civic.consultations.notices.rules.draft import Initiator
from civic.consultations.notices.rules.refusals import Refusal
from civic.consultations.notices.rules.status import Status
from civic.core.refusal import Refused


@dataclass(frozen=True, kw_only=True)
class RequestRules:
    """The city's rules of requests. ``needed``: how many of whom; who is not in it needs only to ask (0)."""

    needed: Mapping[Initiator, int]
    fix_days: int = 7
    answer_days: int = 30


BIALYSTOK = RequestRules(
    needed={Initiator.RESIDENTS: 500, Initiator.NGOS: 5, Initiator.COUNCILLORS: 5},
)
"""Białystok, resolution VI/64/15."""


@dataclass(frozen=True)
class Judged:
    """Where a request goes, and how many supporters it lacks."""

    status: Status
    missing: int = 0


def judge(rules: RequestRules, initiator: Initiator, supporters: int) -> Judged:
    """REQUESTED with enough supporters, FIX_CALLED with how many are missing otherwise."""
    missing = max(0, rules.needed.get(initiator, 0) - supporters)
    return Judged(Status.FIX_CALLED if missing else Status.REQUESTED, missing)


def why_not_ask(title: str, justification: str, name: str, email: str) -> Refused | None:
    """A request says what about and why, and whom to answer."""
    if not title.strip():
        return Refused(Refusal.TITLE_MISSING)
    if not justification.strip():
        return Refused(Refusal.JUSTIFICATION_MISSING)
    return None if name.strip() and "@" in email else Refused(Refusal.REQUEST_CONTACT_MISSING)
