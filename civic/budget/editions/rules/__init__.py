"""The rules of one edition as typed data, the questions one may ask them, and the checks a change must
pass.

Plain Python: no database, no clock, no request. Money is grosz as ``int``; moments are aware UTC. The
names are those of the configuration schema; ``check`` says what is wrong, ``instantiate`` makes rules
from a city's profile.
"""

from civic.budget.editions.rules.ballot import (
    AreaChoice,
    BallotList,
    BallotOrder,
    EmptyBallot,
    Method,
    OverLimit,
    Params,
    PartialBallot,
)
from civic.budget.editions.rules.calendar import Calendar, Phase, next_change, phase
from civic.budget.editions.rules.checks import Code, Finding, Severity, check, errors
from civic.budget.editions.rules.counting import (
    Allocation,
    AllocationRule,
    AreaCap,
    Counting,
    Leftover,
    Threshold,
    ThresholdKind,
    TieRule,
    TurnoutBonus,
)
from civic.budget.editions.rules.edition import (
    Rules,
    cost_limits,
    max_signatures,
    min_pool,
    required_signatures,
)
from civic.budget.editions.rules.pools import CostRange, Pool, PoolKind, Split, SplitMethod
from civic.budget.editions.rules.procedure import (
    Act,
    ActKind,
    AppealBody,
    BallotField,
    OpenData,
    Process,
    Publication,
    PublicationChannel,
    Retention,
)
from civic.budget.editions.rules.projects import Kind, Leader, ProjectRules, SignatureRule, Signatures
from civic.budget.editions.rules.status import (
    EDGES,
    NEEDS_REASON,
    PUBLIC,
    Action,
    Refusal,
    Standing,
    Status,
    after,
    why_not_edit,
    why_not_freeze,
    why_not_open_voting,
)
from civic.budget.editions.rules.voters import (
    NEEDS_PESEL,
    Asked,
    Channel,
    Channels,
    Duplicates,
    Eligibility,
    IdentityMethod,
    IdentityRoute,
    Minors,
    PaperVoting,
    Residence,
)

__all__ = [
    "EDGES", "NEEDS_PESEL", "NEEDS_REASON", "PUBLIC",
    "Act", "ActKind", "Action", "Allocation", "AllocationRule", "AppealBody", "AreaCap", "AreaChoice", "Asked",
    "BallotField", "BallotList", "BallotOrder", "Calendar", "Channel", "Channels", "Code", "CostRange", "Counting",
    "Duplicates", "Eligibility", "EmptyBallot", "Finding", "IdentityMethod", "IdentityRoute", "Kind", "Leader", "Leftover",
    "Method", "Minors", "OpenData", "OverLimit", "PaperVoting", "Params", "PartialBallot", "Phase", "Pool",
    "PoolKind", "Process", "ProjectRules", "Publication", "PublicationChannel", "Refusal", "Residence", "Retention",
    "Rules", "Severity", "SignatureRule", "Signatures", "Split", "SplitMethod", "Standing", "Status", "Threshold",
    "ThresholdKind", "TieRule", "TurnoutBonus",
    "after", "check", "cost_limits", "errors", "max_signatures", "min_pool", "next_change", "phase", "required_signatures",
    "why_not_edit", "why_not_freeze", "why_not_open_voting",
]  # fmt: skip
