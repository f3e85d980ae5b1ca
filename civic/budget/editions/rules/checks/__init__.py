"""What must hold before an edition's rules are saved."""

from collections.abc import Set as AbstractSet

from civic.budget.editions.rules.checks.calendar import check_calendar
from civic.budget.editions.rules.checks.counting import check_counting
from civic.budget.editions.rules.checks.findings import WARNINGS, Code, Finding, Severity
from civic.budget.editions.rules.checks.lists import check_lists
from civic.budget.editions.rules.checks.pools import check_head, check_money, check_pools, check_projects
from civic.budget.editions.rules.checks.voters import check_voters
from civic.budget.editions.rules.edition import Rules

__all__ = ["WARNINGS", "Code", "Finding", "Severity", "check", "errors"]


def check(rules: Rules, known_areas: AbstractSet[str] | None = None) -> tuple[Finding, ...]:
    """Everything wrong or doubtful in the rules, errors first; ``known_areas`` are the codes the city has."""
    found = (
        *check_head(rules),
        *check_money(rules),
        *check_pools(rules, known_areas),
        *check_projects(rules),
        *check_lists(rules),
        *check_voters(rules),
        *check_counting(rules),
        *check_calendar(rules),
    )
    return tuple(sorted(found, key=lambda finding: finding.severity))


def errors(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Those that forbid saving."""
    return tuple(finding for finding in findings if finding.severity is Severity.ERROR)
