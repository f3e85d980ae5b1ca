"""Why something with a consulted document is not done. ``max`` is a plain number."""

from datetime import datetime
from enum import StrEnum

from civic.consultations.notices.rules import Phase, Standing, Status
from civic.core.refusal import Refused

MAX_TITLE = 200
MAX_NOTE = 300
MAX_DOCUMENTS = 20


class Refusal(StrEnum):
    """Why not. The words are in messages.py."""

    CONSULTATION_ENDED = "consultation-ended"
    NOT_BEING_PREPARED = "not-being-prepared"
    REMARKS_CLOSED = "remarks-closed"
    TOO_MANY_DOCUMENTS = "too-many-documents"
    TITLE_MISSING = "title-missing"
    TITLE_TOO_LONG = "title-too-long"
    TEXT_MISSING = "text-missing"
    NOTE_MISSING = "note-missing"
    NOTE_TOO_LONG = "note-too-long"
    VERSION_WAITS = "version-waits"
    NOTHING_CHANGED = "nothing-changed"
    ALREADY_PUBLISHED = "already-published"
    PDF_ONLY = "pdf-only"


_NOT_YET = frozenset({Status.REQUESTED, Status.FIX_CALLED, Status.REFUSED})
_ENDED = frozenset({Status.ARCHIVED, Status.CANCELLED})


def why_not_change(standing: Standing) -> Refused | None:
    """Why no version may be added, published or withdrawn: the consultation is not yet prepared, or it is over."""
    if standing.status in _NOT_YET:
        return Refused(Refusal.NOT_BEING_PREPARED)
    if standing.status in _ENDED:
        return Refused(Refusal.CONSULTATION_ENDED)
    return None


def why_not_add(standing: Standing, there: int, now: datetime) -> Refused | None:
    """Why no further document may be added: nobody could say anything about it any more. ``there``: how many there are."""
    if no := why_not_change(standing):
        return no
    if standing.phase(now) not in {Phase.PREPARED, Phase.UPCOMING, Phase.OPEN}:
        return Refused(Refusal.REMARKS_CLOSED)
    if there >= MAX_DOCUMENTS:
        return Refused(Refusal.TOO_MANY_DOCUMENTS, max=MAX_DOCUMENTS)
    return None


def why_not_title(title: str) -> Refused | None:
    """Why a document cannot be called so."""
    if not title.strip():
        return Refused(Refusal.TITLE_MISSING)
    return Refused(Refusal.TITLE_TOO_LONG, max=MAX_TITLE) if len(title) > MAX_TITLE else None


def why_not_note(note: str, versions: int) -> Refused | None:
    """Why a version cannot have this note: from the second on, people want to know why there is one."""
    if versions and not note.strip():
        return Refused(Refusal.NOTE_MISSING)
    return Refused(Refusal.NOTE_TOO_LONG, max=MAX_NOTE) if len(note) > MAX_NOTE else None


def why_not_version(*, waiting: bool, same: bool) -> Refused | None:
    """Why no version may be added: one waits to be published or withdrawn, or this one is the same as the newest."""
    if waiting:
        return Refused(Refusal.VERSION_WAITS)
    return Refused(Refusal.NOTHING_CHANGED) if same else None


def why_not_settle(standing: Standing, *, published: bool) -> Refused | None:
    """Why a version cannot be published or withdrawn."""
    if published:
        return Refused(Refusal.ALREADY_PUBLISHED)
    return why_not_change(standing)
