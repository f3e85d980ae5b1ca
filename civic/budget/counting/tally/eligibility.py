"""Who may be funded at all: withdrawn projects and thresholds (polish-rules 2.8, step 2)."""

from collections.abc import Sequence

from .ballots import Ballots
from .greedy import Verdict
from .inputs import PoolRules, Project, Threshold, ThresholdKind
from .results import Decision, Reason
from .ties import Facts


def facts_of(projects: Sequence[Project], ballots: Ballots) -> Facts:
    names = ballots.projects
    return Facts(
        {project.id: project for project in projects},
        dict(zip(names, ballots.scores(), strict=True)),
        dict(zip(names, ballots.voters(), strict=True)),
        dict(zip(names, ballots.first_preferences(), strict=True)),
    )


def reaches(threshold: Threshold, project: Project, facts: Facts, ballots: int, budget: int) -> bool:
    """Exactly at the threshold is enough."""
    voters = facts.voters[project.id]
    match threshold.kind:
        case ThresholdKind.ABS_VOTES:
            return voters >= threshold.value
        case ThresholdKind.ABS_POINTS:
            return facts.score[project.id] >= threshold.value
        case ThresholdKind.PCT_VALID_BALLOTS:
            return 100 * voters >= threshold.value * ballots
        case ThresholdKind.COST_PROPORTIONAL:
            return voters * threshold.value * budget >= project.cost * ballots


def ruled_out(rules: PoolRules, facts: Facts, ballots: int) -> dict[str, Verdict]:
    """Verdicts for projects that cannot be funded whatever money there is."""
    outs = {}
    for project in facts.projects.values():
        passed = all(reaches(t, project, facts, ballots, rules.budget) for t in rules.thresholds)
        if project.withdrawn or not passed:
            reason = Reason.WITHDRAWN if project.withdrawn else Reason.BELOW_THRESHOLD
            outs[project.id] = Verdict(project, Decision.NOT_SELECTED, reason)
    return outs
