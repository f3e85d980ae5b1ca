"""Everything read about discussions: by residents, and by those who moderate."""

from civic.consultations.discussion.queries.desk import (
    QUEUE_PAGE,
    Case,
    Complaint,
    Waiting,
    case,
    complaints,
    objections_waiting,
    queue,
    queue_length,
)
from civic.consultations.discussion.queries.facts import (
    Found,
    Trace,
    found,
    has_reported,
    in_force,
    last_decision,
    own_text,
)
from civic.consultations.discussion.queries.page import Read, Totals, View, answers_of, one, threads, totals
from civic.consultations.discussion.queries.traces import TRACES_PAGE, Counts, counts, history, traces

__all__ = [
    "QUEUE_PAGE",
    "TRACES_PAGE",
    "Case",
    "Complaint",
    "Counts",
    "Found",
    "Read",
    "Totals",
    "Trace",
    "View",
    "Waiting",
    "answers_of",
    "case",
    "complaints",
    "counts",
    "found",
    "has_reported",
    "history",
    "in_force",
    "last_decision",
    "objections_waiting",
    "one",
    "own_text",
    "queue",
    "queue_length",
    "threads",
    "totals",
    "traces",
]
