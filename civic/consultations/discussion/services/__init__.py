"""Everything written in discussions. One function, one verb, one transaction."""

from civic.consultations.discussion.services.moderation import decide_objection, moderate, object_to, report
from civic.consultations.discussion.services.reporters import TELL_REPORTERS, tell_reporters
from civic.consultations.discussion.services.writing import (
    PER_DAY,
    PER_MINUTE,
    REPORTS_PER_DAY,
    Said,
    answer_as_office,
    comment,
    edit,
    remove,
    take_turn,
)

__all__ = [
    "PER_DAY",
    "PER_MINUTE",
    "REPORTS_PER_DAY",
    "TELL_REPORTERS",
    "Said",
    "answer_as_office",
    "comment",
    "decide_objection",
    "edit",
    "moderate",
    "object_to",
    "remove",
    "report",
    "take_turn",
    "tell_reporters",
]
