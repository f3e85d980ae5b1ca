"""What happens to a request from its arrival to the decision, for the audit trail. Days are written as ISO dates."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from civic.core.audit import Event

Labels = Mapping[str, str | LazyString]

_DUE = _l("Termin")


@dataclass(frozen=True, kw_only=True)
class InitiativeFormallyAccepted(Event):
    """The formal check ended well; ``criteria_version``: what it will be scored by."""

    words = _l("Wniosek o inicjatywę kompletny")
    labels: ClassVar[Labels] = {"criteria_version": _l("Wersja kryteriów")}
    criteria_version: int


@dataclass(frozen=True, kw_only=True)
class InitiativeCalledToComplete(Event):
    """Something is missing; the applicant was told what and until when."""

    words = _l("Wezwanie do uzupełnienia wniosku o inicjatywę")
    labels: ClassVar[Labels] = {"due_on": _DUE}
    due_on: str


@dataclass(frozen=True, kw_only=True)
class InitiativeCompletionEntered(Event):
    """A clerk wrote down that what was missing has come."""

    words = _l("Uzupełnienie wniosku o inicjatywę wpisane przez urząd")


@dataclass(frozen=True, kw_only=True)
class InitiativeLeftUnconsidered(Event):
    """Nothing came in time (KPA art. 64(2))."""

    words = _l("Wniosek o inicjatywę pozostawiony bez rozpoznania")


@dataclass(frozen=True, kw_only=True)
class InitiativeFormallyRejected(Event):
    """The formal check ended badly; ``reason`` is public."""

    words = _l("Wniosek o inicjatywę odrzucony formalnie")


@dataclass(frozen=True, kw_only=True)
class InitiativeLandEstablished(Event):
    """The office found out whose the place is."""

    words = _l("Właściciel miejsca inicjatywy ustalony")
    labels: ClassVar[Labels] = {"from_land": _l("Było"), "to_land": _l("Jest")}
    from_land: str
    to_land: str


@dataclass(frozen=True, kw_only=True)
class InitiativeForwarded(Event):
    """Sent to the body whose business it is (KPA art. 243)."""

    words = _l("Wniosek o inicjatywę przekazany według właściwości")
    labels: ClassVar[Labels] = {"body": _l("Do kogo"), "due_on": _DUE, "late": _l("Po terminie")}
    body: str
    due_on: str
    late: bool


@dataclass(frozen=True, kw_only=True)
class InitiativeTermExtended(Event):
    """The applicant was told why it takes longer and until when (KPA art. 245)."""

    words = _l("Termin rozpatrzenia inicjatywy przedłużony")
    labels: ClassVar[Labels] = {"old_due_on": _l("Było"), "due_on": _l("Nowy termin")}
    old_due_on: str
    due_on: str


@dataclass(frozen=True, kw_only=True)
class CriteriaSaved(Event):
    """The city's criteria have a new version."""

    words = _l("Nowa wersja kryteriów inicjatyw lokalnych")
    labels: ClassVar[Labels] = {"threshold": _l("Próg w procentach"), "members": _l("Ile kart co najmniej")}
    threshold: int
    members: int


@dataclass(frozen=True, kw_only=True)
class ScoringDeclared(Event):
    """A member of the Team declared a conflict of interest, or none."""

    words = _l("Oświadczenie członka Zespołu")
    labels: ClassVar[Labels] = {"conflict": _l("Konflikt interesów")}
    conflict: bool


@dataclass(frozen=True, kw_only=True)
class ScoreCardFinished(Event):
    """A member of the Team finished their card. What they gave is in the minutes, not here."""

    words = _l("Karta oceny inicjatywy zakończona")


@dataclass(frozen=True, kw_only=True)
class InitiativeReadyToClose(Event):
    """Enough cards are finished; recorded once."""

    words = _l("Dość kart, żeby zamknąć ocenę inicjatywy")
    labels: ClassVar[Labels] = {"cards": _l("Karty")}
    cards: int


@dataclass(frozen=True, kw_only=True)
class InitiativeAssessed(Event):
    """The Team's assessment was closed with minutes. ``score``: percent, exact, as a fraction."""

    words = _l("Ocena inicjatywy zamknięta protokołem")
    labels: ClassVar[Labels] = {
        "score": _l("Wynik w procentach"),
        "cards": _l("Karty"),
        "passed": _l("Próg osiągnięty"),
    }
    score: str
    cards: int
    passed: bool


@dataclass(frozen=True, kw_only=True)
class InitiativeDecided(Event):
    """The executive accepted or rejected the request; ``reason`` is public."""

    words = _l("Rozstrzygnięcie wniosku o inicjatywę")
    labels: ClassVar[Labels] = {
        "accepted": _l("Przyjęta"),
        "late": _l("Po terminie"),
        "below_threshold": _l("Mimo wyniku poniżej progu"),
    }
    accepted: bool
    late: bool
    below_threshold: bool
