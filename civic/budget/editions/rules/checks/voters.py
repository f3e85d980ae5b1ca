"""Who may vote and how: age, guardians, a way without PESEL, paper."""

from civic.budget.editions.rules.checks.findings import Code, Finding, Findings
from civic.budget.editions.rules.edition import Rules
from civic.budget.editions.rules.voters import Channel, IdentityMethod

_ON_PAPER = frozenset({Channel.PAPER, Channel.POST, Channel.HOME})


def check_voters(rules: Rules) -> Findings:
    """Eligibility, routes and channels together."""
    if rules.eligibility.min_age is not None:
        yield Finding(Code.MIN_AGE, "eligibility.min_age", {"age": rules.eligibility.min_age})
    minors = rules.eligibility.minors
    if not 0 <= minors.guardian_below <= minors.consent_below <= 18:
        yield Finding(Code.MINORS_WRONG, "eligibility.minors")
    if all(route.needs_pesel for route in rules.identity):
        yield Finding(Code.NO_ROUTE_WITHOUT_PESEL, "identity")
    yield from _check_routes(rules)
    channels = {route.channel for route in rules.identity}
    paper = rules.channels.paper
    if paper is not None and channels.isdisjoint(_ON_PAPER):
        yield Finding(Code.PAPER_WITHOUT_ROUTE, "channels.paper")
    if paper is not None and paper.points is not None and paper.points < 0:
        yield Finding(Code.NOT_POSITIVE, "channels.paper.points", {"value": paper.points})


def _check_routes(rules: Rules) -> Findings:
    for place, route in enumerate(rules.identity):
        path = f"identity[{place}]"
        if not route.name.strip():
            yield Finding(Code.NAME_EMPTY, f"{path}.name")
        if not route.methods:
            yield Finding(Code.ROUTE_WITHOUT_METHOD, f"{path}.methods", {"route": route.name})
        if route.channel in _ON_PAPER and rules.channels.paper is None:
            yield Finding(Code.ROUTE_NEEDS_PAPER, f"{path}.channel", {"route": route.name})
        for name, method in (
            ("max_per_email", IdentityMethod.EMAIL_LINK),
            ("max_per_phone", IdentityMethod.SMS_CODE),
        ):
            limit = getattr(route, name)
            if limit is not None and limit < 1:
                yield Finding(Code.NOT_POSITIVE, f"{path}.{name}", {"value": limit})
            elif limit is not None and method not in route.methods:
                yield Finding(Code.CONTACT_LIMIT_UNUSED, f"{path}.{name}", {"route": route.name})
