"""What the audit trail says about discussions: ids, rules, reasons; never what somebody wrote or who they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from civic.core.audit import Event

Words = Mapping[str, str | LazyString]


@dataclass(frozen=True, kw_only=True)
class CommentWritten(Event):
    """A resident wrote a comment."""

    words = _l("Komentarz napisany")
    labels: ClassVar[Words] = {"consultation_id": _l("Konsultacje numer")}
    consultation_id: int


@dataclass(frozen=True, kw_only=True)
class CommentEdited(Event):
    """The author changed the own words."""

    words = _l("Komentarz poprawiony przez autora")


@dataclass(frozen=True, kw_only=True)
class CommentRemoved(Event):
    """The author took the own words back; they are not kept."""

    words = _l("Komentarz usunięty przez autora")


@dataclass(frozen=True, kw_only=True)
class CommentAnswered(Event):
    """The office answered a comment; the subject is the answer."""

    words = _l("Odpowiedź urzędu w dyskusji")
    labels: ClassVar[Words] = {"comment_id": _l("Na komentarz numer"), "unit_id": _l("Jednostka numer")}
    comment_id: int
    unit_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class CommentReported(Event):
    """Somebody reported a comment. Who, stays with the report."""

    words = _l("Komentarz zgłoszony moderatorowi")
    labels: ClassVar[Words] = {"ground": _l("Powód zgłoszenia")}
    ground: str


@dataclass(frozen=True, kw_only=True)
class CommentModerated(Event):
    """A moderator decided about a comment."""

    words = _l("Decyzja moderatora o komentarzu")
    labels: ClassVar[Words] = {
        "verdict": _l("Decyzja"),
        "rule": _l("Naruszona zasada"),
        "from_standing": _l("Przedtem"),
        "to_standing": _l("Potem"),
    }
    verdict: str
    from_standing: str
    to_standing: str
    rule: str | None = None


@dataclass(frozen=True, kw_only=True)
class ModerationObjected(Event):
    """The author objected to a decision about the own comment."""

    words = _l("Sprzeciw autora wobec moderacji")
    labels: ClassVar[Words] = {"moderation_id": _l("Decyzja numer")}
    moderation_id: int


@dataclass(frozen=True, kw_only=True)
class ObjectionDecided(Event):
    """Another moderator decided about an objection."""

    words = _l("Sprzeciw wobec moderacji rozpatrzony")
    labels: ClassVar[Words] = {"moderation_id": _l("Decyzja numer"), "verdict": _l("Rozstrzygnięcie")}
    moderation_id: int
    verdict: str
