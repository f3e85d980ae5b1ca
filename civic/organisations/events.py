"""What the audit trail says about organisations and their representatives: ids and reasons, never a person's data."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from civic.core.audit import Event

_PERSON: Mapping[str, str | LazyString] = {"person_id": _l("Osoba numer")}


@dataclass(frozen=True, kw_only=True)
class OrganisationEntered(Event):
    """An organisation was entered into the register by somebody who says to represent it."""

    words = _l("Organizacja wpisana")
    labels: ClassVar[Mapping[str, str | LazyString]] = {"kind": _l("Rodzaj"), "krs": _l("Numer KRS")}
    kind: str
    krs: str | None = None


@dataclass(frozen=True, kw_only=True)
class OrganisationCorrected(Event):
    """An officer wrote the organisation's name or seat as its register has it."""

    words = _l("Dane organizacji poprawione")


@dataclass(frozen=True, kw_only=True)
class RepresentativeDeclared(Event):
    """A person says to represent the organisation."""

    words = _l("Zgłoszenie przedstawiciela organizacji")
    labels = _PERSON
    person_id: int


@dataclass(frozen=True, kw_only=True)
class RepresentativeConfirmed(Event):
    """An officer checked it: the person may speak for the organisation."""

    words = _l("Przedstawiciel organizacji potwierdzony")
    labels = _PERSON
    person_id: int


@dataclass(frozen=True, kw_only=True)
class RepresentativeRefused(Event):
    """An officer did not find the person entitled."""

    words = _l("Przedstawiciel organizacji niepotwierdzony")
    labels = _PERSON
    person_id: int


@dataclass(frozen=True, kw_only=True)
class RepresentativeEnded(Event):
    """The person does not speak for the organisation any more."""

    words = _l("Koniec reprezentowania organizacji")
    labels = _PERSON
    person_id: int
