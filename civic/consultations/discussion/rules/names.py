"""The words a discussion is made of, and its measures."""

from datetime import timedelta
from enum import StrEnum

TEXT_MAX = 2000
WORDS_MAX = 500
REASON_MAX = 1000
LINKS_MAX = 2
EDIT_WINDOW = timedelta(minutes=15)
PAGE = 20
"""Threads, or answers to one comment, on a page."""
ANSWERS_SHOWN = 3
"""Answers shown below each of them; the rest is a link away."""


class Stance(StrEnum):
    """What the author thinks of what is consulted."""

    FOR = "FOR"
    AGAINST = "AGAINST"
    NEUTRAL = "NEUTRAL"


class Shown(StrEnum):
    """How the author is shown."""

    INITIALS = "INITIALS"
    NAME = "NAME"


class Standing(StrEnum):
    """What can be read of a comment: all, all but masked parts, nothing (hidden by the office or removed by its author)."""

    SHOWN = "SHOWN"
    MASKED = "MASKED"
    HIDDEN = "HIDDEN"
    REMOVED = "REMOVED"


class Rule(StrEnum):
    """The only rules for which the office touches a comment (polish-rules 3.7)."""

    OFFENSIVE = "OFFENSIVE"
    PERSONAL_DATA = "PERSONAL_DATA"
    UNLAWFUL = "UNLAWFUL"


class Ground(StrEnum):
    """Why somebody reports a comment."""

    OFFENSIVE = "OFFENSIVE"
    PERSONAL_DATA = "PERSONAL_DATA"
    UNLAWFUL = "UNLAWFUL"
    OTHER = "OTHER"


class Verdict(StrEnum):
    """What a moderator decided; UPHOLD and RESTORE answer an objection or undo an earlier decision."""

    LEAVE = "LEAVE"
    MASK = "MASK"
    HIDE = "HIDE"
    UPHOLD = "UPHOLD"
    RESTORE = "RESTORE"


class Order(StrEnum):
    """In which order comments stand. SHUFFLED favours neither the first nor the loudest."""

    SHUFFLED = "SHUFFLED"
    NEWEST = "NEWEST"
    OLDEST = "OLDEST"


class Only(StrEnum):
    """Which threads are shown."""

    ALL = "ALL"
    UNANSWERED = "UNANSWERED"
    OFFICE = "OFFICE"
    FOR = "FOR"
    AGAINST = "AGAINST"


class Refusal(StrEnum):
    """Why something is not done in a discussion."""

    NOT_SIGNED_IN = "not-signed-in"
    STALE_PAGE = "stale-page"
    NO_DISCUSSION = "no-discussion"
    NOT_OPEN_YET = "not-open-yet"
    CLOSED = "closed"
    EMPTY = "empty"
    TOO_LONG = "too-long"
    TOO_MANY_LINKS = "too-many-links"
    SAID_ALREADY = "said-already"
    TOO_FAST = "too-fast"
    TOO_MANY_TODAY = "too-many-today"
    GONE = "gone"
    NOT_YOURS = "not-yours"
    TOO_LATE_TO_EDIT = "too-late-to-edit"
    ANSWERED_BY_OFFICE = "answered-by-office"
    OFFICE_STAYS = "office-stays"
    OWN_REPORT = "own-report"
    ALREADY_REPORTED = "already-reported"
    OWN_COMMENT = "own-comment"
    REASON_MISSING = "reason-missing"
    RULE_MISSING = "rule-missing"
    NOTHING_MASKED = "nothing-masked"
    ONLY_MASKS = "only-masks"
    ALREADY_DECIDED = "already-decided"
    OBJECTION_WAITS = "objection-waits"
    NOTHING_TO_OBJECT = "nothing-to-object"
    ALREADY_OBJECTED = "already-objected"
    FOUR_EYES = "four-eyes"


GONE = frozenset({Standing.HIDDEN, Standing.REMOVED})
TOUCHED = frozenset({Standing.HIDDEN, Standing.MASKED})
