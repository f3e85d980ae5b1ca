"""Every reason to refuse, and the step where the leader mends it.

Facts that go with them: ``cost``, ``min_cost``, ``max_cost``, ``over`` are grosz; ``opened``, ``closed`` are moments;
``min``, ``max``, ``line`` are plain numbers; ``pool``, ``area`` and ``areas`` are names.
"""

from collections.abc import Mapping
from enum import StrEnum

from civic.budget.projects.rules.facts import Step


class Refusal(StrEnum):
    """Why not. The words are in messages.py."""

    EDITION_NOT_RUNNING = "edition-not-running"
    SUBMISSION_NOT_OPEN = "submission-not-open"
    SUBMISSION_CLOSED = "submission-closed"
    ALREADY_SUBMITTED = "already-submitted"
    TOO_MANY_PROJECTS = "too-many-projects"
    TITLE_TOO_SHORT = "title-too-short"
    TITLE_TOO_LONG = "title-too-long"
    SUMMARY_MISSING = "summary-missing"
    SUMMARY_TOO_LONG = "summary-too-long"
    PLACE_MISSING = "place-missing"
    PLACE_OUTSIDE_CITY = "place-outside-city"
    PLACE_ON_BORDER = "place-on-border"
    PLACE_SWAPPED = "place-swapped"
    PLACE_UNKNOWN = "place-unknown"
    POOL_MISSING = "pool-missing"
    POOL_UNKNOWN = "pool-unknown"
    POOL_NEEDS_PLACE = "pool-needs-place"
    POOL_ELSEWHERE = "pool-elsewhere"
    DESCRIPTION_MISSING = "description-missing"
    DESCRIPTION_TOO_LONG = "description-too-long"
    JUSTIFICATION_MISSING = "justification-missing"
    JUSTIFICATION_TOO_LONG = "justification-too-long"
    KIND_MISSING = "kind-missing"
    KIND_NOT_ALLOWED = "kind-not-allowed"
    CATEGORY_MISSING = "category-missing"
    TOO_MANY_CATEGORIES = "too-many-categories"
    NO_COSTS = "no-costs"
    TOO_MANY_COST_LINES = "too-many-cost-lines"
    COST_LINE_UNCLEAR = "cost-line-unclear"
    COST_TOO_LOW = "cost-too-low"
    COST_TOO_HIGH = "cost-too-high"
    RESIDENCE_NOT_DECLARED = "residence-not-declared"
    CONSENT_MISSING = "consent-missing"
    LIST_IS_FIXED = "list-is-fixed"
    VOTING_HAS_OPENED = "voting-has-opened"
    DRAFT_CANNOT_BE_WITHDRAWN = "draft-cannot-be-withdrawn"
    ALREADY_WITHDRAWN = "already-withdrawn"
    TOO_LATE_TO_WITHDRAW = "too-late-to-withdraw"
    NOTHING_TO_WITHDRAW = "nothing-to-withdraw"


_R = Refusal

STEP_OF: Mapping[Refusal, Step] = {
    **dict.fromkeys((_R.TITLE_TOO_SHORT, _R.TITLE_TOO_LONG, _R.SUMMARY_MISSING, _R.SUMMARY_TOO_LONG), Step.IDEA),
    **dict.fromkeys((_R.PLACE_MISSING, _R.PLACE_OUTSIDE_CITY, _R.PLACE_ON_BORDER, _R.PLACE_SWAPPED, _R.PLACE_UNKNOWN), Step.PLACE),
    **dict.fromkeys((_R.POOL_MISSING, _R.POOL_UNKNOWN, _R.POOL_NEEDS_PLACE, _R.POOL_ELSEWHERE), Step.POOL),
    **dict.fromkeys(
        (
            _R.DESCRIPTION_MISSING, _R.DESCRIPTION_TOO_LONG, _R.JUSTIFICATION_MISSING, _R.JUSTIFICATION_TOO_LONG,
            _R.KIND_MISSING, _R.KIND_NOT_ALLOWED, _R.CATEGORY_MISSING, _R.TOO_MANY_CATEGORIES,
        ),
        Step.DESCRIPTION,
    ),
    **dict.fromkeys(
        (_R.NO_COSTS, _R.TOO_MANY_COST_LINES, _R.COST_LINE_UNCLEAR, _R.COST_TOO_LOW, _R.COST_TOO_HIGH), Step.COSTS
    ),
    **dict.fromkeys((_R.RESIDENCE_NOT_DECLARED, _R.CONSENT_MISSING), Step.CONSENTS),
}  # fmt: skip
"""On which step the leader mends it. A refusal that is not here is about time, number or status."""
