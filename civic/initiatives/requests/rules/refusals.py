"""Every reason to refuse, and the step where the leader mends it.

Facts that go with them: ``city``, ``total``, ``limit``, ``over`` are grosz; ``share`` is percent as text; ``min``, ``max``,
``line``, ``needed``, ``confirmed`` are plain numbers; ``areas`` are names.
"""

from collections.abc import Mapping
from enum import StrEnum

from civic.initiatives.requests.rules.facts import Step


class Refusal(StrEnum):
    """Why not. The words are in messages.py."""

    ALREADY_SUBMITTED = "already-submitted"
    NOT_REOPENED = "not-reopened"
    NOT_CALLED = "not-called"
    TITLE_TOO_SHORT = "title-too-short"
    TITLE_TOO_LONG = "title-too-long"
    SUMMARY_MISSING = "summary-missing"
    SUMMARY_TOO_LONG = "summary-too-long"
    SCOPE_MISSING = "scope-missing"
    PLACE_MISSING = "place-missing"
    PLACE_OUTSIDE_CITY = "place-outside-city"
    PLACE_ON_BORDER = "place-on-border"
    PLACE_SWAPPED = "place-swapped"
    PLACE_UNKNOWN = "place-unknown"
    DESCRIPTION_MISSING = "description-missing"
    DESCRIPTION_TOO_LONG = "description-too-long"
    GOAL_MISSING = "goal-missing"
    GOAL_TOO_LONG = "goal-too-long"
    NOTHING_GIVEN = "nothing-given"
    NOTHING_ASKED = "nothing-asked"
    TOO_MANY_LINES = "too-many-lines"
    LINE_UNCLEAR = "line-unclear"
    RATE_UNKNOWN = "rate-unknown"
    CITY_SHARE_TOO_HIGH = "city-share-too-high"
    CITY_AMOUNT_TOO_HIGH = "city-amount-too-high"
    SUM_TOO_LARGE = "sum-too-large"
    SCHEDULE_MISSING = "schedule-missing"
    SCHEDULE_TOO_LONG = "schedule-too-long"
    STEP_UNCLEAR = "step-unclear"
    ORGANISATION_MISSING = "organisation-missing"
    NOT_REPRESENTATIVE = "not-representative"
    PARTICIPANTS_MISSING = "participants-missing"
    MEMBERS_TOO_FEW = "members-too-few"
    TOO_MANY_REPRESENTATIVES = "too-many-representatives"
    TOO_MANY_MEMBERS = "too-many-members"
    MEMBER_TWICE = "member-twice"
    MEMBER_IS_LEADER = "member-is-leader"
    INVITED_TOO_OFTEN = "invited-too-often"
    ALREADY_ANSWERED = "already-answered"
    TOO_LATE_TO_JOIN = "too-late-to-join"
    RESIDENCE_NOT_DECLARED = "residence-not-declared"
    RECEIVED_IN_FUTURE = "received-in-future"
    RECEIVED_TOO_EARLY = "received-too-early"
    DRAFT_CANNOT_BE_WITHDRAWN = "draft-cannot-be-withdrawn"
    ALREADY_WITHDRAWN = "already-withdrawn"
    TOO_LATE_TO_WITHDRAW = "too-late-to-withdraw"
    RATES_MISSING = "rates-missing"
    RATE_UNCLEAR = "rate-unclear"
    RATE_TWICE = "rate-twice"
    SHARE_OUT_OF_RANGE = "share-out-of-range"
    TERM_OUT_OF_RANGE = "term-out-of-range"
    BASIS_MISSING = "basis-missing"
    SETTINGS_CHANGED_MEANWHILE = "settings-changed-meanwhile"


_R = Refusal

STEP_OF: Mapping[Refusal, Step] = {
    **dict.fromkeys(
        (_R.TITLE_TOO_SHORT, _R.TITLE_TOO_LONG, _R.SUMMARY_MISSING, _R.SUMMARY_TOO_LONG, _R.SCOPE_MISSING), Step.IDEA
    ),
    **dict.fromkeys(
        (_R.PLACE_MISSING, _R.PLACE_OUTSIDE_CITY, _R.PLACE_ON_BORDER, _R.PLACE_SWAPPED, _R.PLACE_UNKNOWN), Step.PLACE
    ),
    **dict.fromkeys(
        (_R.DESCRIPTION_MISSING, _R.DESCRIPTION_TOO_LONG, _R.GOAL_MISSING, _R.GOAL_TOO_LONG), Step.DESCRIPTION
    ),
    **dict.fromkeys((_R.NOTHING_GIVEN, _R.RATE_UNKNOWN), Step.GIVING),
    **dict.fromkeys(
        (_R.NOTHING_ASKED, _R.CITY_SHARE_TOO_HIGH, _R.CITY_AMOUNT_TOO_HIGH, _R.SUM_TOO_LARGE), Step.ASKING
    ),
    **dict.fromkeys((_R.SCHEDULE_MISSING, _R.SCHEDULE_TOO_LONG, _R.STEP_UNCLEAR), Step.SCHEDULE),
    **dict.fromkeys((_R.ORGANISATION_MISSING, _R.NOT_REPRESENTATIVE, _R.PARTICIPANTS_MISSING), Step.APPLICANT),
    **dict.fromkeys((_R.MEMBERS_TOO_FEW, _R.TOO_MANY_REPRESENTATIVES), Step.MEMBERS),
    _R.RESIDENCE_NOT_DECLARED: Step.DECLARATIONS,
}  # fmt: skip
"""On which step the leader mends it. A line that is unclear or too much says its step by its side (``step_of``)."""
